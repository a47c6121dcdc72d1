"""Readings of a digitized series: its points in SI, then the curve reader that figures.yaml names.

Each reading names its assumption and its number of points, and has the trust of its figure as a flag.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from figcurves.errors import FigureError
from figcurves.model import Point
from memlit.datum import DERIVED_MARK, Datum, FigureAxis, FigureSeries, FigureTrust, Reading, Step, note_text
from memlit.errors import MemlitError
from memlit.field import Vocabulary
from memlit.naming import device_id
from memlit.quantities.convert import unit_factor
from memlit.sources.figures_yaml import AXIS_UNITS
from memlit.sources.points import points_of

if TYPE_CHECKING:
    from memlit.reconcile.curves.readers import CurveReading, Ordinate

ON_STATES = ("lrs", "on", "set")
OFF_STATES = ("hrs", "off", "reset")
PLAIN_PARAMETERS = {
    "g_on": "g_on",
    "g_off": "g_off",
    "n_states": "n_states",
    "cycle_to_cycle_sd_ln": "cycle_to_cycle_log_sd",
    "cycle_to_cycle_cv": "cycle_to_cycle",
    "asymmetry": "asymmetry",
    "spread_of_repeats": "cycle_to_cycle",
    "n_effective": "n_effective",
    "device_to_device_cv": "device_to_device",
    "retention_time": "retention",
    "drift_exponent": "drift_exponent",
    "v_set": "dc_set_voltage",
    "v_reset": "dc_reset_voltage",
    "on_off_ratio": "on_off_ratio_dc",
}
"""Canonical parameters of the curve readers' results; those of a state and a direction are named below."""
OWN_FLAGS = {
    "cycle_to_cycle_cv": ("normalised_by:mean", "log_normal"),
    "device_to_device_cv": ("normalised_by:median", "from_quartiles"),
    "spread_of_repeats": ("normalised_by:range",),
    "nonlinearity_neurosim_A": ("model:neurosim_a",),
    "nonlinearity_alpha": ("model:alpha",),
}


_Taken = tuple[str, "CurveReading", int | None]
"""A number of a series before it becomes a reading: its parameter, as it was read, and the place of its point."""


def figure_readings(reading: Reading, rows: str, vocabulary: Vocabulary) -> tuple[list[Reading], MemlitError | None]:
    """Readings of a digitized series, and the problems that prevent them; nothing for any other reading.

    rows: the series' points as `memlit.sources.points` writes them. A series that is excluded, or has no reader
    assigned, gives none.
    """
    datum = reading.datum
    figure = datum.figure
    if figure is None or figure.reader is None or reading.status == "excluded":
        return [], None
    try:
        points, converted = _in_si(datum, figure, points_of(rows), vocabulary)
        taken = list(_scatter(datum, figure, points) if figure.reader == "scatter" else _curve(datum, figure, points))
    except MemlitError as error:
        return [], error
    return [_reading(datum, figure, item, converted, vocabulary) for item in taken], None


def train_of(datum: Datum, rows: str, vocabulary: Vocabulary) -> list[tuple[float, float]]:
    """The states of a series over pulses: pulse number and conductance in S, in the order of its points.

    Nothing for a series that no reader takes as a state over pulses. Raises FigureError where an axis has no such unit.
    """
    from memlit.reconcile.curves.readers import CurveMode, conductances

    figure = datum.figure
    if figure is None or figure.reader not in ("train", "pulses") or figure.y_quantity == "weight":
        return []
    points, _ = _in_si(datum, figure, points_of(rows), vocabulary)
    return conductances(datum.id, points, CurveMode(cast("Ordinate", figure.y_quantity), figure.v_read))


