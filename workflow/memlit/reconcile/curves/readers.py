"""From curve to parameter: named readers of the points of a curve, each with its assumption and its count.

Values are in the unit of the axis; the caller converts to SI.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from figcurves.errors import FigureError
from figcurves.model import Point
from memlit.reconcile.curves.pulse_curves import (
    Branch,
    alpha_fit,
    asymmetry,
    branch_spread,
    branches,
    flat_turns,
    neurosim_fit,
)
from memlit.reconcile.curves.settings import CURVES

AT_FIT_BOUND = "at_fit_bound"
PULSES_WITHOUT_POINTS = "pulses_without_points"
TURN_NOT_SHARP = "turn_not_sharp"
QUARTILES = 1.349
"""Distance of the quartiles of a normal distribution in standard deviations."""
Ordinate = Literal["conductance", "resistance", "current", "weight", "share"]
"""What a curve shows over pulses, cycles, time or voltage; of one state, its cumulative share."""


@dataclass(frozen=True, slots=True)
class CurveMode:
    """How a curve is read: what its ordinate is, and the read voltage [V] where one is known."""

    ordinate: Ordinate = "conductance"
    v_read: float | None = None


@dataclass(frozen=True, slots=True)
class CurveReading:
    """One parameter read from a curve. `n` counts the points used, `assumption` says what was taken for granted.

    `problem` is why the value says nothing about the device and is not used, None for a good one.
    """

    parameter: str
    value: float
    uncertainty: float | None
    n: int
    assumption: str
    flags: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    where: str
    x: np.ndarray
    y: np.ndarray
    vertex_kinds: frozenset[str]
    mode: CurveMode

    def needs(self, least: int) -> None:
        """Raises FigureError where fewer points than this can be used."""
        if len(self.x) < least:
            problem = f"{len(self.x)} points, the reading needs {least}"
            raise FigureError(self.where, problem, "assign a series with more points")

    def reading(
        self,
        parameter: str,
        value: float,
        n: int,
        assumption: str,
        uncertainty: float | None = None,
        problem: str | None = None,
    ) -> CurveReading:
        flags = () if problem is None else (problem.partition(":")[0],)
        return CurveReading(parameter, float(value), uncertainty, n, assumption, flags, problem)


def read_curve(
    where: str, points: Sequence[Point], kind: str, mode: CurveMode = CurveMode()
) -> tuple[CurveReading, ...]:
    """Parameters of the points of one curve; where: what an error names.

    kind: `pulses` (a state against pulse number), `train` (states before and after a train of pulses), `cycles`
    (resistance or conductance against cycle), `cdf` (cumulative share of one state), `retention` (state against time),
    `iv` (current-voltage loop). `pulses` and `train` turn the ordinate of `mode` into a conductance, a current by its
    read voltage; `iv` gives the on/off ratio at a read voltage.
    Raises FigureError when the kind is unknown, or the points do not carry the reading.
    """
    if kind not in _READERS:
        raise FigureError(where, f"no reader {kind!r}", f"use one of {', '.join(sorted(_READERS))}")
    return _READERS[kind](_context(where, points, mode))


def conductances(where: str, points: Sequence[Point], mode: CurveMode) -> list[tuple[float, float]]:
    """The places of a curve with the conductance there; where, mode: as in `read_curve`."""
    context = _context(where, points, mode)
    states, _ = _conductance(context)
    return list(zip(context.x.tolist(), states.tolist(), strict=True))


def _context(where: str, points: Sequence[Point], mode: CurveMode) -> _Context:
    usable = [p for p in points if p.vertex_kind != "clip" and math.isfinite(p.x) and math.isfinite(p.y)]
    return _Context(
        where,
        np.array([point.x for point in usable]),
        np.array([point.y for point in usable]),
        frozenset(point.vertex_kind for point in points),
        mode,
    )


def _conductance(context: _Context) -> tuple[np.ndarray, str]:
    """The ordinate as a conductance, or as the weight that it is, and in words how it became one."""
    mode = context.mode
    if mode.ordinate == "current":
        if not mode.v_read:
            raise FigureError(context.where, "a current without a read voltage", "give v_read")
        return context.y / mode.v_read, f"G = I / {mode.v_read:g} V"
    if mode.ordinate == "resistance":
        if (context.y <= 0).any():
            raise FigureError(context.where, "a resistance not above zero", "check the figure")
        return 1.0 / context.y, "G = 1 / R"
    if mode.ordinate == "weight":
        return context.y, "ordinate is a weight, in no unit of conductance"
    return context.y, "ordinate is conductance"


def pulses(context: _Context) -> tuple[CurveReading, ...]:
    """G_on, G_off, n_states and two nonlinearities of a curve over pulses; of several branches also what joins them.

    alpha: G = ((G_on^a - G_off^a) w + G_off^a)^(1/a), w the share of pulses (Jang et al., IEEE Electron Device Lett.
    36, 457, 2015); NeuroSim: G = B (1 - exp(-P/A)) + G_off with B = (G_on - G_off) / (1 - exp(-P_max/A)), A in pulses
    normalised to P_max (Chen et al., IEDM 2017). Depression is read from its end backwards.

    Where the curve turns, each branch is read by itself: of repeats the median is given. Asymmetry is the largest gap
    between potentiation and depression at one share of pulses, over the range; the spread between repeats is that of
    potentiation, over its range. Of a weight, which is no conductance, what needs one is left out.

    Not used: a nonlinearity at the bound of its fit, for then neither form describes the curve; a number of states
    where most pulses have no point of their own (marks on a few of them, samples along a drawn line).
    """
    context.needs(5)
    g, how = _conductance(context)
    order = np.argsort(context.x, kind="stable")
    p, g = context.x[order], g[order]
    if np.ptp(g) <= 0:
        raise FigureError(context.where, "the conductance does not change", "assign another series")
    found = branches(p, g)
    if len(found) < 2:
        rises = float(np.polyfit(p, g, 1)[0]) > 0
        found = [Branch(p, g, rises)]
    ups, downs = [one for one in found if one.rises], [one for one in found if not one.rises]
    readings = [] if context.mode.ordinate == "weight" else _states(context, how, found, g)
    readings.append(_state_count(context, how, found))
    for repeats in (ups, downs):
        readings += _nonlinearities(context, how, repeats, len(found) > 1)
    if ups and downs:
        gaps = [asymmetry(up, down) for up, down in zip(ups, downs, strict=False)]
        text = f"{how}; largest gap of potentiation and depression at one share of pulses over the range"
        readings.append(context.reading("asymmetry", float(np.median(gaps)), len(gaps), text))
    if len(ups) > 1:
        text = f"{how}; between {len(ups)} potentiation branches at one share of pulses, over their range"
        readings.append(context.reading("spread_of_repeats", branch_spread(ups), len(ups), text))
    return tuple(readings)


def train(context: _Context) -> tuple[CurveReading, ...]:
    """G_on and G_off as the states before the first and after the last pulse: the noise of reads widens no window."""
    context.needs(2)
    g, how = _conductance(context)
    ends = sorted((g[context.x.argmin()], g[context.x.argmax()]))
    if ends[0] == ends[1]:
        raise FigureError(context.where, "the train ends in the state it began with", "assign another series")
    text = f"{how}; states before the first and after the last pulse of the train"
    return tuple(context.reading(name, value, 2, text) for name, value in zip(("g_off", "g_on"), ends, strict=True))


def _states(context: _Context, how: str, found: list[Branch], g: np.ndarray) -> list[CurveReading]:
    """The upper and the lower state; of repeats the medians of where potentiation and depression end."""
    ups, downs = [one for one in found if one.rises], [one for one in found if not one.rises]
    if len(ups) > 1:
        ends = downs if len(downs) > 1 else ups
        high, low = np.median([one.g.max() for one in ups]), np.median([one.g.min() for one in ends])
        text = f"{how}; median of {len(ups)} potentiation and {len(downs)} depression branches"
    else:
        high, low = g.max(), g.min()
        kinds = " and ".join("potentiation" if one.rises else "depression" for one in found)
        text = f"{how}; {kinds}, one branch" + (" each" if len(found) > 1 else "")
    return [
        context.reading("g_on", float(high), len(g), f"{text}; largest value"),
        context.reading("g_off", float(low), len(g), f"{text}; smallest value"),
    ]


def _state_count(context: _Context, how: str, found: list[Branch]) -> CurveReading:
    """Pulses and one of the shortest branch."""
    shortest = min(found, key=lambda one: float(np.ptp(one.p)))
    made, points = round(float(np.ptp(shortest.p))), len(shortest.p)
    of = "" if len(found) == 1 else f" of the shortest of {len(found)} branches"
    text = f"{how}; pulses + 1{of}, levels not tested for overlap"
    problem = _uncounted(made, points)
    if problem is None and (flat := flat_turns(found)) > max(1, CURVES.flat_turn * points):
        problem = f"{TURN_NOT_SHARP}: {flat} states at a turn may be of either branch, split the series there"
    return context.reading("n_states", made + 1, points, text, problem=problem)


def _nonlinearities(context: _Context, how: str, repeats: list[Branch], several: bool) -> list[CurveReading]:
    """Both nonlinearities of one direction, the median of its branches."""
    if not repeats:
        return []
    direction = "potentiation" if repeats[0].rises else "depression"
    end = f"_{direction}" if several else ""
    named = f"{how}; {direction}, {'one branch' if len(repeats) == 1 else f'median of {len(repeats)} branches'}"
    fits: dict[str, list[tuple[float, float]]] = {"neurosim_A": [], "alpha": []}
    for one in repeats:
        low, high = float(one.g.min()), float(one.g.max())
        level = one.g if one.rises else one.g[::-1]
        share = one.share if one.rises else (1.0 - one.share)[::-1]
        fits["neurosim_A"].append(neurosim_fit(share, (level - low) / (high - low)))
        if low > 0 and context.mode.ordinate != "weight":
            fits["alpha"].append(alpha_fit(share, level / high, low / high))
    found = []
    points = sum(len(one.g) for one in repeats)
    for name, form, bound in (
        ("neurosim_A", "NeuroSim exponential, A of P_max", CURVES.inverse_a),
        ("alpha", "power form", CURVES.alpha),
    ):
        if not fits[name]:
            continue
        value = float(np.median([fitted for fitted, _ in fits[name]]))
        text = f"{named}; {form}, residual {max(residual for _, residual in fits[name]):.3f}"
        told = ("1/A", 1.0 / value) if name == "neurosim_A" else ("alpha", value)
        found.append(context.reading(f"nonlinearity_{name}{end}", value, points, text, problem=_at_bound(*told, bound)))
    return found


def _at_bound(name: str, value: float, bound: float) -> str | None:
    if abs(value) < bound * (1.0 - CURVES.near_bound):
        return None
    return f"{AT_FIT_BOUND}: {name} = {value:.6g} is the bound of its fit, the curve has not this form"


def _uncounted(pulses_made: int, points: int) -> str | None:
    states = pulses_made + 1
    if CURVES.points * states <= points <= states:
        return None
    return f"{PULSES_WITHOUT_POINTS}: {points} points over {pulses_made} pulses are not one point a pulse"


def cycles(context: _Context) -> tuple[CurveReading, ...]:
    """Cycle-to-cycle spread of one state: SD of ln R, the lognormal CV sqrt(exp(s^2) - 1), median, n.

    Successive cycles are autocorrelated; n_eff divides n by 1 + 2 sum of the autocorrelations up to the first not
    positive.
    """
    context.needs(10)
    if (context.y <= 0).any():
        raise FigureError(context.where, "a value not above zero has no logarithm", "check the axis")
    order = np.argsort(context.x)
    log = np.log(context.y[order])
    sd = float(log.std(ddof=1))
    text = "one device, one state; spread on the natural logarithm"
    n = len(log)
    return (
        context.reading("median", float(np.exp(np.median(log))), n, text),
        context.reading("cycle_to_cycle_sd_ln", sd, n, text),
        context.reading("cycle_to_cycle_cv", math.sqrt(math.expm1(sd * sd)), n, f"{text}; lognormal"),
        context.reading("n_effective", _effective(log), n, "integrated autocorrelation in cycle order"),
    )


def _effective(values: np.ndarray) -> float:
    centred = values - values.mean()
    n = len(centred)
    power = float((centred**2).sum())
    if power == 0:
        return float(n)
    size = 1 << (2 * n - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    correlation = np.fft.irfft(spectrum * np.conj(spectrum), size)[:n] / power
    negative = np.flatnonzero(correlation[1:] <= 0)
    last = int(negative[0]) if len(negative) else n - 1
    return float(n / (1.0 + 2.0 * float(correlation[1 : last + 1].sum())))


def cdf(context: _Context) -> tuple[CurveReading, ...]:
    """Quantiles of one state and, from them, the device-to-device spread; a histogram's bin is their uncertainty.

    The SD comes from the quartiles, (q75 - q25) / QUARTILES, never from the vertices as if they were devices.
    """
    context.needs(5)
    order = np.lexsort((context.y, context.x))
    x, share = context.x[order], context.y[order]
    top = 100.0 if share.max() > 1.5 else 1.0
    share = share / top
    if (np.diff(share) < -CURVES.near_bound).any() or share.max() > 1.0 + CURVES.near_bound:
        raise FigureError(context.where, "the ordinate is no cumulative share", "assign a rising curve from 0 to 1")
    binned = "cumulative-histogram" in context.vertex_kinds
    width = float(np.diff(x).max()) if binned else None
    text = "cumulative histogram, upper bin edges" if binned else "linear between vertices"
    readings = []
    quantiles: dict[int, float] = {}
    for percent in (10, 25, 50, 75, 90):
        level = percent / 100.0
        if not share[0] <= level <= share[-1]:
            continue
        quantiles[percent] = float(np.interp(level, share, x))
        readings.append(context.reading(f"quantile_{percent}", quantiles[percent], len(x), text, width))
    if {25, 75, 50} <= set(quantiles) and quantiles[50]:
        spread = (quantiles[75] - quantiles[25]) / QUARTILES
        note = f"{text}; SD of a normal with these quartiles"
        u = math.sqrt(2.0) * width / QUARTILES if width is not None else None
        readings.append(context.reading("device_to_device_sd", spread, len(x), note, u))
        cv_u = u / abs(quantiles[50]) if u is not None else None
        readings.append(context.reading("device_to_device_cv", spread / abs(quantiles[50]), len(x), note, cv_u))
    return tuple(readings)


def retention(context: _Context) -> tuple[CurveReading, ...]:
    """Longest time shown, and the drift exponent of |state| against time on two logarithmic axes."""
    context.needs(3)
    kept = (context.x > 0) & (context.y > 0)
    if kept.sum() < 3:
        raise FigureError(context.where, "fewer than three points above zero", "check the axes")
    t, y = np.log10(context.x[kept]), np.log10(context.y[kept])
    slope, rest = np.polyfit(t, y, 1)
    off = y - (slope * t + rest)
    spread = float(((t - t.mean()) ** 2).sum())
    u = math.sqrt(float((off**2).sum()) / max(1, len(t) - 2) / spread) if spread else None
    n = len(t)
    return (
        context.reading("retention_time", float(context.x.max()), n, "longest time shown, a lower limit"),
        context.reading("drift_exponent", float(slope), n, "power law in time, least squares of logarithms", u),
    )


def iv(context: _Context) -> tuple[CurveReading, ...]:
    """V_set, V_reset and on/off at v_read from a loop in drawing order.

    V_set is the voltage of the steepest rise of ln|I| on the way out with V > 0, V_reset that of the steepest fall
    with V < 0; on/off is the ratio of the largest to the smallest |I| of the branches crossing v_read.
    """
    context.needs(12)
    v, i = context.x, np.abs(context.y)
    kept = i > 0
    v, i = v[kept], i[kept]
    if len(v) < 12:
        raise FigureError(context.where, "fewer than twelve points with a current", "check the axes")
    log = np.log(i)
    step_v, step = np.diff(v), np.diff(log)
    middle = (v[1:] + v[:-1]) / 2.0
    text = "steepest step of ln|I|, polarity: set positive"
    readings = []
    out = (step_v > 0) & (middle > 0) & (step > CURVES.step)
    back = (step_v < 0) & (middle < 0) & (step < -CURVES.step)
    for name, chosen in (("v_set", out), ("v_reset", back)):
        if chosen.any():
            index = int(np.flatnonzero(chosen)[np.abs(step[chosen]).argmax()])
            half = abs(float(step_v[index])) / 2.0
            readings.append(context.reading(name, float(middle[index]), len(v), text, half))
    if (v_read := context.mode.v_read) is not None:
        at_read = _branches_at(v, log, v_read)
        if len(at_read) < 2:
            problem = f"{len(at_read)} branches cross {v_read:g}"
            raise FigureError(context.where, problem, "give a v_read inside the loop")
        ratio = math.exp(max(at_read) - min(at_read))
        note = f"|I| of {len(at_read)} branches at {v_read:g}"
        readings.append(context.reading("on_off_ratio", ratio, len(at_read), note))
    if not readings:
        raise FigureError(context.where, "no switching step in the loop", "assign a loop, or give v_read")
    return tuple(readings)


def _branches_at(v: np.ndarray, log: np.ndarray, at: float) -> list[float]:
    a, b = v[:-1], v[1:]
    crossed = (np.minimum(a, b) <= at) & (at < np.maximum(a, b))
    a, b = a[crossed], b[crossed]
    start, end = log[:-1][crossed], log[1:][crossed]
    found: list[float] = (start + (at - a) / (b - a) * (end - start)).tolist()
    return found


_READERS: dict[str, Callable[[_Context], tuple[CurveReading, ...]]] = {
    reader.__name__: reader for reader in (cdf, cycles, iv, pulses, retention, train)
}
