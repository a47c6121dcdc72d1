"""A number with its interval, and all numbers of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from memlit.datum.reading import Result
from memlit.datum.record import Record


class Estimate(Record):
    """A number with the ends of its interval, each None if the method gives none."""

    value: Result
    low: Result | None = None
    high: Result | None = None


def count_of(
    result_id: str, label: str, number: float, rule: str, inputs: tuple[str, ...] = (), *, note: str | None = None
) -> Result:
    """A result of the kind `count`; rule: what was counted."""
    return Result(id=result_id, kind="count", label=label, value=number, unit="1", inputs=inputs, rule=rule, note=note)


def statistic_of(
    result_id: str,
    label: str,
    value: float | None,
    unit: str,
    rule: str,
    inputs: tuple[str, ...] = (),
    *,
    note: str | None = None,
) -> Result:
    """A result of the kind `statistic`; rule: how it was computed."""
    return Result(
        id=result_id, kind="statistic", label=label, value=value, unit=unit, inputs=inputs, rule=rule, note=note
    )


def as_p_value(result: Result, *, is_limit: bool = False) -> Result:
    """The result as a p-value, which is printed with two digits; an upper limit has only a high end."""
    ends = {"value": None, "low": 0.0, "high": result.value} if is_limit else {}
    return result.model_copy(update={"kind": "p_value", **ends})


def p_of(result: Result) -> float:
    """A p-value as a number: its value, or its upper limit."""
    number = result.high if result.value is None else result.value
    assert number is not None
    return number


def percent(share: float) -> str:
    """0.95 as `95 %`."""
    return f"{100 * share:.10g} %"


def results_in(item: Any) -> Iterator[Result]:
    """All Results inside a record, depth first."""
    if isinstance(item, Result):
        yield item
        return
    if isinstance(item, Record):
        parts: Iterable[Any] = (getattr(item, name) for name in type(item).model_fields)
    elif isinstance(item, tuple | list):
        parts = item
    else:
        return
    for part in parts:
        yield from results_in(part)
