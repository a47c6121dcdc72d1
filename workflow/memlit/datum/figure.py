"""The description of a digitized series, without its points: axes with their calibration, trust, assignment."""

from __future__ import annotations

from pydantic import Field

from memlit.datum.record import Number, Record


class CalibrationMark(Record):
    """A tick or mark whose value is known; `pixel` in points from bottom left (PDF) or pixels from top left."""

    pixel: tuple[Number, Number]
    value: Number
    label: str = ""
    residual: Number | None = None


class FigureAxis(Record):
    """A calibrated axis: value = a*px + b*py + c of `coefficients`, or sign * 10**that on a log axis."""

    scale: str
    label: str = ""
    unit: str = ""
    coefficients: tuple[Number, Number, Number] | None = None
    sign: Number = 1.0
    low: Number | None = None
    high: Number | None = None
    residual: Number | None = None
    checks: tuple[str, ...] = ()
    marks: tuple[CalibrationMark, ...] = ()


class PointDevice(Record):
    """The paper and device that one point of a scatter plot of devices represents."""

    paper: str
    device: str


class FigureSeries(Record):
    """What is known about a digitized series, except its points, which are in a CSV beside the record.

    `trust` is the tier of the digitization (memlit.digitize.model.TIERS). `x_quantity` to `points` are as stated in
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
