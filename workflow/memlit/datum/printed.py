"""One printed value: what is on the page, where, and how it was read.

The description of a digitized series, without its points: axes with their calibration, trust, assignment.
"""

import math
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, Field

from memlit.datum.record import Number, Record


def _to_a_millionth(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 6)


_Coordinate = Annotated[Number, AfterValidator(lambda value: round(value, 6))]
"""Points of a page or pixels of a picture, to a millionth."""
Residual = Annotated[Number | None, AfterValidator(_to_a_millionth)]
"""The same of what a mark misses; None where it is not known."""
Coefficient = Annotated[Number, AfterValidator(lambda value: float(f"{value:.10g}"))]
"""Ten significant digits."""


class CalibrationMark(Record):
    """A tick or mark whose value is known; `pixel` in points from bottom left (PDF) or pixels from top left."""

    pixel: tuple[_Coordinate, _Coordinate]
    value: Number
    label: str = ""
    residual: Residual = None


class FigureAxis(Record):
    """A calibrated axis: value = a*px + b*py + c of `coefficients`, or sign * 10**that on a log axis."""

    scale: str
    label: str = ""
    unit: str = ""
    coefficients: tuple[Coefficient, Coefficient, Coefficient] | None = None
    sign: Number = 1.0
    low: Number | None = None
    high: Number | None = None
    residual: Residual = None
    checks: tuple[str, ...] = ()
    marks: tuple[CalibrationMark, ...] = Field(default=(), validation_alias=AliasChoices("marks", "points"))


class PointDevice(Record):
    """The paper and device that one point of a scatter plot of devices represents."""

    paper: str
    device: str


class FigureSeries(Record):
    """What is known about a digitized series, except its points, which are in a CSV beside the record.

    `trust` is the tier of the digitization (figcurves.model.CURVE_TRUSTS). `x_quantity` to `points` are as stated in
    figures.yaml; no reading is taken from a series whose `reader` is None.
    """

    trust: str
    kind: str
    n_points: int
    points_sha256: str
    x: FigureAxis
    y: FigureAxis
    color: tuple[int, int, int] | None = None
    ink_precision: Number | None = None
    ink_recall: Number | None = None
    review_required: tuple[str, ...] = ()
    fingerprint: str = ""
    tool: str = ""
    reader: str | None = None
    x_quantity: str | None = None
    y_quantity: str | None = None
    x_unit: str | None = None
    y_unit: str | None = None
    v_read: Number | None = None
    state: str | None = None
    points: dict[int, PointDevice] = Field(default_factory=dict)
    curator: str | None = None
    curated: str | None = None


Tier = Literal[
    "primary",
    "redigitised",
    "secondary",
    "pooled",
    "sibling",
    "simulator",
    "notes",
    "review_claim",
]
FIRST_HAND: Tier = "primary"
"""Tier of what was read in the paper itself."""
Method = Literal[
    "readings",
    "pdf-table",
    "picture-table",
    "jats-table",
    "html-table",
    "latex-table",
    "markdown-table",
    "delimited-table",
    "transcribed",
    "vector-figure",
    "raster-figure",
    "imported-digitization",
    "measured",
    "text",
]
LISTED_METHOD: Method = "readings"
"""The method of a person's list of printed values."""

How = Literal["measured", "simulated", "assumed", "extrapolated"]
"""How a value was come by, as its paper says it."""
Grade = Literal["A", "B", "C"]
"""How far a pulse and its states belong to one experiment. A: all measured in it; B: line voltages, windows of arrays,
quasi-static states, inferred pairs; C: settings of programs and simulators.
"""


def grade_said(grade: Grade | None, how: How | None) -> Grade | None:
    """The grade of a value that a person graded, or said to be come by so: what was not measured is a setting."""
    return grade if how in (None, "measured") else "C"


COMPARATORS = ("=", "~", "<", "<=", ">", ">=", "up_to", "down_to")
"""How a value is to what is printed, as a person may write it."""

