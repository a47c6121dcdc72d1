"""How far apart action energies lie, and what of it is the error of reading them: numbers worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from memlit.config import CLASSES_FILE, load_classes
from memlit.config.claims import Claim
from memlit.frames import cells_of, row_dicts
from memlit.synapses.energy.printed import distance_numbers, printed_medians
from memlit.synapses.energy.spans import energy_spans

from tests.builders import ROOT, config_of


def inputs(exponents: list[int], group: str, **more: Any) -> pd.DataFrame:
    """1 V and 1 S for 10^exponent s, so that the energy is 10^exponent J, of a paper each."""
    papers = [f"p{place}" for place in range(len(exponents))]
    columns: dict[str, Any] = {
        "group": group, "paper": papers, "lineage": papers, "action_energy": [f"{paper}#e" for paper in papers],
        "voltage_v": 1.0, "width_s": [10.0**exponent for exponent in exponents], "conductance_s": 1.0,
        "whose_number": "measured by the paper",
    }  # fmt: skip
    return pd.DataFrame(columns | more)


def spans(found: pd.DataFrame, **errors: float) -> list[dict[str, Any]]:
    """The lines of energy_spans.csv; errors: of one reading of a parameter, in decades."""
    cells = [(f"curators/{name}", name, sd) for name, sd in errors.items()]
    return row_dicts(
        energy_spans(found, pd.DataFrame(cells, columns=["id", "parameter", "reading_sd_decades"]), config_of())
    )


def test_the_error_of_reading_is_taken_from_the_spread() -> None:
    """Six papers at 1 pJ and six at 10 nJ: SD of log10 2.089; errors of 0.6 and 0.8 decades together are 1 decade."""
    found = inputs([-12] * 6 + [-8] * 6, "survey-unpaired, RRAM, unpaired")
    few = inputs([-9] * 3, "survey-unpaired, ECM, unpaired")
    (span,) = spans(pd.concat([few, found]), r_on=0.6, set_pulse_width=0.8)
    assert (span["n_papers"], span["n_others"]) == (12, 0)
    assert (span["least_j"], span["largest_j"]) == pytest.approx((1e-12, 1e-8))
    # sqrt(2.0889^2 - 1) is left.
    parts = [span[f"{name}_decades"] for name in ("spread", "reading", "left")]
    assert parts == pytest.approx([2.0889, 1.0, 1.8340], abs=1e-4)


def test_numbers_of_others_are_counted_apart_and_ten_lineages_give_an_interval() -> None:
    own = inputs([-9, -10] * 5, "synapses, set", whose_number=["simulator"] * 3 + ["measured by the paper"] * 7)
    (span,) = spans(own)
    assert span["n_others"] == 3
    # Half at 1 nJ and half at 100 pJ: no resampling has a larger SD of log10 than five and five, 0.527.
    assert 0.0 < span["spread_low"] < span["spread_high"] <= 0.5271
    (span,) = spans(own.assign(lineage=own["lineage"].replace("p1", "p0")))
    assert span["spread_low"] is None


def test_papers_read_once_have_no_error_to_take_away() -> None:
    (span,) = spans(inputs([-9, -10] * 5, "survey, PCM, set"), r_on=0.6)
    assert (span["reading_decades"], span["left_decades"]) == (None, None)


def test_printed_medians_lie_apart_by_the_logarithm_of_their_ratio() -> None:
    """220 pJ and 13 nJ: a factor of 59.1."""
    claims = [
        Claim(id=f"{name.lower()}-median", section="5.A", kind="class_value", subject=name, metric="action_energy",
              statistic="median", comparator="~", value=value, unit=unit)
        for name, value, unit in (("VCM", "220", "pJ"), ("ECM", "13", "nJ"))
    ]  # fmt: skip
    medians = printed_medians(claims, load_classes(ROOT / CLASSES_FILE), config_of())
    distance = dict(cells_of(distance_numbers(medians), ["id", "value"]))
    assert list(distance.values()) == pytest.approx([2.2e-10, 1.3e-8, 1.7715], rel=1e-4)
    assert distance_numbers(medians[:1]).empty
