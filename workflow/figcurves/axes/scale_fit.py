"""A scale fitted to labelled ticks, and the checks that must hold before it is trusted.

A linear axis has v = a*p + c, a logarithmic one log10 v = a*p + c. Every tick of a logarithmic axis must stand on
m*10^k, m = 1..9; the ticks of a linear one on an even division of its labelled step.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from figcurves.model import Axis, CalibrationPoint, Scale, axis_coordinate
from figcurves.reasons import Reason
from figcurves.settings import AXES


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted scale t = slope * place + rest; residual and tolerance have the unit of the places."""

    scale: Scale
    slope: float
    rest: float
    sign: float
    residual: float
    checks: tuple[str, ...]
    reasons: tuple[Reason, ...]
    lattice: float
    tolerance: float

    @property
    def is_sound(self) -> bool:
        """Every label stands where the scale says."""
        return self.residual <= self.tolerance

    def t(self, place: float) -> float:
        """What the scale is linear in, at `place` [points]: the value, or log10 of its magnitude."""
        return self.slope * place + self.rest

    def value(self, place: float) -> float:
        """The value of the axis at `place` [points], in the unit of its labels."""
        t = self.t(place)
        return t if self.scale == "linear" else self.sign * 10.0**t


def axis_of(
    fit: Fit,
    name: str,
    marks: Iterable[tuple[float, float, str]],
    edge: float,
    ends: tuple[float, float],
    title: tuple[str, str],
    **more: Any,
) -> Axis:
    """The axis `name` of a fitted scale.

    marks: place, value and label of what the scale goes through; edge: where the axis stands; ends: places where it
    begins and ends; title: its label and its unit.
    """
    level = name.startswith("x")
    points = []
    for place, value, label in marks:
        t = axis_coordinate(value, fit.scale, fit.sign)
        off = abs((t - fit.rest) / fit.slope - place) if fit.slope else None
        points.append(CalibrationPoint((place, edge) if level else (edge, place), value, label, off))
    row = (fit.slope, 0.0, fit.rest) if level else (0.0, fit.slope, fit.rest)
    low, high = sorted(fit.value(end) for end in ends)
    return Axis(name, fit.scale, row, tuple(points), fit.sign, *title, low, high, **more)


def fit_scale(
    places: list[float],
    values: list[float],
    all_ticks: list[float],
    major: list[float],
    declared: Scale | None = None,
    tolerance: float | None = None,
    unit: str = "pt",
) -> Fit | None:
    """The scale through labelled ticks, linear or logarithmic as the labels and the lattice decide.

    places: ticks with a label; values: what the labels print; all_ticks, major: every tick, and those of the longest
    kind; declared: a person's word, taken where neither labels nor lattice decide; tolerance: by how much a tick may
    miss the scale, in the unit of the places, that of a page if not given. None when fewer than two labels, or all
    labels are the same.
    """
    if len(places) < 2 or len(set(values)) < 2:
        return None
    reach = AXES.residual if tolerance is None else tolerance
    candidates = [_evaluate("linear", places, values, all_ticks, major, reach, unit)]
    if all(value > 0 for value in values) or all(value < 0 for value in values):
        candidates.append(_evaluate("log", places, values, all_ticks, major, reach, unit))
    good = [fit for fit in candidates if fit.is_sound]
    if len(good) == 1:
        return good[0]
    if not good:
        best = min(candidates, key=lambda fit: fit.residual)
        return _with(best, "labels fit neither a linear nor a logarithmic scale")
    return _decide(good, values, declared)


def _decide(good: list[Fit], values: list[float], declared: Scale | None) -> Fit:
    """Both scales fit the labels: with two labels the ticks between must tell.

    With three and more the two scales differ by less than the residual allows, the better one is taken.
    """
    by_lattice = sorted(good, key=lambda fit: -fit.lattice)
    margin = by_lattice[0].lattice - by_lattice[1].lattice
    if margin > AXES.lattice_margin and by_lattice[0].lattice > AXES.lattice_least:
        return by_lattice[0]
    linear = next(fit for fit in good if fit.scale == "linear")
    log = next(fit for fit in good if fit.scale == "log")
    if len(values) > 2:
        return log if log.residual < linear.residual else linear
    if declared is not None:
        return log if declared == "log" else linear
    return _with(linear, "linear or logarithmic cannot be told from the ticks")