def _in_si(
    datum: Datum, figure: FigureSeries, points: tuple[Point, ...], vocabulary: Vocabulary
) -> tuple[tuple[Point, ...], tuple[Step, ...]]:
    """The points of a series in SI, and the steps by which they came to be."""
    steps: list[Step] = []
    fx, fy = (_factor(datum, figure, name, vocabulary, steps) for name in ("x", "y"))
    scaled = []
    for point in points:
        u_x, u_y = point.u_x and point.u_x * fx, point.u_y and point.u_y * fy
        scaled.append(replace(point, x=point.x * fx, y=point.y * fy, u_x=u_x, u_y=u_y))
    return tuple(scaled), tuple(steps)


def _factor(datum: Datum, figure: FigureSeries, name: str, vocabulary: Vocabulary, steps: list[Step]) -> float:
    """By what the values of the axis `x` or `y` are multiplied, with a step where that is a unit's factor."""
    axis, quantity, given = figure.x, figure.x_quantity or "", figure.x_unit
    if name == "y":
        axis, quantity, given = figure.y, figure.y_quantity or "", figure.y_unit
    wanted = vocabulary.parameters[quantity].unit if figure.reader == "scatter" else AXIS_UNITS[quantity]
    if wanted is None or axis.scale == "date":
        return 1.0
    printed = given or axis.unit
    _no_conductance(datum, name, axis, quantity)
    factor = unit_factor(printed, wanted)
    if factor is None:
        problem = f"the {name} axis is in {printed!r}, wanted is a unit of {wanted}"
        raise FigureError(datum.id, problem, f"give {name}_unit in figures.yaml, or fix the quantity")
    before, after = f"{name} in {printed or '1'}", f"{quantity} in {wanted}, factor {factor:.12g}"
    rule = "unit given in figures.yaml" if given else "unit printed on the axis"
    steps.append(Step(op="convert", before=before, after=after, rule=rule))
    return factor


_RELATIVE = re.compile(
    r"\ba\.\s?u\b|[(\[]a\.?u\.?[)\]]|arb\b|arbitrary|normali[sz]ed|\bnorm\b|\bweights?\b|relative|%|\bG/G|\bR/R", re.I
)
"""What an axis prints that has no unit of its own: no state in siemens or ohm can be read from it."""
_STATES = ("conductance", "resistance", "current")


def _no_conductance(datum: Datum, name: str, axis: FigureAxis, quantity: str) -> None:
    """Raise FigureError for a state that the axis gives in arbitrary units, and for a picture without an axis title."""
    if quantity not in _STATES:
        return
    words = f"{axis.label} {axis.unit}".strip()
    if _RELATIVE.search(words):
        problem = f"the {name} axis prints {words!r}, which is no {quantity} in a unit"
        raise FigureError(datum.id, problem, f"write {name}: weight in figures.yaml")
    if datum.method == "raster-figure" and not axis.label:
        problem = f"the {name} axis of a picture has no title to hold its unit against"
        raise FigureError(datum.id, problem, f"write the printed title as `label` of {name} in its calibration")


def _scatter(datum: Datum, figure: FigureSeries, points: tuple[Point, ...]) -> Iterable[_Taken]:
    """Each point is a device with two parameters, with the uncertainty of the position of its mark."""
    from memlit.reconcile.curves.readers import CurveReading

    unknown = sorted(index for index in figure.points if index >= len(points))
    if unknown:
        raise FigureError(datum.id, f"has {len(points)} points, no point {unknown[0]}", "fix points in figures.yaml")
    for index, point in enumerate(points):
        if figure.points and index not in figure.points:
            continue
        for name, value, uncertainty in (
            (figure.x_quantity, point.x, point.u_x),
            (figure.y_quantity, point.y, point.u_y),
        ):
            rule = f"point {index} of a scatter: its mark's centre, {point.locator}"
            taken = CurveReading(name or "", value, uncertainty, 1, rule, point.flags)
            yield taken.parameter, taken, index


