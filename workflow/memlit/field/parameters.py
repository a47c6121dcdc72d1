"""One parameter of the field, a header that holds several, and what a header was found to mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from printed.yaml_files.checked import Section


class Parameter(Section):
    """One canonical parameter; `unit` and `range` are SI, `unit` is '' for text.

    `sides`: print may give rows and columns, or the two sides of an area, instead of their product.
    """

    name: str
    meaning: str = Field(min_length=1)
    kind: Literal["number", "text"] = "number"
    symbol: str = ""
    unit: str = ""
    range: tuple[float, float] | None = None
    positive: bool = False
    generic: bool = False
    sides: bool = False
    not_to_confuse_with: str = ""
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    """Words of running text that name it beside a value of its unit; they are too common to identify a header."""

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if not self.is_text and not self.unit:
            raise ValueError('has no unit: add `unit:` with the SI unit, "1" for a ratio')
        if self.range is not None and self.range[0] >= self.range[1]:
            raise ValueError("its range is empty: write the smaller number first")
        return self

    @property
    def is_text(self) -> bool:
        """Whether its values are words and not numbers."""
        return self.kind == "text"

    def is_outside(self, value: float) -> bool:
        """Whether a value in SI, by its size where none can be negative, lies outside the plausible range; 0 never."""
        if self.range is None or value == 0:
            return False
        low, high = self.range
        return not low <= (abs(value) if low >= 0 else value) <= high

    def impossible(self, ends: Iterable[float], shown: str) -> str | None:
        """Why a value with these ends, printed as `shown`, is none: a typed reason, None where it can be one."""
        if not self.positive or all(end >= 0 for end in ends):
            return None
        return f"negative_{self.name}: {shown}, {self.name} cannot be below zero"


class Combined(Section):
    """A header that holds several parameters: `parts` splits the cell, `choose` takes the one that fits."""

    parts: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    unsplit: str | None = None
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if bool(self.parts) == bool(self.choose):
            raise ValueError("needs either parts or choose: write one of the two, a list of parameters")
        return self


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header says: `parts` has one parameter, or one for each piece of the cell.

    `choices` is not empty if the unit of the cell decides; `unit` is as printed in the header, without the
    power of ten, which is `multiplier`; `marks` are footnote marks; `phrase` is the vocabulary entry that matched.
    """

    parts: tuple[str, ...]
    choices: tuple[str, ...] = ()
    unsplit: str | None = None
    unit: str | None = None
    multiplier: float = 1.0
    qualifiers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    phrase: str = ""
    whole: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """All parameters that the header may mean."""
        return self.choices or self.parts