def _evaluate(
    scale: Scale,
    places: list[float],
    values: list[float],
    all_ticks: list[float],
    major: list[float],
    tolerance: float,
    unit: str,
) -> Fit:
    sign = -1.0 if scale == "log" and values[0] < 0 else 1.0
    t = np.array([math.log10(value * sign) for value in values] if scale == "log" else values)
    p = np.array(places)
    slope, rest = _line(p, t)
    off = np.abs((t - rest) / slope - p) if slope else np.full(len(p), math.inf)
    residual = float(off.max())
    share = (
        _log_share(slope, rest, all_ticks, places if residual <= tolerance else [], tolerance)
        if scale == "log"
        else _linear_share(p, t, slope, rest, all_ticks, tolerance)
    )
    log = scale == "log"
    told = (
        ("labels in progression", residual <= tolerance and len(places) >= 3),
        *(_lattice_checks(scale, slope, rest, all_ticks, major, places, tolerance) if share == 1.0 else ()),
    )
    checks = tuple(check for check, met in told if met)
    doubted = (
        (share < 1.0, f"{scale} lattice missed by {round((1 - share) * len(all_ticks))} of {len(all_ticks)} ticks"),
        (residual > tolerance, f"a label misses the {scale} scale by {residual:.2f} {unit}"),
    )
    reasons = [Reason(text) for met, text in doubted if met]
    if slope * sign < 0 or (slope < 0 and log):
        reasons.append(Reason("values fall along the axis: a lost sign or a reversed axis", "falling"))
    return Fit(scale, slope, rest, sign, residual, checks, tuple(reasons), share, tolerance)


def _lattice_checks(
    scale: Scale,
    slope: float,
    rest: float,
    all_ticks: list[float],
    major: list[float],
    places: list[float],
    tolerance: float,
) -> tuple[tuple[str, bool], ...]:
    """What a lattice that every tick is on says of the scale, and whether it does."""
    unlabelled = ("unlabelled ticks on the lattice", len(all_ticks) > len(set(np.round(places, 1))))
    if scale != "log":
        return unlabelled, ("ticks evenly spaced", len(major) >= 3)
    return (
        unlabelled,
        ("minor ticks at m*10^k", _has_minor_pattern(slope, rest, all_ticks)),
        ("ticks at whole decades", _even_decades(slope, rest, major, tolerance)),
    )


def _line(p: np.ndarray, t: np.ndarray) -> tuple[float, float]:
    center_p, center_t = p.mean(), t.mean()
    spread = float(((p - center_p) ** 2).sum())
    slope = float(((p - center_p) * (t - center_t)).sum()) / spread if spread else 0.0
    return slope, float(center_t - slope * center_p)


def _log_share(slope: float, rest: float, ticks: list[float], labelled: list[float], tolerance: float) -> float:
    """Share of ticks on m*10^k; a labelled tick that fits the scale stands where its label says."""
    if not ticks or not slope:
        return 0.0
    t = slope * np.array(ticks) + rest
    allowed = np.log10(np.arange(1, 11))
    part = t - np.floor(t)
    off = np.abs(part[:, None] - allowed[None, :]).min(axis=1) / abs(slope)
    own = np.array([any(abs(tick - place) < 1e-6 for place in labelled) for tick in ticks], dtype=bool)
    return float(((off <= tolerance) | own).mean())


def _has_minor_pattern(slope: float, rest: float, ticks: list[float]) -> bool:
    """At least two ticks that stand on m*10^k with m from 2 to 9: a linear axis does not have them."""
    t = slope * np.array(ticks) + rest
    part = t - np.floor(t)
    first, last = AXES.minor_decade
    return int(((part > first) & (part < last)).sum()) >= 2


def _even_decades(slope: float, rest: float, major: list[float], tolerance: float) -> bool:
    """Three and more long ticks, each on a whole power of ten, at one spacing."""
    t = np.sort(slope * np.array(major) + rest)
    whole = np.round(t)
    gaps = np.diff(whole)
    return len(t) >= 3 and bool(np.all(np.abs(t - whole) <= tolerance * abs(slope)) and np.all(gaps == gaps[0]))


def _linear_share(
    p: np.ndarray, t: np.ndarray, slope: float, rest: float, ticks: list[float], tolerance: float
) -> float:
    """Share of ticks on multiples of the labelled step divided by 1, 2, 3, 4, 5, 8 or 10 that serves the most."""
    if not ticks or not slope:
        return 0.0
    order = np.argsort(p)
    gaps = np.diff(np.unique(np.round(t[order], 12)))
    gaps = gaps[gaps > 0]
    if not len(gaps):
        return 0.0
    step = float(gaps.min())
    values = slope * np.array(ticks) + rest
    base = float(t[order[0]])
    best = 0.0
    for parts in (1, 2, 3, 4, 5, 8, 10):
        unit = step / parts
        if unit / abs(slope) < AXES.finest_step * tolerance and parts > 1:
            break
        place = (values - base) / unit
        off = np.abs(place - np.round(place)) * unit / abs(slope)
        best = max(best, float((off <= tolerance).mean()))
    return best


def _with(fit: Fit, reason: str) -> Fit:
    return replace(fit, reasons=(*fit.reasons, Reason(reason)))
