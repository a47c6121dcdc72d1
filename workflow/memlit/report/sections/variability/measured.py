"""Variability from open measured sets: levels, misread rates, bits, repeated writes, one cell's cycles, pulses."""

from collections.abc import Iterator, Mapping, Sequence

from memlit.errors import certain
from memlit.field.codes import WRITTEN
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.look.words import read_words, when
from memlit.plots.variability import variability as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

SHOWN_LEVELS = 4
FEW_LEVELS = 4
_Levels = Mapping[tuple[str, str, str], Sequence[PublishedLine]]
"""The levels of each read, the lowest first."""


def variability(m: Material) -> ReportBlock:
    """What measured arrays, one endurance cell and one pulse train show; nothing where no set is there."""
    parts = grouped(m.lines("measured_parts"), lambda line: line.kind)
    if not parts:
        return {}
    reads, misreads, levels = parts["read"], parts["misread"], grouped(parts["level"], _cells_at_read)
    used = {str(FEW_LEVELS), str(max((int(rate.part) for rate in misreads), default=0))}
    # What the rate would be with the erased cells too.
    with_erased = {rate.read: rate for rate in reversed(misreads) if rate.cells == "all"}
    return written_section(
        m,
        "variability/measured",
        reads=reads,
        drawn=plot.drawn(m.figures) if reads else [],
        baked=[(before, after) for before, after in _bakes(misreads, reads) if after.part in used],
        erased=[(read, with_erased.get(read.read)) for read in reads if read.cells == "erased"],
        unwritten=list(_unwritten(parts["unwritten"], reads)),
        lowest=lambda read: levels[_cells_at_read(read)][0],
        explained=lambda read: read.number(f"eta_squared_period_{len(levels[_cells_at_read(read)])}"),
        states=list(_states(reads, levels)),
        misreads=[rate for rate in misreads if rate.part in used],
        bits=parts["bits"],
        repeats=[repeat for repeat in parts["repeat"] if repeat.part == "conductance"],
        cycles=parts["cycles"],
        pulses=parts["pulses"],
        read_words=read_words,
        when=when,
        WRITTEN=WRITTEN,
    )


def _cells_at_read(line: PublishedLine) -> tuple[str, str, str]:
    return line.document, line.read, line.cells


def _bakes(
    misreads: Sequence[PublishedLine], reads: Sequence[PublishedLine]
) -> Iterator[tuple[PublishedLine, PublishedLine]]:
    """Misread rates of the same cells and levels before and after what lies between two reads."""
    shown = {_cells_at_read(read) for read in reads if read.is_shown}
    at_reference = {
        (rate.document, rate.read, rate.cells, rate.part): rate for rate in misreads if rate.reference == rate.read
    }
    for after in misreads:
        if after.reference != after.read and _cells_at_read(after) in shown:
            yield at_reference[after.document, after.reference, after.cells, after.part], after


def _unwritten(
    unwritten: Sequence[PublishedLine], reads: Sequence[PublishedLine]
) -> Iterator[tuple[str, PublishedLine, list[PublishedLine], list[tuple[PublishedLine, PublishedLine]]]]:
    """A document, its read in which cells never written to the lowest level were counted, these cells, and each read
    with and without them.
    """
    for document, cells in grouped(unwritten, lambda cell: cell.document).items():
        own = [read for read in reads if read.document == document]
        counted = [read for read in own if read.number("never_written")]
        kept = {read.read: read for read in own if read.cells == "kept"}
        yield (
            document,
            max(counted, key=_n_cells),
            cells,
            [(kept[read.read], read) for read in own if read.cells == WRITTEN],
        )


def _n_cells(read: PublishedLine) -> float:
    return certain(certain(read.number("cells")).value)


def _states(reads: Sequence[PublishedLine], levels: _Levels) -> Iterator[PublishedLine]:
    """The lowest, two middle and the highest level of each read, and the lowest without cells never written to it."""
    for read in (read for read in reads if read.is_shown):
        own = levels[_cells_at_read(read)]
        last = len(own) - 1
        for level in sorted({round(number * last / (SHOWN_LEVELS - 1)) for number in range(SHOWN_LEVELS)}):
            yield own[level]
        yield from levels.get((read.document, read.read, WRITTEN), ())[:1]
