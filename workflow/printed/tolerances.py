"""Tolerances of the readers: fields with a unit as type and their meaning, in sections that check them.

Input: a frozen dataclass of fields (`printed.pdf.settings`, `figcurves.settings`). Output: the section, refused
where a value makes no sense, with the units and meanings of its fields (the page of tolerances).
"""

import math
from dataclasses import field, fields
from typing import Annotated, Any, ClassVar, TypeVar, get_type_hints

from printed.errors import ConfigError

T = TypeVar("T")
Points = Annotated[float, "pt"]
SquarePoints = Annotated[float, "pt²"]
Letters = Annotated[float, "letter sizes"]
Pixels = Annotated[float, "px"]
Share = Annotated[float, "share"]
Part = Annotated[float, "share below one"]
Times = Annotated[float, "times"]
Degrees = Annotated[float, "degrees"]
Levels = Annotated[int, "of 255"]
Lab = Annotated[float, "units of Lab"]
Rgb = Annotated[float, "units of RGB"]
WordCount = Annotated[float, "words"]
Count = Annotated[int, "count"]
Shares = Annotated[tuple[float, float], "share"]
PointRange = Annotated[tuple[float, float], "pt"]
LetterRange = Annotated[tuple[float, float], "letter sizes"]
Zone = Annotated[tuple[float, float, float, float], "letter sizes"]
WHOLE = ("count", "of 255")
MOST = {"share": 1.0, "share below one": math.nextafter(1.0, 0.0), "of 255": 255.0}
"""The largest value of a unit that has one."""


class ToleranceSection:
    """Numbers above zero and finite, counts and levels whole, shares at most one; ranges finite and rising; `RISING`
    ones in order.

    Errors: ConfigError that names the tolerance.
    """

    RISING: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Names of tolerances of one kind, from the closest to the widest."""

    def __post_init__(self) -> None:
        """Raises ConfigError for a value that its unit does not allow."""
        for name, unit in units(type(self)).items():
            value: Any = getattr(self, name)
            if not _allowed(value, unit):
                raise ConfigError(f"{type(self).__name__}.{name}", f"{value!r} is no {unit}", "give one above zero")
        for names in self.RISING:
            values = [getattr(self, name) for name in names]
            if values != sorted(values):
                where = f"{type(self).__name__}: {', '.join(names)}"
                raise ConfigError(where, f"the values are {values}", "write them in rising order")


def _allowed(value: Any, unit: str) -> bool:
    if isinstance(value, tuple):
        rising = all(low < high for low, high in zip(value[::2], value[1::2], strict=True))
        return rising and all(isinstance(one, float) and math.isfinite(one) for one in value)
    kind = int if unit in WHOLE else float
    return isinstance(value, kind) and math.isfinite(value) and 0 < value <= MOST.get(unit, math.inf)


def units(section: type[ToleranceSection]) -> dict[str, str]:
    """The unit of each field of a section."""
    hints = get_type_hints(section, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


def tolerance(value: T, meaning: str) -> T:
    """The field of a section: its value, and what it decides."""
    return field(default=value, metadata={"meaning": meaning})


def meanings(section: type[ToleranceSection]) -> dict[str, str]:
    """What each field of a section decides."""
    return {one.name: one.metadata["meaning"] for one in fields(section)}  # type: ignore[arg-type]
