"""The Altair specification of the requirement curves."""

from typing import Any

import altair as alt

from memlit.plots.named.requirements import curve_look
from memlit.presentation.pages import INK, VEGA_SHAPES
from memlit.report.charts.diagram import Chart
from memlit.report.charts.diagram_spec import HAS_WORDS, MINE
from memlit.report.charts.requirements import CURVE_COLUMNS, HEIGHT
from memlit.report.charts.specs import CURRENT_MARK, IS_CURRENT, OWN_ROW, SHOWN, log_channel, sized

_LEADER = 12
"""Pixels from the frame to the name of a level."""
_ROOM = 20.0
"""How many times the largest array the frame ends: there the curves have their names."""
_OF_QUANTITY = "indexof(quantity, datum.metric) === 0"


def curves_spec(chart: Chart) -> alt.LayerChart:
    """Curves over the synapses of the array; `levels` are the published synapses, `mine` that of the reader."""
    sizes = [row[CURVE_COLUMNS.index("synapses")] for row in chart["rows"]]
    x = log_channel("synapses", alt.X, "synapses of the array", "''", [min(sizes) / 2, max(sizes) * _ROOM])
    y = log_channel("value", alt.Y, None, "unit")
    names = chart["classes"]
    shapes = alt.Scale(domain=names, range=[VEGA_SHAPES[marker] for _, marker in chart["styles"]])
    dashes = alt.Scale(domain=names, range=[list(curve_look(place)[1]) or [1, 0] for place in range(len(names))])
    base = alt.Chart(alt.NamedData("rows")).transform_filter(f"datum.quantity === quantity && {SHOWN}")
    lines = base.mark_line(stroke=INK, strokeWidth=2).encode(
        x=x, y=y, detail="class:N", strokeDash=alt.StrokeDash("class:N", scale=dashes, legend=None)
    )
    shape = alt.Shape("class:N", scale=shapes, legend=None)
    points = base.mark_point(filled=True, size=80, opacity=1, color=INK, cursor="pointer", tooltip=OWN_ROW).encode(
        x=x, y=y, shape=shape
    )
    ends = (
        base.transform_joinaggregate(largest="max(synapses)", groupby=["class"])
        .transform_filter("datum.synapses === datum.largest")
        .mark_text(align="left", dx=9, fontSize=12, color=INK)
        .encode(x=x, y=y, text="class:N")
    )
    levels = (
        alt.Chart(alt.NamedData("levels"))
        .transform_filter(_OF_QUANTITY)
        .mark_rule(strokeWidth=2, opacity=0.5, cursor="pointer", tooltip=OWN_ROW)
        .encode(y=y, color=alt.Color("colour:N", scale=None))
    )
    mine = (
        alt.Chart(alt.NamedData("mine")).transform_filter(_OF_QUANTITY).mark_rule(strokeWidth=3, color=MINE).encode(y=y)
    )
    current = base.transform_filter(IS_CURRENT).mark_point(**CURRENT_MARK, color=INK).encode(x=x, y=y, shape=shape)
    return sized(alt.layer(levels, *_names(y), lines, points, ends, mine, current), chart, HEIGHT)


def _names(y: Any) -> list[Any]:
    """The synapses by name at the right of the frame, a short line from each level to its own; none on a phone."""
    base = alt.Chart(alt.NamedData("beside")).transform_filter(f"datum.quantity === quantity && {HAS_WORDS}")
    colour = alt.Color("colour:N", scale=None)
    right, beyond = alt.value("width"), alt.value(alt.expr(f"width + {_LEADER}"))
    leaders = base.mark_rule(strokeWidth=1, y2Offset=alt.expr("datum.shift")).encode(
        x=right, x2=beyond, y=y, y2="value:Q", color=colour
    )
    names = base.mark_text(align="left", dx=_LEADER + 3, fontSize=10.5, color=INK, dy=alt.expr("datum.shift")).encode(
        x=right, y=y, text="name:N"
    )
    return [leaders, names]
