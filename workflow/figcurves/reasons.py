"""Why a person has to look at an axis or a panel: a kind, by which readers decide, and words, by which none does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ReasonKind = Literal["doubt", "falling", "labels seen", "no tick"]
"""`falling`: values fall along an axis; `labels seen`: labels that are no text gave no scale; `no tick`: a place that a
person declared stands at none; `doubt`: all others.
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. axis: the name of the axis that it is about, empty for the panel or for an axis not yet named."""

    text: str
    kind: ReasonKind = "doubt"
    axis: str = ""

    def __str__(self) -> str:
        return f"{self.axis} axis: {self.text}" if self.axis else self.text


def reasons_in_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons in words as a digitization holds them, in order, each once."""
    return tuple(dict.fromkeys(map(str, reasons)))
