"""Specification curve (Simonsohn et al., Nat. Hum. Behav. 2020, 4, 1208) of the primary metric on the review set."""

import math
from collections.abc import Sequence
from pathlib import Path

from memlit.analysis.robustness.multiverse import SWITCHES, MetricMultiverse, MultiverseCell, MultiverseRecord
from memlit.plots.look.style import FAINT, INK, WIDE, Axes, ClassStyles, drawing, is_wide, line_axis, says_that

_NAMES = {
    "pulse": "pulse",
    "mean": "mean G",
    "tiers": "numbers of",
    "double": "paper in two classes",
    "conflicts": "named twice as",
    "added": "papers added",
    "merged": "survey merged",
}
_HEADLINE = "#b3261e"
_OPEN_END = 1e3
"""An end at 0 or infinity has no place on a log axis: the bar is drawn over three decades."""


def draw(
    record: MultiverseRecord, interval_from: int, styles: ClassStyles, paths: Sequence[Path], width: float = WIDE
) -> None:
    """Cells in the order of the first class's median; filled marks are classes with enough papers for an interval."""
    with drawing(paths) as plt:
        metric = record.metrics[0] if record.metrics else None
        cells = _ordered(metric) if metric else []
        rows = _rows(cells, record)
        figure, (top, bottom) = plt.subplots(
            2, 1, figsize=(width, 3.0 + 0.16 * len(rows)), sharex=True, height_ratios=[2.4, max(1, 0.165 * len(rows))]
        )
        if metric is None or not cells:
            says_that(top, "no specification has a value", va="center")
        else:
            _curve(top, cells, interval_from, styles)
            _matrix(bottom, cells, rows)
            for axes in (top, bottom):
                for place, cell in enumerate(cells):
                    if cell.is_headline:
                        axes.axvline(place, color=_HEADLINE, linewidth=1.2, zorder=1)
        figure.tight_layout(h_pad=0.4)


def _ordered(metric: MetricMultiverse) -> list[MultiverseCell]:
    """Cells in which a class has evidence, by the lower ends of the classes' medians in their order."""
    shown = [cell for cell in metric.cells if any(line.lower is not None for line in cell.classes)]
    return sorted(
        shown, key=lambda cell: tuple(math.inf if line.lower is None else line.lower for line in cell.classes)
    )


def _rows(cells: Sequence[MultiverseCell], record: MultiverseRecord) -> list[tuple[str, str]]:
    """Switches with more than one option among the cells, one row an option in the order of the plan."""
    found = []
    for place, switch in enumerate(SWITCHES):
        options = list(dict.fromkeys(specification[place] for specification in record.specifications))
        shown = [option for option in options if any(option in cell.options[switch] for cell in cells)]
        if len(shown) > 1:
            found += [(switch, option) for option in shown]
    return found


def _curve(axes: Axes, cells: Sequence[MultiverseCell], interval_from: int, styles: ClassStyles) -> None:
    from matplotlib.ticker import EngFormatter, NullLocator

    axes.set_yscale("log")
    axes.set_ylabel("action energy $E_a$,\nmiddle of the papers")
    axes.yaxis.set_major_formatter(EngFormatter("J"))
    axes.yaxis.set_minor_locator(NullLocator())
    for index, line in enumerate(cells[0].classes):
        colour, marker = styles.of(line.device_class)
        known = [(place, own) for place, cell in enumerate(cells) if (own := cell.classes[index]).lower is not None]
        if not known:
            continue
        open_ones = [(place, own) for place, own in known if own.median is None]
        axes.vlines(
            [place for place, _ in open_ones],
            [own.lower or (own.upper or math.nan) / _OPEN_END for _, own in open_ones],
            [own.upper or (own.lower or math.nan) * _OPEN_END for _, own in open_ones],
            color=colour,
            linewidth=1.6,
            zorder=2,
        )
        most = max(own.n for _, own in known)
        label = f"{line.device_class} (at most {most} {'paper' if most == 1 else 'papers'})"
        for is_enough in (True, False):
            part = [(place, own) for place, own in known if (own.n >= interval_from) == is_enough]
            axes.scatter(
                [place for place, _ in part],
                [own.median or math.nan for _, own in part],
                s=20,
                marker=marker,
                facecolor=colour if is_enough else "white",
                edgecolor=colour,
                linewidth=1.0,
                zorder=3,
                label=label if is_enough == (most >= interval_from) else None,
            )
    if is_wide(axes):
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, fontsize=7.5, handletextpad=0.2)
    else:
        axes.legend(loc="lower left", bbox_to_anchor=(-0.55, 1.0), ncols=2, fontsize=6.8, handletextpad=0.1)
    axes.grid(axis="x", visible=False)


def _matrix(axes: Axes, cells: Sequence[MultiverseCell], rows: Sequence[tuple[str, str]]) -> None:
    for row, (switch, option) in enumerate(rows):
        own = [place for place, cell in enumerate(cells) if option in cell.options[switch]]
        axes.axhline(row, color=FAINT, linewidth=0.5, zorder=0)
        axes.scatter(own, [row] * len(own), s=7, marker="s", color=INK, linewidth=0, zorder=2)
    line_axis(axes, [f"{_NAMES[switch]}: {option_words(option)}" for switch, option in rows], 6.5)
    axes.tick_params(axis="y", length=0, pad=5)
    axes.set_xticks([])
    end = " " if is_wide(axes) else "\n"
    axes.set_xlabel(f"distinct specifications{end}(red: the headline)")
    axes.grid(axis="x", visible=False)


def option_words(option: str) -> str:
    """An option of a switch as a reader sees it."""
    return {"on_only": "on-state only"}.get(option, option.replace("+", ", "))