def _curve(datum: Datum, figure: FigureSeries, points: tuple[Point, ...]) -> Iterable[_Taken]:
    from memlit.reconcile.curves.readers import CurveMode, read_curve

    mode = CurveMode(cast("Ordinate", figure.y_quantity), figure.v_read)
    for item in read_curve(datum.id, points, figure.reader or "", mode):
        parameter = _parameter(item.parameter, item.assumption, figure)
        if parameter is not None:
            uncertainty = item.uncertainty
            if uncertainty is None and figure.y_quantity != "current":
                # That of the point whose ordinate is exactly this value.
                uncertainty = next((point.u_y for point in points if point.y == item.value), None)
            flags = (*_own_flags(item.parameter), *item.flags)
            yield parameter, replace(item, uncertainty=uncertainty, flags=flags), None


def _own_flags(name: str) -> tuple[str, ...]:
    """The flags of a curve reader's result by its name."""
    kind = name.removesuffix("_potentiation").removesuffix("_depression")
    if kind.startswith("quantile_"):
        return (f"quantile:{kind.removeprefix('quantile_')}",)
    return OWN_FLAGS.get(kind, ())


def _parameter(name: str, assumption: str, figure: FigureSeries) -> str | None:
    """The vocabulary's parameter for a result of a curve reader; None for an intermediate result."""
    if name.startswith("nonlinearity_"):
        return "nonlinearity_potentiation" if "potentiation" in assumption else "nonlinearity_depression"
    if name == "median" or name.startswith("quantile_"):
        quantity = figure.x_quantity if figure.reader == "cdf" else figure.y_quantity
        state = (figure.state or "").lower()
        is_middle = name in {"median", "quantile_50"}
        letter = "r" if quantity == "resistance" else "g"
        if is_middle and state in ON_STATES:
            return f"{letter}_on"
        return f"{letter}_off" if is_middle and state in OFF_STATES else f"state_{quantity}"
    return PLAIN_PARAMETERS.get(name)


def _reading(
    datum: Datum, figure: FigureSeries, taken: _Taken, converted: tuple[Step, ...], vocabulary: Vocabulary
) -> Reading:
    """A derived reading; its datum is the series without the figure, about the device of its point."""
    name, item, place = taken
    parameter, value = vocabulary.parameters[name], item.value
    base = datum.id
    update: dict[str, object] = {"figure": None, "excluded": None}
    if place is not None:
        base = f"{datum.id}/{place}"
        named = figure.points.get(place)
        update["locator"] = datum.locator.model_copy(update={"point": place})
        if named is not None:
            update |= {"paper": named.paper, "device": device_id(named.device)}
            update["printed"] = datum.printed.model_copy(update={"stub": named.device})
            own = named.paper == datum.locator.document
            update["tier"] = datum.tier if datum.tier != "primary" or own else "redigitised"
    flags = [note_text(FigureTrust(figure.trust)), f"reader:{figure.reader}", *datum.flags, *item.flags]
    flags += [f"state:{figure.state}"] if figure.state else []
    is_limit = name == "retention"
    finite = value if math.isfinite(value) else None
    problem = item.problem or parameter.impossible([value], f"{value:g}")
    if finite is None:
        problem = item.problem or f"not_finite: {name} has no finite value on this curve"
    if problem is None and parameter.is_outside(value):
        flags.append("outside_plausible_range")
    step = Step(
        op="derive",
        before=f"{item.n} points of {datum.id}",
        after=f"{name} {'>= ' if is_limit else '= '}{value:.6g} {parameter.unit}",
        rule=f"reader {figure.reader}: {item.assumption}",
    )
    return Reading(
        datum=datum.model_copy(update=update),
        id=f"{base}{DERIVED_MARK}{item.parameter}",
        parameter=name,
        value=None if is_limit else finite,
        low=finite,
        high=None if is_limit else finite,
        unit=parameter.unit,
        comparator=">=" if is_limit else "=",
        uncertainty=item.uncertainty,
        steps=(*converted, step),
        flags=tuple(dict.fromkeys(flags)),
        status="value" if problem is None else "excluded",
        reason=problem,
        inputs=(datum.id,),
    )
