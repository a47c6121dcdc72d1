"""All tolerances of the readers of figures: one frozen, validated object, `SETTINGS`, with a section for each folder.

The type of a field is its unit, the text under it says what it decides and, where it was measured, on what. Modules
read a section (`AXES.residual`); a caller that needs another value passes it. docs/tolerances-figures.md is made from
this file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Annotated, Any, get_type_hints

from memlit.errors import ConfigError

Points = Annotated[float, "pt"]
Letters = Annotated[float, "letter sizes"]
Pixels = Annotated[float, "px"]
Share = Annotated[float, "share"]
Times = Annotated[float, "times"]
Degrees = Annotated[float, "degrees"]
Levels = Annotated[int, "of 255"]
Count = Annotated[int, "count"]


@cache
def units(section: type) -> dict[str, str]:
    """The unit of each field of a section."""
    hints = get_type_hints(section, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


class Section:
    """Checks its fields: finite and above zero, counts and levels whole, shares at most one."""

    def __post_init__(self) -> None:
        """Raises ConfigError for a value that its unit does not allow."""
        for name, unit in units(type(self)).items():
            value: Any = getattr(self, name)
            whole = unit in ("count", "of 255")
            right = isinstance(value, int) if whole else isinstance(value, float) and math.isfinite(value)
            if not right or value <= 0 or (unit == "share" and value > 1.0) or (unit == "of 255" and value > 255):
                raise ConfigError(f"{type(self).__name__}.{name}", f"{value!r} is no {unit}", "give one above zero")


@dataclass(frozen=True)
class Axes(Section):
    """From ticks and labels to the scales of a panel (`axes`)."""

    residual: Points = 0.35
    """By which a tick may miss the fitted scale or the lattice of the ticks."""
    snapped: Share = 0.9
    """Of a pixel, by which a tick may miss the scale where all ticks stand on whole ones: half a pixel is rounded off
    the tick, and as much off those that the scale is fitted to (panels of Vega, Bokeh and Plotly)."""


@dataclass(frozen=True)
class Pictures(Section):
    """Figures that are pictures (`picture`), and labels that are only ink (`label_ink`)."""

    residual: Pixels = 1.13
    """By which a tick may miss the fitted scale: drawing programs set a tick on the nearest pixel, and long and short
    ones, of different widths, half a pixel apart."""


@dataclass(frozen=True)
class FigureSettings:
    """Every tolerance of the readers of figures."""

    axes: Axes = field(default_factory=Axes)
    pictures: Pictures = field(default_factory=Pictures)


SETTINGS = FigureSettings()
AXES = SETTINGS.axes
PICTURES = SETTINGS.pictures


def named() -> list[tuple[str, str, str, Any]]:
    """Section, name, unit and value of every setting."""
    sections = ((one.name, getattr(SETTINGS, one.name)) for one in fields(SETTINGS))
    return [
        (name, key, unit, getattr(section, key))
        for name, section in sections
        for key, unit in units(type(section)).items()
    ]
