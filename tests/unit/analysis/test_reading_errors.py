"""How often readings are wrong, by the route of the value into its record, on made-up readings."""

from __future__ import annotations

import pytest
from memlit.analysis.evidence.reading_errors import ReadAgain, Route, reading_errors, route_of, second_lists
from memlit.datum import Method
from memlit.errors import certain

from tests.builders import corpus_of, reading, reconciled


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("readings", "typed"),
        ("transcribed", "typed"),
        ("pdf-table", "table"),
        ("delimited-table", "table"),
        ("text", "sentence"),
        ("vector-figure", "figure"),
        ("raster-figure", "figure"),
        ("measured", None),
    ],
)
def test_the_route_of_a_value_is_how_it_came_into_its_record(method: Method, route: Route | None) -> None:
    assert route_of(method) == route


def test_a_share_has_the_exact_interval_and_a_value_counts_once() -> None:
    """No wrong one of n shows a share below 1 - 0.025^(1/n) at a level of 95 %, two-sided."""
    right = [ReadAgain(f"t{number}", "table", is_wrong=False) for number in range(40)]
    lines = {line.id: line for line in reading_errors([*right, right[0], ReadAgain("s", "sentence", True)], 0.95)}
    assert list(lines) == ["typed", "table", "sentence", "figure", "all"]
    assert (lines["typed"].n_twice.value, lines["typed"].share) == (0, None)
    share = certain(lines["table"].share)
    assert (lines["table"].n_twice.value, share.value.value) == (40, 0)
    assert certain(share.high).value == pytest.approx(1 - 0.025 ** (1 / 40))
    assert (lines["all"].n_twice.value, lines["all"].n_wrong.value) == (41, 1)
    assert lines["all"].n_wrong.inputs == ("s",)


def test_the_numbers_of_a_second_list_are_counted_by_the_route_of_the_first() -> None:
    first = [reading("set_voltage", 1.0, "V", id="doc:a"), reading("set_voltage", 2.0, "V", id="doc:b")]
    second = (first[0], first[1].model_copy(update={"value": 20.0, "low": 20.0, "high": 20.0}))
    corpus = corpus_of(first, documents=(reconciled(second=second),))
    found = [(one.id, one.route, one.is_wrong) for one in second_lists(corpus)]
    route = route_of(first[0].datum.method)
    assert found == [("doc:a", route, False), ("doc:b", route, True)]
