"""The Altair specification of Fig. 11a: marks, parts and names behind switches, and what stands outside the axes."""

from typing import Any

import altair as alt

from memlit.plots.look.style import SOFT, is_dense
from memlit.presentation.pages import INK
from memlit.report.charts.diagram import Chart
from memlit.report.charts.specs import CURRENT_MARK, IS_CURRENT, OWN_ROW, SHOWN, class_scales, log_channel, sized

_HEIGHT = 470
PADDING = {"left": 4, "right": 4, "top": 4, "bottom": 4}
_TITLES = {"energy": "action energy", "power": "standby power"}
OF_PULSE = f"datum.pulse === pulse && indexof(whose, datum.whose) >= 0 && {SHOWN}"
HAS_WORDS = "words === 'yes'"
MINE = "#b00020"
"""Of the device of a reader."""
DASHES = "datum.grade === 'B' ? [5, 3] : datum.grade === 'C' ? [2, 3] : [1, 0]"
_FULL, _PALE = 0.85, 0.25
"""Opacity of what the paper itself prints and of what others print of it."""
TICK = 10


def diagram_spec(chart: Chart) -> alt.LayerChart:
    """Layers from the ground up; the page sets `mine`, the device of a reader."""
    frame = chart["frame"]
    x = log_channel("energy", alt.X, _TITLES["energy"], "'J'", frame["energy"])
    y = log_channel("power", alt.Y, _TITLES["power"], "'W'", frame["power"])
    layers = [
        *_parts(chart, x, y),
        *_guides(frame, x, y),
        *_cells(frame, x, y),
        *_points(chart, x, y),
        _names(x, y),
        *_printed(frame),
        *_mine(x, y),
    ]
    return sized(alt.layer(*layers), chart, _HEIGHT).properties(padding=PADDING)


def _inline(values: list[dict[str, Any]]) -> Any:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _parts(chart: Chart, x: Any, y: Any) -> list[Any]:
    """Areas and lines of where devices known in part may lie."""
    colours, _ = class_scales(chart)
    base = alt.Chart(alt.NamedData("parts")).transform_filter(OF_PULSE)
    look = {"x": x, "y": y, "detail": "line:N", "order": "at:Q"}
    areas = (
        base.transform_filter("datum.is_area")
        .mark_line(filled=True, interpolate="linear-closed", strokeOpacity=0, fillOpacity=0.05, strokeWidth=0)
        .encode(**look, fill=alt.Fill("class:N", scale=colours, legend=None))
    )
    lines = (
        base.transform_filter("!datum.is_area")
        .mark_line(strokeWidth=2, strokeOpacity=0.8, cursor="pointer", tooltip=OWN_ROW)
        .encode(**look, stroke=alt.Stroke("class:N", scale=colours, legend=None))
    )
    return [areas, lines]


def _guides(frame: Chart, x: Any, y: Any) -> list[Any]:
    """Dotted lines of equal E_a/P_s with their times."""
    keys = ("words", "energy", "power", "energy2", "power2")
    values = [dict(zip(keys, guide, strict=True)) for guide in frame["guides"]]
    across, down = frame["guide_shift"]
    base = alt.Chart(_inline(values))
    return [
        base.mark_rule(strokeDash=[1, 4], color=SOFT).encode(x=x, y=y, x2="energy2:Q", y2="power2:Q"),
        base.mark_text(align="left", baseline="bottom", dx=across, dy=down, color=SOFT, fontSize=10).encode(
            x=x, y=y, text="words:N"
        ),
    ]


def _cells(frame: Chart, x: Any, y: Any) -> list[Any]:
    """The outline of most memory cells: grey, for they are of no class of synapses."""
    if not frame["cells"]:
        return []
    values = [dict(zip(("line", "energy", "power"), place, strict=True)) for place in frame["cells"]]
    values = [{**place, "at": at} for at, place in enumerate(values)]
    return [
        alt.Chart(_inline(values))
        .transform_filter("cells === 'yes'")
        .mark_line(color=SOFT, strokeWidth=1.5, clip=True)
        .encode(x=x, y=y, detail="line:N", order="at:Q")
    ]


