"""Measured arrays: levels at each read, misread rate against the number of levels, overlap of neighbouring levels."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.analysis.variability.effects import known_value
from memlit.analysis.variability.measured import ArrayRead, MeasuredVariability, Misread
from memlit.datum import Result, results_in
from memlit.field.codes import WRITTEN
from memlit.plots.look.marks import bars, known_ends
from memlit.plots.look.style import WIDE, Axes, drawing, is_wide, literal, says_that
from memlit.plots.look.words import SetName, read_words
from memlit.presentation.pages import INK

STYLES = (("#0072B2", "o", "-"), ("#D55E00", "s", "--"), ("#009E73", "^", ":"), ("#7A5195", "D", "-."))
_LOOKS: tuple[Mapping[str, Any], ...] = tuple(
    {"color": colour, "marker": marker, "linestyle": line, "markerfacecolor": "white" if place else colour}
    for place, (colour, marker, line) in enumerate(STYLES)
)
"""Of the reads of an array in their order; the first is filled."""
_MICRO = 1e6


def draw(record: MeasuredVariability, paths: Sequence[Path], width: float = WIDE, set_name: SetName = str) -> None:
    """Draw a column of three panels for each array to every path in `paths` (svg or png by suffix)."""
    documents = list(dict.fromkeys(read.document for read in record.reads))
    with drawing(paths) as plt:
        columns = max(1, len(documents))
        figure, grid = plt.subplots(3, columns, figsize=(width, 7.6), squeeze=False)
        for column, document in enumerate(documents):
            panels = [grid[row][column] for row in range(3)]
            reads = shown_reads(record, document)
            _levels(panels[0], reads)
            _misread(panels[1], [rate for rate in record.misreads if rate.document == document], reads)
            _overlap(panels[2], reads)
            words = _title(literal(set_name(document)), reads)
            panels[0].set_title(words if width >= WIDE else words.replace(", ", "\n", 1), fontsize=9)
        for row in grid:
            top = max(axes.get_ylim()[1] for axes in row)
            for axes in row:
                axes.set_ylim(0, top)
        for axes, label in zip(grid[:, 0], YLABELS, strict=True):
            axes.set_ylabel(label)
        if not documents:
            says_that(grid[0][0], "no measured set")
        elif width < WIDE:
            # Beside each other on a phone the panels have no room for a key of their own.
            most = max((grid[0][column] for column in range(columns)), key=lambda axes: len(axes.containers))
            handles, labels = most.get_legend_handles_labels()
            figure.legend(handles, labels, loc="upper center", ncols=2, fontsize=7, borderpad=0.1)
        figure.tight_layout(h_pad=1.0, rect=(0, 0, 1, 1 if width >= WIDE else 0.95))


def drawn(record: MeasuredVariability) -> Iterator[Result]:
    """The numbers that the figure shows: medians and quantiles of the levels, misread rates, overlaps."""
    for document in dict.fromkeys(read.document for read in record.reads):
        reads = shown_reads(record, document)
        for read in reads:
            yield from (end for level in read.levels for end in (level.low, level.median, level.high))
            yield from read.overlaps
        shown = {(read.read, read.cells) for read in reads}
        for rate in record.misreads:
            if rate.document == document and (rate.read, rate.cells) in shown:
                yield from results_in(rate.rate)


YLABELS = ("conductance (µS)", "misread cells (%)", "overlap of neighbours (%)")


def shown_reads(record: MeasuredVariability, document: str) -> list[ArrayRead]:
    """The reads of an array whose cells still hold their levels: the kept ones where some were erased.

    Cells never written to the lowest level are in them; medians and quantiles from 5 to 95 % do not see a few cells.
    """
    own = (read for read in record.reads if read.document == document and read.cells != WRITTEN)
    reads = [read for read in own if read.overlaps]
    kept = [read for read in reads if read.cells == "kept"]
    return kept or reads


def _title(document: str, reads: Sequence[ArrayRead]) -> str:
    cells = ", ".join(dict.fromkeys(read.cells for read in reads if read.cells != "all"))
    number = f"{int(known_value(reads[0].n_cells)):,}"
    return f"{document}, {number}{' ' if cells else ''}{cells} cells"


def _levels(axes: Axes, reads: Sequence[ArrayRead]) -> None:
    for place, (read, look) in enumerate(zip(reads, _LOOKS, strict=False)):
        # side by side, so that bars of one level do not hide each other
        x = [level.level + 0.28 * (place - (len(reads) - 1) / 2) for level in read.levels]
        ends = [[_MICRO * known_value(end) for end in (level.low, level.median, level.high)] for level in read.levels]
        marks = {**look, "linestyle": "none", "markersize": 3, "linewidth": 0.8}
        bars(axes, x, ends, label=read_words(read.read), **marks)
    axes.set_xlabel("level")
    if is_wide(axes):
        axes.legend(loc="upper left", fontsize=7, borderpad=0.1)


def _misread(axes: Axes, rates: Sequence[Misread], reads: Sequence[ArrayRead]) -> None:
    axes.set_xscale("log", base=2)
    ticks = sorted({rate.n_levels for rate in rates})
    for read, look in zip(reads, _LOOKS, strict=False):
        own = [rate for rate in rates if (rate.read, rate.cells) == (read.read, read.cells)]
        own.sort(key=lambda rate: rate.n_levels)
        if own:
            x = [rate.n_levels for rate in own]
            bars(
                axes,
                x,
                [known_ends(rate.rate) for rate in own],
                label=read_words(read.read),
                markersize=4,
                linewidth=1.0,
                **look,
            )
    # Side by side on a phone, the labels between powers of two would run into each other.
    named = ticks if is_wide(axes) else [tick for tick in ticks if tick.bit_count() == 1]
    axes.set_xticks(ticks, [str(tick) if tick in named else "" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("levels used")


def _overlap(axes: Axes, reads: Sequence[ArrayRead]) -> None:
    for read, look in zip(reads, _LOOKS, strict=False):
        x = [number + 0.5 for number in range(len(read.overlaps))]
        axes.plot(x, [known_value(result) for result in read.overlaps], markersize=3, linewidth=1.0, **look)
    axes.axhline(50, color=INK, linewidth=0.7)
    axes.set_ylim(0, max((known_value(result) for read in reads for result in read.overlaps), default=0.0) + 5)
    axes.set_xlabel("between levels")
