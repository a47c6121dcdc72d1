"""A number with its interval, and all numbers of a record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Numbers:
    """Makes the numbers of one subject: their ids are `base#name`, and they share their inputs.

    inputs, rule: for numbers that have none of their own; of: the end of every label; note: the note of statistics.
    """

    base: str
    inputs: tuple[str, ...] = ()
    rule: str = ""
    of: str = ""
    note: str | None = None

    def count(
        self, name: str, label: str, number: float, rule: str = "", inputs: tuple[str, ...] | None = None
    ) -> Result:
        """A count, see `count_of`."""
        own = self.inputs if inputs is None else inputs
        return count_of(f"{self.base}#{name}", label + self.of, number, rule or self.rule, own)

    def counted(self, name: str, label: str, ids: Iterable[str], rule: str = "") -> Result:
        """How many there are of things that have these ids, which are its inputs."""
        own = tuple(ids)
        return self.count(name, label, len(own), rule, own)

    def statistic(self, name: str, label: str, value: float | None, rule: str = "", unit: str = "1") -> Result:
        """A statistic in `unit`, see `statistic_of`."""
        rule = (rule or self.rule).rstrip("; ")
        return statistic_of(f"{self.base}#{name}", label + self.of, value, unit, rule, self.inputs, note=self.note)

    def p_value(self, name: str, label: str, p: float | None, rule: str = "", *, is_limit: bool = False) -> Result:
        """A p-value, which is printed with two digits; an upper limit has only a high end."""
        ends = {"value": None, "low": 0.0, "high": p} if is_limit else {}
        return self.statistic(name, label, p, rule).model_copy(update={"kind": "p_value", **ends})

    def bounds(
        self, name: str, label: str, low: float | None, high: float | None, rule: str = "", unit: str = "1"
    ) -> Result:
        """A number known within bounds, either of them open where None; it has a value where they are equal."""
        point = low if low == high else None
        return self.statistic(name, label, point, rule, unit).model_copy(update={"low": low, "high": high})

    def estimate(
        self,
        name: str,
        label: str,
        numbers: Sequence[float | None],
        rule: str = "",
        unit: str = "1",
        ends: tuple[str, str] = (", lower end", ", upper end"),
        names: tuple[str, str] | None = None,
    ) -> Estimate:
        """A number with the ends of its interval, if it has them.

        ends: the end of their labels; names: of the ends, by default `name_low` and `name_high`.
        """
        low, high = (
            None if number is None else self.statistic(side, f"{label}{end}", number, rule, unit)
            for side, end, number in zip(names or (f"{name}_low", f"{name}_high"), ends, numbers[1:], strict=True)
        )
        return Estimate(value=self.statistic(name, label, numbers[0], rule, unit), low=low, high=high)


def joined_ids(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """All ids of several lists, each once, in their order."""
    return tuple(dict.fromkeys(identifier for part in parts for identifier in part))


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
        # Most parts are texts and numbers: a call each would cost more than all else.
        if isinstance(part, Record | tuple | list):
            yield from results_in(part)
