"""Fig. 11a on paper: standby power over action energy, bubbles by spike timing, with all that is known in part."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from memlit.field.codes import DIAGRAM
from memlit.frames import row_dicts
from memlit.grouping import grouped
from memlit.plots.benchmark.diagram import (
    GUIDE_SHIFT,
    QUOTIENT,
    TIMING_KEY,
    Diagram,
    DiagramMark,
    diagram,
    diameter,
    mark_of,
)
from memlit.plots.look.data import FigureData, is_known, metric_id
from memlit.plots.look.marks import NEW_INK, new_marks
from memlit.plots.look.style import (
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    drawing,
    is_dense,
    key,
    literal,
    log_axis,
    says_that,
    tick_above,
    words_at,
)
from memlit.plots.look.words import printed_inside, printed_words
from memlit.presentation.pages import INK

TURN = 40
"""Marks of one class that are drawn before the next class has its turn."""
_FULL, _PALE = "d9", "40"
"""Opacity, as it ends a colour, of what the paper itself prints and of what others print of it."""
_EDGES = {"B": (0, (3.2, 1.6)), "C": (0, (1, 1.2))}
"""Dashes of an edge by the grade of the numbers: with reservations, the setting of a simulator."""


def drawn(data: FigureData) -> list[str] | None:
    """Ids of the numbers that its marks stand for; None of a cloud."""
    marks = diagram(data).marks
    if is_dense(len(marks)):
        return None
    metrics = (*DIAGRAM, "spike_timing", QUOTIENT)
    shown = [(mark.row, name) for mark in marks for name in (metrics[:-1] if mark.point is not None else metrics)]
    return [metric_id(row, name) for row, name in shown if is_known(row, name)]


def draw(data: FigureData, paths: Sequence[Path], *, new: pd.DataFrame | None = None) -> None:
    """Draw the figure to every path in `paths` (svg or png by suffix).

    new: the row of a device to be marked in it, see `FigureData.with_metrics`.
    """
    frame, styles = diagram(data, new), data.styles
    marks = frame.marks
    points = [mark for mark in marks if mark.point is not None]
    with drawing(paths) as plt:
        figure, axes = plt.subplots(figsize=(WIDE, 4.72))
        figure.subplots_adjust(left=0.09, right=0.69, bottom=0.1, top=0.9)
        axes.set(xscale="log", yscale="log", xlim=frame.x, ylim=frame.y)
        axes.set_xlabel(f"action energy $E_a$, {data.pulse} pulse")
        axes.set_ylabel("standby power $P_s$")
        log_axis(axes.xaxis, "J", 12)
        log_axis(axes.yaxis, "W", 12)
        axes.tick_params(labelsize=7.5)
        _guides(axes, frame)
        _printed(axes, frame, styles)
        for mark in marks:
            _part(axes, mark, styles.of(mark.row["class"])[0])
        if is_dense(len(points)):
            _cloud(axes, points, styles)
        else:
            for mark in points:
                _point(axes, mark, data)
        for mark in marks:
            _name(axes, mark)
        if not marks:
            says_that(axes, "no device with evidence")
        _legends(axes, marks, data, has_new=new is not None)
        if new is not None:
            _mark_new(axes, mark_of(row_dicts(new)[0], "", frame.x, frame.y))


def _point(axes: Axes, mark: DiagramMark, data: FigureData) -> None:
    colour, marker = data.styles.of(mark.row["class"])
    assert mark.point is not None
    axes.scatter(
        *mark.point,
        s=mark.diameter**2,
        marker=marker,
        facecolor=f"{colour}{_FULL if mark.is_own else _PALE}",
        edgecolor=INK if mark.row["set"] == data.config.evidence.headline_set else colour,
        linewidth=1.1,
        linestyle=_EDGES.get(mark.row["grade"], "-"),
        zorder=4,
    )


def _cloud(axes: Axes, points: Sequence[DiagramMark], styles: ClassStyles) -> None:
    """Thousands of marks, as one picture within the drawing; some of each class in turn, so that none covers all."""
    groups = grouped(points, lambda mark: (styles.of(mark.row["class"]), mark.is_own))
    turns = [(start, group) for group, marks in groups.items() for start in range(0, len(marks), TURN)]
    for start, group in sorted(turns, key=lambda turn: turn[0]):
        (colour, marker), is_own = group
        marks = groups[group][start : start + TURN]
        places = [mark.point for mark in marks if mark.point is not None]
        axes.scatter(
            [place[0] for place in places],
            [place[1] for place in places],
            s=[mark.diameter**2 for mark in marks],
            marker=marker,
            facecolor=colour if is_own else "none",
            edgecolor="none" if is_own else colour,
            alpha=0.5,
            zorder=3,
            rasterized=True,
        )


def _part(axes: Axes, mark: DiagramMark, colour: str) -> None:
    """Where a device known in part may lie."""
    if mark.area:
        axes.fill(*zip(*mark.area, strict=True), color=colour, alpha=0.07, linewidth=0, zorder=1)
    for line in mark.lines:
        axes.plot(*zip(*line, strict=True), color=colour, linewidth=1.2, alpha=0.8, zorder=2)


def _mark_new(axes: Axes, mark: DiagramMark | None) -> None:
    """A star with cross hairs; of a device known in part the lines and the area of where it may lie."""
    if mark is None:
        return
    _part(axes, mark, NEW_INK)
    if mark.point is not None:
        for line, at in ((axes.axvline, mark.point[0]), (axes.axhline, mark.point[1])):
            line(at, color=NEW_INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        new_marks(axes, [mark.point[0]], [mark.point[1]], area=2.2 * mark.diameter**2)


def _name(axes: Axes, mark: DiagramMark) -> None:
    place = mark.label
    if place is None:
        return
    colour = INK if mark.point is not None else SOFT
    shift, ha, va = (place.dx, place.dy), place.horizontal, "center" if place.vertical == "middle" else place.vertical
    words_at(axes, literal(mark.words), place.at, 7, colour, shift=shift, ha=ha, va=va, zorder=6)


def _guides(axes: Axes, frame: Diagram) -> None:
    """Dotted lines of equal E_a/P_s, each with its time at its lower end."""
    for words, low, high in frame.guides:
        axes.plot(*zip(low, high, strict=True), color=SOFT, linewidth=0.7, linestyle=(0, (1, 3)), zorder=1)
        words_at(axes, words, low, 6.5, SOFT, shift=GUIDE_SHIFT, va="bottom")


def _printed(axes: Axes, frame: Diagram, styles: ClassStyles) -> None:
    """Outside the axes: ticks at the numbers that the review prints."""
    from matplotlib.ticker import EngFormatter

    above = printed_inside(frame.printed[DIAGRAM[0]], frame.x)
    for level, item in enumerate(above):
        at = item.value
        words = printed_words(item, EngFormatter("J")(at))
        tick_above(axes, at, words, 1.02 + 0.035 * level, 6.6, styles.colour_of(item.classes))
    beside, of = printed_inside(frame.printed[DIAGRAM[1]], frame.y), axes.get_yaxis_transform()
    for level, item in enumerate(beside):
        at, colour = item.value, styles.colour_of(item.classes)
        axes.plot([1.0, 1.02], [at] * 2, transform=of, color=colour, linewidth=1.6, clip_on=False)
        # The words of neighbours are spread around their ticks.
        shift = 9 * ((len(beside) - 1) / 2 - level)
        words = printed_words(item, EngFormatter("W")(at), is_short=True)
        if level:
            words_at(axes, words, (1.02, at), 6.6, colour, of=of, shift=(3, shift))
        else:
            words_at(axes, f"review says\n{words}", (1.02, at), 6.6, colour, of=of, shift=(3, shift - 2), va="bottom")


def _legends(axes: Axes, marks: Sequence[DiagramMark], data: FigureData, *, has_new: bool) -> None:
    config, styles = data.config, data.styles
    present = styles.order({mark.row["class"] for mark in marks})
    keys = [key(name.replace("_", " "), marker=styles.of(name)[1], color=styles.of(name)[0]) for name in present]
    keys.append(key("measured by the paper", markerfacecolor=SOFT + _FULL, color=SOFT))
    keys.append(key("printed by others,\nor simulator", markerfacecolor=SOFT + _PALE, color=SOFT))
    filled = "cited in Fig. 11" if config.report.review_key else f"set {config.evidence.headline_set}"
    keys.append(key(filled, markerfacecolor="none", color=INK, markeredgewidth=1.4))
    keys.append(key("known in part", marker="", linestyle="-", color=SOFT, linewidth=1.2))
    if any(mark.area for mark in marks):
        keys.append(key("may lie in here", marker="s", color=f"{SOFT}30", markersize=9))
    keys.append(key("equal $E_a/P_s$", marker="", linestyle=(0, (1, 3)), color=SOFT, linewidth=0.9))
    if has_new:
        keys.append(key("new device", marker="*", markerfacecolor="#ffffff", color=NEW_INK, markersize=11))
    room = {"bbox_to_anchor": (1.17, 1.0), "borderaxespad": 0, "fontsize": 7.5}
    first = axes.legend(handles=keys, loc="upper left", labelspacing=0.6, **room)
    axes.add_artist(first)
    sizes = [
        key(text, markerfacecolor="none", markersize=diameter(timing), markeredgewidth=0.8)
        for timing, text in TIMING_KEY
    ]
    axes.legend(
        handles=sizes,
        title="spike timing",
        title_fontsize=7.5,
        loc="lower left",
        labelspacing=1.4,
        handletextpad=1.2,
        **{**room, "bbox_to_anchor": (1.17, 0.0)},
    )
