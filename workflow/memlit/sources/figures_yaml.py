"""figures.yaml: which figure and series of a document is which device and quantity, and who said so."""

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from figcurves.calibration import Calibration
from figcurves.edits import EDITS, PanelEdits
from memlit.config import Section
from memlit.datum import PointDevice, Pulse, Tier

FIGURES_FILE = "figures.yaml"
CurveReader = Literal["pulses", "train", "cycles", "cdf", "retention", "iv", "scatter"]
STATE_QUANTITIES = ("conductance", "resistance")
READER_AXES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pulses": (("pulse",), ("conductance", "resistance", "current", "weight")),
    "train": (("pulse",), ("conductance", "resistance", "current")),
    "cycles": (("cycle",), STATE_QUANTITIES),
    "cdf": (STATE_QUANTITIES, ("share",)),
    "retention": (("time",), ("conductance", "resistance", "current")),
    "iv": (("voltage",), ("current",)),
}
"""Quantities that the axes of a reader may have; a scatter's axes are parameters of the vocabulary."""
AXIS_UNITS = {
    "conductance": "S",
    "resistance": "ohm",
    "current": "A",
    "voltage": "V",
    "time": "s",
    "weight": None,
    "pulse": None,
    "cycle": None,
    "share": None,
}
"""SI unit of each quantity; None where the axis counts."""


class AssignedSeries(Section):
    """What a series is. Its key is the series' id, its printed name, or a pattern such as `p1s*`.

    `{number}` in `device` and `state` becomes the series' place in its panel, from 0. `paper` is the document itself
    where it is left out. `points` name the devices of a scatter by the index of the point.
    """

    paper: str | None = None
    device: str | None = None
    reader: CurveReader | None = None
    x: str | None = None
    y: str | None = None
    x_unit: str | None = None
    y_unit: str | None = None
    v_read: float | None = None
    state: str | None = None
    set_or_reset: Pulse | None = Field(
        default=None, description="the pulse whose states these are: set for potentiation, reset for depression"
    )
    condition: str | None = Field(
        default=None, description="what was varied on the device between its curves, as printed: 4.1 V"
    )
    points: dict[int, PointDevice] = Field(default_factory=dict)
    tier: Tier | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _fits_its_reader(self) -> "AssignedSeries":
        if self.reader is None:
            return self
        if self.x is None or self.y is None:
            raise ValueError("a reader needs x and y, the quantities of the axes")
        for name, quantity, allowed in zip("xy", (self.x, self.y), READER_AXES.get(self.reader, ()), strict=False):
            if quantity not in allowed:
                raise ValueError(f"{name} of reader {self.reader} is {quantity}, write {' or '.join(allowed)}")
        if self.reader in ("pulses", "train") and self.y == "current" and not self.v_read:
            raise ValueError("pulses of a current need v_read, the read voltage in V")
        if not self.device and not self.points:
            raise ValueError("a reader needs a device")
        return self


class FigureEntry(PanelEdits):
    """One figure, or one panel of it: where it is, what a person changes of its reading, what its series are.

    `image` is a picture inside the page of a PDF, counted from 1; `panel` is 1 where it is left out.
    """

    file: str
    page: int | None = Field(default=None, ge=1)
    image: int | None = Field(default=None, ge=1)
    panel: str | None = None
    label: str | None = None
    caption: str | None = None
    tier: Tier | None = None
    lineage: str | None = None
    calibration: Calibration | None = None
    series: dict[str, AssignedSeries] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _image_in_a_page(self) -> "FigureEntry":
        if self.image is not None and self.page is None:
            raise ValueError("an image needs its page")
        return self

    @property
    def declared(self) -> dict[str, Any] | None:
        """Calibration and edits as the readers of figures take them; None where nothing is said."""
        scales = self.calibration.model_dump(exclude_unset=True) if self.calibration else {}
        return {**scales, **self.model_dump(include=set(EDITS), exclude_defaults=True)} or None


class FiguresDescription(Section):
    """sources/KEY/figures.yaml."""

    curator: str
    date: date
    figures: tuple[FigureEntry, ...] = ()

    def entries_of(self, file: str) -> tuple[FigureEntry, ...]:
        """What is said of the figures in a file of the folder."""
        return tuple(entry for entry in self.figures if entry.file == file)