def _points(chart: Chart, x: Any, y: Any) -> list[Any]:
    """One mark a device: full where its paper prints the numbers, with an edge of ink where it is of the headline."""
    colours, shapes = class_scales(chart)
    # Of thousands of marks a full one has no outline, which halves what is drawn.
    outline = 0 if is_dense(len(chart["rows"])) else 1.4
    base = alt.Chart(alt.NamedData("rows")).transform_filter(OF_PULSE)
    base_sized = base.transform_calculate(shown_area="scaled === 'timing' ? datum.area : 90")
    shape = alt.Shape("class:N", scale=shapes, legend=None)
    stroke = alt.Stroke("class:N", scale=colours, legend=None)
    is_headline = f"datum.set === '{chart['headline']}'"
    points = base_sized.mark_point(
        filled=True, opacity=1, cursor="pointer", tooltip=OWN_ROW, strokeDash=alt.expr(DASHES)
    ).encode(
        x=x,
        y=y,
        fill=alt.Fill("class:N", scale=colours, legend=None),
        stroke=alt.condition(is_headline, alt.value(INK), stroke),
        shape=shape,
        size=alt.Size("shown_area:Q", scale=None, legend=None),
        fillOpacity=alt.condition("datum.is_own", alt.value(_FULL), alt.value(_PALE)),
        strokeWidth=alt.condition("datum.is_own", alt.value(outline), alt.value(1.4)),
    )
    current = (
        base_sized.transform_filter(IS_CURRENT).mark_point(**CURRENT_MARK).encode(x=x, y=y, stroke=stroke, shape=shape)
    )
    return [points, current]


def _names(x: Any, y: Any) -> Any:
    shifts: dict[str, Any] = {key: alt.expr(f"datum.{key}") for key in ("dx", "dy", "align", "baseline")}
    return (
        alt.Chart(alt.NamedData("names"))
        .transform_filter(OF_PULSE)
        .mark_text(color=INK, fontSize=11, **shifts)
        .encode(x=x, y=y, text="name:N")
    )


def _printed(frame: Chart) -> list[Any]:
    """Ticks outside the axes where the review prints a number, with its words."""
    layers: list[Any] = []
    keys = ("value", "words", "colour", "shift", "level")
    above, beside = ([dict(zip(keys, item, strict=True)) for item in items] for items in frame["printed"])
    colour = alt.Color("colour:N", scale=None)
    if above:
        at: Any = alt.X("value:Q", title=_TITLES["energy"])
        base = alt.Chart(_inline(above))
        layers.append(base.mark_rule(strokeWidth=2).encode(x=at, y=alt.value(0), y2=alt.value(-TICK), color=colour))
        layers.append(
            base.transform_calculate(said=f"{HAS_WORDS} ? datum.words : replace(datum.words, ': review says', '')")
            .mark_text(align="left", dx=-3, fontSize=11, dy=alt.expr(f"-{TICK + 7} - 14 * datum.level"))
            .encode(x=at, y=alt.value(0), text="said:N", color=colour)
        )
    if beside:
        at = alt.Y("value:Q", title=_TITLES["power"])
        base = alt.Chart(_inline(beside))
        layers.append(
            base.mark_rule(strokeWidth=2).encode(
                y=at, x=alt.value("width"), x2=alt.value(alt.expr(f"width + {TICK}")), color=colour
            )
        )
        # On a phone there is room for two short lines: the class above its number.
        said = f"{HAS_WORDS} ? datum.words : replace(datum.words, ' ', '\\n')"
        shift = f"{HAS_WORDS} ? -datum.shift : datum.shift > 0 ? -20 : datum.shift < 0 ? 7 : -6"
        layers.append(
            base.transform_calculate(said=said)
            .mark_text(align="left", dx=TICK + 4, fontSize=11, lineBreak="\n", dy=alt.expr(shift))
            .encode(y=at, x=alt.value("width"), text="said:N", color=colour)
        )
    return layers


def _mine(x: Any, y: Any) -> list[Any]:
    """The device of a reader, as `memlit place` draws it: lines and area of what is known, a star for a point."""
    base = alt.Chart(alt.NamedData("mine"))
    look = {"x": x, "y": y, "detail": "line:N", "order": "at:Q"}
    return [
        base.transform_filter("datum.kind === 'area'")
        .mark_line(
            filled=True, interpolate="linear-closed", strokeOpacity=0, fill=MINE, fillOpacity=0.12, strokeWidth=0
        )
        .encode(**look),
        base.transform_filter("datum.kind === 'line'").mark_line(stroke=MINE, strokeWidth=2).encode(**look),
        base.transform_filter("datum.kind === 'point'").mark_text(text="★", color=MINE, fontSize=26).encode(x=x, y=y),
    ]
