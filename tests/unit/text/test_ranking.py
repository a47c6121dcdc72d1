"""Candidates of a lost exponent are put in order for a person, and the reading stays without a value."""

from __future__ import annotations

import pytest
from memlit.datum import DocumentReading, Method
from memlit.reconcile.document import reconcile_document
from memlit.reconcile.doubts import ranked

from tests.builders import datum, vocabulary


def _reading(
    parameter: str, text: str, others: tuple[str, ...], method: Method = "pdf-table"
) -> tuple[str, float | None, str]:
    column = [datum(parameter, t) for t in (text, *others)]
    data = tuple(d.model_copy(update={"id": f"doc:t1/r{i}c1", "method": method}) for i, d in enumerate(column))
    read = reconcile_document(DocumentReading(key="doc", status="same", data=data), {}, vocabulary())
    first = next(r for r in read.readings if r.id == "doc:t1/r0c1")
    return first.status, first.value, first.reason or ""


def test_other_values_of_the_column_put_the_power_or_the_plain_number_first() -> None:
    status, value, reason = _reading("retention", "105 s", ("2e5 s", "3e4 s", "6e5 s"))
    assert (status, value) == ("flagged", None)
    assert "candidates 100000 (likelier: nearest to the 3 other values" in reason
    _, _, reason = _reading("retention", "105 s", ("90 s", "120 s", "300 s"))
    assert "candidates 105 (likelier: " in reason
    assert reason.endswith(", 100000")


@pytest.mark.parametrize("method", ["delimited-table", "transcribed", "readings"])
def test_what_a_person_typed_has_no_exponent_to_lose(method: Method) -> None:
    """`106` of a CSV is 106, as its neighbours say; a page may have printed 10^6."""
    typed = _reading("retention", "106 s", ("256 s", "230 s", "198 s"), method)
    assert typed == ("value", 106.0, "")
    assert _reading("retention", "106 s", ("256 s", "230 s", "198 s"))[0] == "flagged"


def test_too_few_values_put_nothing_first() -> None:
    assert ranked((1e5, 105.0), None, (2e5, 3e4)) == "100000, 105"


def test_candidate_within_the_plausible_range_comes_first() -> None:
    assert ranked((1e18, 1018.0), (1.0, 1e16), ()).startswith("1018 (likelier: the others are outside")
