"""What the tests of one quantity run on, and how their numbers become results."""

from __future__ import annotations

from dataclasses import dataclass

from memlit.analysis.quantities import ClassValues, Quantity
from memlit.config import AnalysisPlan, Config
from memlit.datum import Estimate, Result, as_p_value, statistic_of


@dataclass(frozen=True, slots=True)
class Samples:
    """The compared classes of a quantity: log10 values, classes and units of analysis, one entry a paper."""

    quantity: Quantity
    classes: tuple[ClassValues, ...]
    config: Config

    @property
    def plan(self) -> AnalysisPlan:
        return self.config.analysis

    @property
    def y(self) -> list[float]:
        return [value for values in self.classes for value in values.logs]

    @property
    def names(self) -> list[str]:
        return [values.device_class for values in self.classes]

    @property
    def places(self) -> list[int]:
        """Place of each entry's class in `names`: the order of the tests is that of the plan, not of the alphabet."""
        return [place for place, values in enumerate(self.classes) for _ in values.points]

    @property
    def papers(self) -> list[str]:
        return [unit for values in self.classes for unit in values.units]

    def papers_of(self, device_class: str) -> str:
        """Id of the count of a class's papers, which names all their values."""
        return papers_id(self.quantity, device_class)

    def logs_of(self, device_class: str) -> list[float]:
        return next(values.logs for values in self.classes if values.device_class == device_class)


def papers_id(quantity: Quantity, device_class: str) -> str:
    """Id of the count of papers of a class with the quantity."""
    return f"{quantity.id}/{device_class}#n"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the Results of one pair."""

    base: str
    inputs: tuple[str, ...]

    def number(self, name: str, label: str, value: float | None, rule: str, unit: str = "1") -> Result | None:
        return None if value is None else statistic(f"{self.base}#{name}", label, value, unit, self.inputs, rule)

    def p_value(self, name: str, label: str, p: float | None, rule: str, *, is_limit: bool = False) -> Result | None:
        return None if p is None else p_result(f"{self.base}#{name}", label, p, self.inputs, rule, is_limit=is_limit)

    def estimate(
        self, name: str, label: str, value: float | None, low: float | None, high: float | None, rule: str
    ) -> Estimate | None:
        middle = self.number(name, label, value, rule)
        if middle is None:
            return None
        return Estimate(
            value=middle,
            low=self.number(f"{name}_low", f"{label}, lower end", low, rule),
            high=self.number(f"{name}_high", f"{label}, upper end", high, rule),
        )


def statistic(
    result_id: str, label: str, value: float, unit: str, inputs: tuple[str, ...], rule: str, note: str = ""
) -> Result:
    """A result of the kind `statistic`."""
    return statistic_of(result_id, label, value, unit, rule.rstrip("; "), inputs, note=note or None)


def p_result(
    result_id: str, label: str, p: float, inputs: tuple[str, ...], rule: str, *, is_limit: bool = False, note: str = ""
) -> Result:
    """A result of the kind `p_value`; one that is an upper limit has no value but a high end."""
    return as_p_value(statistic(result_id, label, p, "1", inputs, rule, note), is_limit=is_limit)
