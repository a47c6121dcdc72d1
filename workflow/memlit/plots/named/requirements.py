"""What an array asks of its synapses: the largest standby power and action energy over the size of the array.

Each published synapse stands beside the curves at the most that is known of it: it keeps within the budget in every
array whose curve is above it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.frames import row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData
from memlit.plots.look.placed import spread_apart
from memlit.plots.look.style import (
    WIDE,
    Axes,
    ClassStyles,
    drawing_grid,
    grid_rows,
    is_dense,
    key,
    linked_mark,
    literal,
    log_axis,
    words_at,
)
from memlit.plots.look.words import paper_or_device, shortened
from memlit.presentation.pages import INK

CURVE_LOOKS: Sequence[tuple[str, tuple[int, ...]]] = (("o", ()), ("s", (6, 3)), ("^", (2, 2)), ("D", (8, 2, 2, 2)))
"""Marker and dashes of the bias schemes in the order of the settings, which begin again where they are more."""
_COLUMNS, _KEYS_IN_A_ROW = 2, 7
_NAME_STEP, _NAMES_WIDE, _LONGEST_NAME, _KEY_ROW = 6.2, 0.72, 17, 0.17
"""Points between two names, inches beside a panel for them, letters of one, and inches of a row of the key."""
MOST_NAMES_BESIDE = 60
"""Synapses of a panel that are named; names of more would not fit beside it."""
_EDGE = 1.8
"""How many times the largest array the frame ends."""


RequirementRow = Mapping[str, Any]
"""A row of requirements.csv, or of budgets.csv."""
_Panels = Mapping[tuple[str, float | None], list[RequirementRow]]


def requirement_rows(data: FigureData) -> list[RequirementRow]:
    """The places of all curves."""
    return [*row_dicts(data.table("requirements", ("n_synapses", "rate_hz", "most")))]


def limit_panels(lines: Iterable[RequirementRow]) -> _Panels:
    """The curves of one limit together: of the standby power, then of the action energy at each rate."""
    ordered = sorted(lines, key=lambda line: line["rate_hz"] or 0.0)
    return grouped(ordered, lambda line: (line["metric"], line["rate_hz"]))


def drawn_panels(lines: Iterable[RequirementRow]) -> _Panels:
    """The panels of the drawing: the standby power, and the action energy at the middle rate.

    At another rate the curves are the same, higher or lower by the ratio of the rates.
    """
    panels = limit_panels(lines)
    rates = [key for key in panels if key[1] is not None]
    return {key: own for key, own in panels.items() if key[1] is None or key == rates[len(rates) // 2]}


def curves(lines: Iterable[RequirementRow]) -> Mapping[str, list[RequirementRow]]:
    """The places of each bias scheme, in the order of the settings, small arrays first."""
    by_bias = grouped(lines, lambda line: line["bias"])
    return {bias: sorted(own, key=lambda line: line["n_synapses"]) for bias, own in by_bias.items()}


def upper_ends(data: FigureData, metric: str) -> list[RequirementRow]:
    """Synapses whose metric has an upper end, the only ones that can be known to keep within a limit."""
    lines = row_dicts(data.table("budgets", ("low", "high")))
    known = [line for line in lines if line["quantity"] == metric and line["numbers"] and line["high"]]
    return [line for line in known if math.isfinite(line["high"])]


def most_id(line: RequirementRow) -> str:
    """Id of the limit at a place of a curve."""
    return f"{line['id']}#most"


def curve_look(place: int) -> tuple[str, tuple[int, ...]]:
    """Marker and dashes of a bias scheme by its place in the settings."""
    return CURVE_LOOKS[place % len(CURVE_LOOKS)]


def named_order(line: RequirementRow) -> tuple[float, str, str]:
    """The least of synapses first, as their names stand beside the frame."""
    return line["high"], line["paper"], line["name"]


def synapse_name(line: RequirementRow, data: FigureData) -> str:
    """The name of a synapse beside its line."""
    return shortened(paper_or_device(line, data, is_short=True), _LONGEST_NAME)


def limit_words(metric: str, rate: str) -> str:
    """`largest action energy at 1 MHz`; rate: as it is printed, empty for the standby power."""
    return f"largest {metric.replace('_', ' ')}{' at ' if rate else ''}{rate}"


def drawn(data: FigureData) -> list[str]:
    """Ids of the numbers that the figure shows."""
    return [most_id(line) for own in drawn_panels(requirement_rows(data)).values() for line in own]


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw a panel for the standby power and one for the action energy to every path (svg or png by suffix)."""
    from matplotlib.ticker import EngFormatter

    lines = requirement_rows(data)
    panels = drawn_panels(lines)
    rows = grid_rows(len(panels), _COLUMNS)
    synapses = {metric: upper_ends(data, metric) for metric, _ in panels}
    present = data.styles.order({line["class"] for own in synapses.values() for line in own})
    keys = _keys(list(curves(lines)), present, data.styles)
    above = 0.1 + _KEY_ROW * grid_rows(len(keys), _KEYS_IN_A_ROW)
    most = max((len(own) for own in synapses.values() if len(own) <= MOST_NAMES_BESIDE), default=0)
    height = max(2.5, 1.1 + most * _NAME_STEP / 72) * rows + above
    with drawing_grid(paths, len(panels), _COLUMNS, (WIDE, height)) as (figure, grid):
        for axes, ((metric, rate), own) in zip(grid, panels.items(), strict=False):
            words = limit_words(metric, "" if rate is None else EngFormatter("Hz")(rate))
            axes.set_title(words, loc="left", fontsize=8.5, pad=4)
            _panel(axes, own, synapses[metric], data.styles)
        figure.legend(handles=keys, fontsize=7.5, ncols=_KEYS_IN_A_ROW, loc="upper center", columnspacing=1.2)
        # The names stand where the panels have come to lie; `w_pad` counts sizes of the type.
        room = (0, 0, 1 - _NAMES_WIDE / figure.get_figwidth(), 1 - above / height)
        figure.tight_layout(h_pad=0.8, w_pad=1.5 + 72 * _NAMES_WIDE / 10, rect=room)
        for axes, (metric, _) in zip(grid, panels, strict=False):
            _names(axes, synapses[metric], data)


