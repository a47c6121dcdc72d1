"""Measured arrays: levels at each read, misread rate against the number of levels, overlap of neighbouring levels."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import bars, numbers_by_row
from memlit.plots.look.style import WIDE, Axes, drawing_grid, literal, says_that
from memlit.plots.look.words import read_words
from memlit.presentation.pages import INK

STYLES = (("#0072B2", "o", "-"), ("#D55E00", "s", "--"), ("#009E73", "^", ":"), ("#7A5195", "D", "-."))
_LOOKS: tuple[Mapping[str, Any], ...] = tuple(
    {"color": colour, "marker": marker, "linestyle": line, "markerfacecolor": "white" if place else colour}
    for place, (colour, marker, line) in enumerate(STYLES)
)
"""Of the reads of an array in their order; the first is filled."""
_MICRO = 1e6


_LEVEL_ENDS = ("q05", "q50", "q95")
_RATE = ("rate", "rate_low", "rate_high")


class ShownRead(NamedTuple):
    """A read of an array: its cells and their number, quantiles of each level, overlaps, and rates by levels used."""

    read: str
    cells: str
    n_cells: float
    levels: pd.DataFrame
    overlaps: "pd.Series[float]"
    rates: pd.DataFrame


def _arrays(data: FigureData) -> Mapping[str, tuple[list[ShownRead], list[int]]]:
    """Of each measured array the reads that are shown, and the numbers of levels used of any read."""
    parts, numbers = data.table("measured_parts", flags=("is_shown",)), data.numbers("variability")["value"]
    found = {}
    for document in parts.loc[parts["kind"] == "read", "document"].drop_duplicates():
        own = parts[parts["document"] == document]
        shown = [_read(own, read, numbers) for read in row_dicts(own[own["is_shown"]])]
        found[document] = shown, sorted(set(own.loc[own["kind"] == "misread", "part"].astype(int)))
    return found


def _read(parts: pd.DataFrame, read: Mapping[str, Any], numbers: "pd.Series[float]") -> ShownRead:
    """The numbers of a read of the parts of its array; its rates may rest on another read."""
    own = parts[(parts["read"] == read["read"]) & (parts["cells"] == read["cells"])]
    return ShownRead(
        read["read"],
        read["cells"],
        numbers[f"{read['id']}#cells"],
        _by_part(own[own["kind"] == "level"], _LEVEL_ENDS, numbers),
        numbers[numbers.index.str.startswith(f"{read['id']}#overlap_")],
        _by_part(own[own["kind"] == "misread"], _RATE, numbers),
    )


def _by_part(parts: pd.DataFrame, names: Sequence[str], numbers: "pd.Series[float]") -> pd.DataFrame:
    """Values and ids, a row for each number of a level, or of levels, and a column for each name."""
    ids = pd.DataFrame({name: parts["id"] + f"#{name}" for name in names}).set_axis(parts["part"].astype(int))
    values = ids.apply(lambda column: column.map(numbers))
    both: pd.DataFrame = pd.concat({"value": values, "id": ids}, axis=1)
    return both.sort_index()


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw a column of three panels for each array to every path in `paths` (svg or png by suffix)."""
    arrays = _arrays(data)
    columns = max(1, len(arrays))
    with drawing_grid(paths, 3 * columns, columns, (WIDE, 6.2)) as (figure, every):
        grid = [every[start : start + columns] for start in range(0, len(every), columns)]
        for column, (document, (reads, used)) in enumerate(arrays.items()):
            panels = [row[column] for row in grid]
            _levels(panels[0], reads)
            _misread(panels[1], used, reads)
            _overlap(panels[2], reads)
            panels[0].set_title(_title(literal(data.short_name(document)), reads), fontsize=9)
        for row in grid:
            top = max(axes.get_ylim()[1] for axes in row)
            for axes in row:
                axes.set_ylim(0, top)
        for row, label in zip(grid, YLABELS, strict=True):
            row[0].set_ylabel(label)
        if not arrays:
            says_that(grid[0][0], "no measured set")
        figure.tight_layout(h_pad=1.0)


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: medians and quantiles of the levels, misread rates, overlaps."""
    for reads, _ in _arrays(data).values():
        for read in reads:
            yield from read.levels["id"][[*_LEVEL_ENDS]].to_numpy().ravel()
            yield from read.overlaps.index
        for read in reads:
            if len(read.rates):
                yield from read.rates["id"][[*_RATE]].to_numpy().ravel()


YLABELS = ("conductance (µS)", "misread cells (%)", "overlap of neighbours (%)")


def _title(document: str, reads: Sequence[ShownRead]) -> str:
    cells = ", ".join(dict.fromkeys(read.cells for read in reads if read.cells != "all"))
    return f"{document}, {reads[0].n_cells:,.0f}{' ' if cells else ''}{cells} cells"


def _levels(axes: Axes, reads: Sequence[ShownRead]) -> None:
    for place, (read, look) in enumerate(zip(reads, _LOOKS, strict=False)):
        # side by side, so that bars of one level do not hide each other
        x = [level + 0.28 * (place - (len(reads) - 1) / 2) for level in read.levels.index]
        ends = numbers_by_row(_MICRO * read.levels["value"], *_LEVEL_ENDS)
        marks = {**look, "linestyle": "none", "markersize": 3, "linewidth": 0.8}
        bars(axes, x, ends, label=read_words(read.read), **marks)
    axes.set_xlabel("level")
    axes.legend(loc="upper left", fontsize=7, borderpad=0.1)


def _misread(axes: Axes, used: Sequence[int], reads: Sequence[ShownRead]) -> None:
    axes.set_xscale("log", base=2)
    for read, look in zip(reads, _LOOKS, strict=False):
        if len(read.rates):
            ends = numbers_by_row(read.rates["value"], "rate_low", "rate", "rate_high")
            marks = {**look, "markersize": 4, "linewidth": 1.0}
            bars(axes, list(read.rates.index), ends, label=read_words(read.read), **marks)
    axes.set_xticks(used, [str(tick) for tick in used])
    axes.minorticks_off()
    axes.set_xlabel("levels used")


def _overlap(axes: Axes, reads: Sequence[ShownRead]) -> None:
    for read, look in zip(reads, _LOOKS, strict=False):
        x = [number + 0.5 for number in range(len(read.overlaps))]
        axes.plot(x, read.overlaps, markersize=3, linewidth=1.0, **look)
    axes.axhline(50, color=INK, linewidth=0.7)
    axes.set_ylim(0, max((read.overlaps.max() for read in reads), default=0.0) + 5)
    axes.set_xlabel("between levels")
