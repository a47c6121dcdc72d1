"""Parts of the charts' Altair specifications, and the strips: shapes, log axes with units, filters as parameters."""

from typing import Any

import altair as alt

from memlit.presentation.pages import INK, VEGA_SHAPES
from memlit.report.charts.diagram import Chart

POWERS_ONLY = "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6"
SHOWN = "indexof(sets, datum.set) >= 0 && indexof(classes, datum['class']) >= 0"
OWN_ROW: dict[str, Any] = {"content": "data"}
"""A tooltip gets the row of its mark as it is; the page words it, once for the mark under the pointer."""
IS_CURRENT = "datum.card === current"
CURRENT_MARK: dict[str, Any] = {"filled": False, "size": 260, "strokeWidth": 4, "opacity": 1}
"""The mark that the keys have reached, drawn once more over the others."""
LINE_HEIGHT = 38
LANES = "0.2 + 0.6 * ((datum.place * 0.618034) % 1)"
"""Where in the line of its class a mark stands: successive ones apart, so that none hides another; no chance."""


def parameters(chart: Chart) -> list[alt.Parameter]:
    """What the controls of a chart set and its layers read, each with the value that it begins with."""
    values = {
        "sets": [key for key, _, is_on in chart["sets"] if is_on],
        "classes": chart["classes"],
        "pulse": chart["pulse"],
        "scaled": "timing",
        "whose": [key for key, _, is_on in chart.get("whose", ()) if is_on],
        "cells": "",
        "words": "yes",
        "quantity": chart["quantities"][0][0] if chart["quantities"] else "",
        "unit": chart["quantities"][0][2] if chart["quantities"] else "",
        "current": "",
    }
    return [alt.param(name=name, value=value) for name, value in values.items()]


def class_scales(chart: Chart) -> tuple[alt.Scale, alt.Scale]:
    """Colour and shape of each class, as the static figures have them."""
    styles = chart["styles"]
    return (
        alt.Scale(domain=chart["classes"], range=[colour for colour, _ in styles]),
        alt.Scale(domain=chart["classes"], range=[VEGA_SHAPES[marker] for _, marker in styles]),
    )


def spaced(unit: str) -> str:
    """An expression for a value with prefix and unit, `10 µW`; a unit that begins with a space follows the prefix."""
    label = f"format(datum.value, '~s') + {unit}"
    prefixed = f"replace({label}, regexp('([0-9])([^0-9.]+)$'), '$1 $2')"
    return f"(length({unit}) === 0 || substring({unit}, 0, 1) === ' ' ? {label} : {prefixed})"


def log_channel(field: str, channel: Any, title: str | None, unit: str, domain: list[float] | None = None) -> Any:
    """unit: an expression of Vega for what stands after the number; domain: the ends where marks do not set them."""
    axis = alt.Axis(
        labelExpr=f"{POWERS_ONLY} ? {spaced(unit)} : ''",
        labelOverlap=True,
        gridOpacity=alt.condition(POWERS_ONLY, alt.value(0.8), alt.value(0)),
    )
    scale = alt.Scale(type="log", domain=domain) if domain else alt.Scale(type="log", nice=False, padding=24)
    return channel(f"{field}:Q", scale=scale, axis=axis, title=title)


def strip_spec(chart: Chart) -> alt.LayerChart:
    """A row for each class: papers as marks, what is known in part as bars, the median with its interval."""
    colours, shapes = class_scales(chart)
    x = log_channel("value", alt.X, None, "unit")
    y = alt.Y(
        "class:N",
        sort=chart["classes"],
        title=None,
        axis=alt.Axis(labelExpr="replace(datum.label, '_', ' ')"),
    )
    colour = alt.Color("class:N", scale=colours, legend=None)
    base = alt.Chart(alt.NamedData("rows")).transform_filter(f"datum.quantity === quantity && {SHOWN}")
    medians = base.transform_filter("datum.kind === 'median'")
    bars = (
        medians.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2, color=INK)
        .encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y)
    )
    ticks = (
        medians.transform_filter("isValid(datum.value)")
        .mark_tick(thickness=3, size=30, color=INK, opacity=1, cursor="pointer", tooltip=OWN_ROW)
        .encode(x=x, y=y)
    )
    shape = alt.Shape("class:N", scale=shapes, legend=None)
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[0, 1]))
    papers = (
        base.transform_filter("datum.kind === 'paper'")
        .transform_window(place="row_number()", groupby=["class"])
        .transform_calculate(lane=LANES)
        .mark_point(filled=True, size=70, opacity=0.75, cursor="pointer", tooltip=OWN_ROW)
        .encode(x=x, y=y, yOffset=lane, color=colour, shape=shape)
    )
    current = base.transform_filter(IS_CURRENT).mark_point(**CURRENT_MARK).encode(x=x, y=y, stroke=colour, shape=shape)
    return sized(alt.layer(papers, bars, ticks, current), chart, LINE_HEIGHT * len(chart["classes"]) + 20)


def sized(layers: Any, chart: Chart, height: int) -> alt.LayerChart:
    """The layers with the chart's parameters, as wide as their place in the page; height in pixels."""
    sized: alt.LayerChart = layers.add_params(*parameters(chart)).properties(width="container", height=height)
    return sized