def _panel(
    axes: Axes, lines: Sequence[RequirementRow], synapses: Iterable[RequirementRow], styles: ClassStyles
) -> None:
    axes.set(xscale="log", yscale="log")
    sizes = [line["n_synapses"] for line in lines]
    axes.set_xlim(min(sizes) / _EDGE, max(sizes) * _EDGE)
    levels = [(line["high"], styles.of(line["class"])[0]) for line in synapses]
    look: dict[str, Any] = {"linewidth": 0.8, "alpha": 0.55, "zorder": 1}
    if is_dense(len(levels)):
        heights, colours = zip(*levels, strict=True)
        axes.hlines(heights, *axes.get_xlim(), colors=colours, rasterized=True, **look)
    else:
        for height, colour in levels:
            axes.axhline(height, color=colour, **look)
    for place, own in enumerate(curves(lines).values()):
        marker, _ = curve_look(place)
        at, most = ([line[name] for line in own] for name in ("n_synapses", "most"))
        axes.plot(at, most, color=INK, linewidth=1.3, linestyle=_line_style(place))
        for line in own:
            linked_mark(axes, most_id(line), line["n_synapses"], line["most"], marker=marker, color=INK, s=22, zorder=4)
    log_axis(axes.xaxis, "", 8, base=10)
    axes.xaxis.set_major_formatter(lambda number, _: f"{number:,.0f}")
    log_axis(axes.yaxis, lines[0]["unit"], 9)
    axes.tick_params(labelsize=7.5)
    axes.set_xlabel("synapses of the array", fontsize=8)


def _names(axes: Axes, synapses: Sequence[RequirementRow], data: FigureData) -> None:
    """The name of each synapse at the right of its line, moved up or down where lines are near; none of very many."""
    if len(synapses) > MOST_NAMES_BESIDE:
        return
    ordered = sorted(synapses, key=named_order)
    bottom, top = (math.log10(end) for end in axes.get_ylim())
    places = [(math.log10(line["high"]) - bottom) / (top - bottom) for line in ordered]
    figure = axes.get_figure(root=True)
    assert figure is not None
    step = _NAME_STEP / (72 * figure.get_figheight() * axes.get_position().height)
    for line, place, moved in zip(ordered, places, spread_apart(places, step, (0.01, 0.99)), strict=True):
        colour, _ = data.styles.of(line["class"])
        axes.plot([1.0, 1.03], [place, moved], transform=axes.transAxes, color=colour, linewidth=0.7, clip_on=False)
        words = literal(synapse_name(line, data))
        words_at(axes, words, (1.03, moved), 5.6, of="axes fraction", shift=(2, 0))


def _line_style(place: int) -> Any:
    """The line of a curve as matplotlib takes it."""
    dashes = curve_look(place)[1]
    return (0, dashes) if dashes else "-"


def _keys(names: Iterable[str], classes: Iterable[str], styles: ClassStyles) -> list[object]:
    """The bias schemes by marks and dashes, the classes of the synapses by colour."""
    keys = []
    for place, name in enumerate(names):
        look = {"marker": curve_look(place)[0], "linestyle": _line_style(place)}
        keys.append(key(literal(name), **look, markersize=4.5, linewidth=1.2))
    look = {"marker": "", "linestyle": "-", "linewidth": 1.4}
    return [*keys, *(key(name.replace("_", " "), color=styles.of(name)[0], **look) for name in classes)]
