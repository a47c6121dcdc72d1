"""Variability from open measured sets: levels, misread rates, bits, repeated writes, one cell's cycles, pulses."""

from collections.abc import Iterator

from memlit.analysis.variability.effects import known_value
from memlit.analysis.variability.measured import ArrayRead, MeasuredLevel, MeasuredVariability, Misread, UnwrittenCell
from memlit.field.codes import WRITTEN
from memlit.plots.look.words import read_words, when
from memlit.plots.variability import variability as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

SHOWN_LEVELS = 4
FEW_LEVELS = 4


def variability(m: Material) -> ReportBlock:
    """What measured arrays, one endurance cell and one pulse train show; nothing where no set is there."""
    record = m.analysis.variability
    if record.is_empty:
        return {}
    most = max((rate.n_levels for rate in record.misreads), default=0)
    # What the rate would be with the erased cells too.
    with_erased = {rate.read: rate for rate in reversed(record.misreads) if rate.cells == "all"}
    return written_section(
        m,
        "variability/measured",
        record=record,
        drawn=plot.drawn(m.figures) if record.reads else [],
        baked=[(before, after) for before, after in _bakes(record) if after.n_levels in {FEW_LEVELS, most}],
        erased=[(read, with_erased.get(read.read)) for read in record.reads if read.cells == "erased"],
        unwritten=list(_unwritten(record)),
        states=list(_states(record)),
        misreads=[rate for rate in record.misreads if rate.n_levels in {FEW_LEVELS, most}],
        read_words=read_words,
        when=when,
        WRITTEN=WRITTEN,
    )


def shown_reads(record: MeasuredVariability, document: str) -> list[ArrayRead]:
    """The reads of an array whose cells still hold their levels: the kept ones where some were erased.

    Cells never written to the lowest level are in them; medians and quantiles from 5 to 95 % do not see a few cells.
    """
    own = (read for read in record.reads if read.document == document and read.cells != WRITTEN)
    reads = [read for read in own if read.overlaps]
    kept = [read for read in reads if read.cells == "kept"]
    return kept or reads


def _bakes(record: MeasuredVariability) -> Iterator[tuple[Misread, Misread]]:
    """Misread rates of the same cells and levels before and after what lies between two reads."""
    for after in record.misreads:
        reads = {(read.read, read.cells) for read in shown_reads(record, after.document)}
        if after.reference != after.read and (after.read, after.cells) in reads:
            yield (
                next(
                    rate
                    for rate in record.misreads
                    if (rate.document, rate.cells, rate.n_levels) == (after.document, after.cells, after.n_levels)
                    and rate.reference == rate.read == after.reference
                ),
                after,
            )


def _unwritten(
    record: MeasuredVariability,
) -> Iterator[tuple[str, ArrayRead, list[UnwrittenCell], list[tuple[ArrayRead, ArrayRead]]]]:
    """A document, its read in which cells never written to the lowest level were counted, these cells, and each read
    with and without them.
    """
    for document in dict.fromkeys(cell.document for cell in record.unwritten):
        reads = [read for read in record.reads if read.document == document]
        counted = max((read for read in reads if read.unwritten), key=lambda read: known_value(read.n_cells))
        kept = {read.read: read for read in reads if read.cells == "kept"}
        yield (
            document,
            counted,
            [cell for cell in record.unwritten if cell.document == document],
            [(kept[read.read], read) for read in reads if read.cells == WRITTEN],
        )


def _states(record: MeasuredVariability) -> Iterator[tuple[ArrayRead, MeasuredLevel]]:
    """The lowest, two middle and the highest level of each read, and the lowest without cells never written to it."""
    documents = dict.fromkeys(read.document for read in record.reads)
    for read in (read for document in documents for read in shown_reads(record, document)):
        last = len(read.levels) - 1
        for level in sorted({round(number * last / (SHOWN_LEVELS - 1)) for number in range(SHOWN_LEVELS)}):
            yield read, read.levels[level]
        for other in record.reads:
            if (other.document, other.read, other.cells) == (read.document, read.read, WRITTEN):
                yield other, other.levels[0]
