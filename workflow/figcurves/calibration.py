"""What a person declares of a figure: scales, frames, and what it does not say in text, with the edits beside them."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from figcurves.edits import PanelEdits
from figcurves.errors import FigureError
from figcurves.model import FittedScale
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml


class AxisScale(Section):
    """A declared scale: the values of the long ticks, or places whose values a person read."""

    scale: FittedScale = "linear"
    ticks: tuple[float, ...] | None = Field(
        default=None, description="values of the long ticks, left to right or bottom to top"
    )
    points: tuple[tuple[float, float], ...] | None = Field(
        default=None, description="[place, value] pairs: pixels of a picture, points of a PDF page; two are enough"
    )
    label: str = ""
    unit: str = ""
    every: float | None = Field(
        default=None,
        gt=0,
        description="of x of a picture: each series has a mark at every multiple of this, 1 for one mark a pulse",
    )
    factor: float | None = Field(
        default=None, description="what the figure prints beside the axis (1e-8), 1 where it prints none"
    )

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        if self.factor == 0:
            raise ValueError("a factor of zero, write the factor printed beside the axis, or 1")
        if self.every is not None and self.scale == "log":
            raise ValueError("`every` is a step of a linear axis")
        return self


class Calibration(Section):
    """What a figure does not say in text: scales, the frame, colours of series, boxes to leave out (pixels).

    Of a vector panel: `letters` is the number of outlined shapes that a person saw to be words, `axes` the axis of a
    series where two scales stand side by side, `reversed` the axes that are meant to run backwards.
    """

    x: AxisScale | None = None
    y: AxisScale | None = None
    frame: tuple[float, float, float, float] | None = None
    series: dict[str, tuple[int, int, int]] | None = None
    exclude: tuple[tuple[float, float, float, float], ...] | None = None
    letters: int | None = Field(default=None, ge=1)
    axes: dict[str, Literal["x", "x2", "y", "y2"]] | None = None
    reversed: tuple[Literal["x", "y"], ...] | None = None

    @model_validator(mode="after")
    def _frame_holds_something(self) -> Self:
        if self.frame is not None and (self.frame[2] <= self.frame[0] or self.frame[3] <= self.frame[1]):
            raise ValueError("`frame` is an empty box")
        return self

    def scale(self, name: str) -> AxisScale:
        """What is declared of an axis, `x` or `y`; nothing where nobody said anything."""
        return (self.x if name == "x" else self.y) or AxisScale()


class DeclaredPanel(Calibration, PanelEdits):
    """A picture, or a panel of a page, as its calibration file declares it."""

    curator: str | None = None
    date: datetime.date | None = None


class _Page(Section):
    panels: dict[str, DeclaredPanel]
    curator: str | None = None
    date: datetime.date | None = None


Declared = str | Path | Mapping[Any, Any] | None
"""A calibration: its YAML file, or what would stand in it."""


def declared_picture(where: str, calibration: Declared, beside: Path | None = None) -> DeclaredPanel:
    """What is declared of a picture: as given, or in the YAML file `beside` it; nothing where there is none.

    Raises FigureError for a missing file and ConfigError for what it should not say.
    """
    source = beside if calibration is None and beside is not None and beside.is_file() else calibration
    return validated(DeclaredPanel, *_said(where, source))


def declared_panels(where: str, calibration: Declared) -> dict[str, DeclaredPanel]:
    """What is declared of the panels of a page, by number; raises as `declared_picture`."""
    if calibration is None:
        return {}
    said, place = _said(where, calibration)
    if not isinstance(said, Mapping) or not isinstance(said.get("panels"), Mapping):
        raise FigureError(place, "the calibration has no `panels`", "write panels: {1: {x: {scale, ticks}, y: ...}}")
    panels = {str(number): part for number, part in said["panels"].items()}
    return validated(_Page, {**said, "panels": panels}, place).panels


def _said(where: str, source: Declared) -> tuple[Any, str]:
    if source is None or isinstance(source, Mapping):
        return source, where
    if not Path(source).is_file():
        raise FigureError(Path(source).name, "no such calibration file", "check its path")
    return read_yaml(Path(source)), str(source)
