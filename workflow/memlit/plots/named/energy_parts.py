"""What the energy is made of: the signed share of each part in the spread of the action energy, a line a group."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.field.codes import SURVEY
from memlit.frames import row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import FAINT, SOFT, WIDE, drawing, line_axis, linked_mark, literal
from memlit.presentation.pages import INK

_ROW = 0.62
"""Inches a group."""
_LOOKS = {"voltage": ("#0072B2", "o"), "width": ("#D55E00", "s"), "conductance": ("#009E73", "D")}
_NAMES = {"voltage": "voltage, 2 log $V$", "width": "width, log $\\tau$", "conductance": "conductance, log $G$"}
_SHARE = ("share", "low", "high")


def _groups(data: FigureData) -> Mapping[str, list[dict[str, Any]]]:
    """The parts of each group that has the lineages for shares, in the order of the table."""
    table = data.table("energy_parts", (*_SHARE, "n_papers"))
    return grouped(row_dicts(table[table["share"].notna()]), lambda row: row["group"])


def group_words(group: str) -> str:
    """`survey, PCM, set` as `PCM memory cells, set`, `synapses, set` as `synapses of any paper, set`."""
    set_name, device_class, pulse = (*group.split(", "), "")[:3]
    if set_name.partition("-")[0] == SURVEY:
        return f"{device_class} memory cells, {pulse}"
    return f"{set_name} of any paper, {device_class}"


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows."""
    for parts in _groups(data).values():
        for part in parts:
            yield from (f"{part['id']}#{name}" for name in _SHARE if part[name] is not None)


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path."""
    groups = _groups(data)
    with drawing(paths) as plt:
        from matplotlib.ticker import PercentFormatter

        height = _ROW * max(len(groups), 2) + 0.95
        figure, axes = plt.subplots(figsize=(WIDE, height))
        figure.subplots_adjust(left=1.4 / WIDE, right=0.97, bottom=0.5 / height, top=1 - 0.42 / height)
        for at, tone in ((0.0, INK), (1.0, SOFT)):
            axes.axvline(at, color=tone, linewidth=0.8, zorder=1)
        for place, parts in enumerate(groups.values()):
            if place:
                axes.axhline(place - 0.5, color=FAINT, linewidth=0.8, zorder=0)
            for number, part in enumerate(parts):
                colour, marker = _LOOKS[part["part"]]
                height_of = place + 0.24 * (number - 1)
                ends = [part[end] for end in ("low", "high") if part[end] is not None]
                axes.plot(ends, [height_of] * len(ends), color=colour, linewidth=1.6, alpha=0.65)
                label = _NAMES[part["part"]] if place == 0 else None
                look = {"marker": marker, "color": colour, "label": label}
                linked_mark(axes, f"{part['id']}#share", part["share"], height_of, s=34, zorder=3, **look)
        labels = [
            f"{literal(group_words(group)).replace(', ', chr(10))}, {parts[0]['n_papers']:.0f} papers"
            for group, parts in groups.items()
        ]
        line_axis(axes, labels, 7.8, above=0.55, below=0.45)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0))
        axes.tick_params(axis="x", labelsize=7.5)
        axes.set_xlabel("share in the spread of log $E_a$; the three add up to 100%", fontsize=8)
        if groups:
            axes.legend(
                loc="lower left",
                bbox_to_anchor=(0.0, 1.0),
                ncols=3,
                fontsize=7.3,
                handletextpad=0.1,
            )
