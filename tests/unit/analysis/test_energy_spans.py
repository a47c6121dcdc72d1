"""How far apart action energies lie, and what of it is the error of reading them: numbers worked out by hand."""

from __future__ import annotations

import pytest
from memlit.config.claims import Claim
from memlit.datum import Result
from memlit.synapses.energy.parts import Inputs
from memlit.synapses.energy.spans import energy_spans, printed_distance

from tests.builders import config_of


def inputs(paper: int, exponent: int, group: str) -> Inputs:
    """1 V and 1 S for 10^exponent s, so that the energy is 10^exponent J."""
    return Inputs(
        id=f"energy_inputs/{group}/{paper}", group=group, paper=f"p{paper}", lineage=f"p{paper}",
        action_energy=f"p{paper}#action_energy", voltage=1.0, width=10.0**exponent, conductance=1.0, readings=(),
    )  # fmt: skip


def error(parameter: str, sd: float) -> Result:
    """The error of one reading of a parameter, in decades."""
    name = f"curators/{parameter}#reading_sd"
    return Result(id=name, kind="statistic", label="error", value=sd, unit="decades", rule="made up")


def test_the_error_of_reading_is_taken_from_the_spread() -> None:
    """Six papers at 1 pJ and six at 10 nJ: SD of log10 2.089; errors of 0.6 and 0.8 decades together are 1 decade."""
    group = "survey-unpaired, RRAM, unpaired"
    found = [inputs(n, -12 if n < 6 else -8, group) for n in range(12)]
    few = [inputs(n, -9, "survey-unpaired, ECM, unpaired") for n in range(3)]
    errors = {name: error(name, sd) for name, sd in (("r_on", 0.6), ("set_pulse_width", 0.8))}
    (span,) = energy_spans([*few, *found], errors, config_of())
    assert span.device_class == "RRAM"
    assert (span.n_papers.value, span.least.value, span.largest.value) == (
        12,
        pytest.approx(1e-12),
        pytest.approx(1e-8),
    )
    assert span.spread.value.value == pytest.approx(2.0889, abs=1e-4)
    assert span.of_reading is not None
    assert span.of_reading.value == pytest.approx(1.0)
    assert span.n_others.value == 0
    assert span.without_reading is not None
    # sqrt(2.0889^2 - 1)
    assert span.without_reading.value == pytest.approx(1.8340, abs=1e-4)


def test_numbers_of_others_are_counted_apart_and_ten_lineages_give_an_interval() -> None:
    group = "synapses, set"
    own = [inputs(n, -9 - n % 2, group) for n in range(10)]
    found = [one.model_copy(update={"whose_number": "simulator"}) if n < 3 else one for n, one in enumerate(own)]
    (span,) = energy_spans(found, {}, config_of())
    assert span.n_others.value == 3
    assert span.spread.low is not None
    assert span.spread.high is not None
    low, high = span.spread.low.value or 0.0, span.spread.high.value or 0.0
    # Half at 1 nJ and half at 100 pJ: no resampling has a larger SD of log10 than five and five, 0.527.
    assert 0.0 < low < high <= 0.5271
    nine = [one.model_copy(update={"lineage": "p0"}) if n < 2 else one for n, one in enumerate(own)]
    (span,) = energy_spans(nine, {}, config_of())
    assert span.spread.low is None


def test_papers_read_once_have_no_error_to_take_away() -> None:
    (span,) = energy_spans([inputs(n, -9 - n % 2, "synapses, set") for n in range(10)], {}, config_of())
    assert span.of_reading is None
    assert span.without_reading is None


def test_printed_medians_lie_apart_by_the_logarithm_of_their_ratio() -> None:
    """220 pJ and 13 nJ: a factor of 59.1."""
    claims = [
        Claim(id=f"{name.lower()}-median", section="5.A", kind="class_value", subject=name, metric="action_energy",
              statistic="median", comparator="~", value=value, unit=unit)
        for name, value, unit in (("VCM", "220", "pJ"), ("ECM", "13", "nJ"))
    ]  # fmt: skip
    distance = printed_distance(claims)
    assert distance is not None
    assert (distance.least.value, distance.largest.value) == (pytest.approx(2.2e-10), pytest.approx(1.3e-8))
    assert distance.decades.value == pytest.approx(1.7715, abs=1e-4)
    assert printed_distance(claims[:1]) is None
