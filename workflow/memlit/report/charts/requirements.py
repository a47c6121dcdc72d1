"""What an array asks of its synapses, on the page: a curve a bias scheme, the published synapses beside them."""

from typing import Any

import altair as alt

from memlit.datum import anchor
from memlit.plots.look.style import INK, ClassStyles
from memlit.plots.named.requirements import curve_look, curves, limit_panels, limit_words, upper_ends
from memlit.report.blocks import Material
from memlit.report.charts.diagram import VEGA_SHAPES, Chart, short_number
from memlit.report.charts.diagram_spec import MINE
from memlit.report.charts.specs import CURRENT_MARK, IS_CURRENT, OWN_ROW, SHOWN, log_channel, sized
from memlit.report.format import format_value
from memlit.report.text import device_name, plain
from memlit.synapses.budgets import BudgetLine
from memlit.synapses.requirements import Requirement

CURVE_COLUMNS = ("card", "paper", "class", "set", "quantity", "synapses", "value", "text")
LEVEL_COLUMNS = ("card", "paper", "class", "metric", "value", "text", "colour")
_SET = "arrays"
_HEIGHT = 380
_ROOM = 20.0
"""How many times the largest array the frame ends: there the curves have their names."""
_OF_QUANTITY = "indexof(quantity, datum.metric) === 0"


def requirements_chart(m: Material) -> Chart:
    """Places of the curves as rows, synapses as levels; the reader chooses the limit and the bias schemes."""
    lines = m.limits.requirements
    names = list(curves(lines))
    panels = limit_panels(lines)
    metrics = dict.fromkeys(metric for metric, _ in panels)
    styles = ClassStyles(m.classes)
    levels = [line for metric in metrics for line in upper_ends(m.named.budgets, metric)]
    return {
        "kind": "curves",
        "columns": list(CURVE_COLUMNS),
        "rows": [_place(m, line) for line in lines],
        "levels": {"columns": list(LEVEL_COLUMNS), "rows": [_level(m, line, styles) for line in levels]},
        "sets": [[_SET, _SET, True]],
        "classes": names,
        "styles": [[INK, curve_look(place)[0]] for place in range(len(names))],
        "quantities": [
            [
                _quantity(metric, rate),
                limit_words(metric, "" if rate is None else format_value(rate, "Hz")),
                own[0].unit,
            ]
            for (metric, rate), own in panels.items()
        ],
        "pulse": m.config.conventions.headline_pulse,
    }


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
    return sized(alt.layer(levels, lines, points, ends, mine, current), chart, _HEIGHT)


def _quantity(metric: str, rate: float | None) -> str:
    return metric if rate is None else f"{metric} {rate:g}"


def _place(m: Material, line: Requirement) -> list[Any]:
    m.use(line.most)
    quantity = _quantity(line.metric, line.rate)
    numbers = (line.n_synapses, short_number(line.most.value))
    name = f"{line.n_synapses:,.0f} synapses"
    return [anchor(line.most.id), name, line.bias, _SET, quantity, *numbers, m.book.display(line.most.id)]


def _level(m: Material, line: BudgetLine, styles: ClassStyles) -> list[Any]:
    """A synapse at its number with the largest upper end, which is its card."""
    results = m.book.results
    number = max(line.numbers, key=lambda own: results[own].value or results[own].high or 0.0)
    m.use(results[number])
    entry = m.library.entries.get(line.paper)
    name = f"{plain(entry.numbered_name) if entry else line.paper}, {plain(device_name(line.name))}"
    most = (short_number(line.high), m.book.display(number))
    return [anchor(number), name, line.device_class, line.quantity, *most, styles.of(line.device_class)[0]]
