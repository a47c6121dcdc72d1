"""What the tests of one quantity run on."""

from __future__ import annotations

from dataclasses import dataclass

from memlit.analysis.quantities import ClassValues, Quantity
from memlit.config import AnalysisPlan, Config


@dataclass(frozen=True, slots=True)
class Samples:
    """The compared classes of a quantity: log10 values, classes and units of analysis, one entry a paper."""

    quantity: Quantity
    classes: tuple[ClassValues, ...]
    config: Config

    @property
    def plan(self) -> AnalysisPlan:
        """The analysis plan of the settings."""
        return self.config.analysis

    @property
    def y(self) -> list[float]:
        """All values as log10 of SI, class after class."""
        return [value for values in self.classes for value in values.logs]

    @property
    def names(self) -> list[str]:
        """The classes, in the order of the plan."""
        return [values.device_class for values in self.classes]

    @property
    def places(self) -> list[int]:
        """Place of each entry's class in `names`: the order of the tests is that of the plan, not of the alphabet."""
        return [place for place, values in enumerate(self.classes) for _ in values.points]

    @property
    def papers(self) -> list[str]:
        """The paper of each entry of `y`."""
        return [unit for values in self.classes for unit in values.units]

    def papers_of(self, device_class: str) -> str:
        """Id of the count of a class's papers, which names all their values."""
        return papers_id(self.quantity, device_class)

    def logs_of(self, device_class: str) -> list[float]:
        """Values of one class as log10 of SI."""
        return next(values.logs for values in self.classes if values.device_class == device_class)


def papers_id(quantity: Quantity, device_class: str) -> str:
    """Id of the count of papers of a class with the quantity."""
    return f"{quantity.id}/{device_class}#n"