NOT_NAMED = "device_not_named"
"""The flag of a value whose line prints no name of its device, which is then called by its place."""
UNASSIGNED = "unassigned"
"""Device of a value that no person has assigned yet, and the type of its reason."""
DEVICE_NAME = "device_name"
"""The parameter of the label of a line, which is kept as printed and is no value."""
SERIES_PARAMETER = "digitized_series"
"""The parameter of a digitized curve."""
REVIEW_REQUIRED = "review_required"
"""The type of the reason of a curve that waits for a person."""
DOI, LINK = "doi:", "link:"
"""How a paper is named that is to be found in the library by its DOI or address."""


class Printed(Record):
    """What is on the page: the whole cell, the relevant piece of it, and its surroundings.

    `markup` is the piece with <sup> and <sub> where the print has raised or lowered characters.
    """

    text: str
    piece: str | None = None
    markup: str | None = None
    headers: tuple[str, ...] = ()
    stub: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    unit: str | None = None
    comparator: str | None = None

    @property
    def quantity_text(self) -> str:
        """The characters from which a value is read."""
        return self.markup or self.piece or self.text


class DrawnBox(Record):
    """A place that a person drew on a page of a document: in points from the top left of the page as displayed.

    sha256: of the file, whose bytes the person saw. Where no text lies below it the box is the quotation.
    """

    file: str
    page: int
    box: tuple[_Coordinate, _Coordinate, _Coordinate, _Coordinate]
    sha256: str

    def __str__(self) -> str:
        edges = " ".join(f"{edge:g}" for edge in self.box)
        return f"{edges} on page {self.page} of {self.file}, sha256 {self.sha256}"


_DRAWN = re.compile(r"((?:\d+(?:\.\d+)? ){4})on page (\d+) of (.+), sha256 ([0-9a-f]{64})")


def drawn_box(text: str) -> DrawnBox | None:
    """The box that `str` of one wrote; None where the text is none."""
    found = _DRAWN.fullmatch(text)
    if found is None:
        return None
    left, top, right, bottom = (float(edge) for edge in found[1].split())
    return DrawnBox(file=found[3], page=int(found[2]), box=(left, top, right, bottom), sha256=found[4])


class Locator(Record):
    """Where it is printed. `row`, `column` count from 0 in the printed grid; `bbox` in points from top left.

    drawn: where a person drew a box round a listed value.
    """

    document: str
    file: str
    sha256: str | None = None
    page: int | None = None
    kind: Literal["table", "figure", "text"]
    label: str | None = None
    place: str | None = None
    row: int | None = None
    column: int | None = None
    part: int | None = None
    bbox: tuple[Number, Number, Number, Number] | None = None
    panel: str | None = None
    series: str | None = None
    point: int | None = None
    drawn: DrawnBox | None = None

    @property
    def named_place(self) -> str:
        """What a reader looks for in the document: the label of a table or figure, else the passage, else the file."""
        return self.label or self.place or self.file


class Datum(Record):
    """One printed value as extracted. `paper` is the reference it is about, None where none is named.

    `paper` may be `doi:...` or `link:...` until the library is joined; of a work that the document cites it is
    `KEY:ref-12`, which is not an entry, and `cited` its printed reference. `unit` separates different papers that
    a source puts under one DOI; `device_class` is the class that the source itself prints for the device;
    `pulse` is the transition that a state belongs to, None where the parameter itself names one or the source none;
    `condition` is what was varied on one device, such as the amplitude of a series, as printed; `excluded` is a typed
    reason that the source's description gives; `grade` is that of the pulse whose amplitude it is.
    """

    id: str
    paper: str | None
    device: str
    parameter: str
    printed: Printed
    locator: Locator
    method: Method
    tier: Tier
    lineage: str | None = None
    read_at: str | None = None
    cited: str | None = None
    unit: str | None = None
    device_class: str | None = None
    pulse: Literal["set", "reset"] | None = None
    condition: str | None = None
    grade: Grade | None = None
    excluded: str | None = None
    flags: tuple[str, ...] = ()
    figure: FigureSeries | None = None
