"""A digitized figure: axes with their calibration, series, points with uncertainty and locator."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, cast, get_args

Scale = Literal["linear", "log", "category", "date", "unknown"]
FittedScale = Literal["linear", "log"]
CurveTrust = Literal[
    "measured",
    "vector_verified",
    "import_recomputed",
    "raster_verified",
    "looked_at",
    "vector_unverified",
    "raster_unverified",
    "values_only",
]
DigitizingMethod = Literal["vector-figure", "raster-figure", "imported-digitization", "measured"]
Pixel = tuple[float, float]
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Of files that are read as pictures."""
T = TypeVar("T")

CURVE_TRUSTS: tuple[CurveTrust, ...] = get_args(CurveTrust)
"""Most trusted first; a value derived from a series carries the tier of its series.

`measured` is a curve that was computed from deposited data, with no figure between;
`looked_at` is a panel whose scale or last open reason rests on a person's word alone.
"""

_LN10 = math.log(10.0)


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """One place whose value is known: a tick with its printed label, or a mark set by a person.

    `pixel` is in PDF points (origin bottom left of the page as displayed) or image pixels (origin top left);
    `residual` is in the same unit, the distance of the mark from the fitted axis.
    """

    pixel: Pixel
    value: float
    label: str = ""
    residual: float | None = None


def axis_coordinate(value: float, scale: Scale, sign: float) -> float:
    """What an axis is linear in: the value, log10 of its magnitude on a log axis."""
    return math.log10(value * sign) if scale == "log" else value


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis as the map t = a*px + b*py + c; the value is t, or sign * 10**t on a log axis."""

    name: str
    scale: Scale
    coefficients: tuple[float, float, float] | None
    points: tuple[CalibrationPoint, ...] = ()
    sign: float = 1.0
    label: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    residual: float | None = None
    checks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def position(self, pixel: Pixel) -> float:
        """The axis coordinate t at a pixel: the value, or its log10 on a log axis."""
        a, b, c = self._map()
        return a * pixel[0] + b * pixel[1] + c

    def value(self, pixel: Pixel) -> float:
        """The value at a pixel; inf where a log axis leaves the range of a float."""
        t = self.position(pixel)
        if self.scale != "log":
            return t
        return self.sign * (10.0**t if t < 308.0 else math.inf)

    def coordinate(self, value: float) -> float | None:
        """The axis coordinate t of a value; None where a log axis has none or the value is not finite."""
        if not math.isfinite(value) or (self.scale == "log" and value * self.sign <= 0):
            return None
        return axis_coordinate(value, self.scale, self.sign)

    def spread(self, pixel: Pixel, distance: float) -> float:
        """Uncertainty in value that a standard uncertainty of `distance` pixels gives at `pixel`."""
        a, b, _ = self._map()
        step = math.hypot(a, b) * distance
        return step if self.scale != "log" else abs(self.value(pixel)) * _LN10 * step

    def _map(self) -> tuple[float, float, float]:
        if self.coefficients is None:
            raise ValueError(f"axis {self.name} has no calibration")
        return self.coefficients


@dataclass(frozen=True, slots=True)
class Point:
    """One data point: values, standard uncertainties, the place it was read from.

    `locator` is `op=...` (drawing operator), `px=x,y` (image pixel) or `row=n` (a table without calibration).
    `x_error`, `y_error` are the printed bar's ends (low, high) in axis values.
    """

    x: float
    y: float
    u_x: float | None = None
    u_y: float | None = None
    locator: str = ""
    pixel: Pixel | None = None
    vertex_kind: str = "data"
    flags: tuple[str, ...] = ()
    x_error: tuple[float, float] | None = None
    y_error: tuple[float, float] | None = None


def point_at(
    axes: tuple[Axis, Axis],
    pixel: Pixel,
    spread: tuple[float, float],
    locator: str,
    kind: str = "data",
    flags: tuple[str, ...] = (),
    errors: Iterable[tuple[float, float] | None] = (),
) -> Point:
    """The point at a pixel by its x and its y axis.

    spread: standard uncertainty of its place along x and y [pixels]; errors: `x_error` and `y_error`.
    """
    x, y = axes
    u_x, u_y = (axis.spread(pixel, u) for axis, u in zip(axes, spread, strict=True))
    return Point(x.value(pixel), y.value(pixel), u_x, u_y, locator, pixel, kind, flags, *errors)


@dataclass(frozen=True, slots=True)
class DoubtPlace:
    """Where an open reason of a series stands; box: left, low, right, high in the unit of a point's `pixel`."""

    reason: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one style. `kind` is marks, line, steps, bars or table; `style` says in words how they are drawn.

    Of a vector figure [points]: `mark_size`, the width and height of a mark, and `width`, that of a line, which may be
    dashed; of a picture `mark_area`, that of a mark [pixels]. `doubt_places`: where reasons of `review_required` stand.
    """

    id: str
    name: str
    kind: str
    points: tuple[Point, ...]
    color: tuple[int, int, int] | None = None
    style: str = ""
    x_axis: str = "x"
    y_axis: str = "y"
    flags: tuple[str, ...] = ()
    review_required: tuple[str, ...] = ()
    ink_precision: float | None = None
    ink_recall: float | None = None
    mark_size: tuple[float, float] | None = None
    mark_area: float | None = None
    width: float | None = None
    is_dashed: bool = False
    doubt_places: tuple[DoubtPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Digitization:
    """One panel of one figure. `review_required` names every reason why a person must look before use."""

    source: str
    sha256: str
    method: DigitizingMethod
    tier: CurveTrust
    axes: tuple[Axis, ...]
    series: tuple[Series, ...]
    page: int | None = None
    panel: str = ""
    frame: tuple[float, float, float, float] | None = None
    flags: tuple[str, ...] = ()
    review_required: tuple[str, ...] = ()
    fingerprint: str = ""
    tool: str = ""
    size: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()

    def axis(self, name: str) -> Axis:
        """The axis of that name; KeyError when the figure has none."""
        return {axis.name: axis for axis in self.axes}[name]

    @property
    def needs_review(self) -> bool:
        """True when the panel or any of its series has an open reason."""
        return bool(self.review_required) or any(series.review_required for series in self.series)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


def nearest(places: Iterable[float], to: float) -> float:
    """The place that lies nearest to another; infinite where there is none."""
    return min(places, key=lambda place: abs(place - to), default=math.inf)


def runs_of(items: Iterable[T], goes_on: Callable[[T, T], bool]) -> list[list[T]]:
    """The items in order, cut where one does not go on from the one before it."""
    runs: list[list[T]] = []
    for item in items:
        if runs and goes_on(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


BY_POINTS = "scale by points that a person placed"
"""Flag of an axis whose scale rests on places and values that a person gave, with fewer than two independent checks."""


def with_tier(digitization: Digitization, verified: bool) -> Digitization:
    """Verified only when nothing needs review and the redrawing agrees; `looked_at` where a scale is one person's."""
    kind = "raster" if digitization.method == "raster-figure" else "vector"
    good = verified and not digitization.needs_review
    looked_at = any(BY_POINTS in axis.flags for axis in digitization.axes)
    tier = ("looked_at" if looked_at else f"{kind}_verified") if good else f"{kind}_unverified"
    return replace(digitization, tier=cast("CurveTrust", tier))
