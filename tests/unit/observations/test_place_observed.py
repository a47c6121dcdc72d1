"""A value that is in no paper among those of a class, and a field whose values have no condition."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.config import FieldOfScience
from memlit.datum import Reading
from memlit.errors import ConfigError, PlaceError
from memlit.observations.run import ObservedRun
from memlit.placing.observed import draw_among, placed_value
from memlit.plots.observed.draw import draw_observed

from tests.unit.observations.test_collect import CLASSES, CONFIG, FIELD, VOCABULARY, line, observed, with_classes

NO_CONDITION = FIELD.model_copy(update={"conditions": (), "compare_at": ()})


def run_of(field: FieldOfScience, *lines: list[Reading]) -> ObservedRun:
    """Papers p1 to p3 of one class with the power factors 2, 4 and 8."""
    found = observed(*lines, papers=("p1", "p2", "p3"), field=field)
    return ObservedRun(
        config=CONFIG,
        classes=CLASSES,
        field=field,
        vocabulary=VOCABULARY,
        entries={},
        readings={one.id: one for each in lines for one in each},
        lines=with_classes(found, field),
    )


LINES = [line(f"p{number}", "a", 1, temperature=300.0, seebeck=1.0, conductivity=2.0**number) for number in (1, 2, 3)]


def test_a_value_is_ranked_among_the_papers_of_its_class_at_the_same_condition() -> None:
    """4.5 V^2 S is above two of three papers; 4 of p2 is nearest, log10(4.5/4) = 0.0512 decades away."""
    placed = placed_value(run_of(FIELD, *LINES), "A", {"S": "1 V/s", "sigma": "4.5 S/m", "temperature": "301 s"})
    assert placed.metrics["power_factor"].value == pytest.approx(4.5)
    (own,) = [one for one in placed.standings if one.item_class == "A"]
    assert (own.at, own.rank.first, own.rank.n) == ("290 to 310 s", 3, 3)
    assert own.percentile == (pytest.approx(200 / 3), pytest.approx(200 / 3))
    assert placed.nearest[0][1].paper == "p2"
    assert placed.nearest[0][0] == pytest.approx(0.0512, abs=1e-4)


@pytest.mark.parametrize("has_condition", [True, False])
def test_a_figure_shows_the_new_value_as_a_star_among_those_of_papers(tmp_path: Path, has_condition: bool) -> None:
    """4.5 V^2 S lies between the marks of p2 (4) and p3 (8), in the colour that no class has."""
    run = run_of(FIELD if has_condition else NO_CONDITION, *LINES)
    given = {"S": "1 V/s", "sigma": "4.5 S/m", **({"temperature": "301 s"} if has_condition else {})}
    figure = tmp_path / "placed.svg"
    draw_among(figure, run, placed_value(run, "A", given))
    assert "#b00020" in figure.read_text(encoding="utf-8").lower()


def test_a_value_at_another_condition_is_compared_with_nothing_and_says_so() -> None:
    placed = placed_value(run_of(FIELD, *LINES), "A", {"S": "1 V/s", "sigma": "4.5 S/m", "temperature": "500 s"})
    assert (placed.standings, placed.nearest) == ((), ())
    assert placed.notes == ("classes are compared at 290 to 310 s, not at 500 s",)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"S": "1 V/s", "sigma": "4.5 S/m"},
            "prints no temperature; give one value of each, and --temperature",
        ),
        ({"S": "1 V/s", "temperature": "300 s"}, "gives no metric; give --S, --sigma, --temperature"),
        ({"S": "1 V", "temperature": "300 s"}, "--S: "),
    ],
)
def test_what_gives_no_metric_is_one_line(given: dict[str, str], said: str) -> None:
    with pytest.raises(PlaceError) as caught:
        placed_value(run_of(FIELD, *LINES), "A", given)
    assert said in str(caught.value)


def test_a_field_without_conditions_compares_its_classes_once() -> None:
    run = run_of(NO_CONDITION, *LINES)
    (own,) = run.lines.classes
    assert (own.at, own.median) == ("any condition", pytest.approx(4.0))
    placed = placed_value(run, "A", {"S": "1 V/s", "sigma": "9 S/m"})
    assert [(one.item_class, one.rank.first) for one in placed.standings] == [("", 4), ("A", 4)]


@pytest.mark.parametrize(
    ("figure", "said"),
    [("metric_by_condition", "is drawn against a condition; leave it out"), ("fig11a", "there is no fig11a; write")],
)
def test_a_figure_that_the_field_cannot_have_is_one_line(figure: str, said: str) -> None:
    run = run_of(NO_CONDITION, *LINES)
    with pytest.raises(ConfigError, match=said):
        draw_observed(run.lines, CONFIG, NO_CONDITION, CLASSES, [f"{figure}.svg"])
