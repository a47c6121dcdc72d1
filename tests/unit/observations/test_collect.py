"""What one line prints is one observation; what disagrees, or says no condition, is used nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.config import Classes, Config, FieldOfScience, Metric
from memlit.datum import Reading
from memlit.errors import ConfigError
from memlit.field import Vocabulary
from memlit.numbers import numbers_in
from memlit.observations.compare import compare_observations, numbers_of_compared
from memlit.observations.lines import CLASSES_AT, OBSERVATIONS, OBSERVED_METRICS, PAIRS_AT, ObservedLines
from memlit.observations.metrics import formulas, observed_lines

from tests.builders import entry, library, reading

FIELD = FieldOfScience.model_validate(
    {
        "name": "heat",
        "subject": "materials",
        "item": "material",
        "conditions": ["temperature"],
        "inputs": {"S": "seebeck", "sigma": "conductivity"},
        "compare_at": [{"temperature": {"low": 290, "high": 310}}],
        "rules": ["observations"],
    }
)
VOCABULARY = Vocabulary.model_validate(
    {
        "parameters": {
            "temperature": {"meaning": "T", "unit": "s", "positive": True},
            "seebeck": {"meaning": "S", "unit": "V/s"},
            "conductivity": {"meaning": "sigma", "unit": "S/m", "positive": True},
        }
    }
)
METRIC = {"name": "power factor", "symbol": "PF", "unit": "W/m/s^2", "better": "higher", "formula": "S^2 * sigma"}
CONFIG = Config.model_validate(
    {
        "metrics": {"power_factor": Metric.model_validate(METRIC)},
        "analysis": {"primary": "power_factor", "secondary": []},
        "evidence": {"sets": ["main"], "headline_set": "main"},
    }
)
CLASSES = Classes.model_validate({"classes": {"A": {"name": "First"}, "B": {"name": "Second"}}})
UNITS = {"temperature": "s", "seebeck": "V/s", "conductivity": "S/m"}


def line(
    paper: str, material: str, row: int, place: str = "Table 1", tier: str = "secondary", **values: float
) -> list[Reading]:
    about: dict[str, Any] = {
        "paper": paper,
        "device": f"{material}-r{row}",
        "stub": material,
        "label": place,
        "tier": tier,
    }
    return [
        reading(name, value, UNITS[name], row=row, document=f"{paper}-{place}-{row}".replace(" ", ""), **about)
        for name, value in values.items()
    ]


def observed(
    *lines: list[Reading], papers: tuple[str, ...] = ("p1",), device_class: str = "A", field: FieldOfScience = FIELD
) -> ObservedLines:
    entries = library(*(entry(key, device_classes=(device_class,)) for key in papers))
    known = formulas(CONFIG, field, VOCABULARY)
    return observed_lines([one for own in lines for one in own], entries, CLASSES, CONFIG, field, known)


def with_classes(found: ObservedLines, field: FieldOfScience = FIELD) -> ObservedLines:
    compared = compare_observations(found.tables[OBSERVED_METRICS.name], found.tables[OBSERVATIONS.name], CONFIG, field)
    tables = {**found.tables, CLASSES_AT.name: compared.classes, PAIRS_AT.name: compared.pairs}
    rows = numbers_of_compared(compared, CONFIG)
    return ObservedLines(tables, {**found.numbers, **numbers_in(rows)})


def test_lines_of_one_material_are_told_apart_by_their_condition() -> None:
    found = observed(
        line("p1", "SnTe", 1, temperature=300.0, seebeck=-2e-4),
        line("p1", "SnTe", 2, temperature=500.0, seebeck=-3e-4),
    )
    seebeck = [(one.item, one.at, one.value) for one in found.observations if one.parameter == "seebeck"]
    assert seebeck == [("SnTe", "300 s", -2e-4), ("SnTe", "500 s", -3e-4)]


def test_a_line_without_its_condition_is_left_out() -> None:
    found = observed(line("p1", "SnTe", 1, seebeck=-2e-4, conductivity=1e5))
    assert found.observations == []
    assert [one.reason for one in found.left_out] == ["its line prints no temperature"] * 2


def test_readings_that_disagree_are_not_averaged() -> None:
    found = observed(
        line("p1", "SnTe", 1, temperature=300.0, seebeck=-2e-4, conductivity=1.000e5),
        line("p1", "SnTe", 1, "Table 2", temperature=300.0, seebeck=-3e-4, conductivity=1.002e5),
    )
    by_name = {one.parameter: one for one in found.observations}
    assert (by_name["seebeck"].value, len(by_name["seebeck"].several("conflict"))) == (None, 2)
    assert (by_name["conductivity"].value, len(by_name["conductivity"].several("agreeing"))) == (1.000e5, 1)
    assert found.metrics == []


def test_the_most_trusted_tier_counts() -> None:
    found = observed(
        line("p1", "SnTe", 1, temperature=300.0, seebeck=-2e-4),
        line("p1", "SnTe", 1, "Table 2", tier="primary", temperature=300.0, seebeck=-3e-4),
    )
    assert [one.value for one in found.observations if one.parameter == "seebeck"] == [-3e-4]


def test_a_metric_of_a_negative_parameter_is_its_square() -> None:
    found = observed(line("p1", "SnTe", 1, temperature=300.0, seebeck=-2e-4, conductivity=1e5))
    (metric,) = found.metrics
    assert (metric.value, len(metric.own_number.inputs)) == (pytest.approx(4e-3), 2)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"formula": "S * sigma"}, "may be negative"),
        ({"formula": "S^2 / sigma"}, "is not in W/m/s^2"),
        ({"formula": "V^2 * sigma"}, "has no place in a formula; write S, sigma"),
    ],
)
def test_a_formula_is_held_against_the_letters_of_the_field(changed: dict[str, str], said: str) -> None:
    wrong = CONFIG.model_copy(update={"metrics": {"power_factor": Metric.model_validate({**METRIC, **changed})}})
    with pytest.raises(ConfigError) as caught:
        formulas(wrong, FIELD, VOCABULARY)
    assert said in str(caught.value)


def test_classes_are_compared_within_the_same_ends_with_the_paper_as_the_unit() -> None:
    """Two materials of p1 are one value, 2 and 8 on the log scale 4; what is far from 300 enters nothing."""
    lines = [
        line("p1", "a", 1, temperature=300.0, seebeck=1.0, conductivity=2.0),
        line("p1", "b", 2, temperature=305.0, seebeck=1.0, conductivity=8.0),
        line("p1", "a", 3, temperature=500.0, seebeck=1.0, conductivity=1000.0),
        line("p2", "c", 1, temperature=300.0, seebeck=1.0, conductivity=1.0),
        line("p3", "d", 1, temperature=295.0, seebeck=1.0, conductivity=9.0),
    ]
    found = observed(*lines, papers=("p1", "p2", "p3"))
    (own,) = with_classes(found).classes
    assert (own.at, own.n_papers, own.n_items) == ("290 to 310 s", 3, 4)
    assert (own.median, own.median_low) == (pytest.approx(4.0), None)
