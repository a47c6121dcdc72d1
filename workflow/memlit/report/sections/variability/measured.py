"""Variability from open measured sets: levels, misread rates, bits, repeated writes, one cell's cycles, pulses."""

from memlit.analysis.variability.effects import value
from memlit.analysis.variability.measured_record import (
    WRITTEN,
    ArrayRead,
    CellCycles,
    MeasuredLevel,
    MeasuredVariability,
    Misread,
    RepeatedReads,
)
from memlit.plots.look.words import read_words, when
from memlit.plots.variability import arrays as plot
from memlit.plots.variability.arrays import shown_reads
from memlit.report.blocks import Block, Material, detail, figure, paragraph, section
from memlit.report.text import name

SHOWN_LEVELS = 4
FEW_LEVELS = 4


def variability(m: Material) -> Block:
    """What measured arrays, one endurance cell and one pulse train show; nothing where no set is there."""
    record = m.analysis.variability
    if record.is_empty:
        return {}
    return section(
        "variability",
        "Variability from measured sets",
        paragraph(
            "The review's figure on variability shows distributions of others. Here open measured reads take "
            "their place. Each set is of one laboratory and one device type, so nothing is pooled over sets and "
            "nothing is said of a class. The level of a cell is inferred from its address; targets and write "
            "tolerance are not in the files."
        ),
        *_arrays(m, record),
        *map(detail, _repeats(m, record)),
        *map(detail, _cycles(m, record)),
        *map(detail, _pulses(m, record)),
    )


def _arrays(m: Material, record: MeasuredVariability) -> list[Block]:
    if not record.reads:
        return []
    return [
        figure(
            "variability",
            "For each measured array three panels: conductance of every level at each read, misread rate against the "
            "number of levels in use, overlap of neighbouring levels. The tables below have the numbers.",
            "Measured arrays. Top: conductance of each level, median with the range from the 5 % to the 95 % "
            "quantile. Middle: cells read as another level, thresholds learnt on other rows, with the exact interval "
            "of 95 %. Bottom: chance that a cell of the lower level reads above one of the upper; at the line the two "
            "cannot be told apart.",
            drawn=m.drawn_numbers(plot.drawn(record)),
            narrow="variability_narrow",
        ),
        paragraph(_bake(m, record)),
        detail(paragraph(_unwritten(m, record))) if record.unwritten else {},
        detail(_read_table(m, record)),
        detail(_state_table(m, record)),
        detail(_misread_table(m, record)),
        detail(_bits_table(m, record)),
    ]


def _bake(m: Material, record: MeasuredVariability) -> str:
    """What lies between two reads of the same cells: misread rate before and after, and cells left out."""
    misread: dict[str, list[str]] = {}
    for after in record.misreads:
        if after.reference == after.read or not _is_shown(record, after):
            continue
        before = next(
            rate
            for rate in record.misreads
            if (rate.document, rate.cells, rate.n_levels) == (after.document, after.cells, after.n_levels)
            and rate.reference == rate.read == after.reference
        )
        if after.n_levels in {FEW_LEVELS, max(rate.n_levels for rate in record.misreads)}:
            misread.setdefault(after.document, []).append(
                f"of {after.n_levels} levels {m.with_interval(before.rate)} {name(when(before.read))} and "
                f"{m.with_interval(after.rate)} {name(when(after.read))}"
            )
    sentences = [
        f"Of the cells of {m.cited(document)} these are misread: {'; '.join(parts)}."
        for document, parts in misread.items()
    ]
    erased = [read for read in record.reads if read.cells == "erased"]
    for read in erased:
        mixed = next((rate for rate in record.misreads if (rate.read, rate.cells) == (read.read, "all")), None)
        hidden = f"; with them the rate would be {m.with_interval(mixed.rate)}" if mixed else ""
        sentences.append(
            f"In {m.cited(read.document)} retention uses the kept cells only. {m.use(read.n_cells)} others "
            f"are all in the high-resistance state {name(when(read.read))}, whatever their level, most likely reset "
            f"between the two reads, and are kept apart{hidden}."
        )
    sentences.append(
        "A misread holds programming error and drift together, also at the first read; only the difference between "
        "two reads is drift."
    )
    return " ".join(sentences)


def _unwritten(m: Material, record: MeasuredVariability) -> str:
    """Cells never written to the lowest level: how many, what they read, and what the lowest level is without them."""
    sentences = []
    for document in dict.fromkeys(cell.document for cell in record.unwritten):
        reads = [read for read in record.reads if read.document == document]
        counted = max((read for read in reads if read.unwritten), key=lambda read: value(read.n_cells))
        listed = "; ".join(
            f"{name(cell.address)} ({cell.cells}) {m.use(cell.before)} and {m.use(cell.after)}"
            for cell in record.unwritten
            if cell.document == document
        )
        assert counted.unwritten is not None
        sentences.append(
            f"In {m.cited(document)}, {m.use(counted.unwritten)} of "
            f"{m.use(counted.levels[0].n)} cells assigned the lowest level read above the median of the "
            "highest before the bake: they were never written to it. By address, before and after the bake: "
            f"{listed}. That is a count and no rate, for neighbouring cells may share a cause; and a cell that was "
            "reset between the reads is not stuck. Every number of the kept cells is given with these cells and, as "
            f"{name(WRITTEN)}, without them."
        )
        for read in (read for read in reads if read.cells == WRITTEN):
            twin = next(other for other in reads if (other.read, other.cells) == (read.read, "kept"))
            sentences.append(
                f"The lowest level {name(when(read.read))} has a mean of {_lowest(m, twin, 'mean')}, a CV of "
                f"{_lowest(m, twin, 'cv')} and a skewness of {_lowest(m, twin, 'skew')} with them, and "
                f"{_lowest(m, read, 'mean')}, {_lowest(m, read, 'cv')} and {_lowest(m, read, 'skew')} without."
            )
    return " ".join(sentences)


def _lowest(m: Material, read: ArrayRead, what: str) -> str:
    return m.book.use(getattr(read.levels[0], what).id)


def _is_shown(record: MeasuredVariability, rate: Misread) -> bool:
    reads = shown_reads(record, rate.document)
    return any((read.read, read.cells) == (rate.read, rate.cells) for read in reads)


def _read_table(m: Material, record: MeasuredVariability) -> Block:
    return m.listing(
        "Reads of the arrays: CV of the conductance and standard deviation of log10 R within a level (medians over "
        "the levels), share of the variance of ln R between levels, mean overlap of neighbours, and the median change "
        "of a cell against its first read.",
        record.reads,
        [
            ("set", "l", lambda read: m.cited(read.document)),
            ("read", "l", lambda read: name(read_words(read.read))),
            ("cells", "l", lambda read: read.cells),
            ("n", "r", lambda read: read.n_cells),
            ("levels", "r", lambda read: read.n_levels),
            ("CV", "r", lambda read: read.cv),
            ("SD of log R", "r", lambda read: read.log_sd),
            ("between levels", "r", lambda read: read.explained),
            ("overlap", "r", lambda read: read.overlap),
            ("change", "r", lambda read: read.shift),
        ],
        note="Erased cells hold no levels any more, so they have no overlap. Written: the kept cells without those "
        "never written to the lowest level.",
        source="variability.csv",
    )


def _state_table(m: Material, record: MeasuredVariability) -> Block:
    states: list[tuple[ArrayRead, MeasuredLevel]] = []
    documents = dict.fromkeys(read.document for read in record.reads)
    for read in (read for document in documents for read in shown_reads(record, document)):
        last = len(read.levels) - 1
        chosen = sorted({round(number * last / (SHOWN_LEVELS - 1)) for number in range(SHOWN_LEVELS)})
        states += [*((read, read.levels[number]) for number in chosen), *_without_unwritten(record, read)]
    return m.listing(
        "States: mean, standard deviation, CV and skewness of the conductance, and standard deviation of log10 R, of "
        "the lowest, two middle and the highest level.",
        states,
        [
            ("set", "l", lambda state: m.cited(state[0].document)),
            ("read, cells", "l", lambda state: name(f"{read_words(state[0].read)}, {state[0].cells}")),
            ("level", "r", lambda state: name(str(state[1].level))),
            ("mean", "r", lambda state: state[1].mean),
            ("SD", "r", lambda state: state[1].sd),
            ("CV", "r", lambda state: state[1].cv),
            ("skewness", "r", lambda state: state[1].skew),
            ("SD of log R", "r", lambda state: state[1].log_sd),
        ],
        note="The low-conductance states are skewed, also without the cells never written to the lowest level: there "
        "the spread on the log scale says more than the CV. These "
        "are residuals of a write with verify, neither cycle-to-cycle nor device-to-device spread of pulse updates.",
        source="variability.csv",
    )


def _without_unwritten(record: MeasuredVariability, read: ArrayRead) -> list[tuple[ArrayRead, MeasuredLevel]]:
    """The lowest level of a read once more, without the cells never written to it."""
    return [
        (other, other.levels[0])
        for other in record.reads
        if (other.document, other.read, other.cells) == (read.document, read.read, WRITTEN)
    ]


def _misread_table(m: Material, record: MeasuredVariability) -> Block:
    most = max((rate.n_levels for rate in record.misreads), default=0)
    return m.listing(
        "Misread cells, counted on held-out rows: thresholds are midpoints of neighbouring medians of the first read "
        "over all other rows.",
        [rate for rate in record.misreads if rate.n_levels in {FEW_LEVELS, most}],
        [
            ("set", "l", lambda rate: m.cited(rate.document)),
            ("thresholds from", "l", lambda rate: name(read_words(rate.reference))),
            ("read", "l", lambda rate: name(read_words(rate.read))),
            ("cells", "l", lambda rate: rate.cells),
            ("levels", "r", lambda rate: name(str(rate.n_levels))),
            ("n", "r", lambda rate: rate.n),
            ("misread", "r", lambda rate: rate.errors),
            ("rate", "r", lambda rate: rate.rate),
        ],
        note="Never in-sample. Exact binomial intervals of 95 %, cells taken as independent.",
        source="variability.csv",
    )


def _bits_table(m: Material, record: MeasuredVariability) -> Block:
    return m.listing(
        "Bits a cell keeps: the largest number of evenly spread levels whose misread rate stays within the limit, "
        "chosen on training rows, with the rate on held-out rows.",
        record.bits,
        [
            ("set", "l", lambda kept: m.cited(kept.document)),
            ("read", "l", lambda kept: name(read_words(kept.read))),
            ("cells", "l", lambda kept: kept.cells),
            ("limit", "r", lambda kept: kept.limit),
            ("bits", "r", lambda kept: kept.bits or "none"),
            ("levels", "r", lambda kept: kept.n_levels),
            ("n", "r", lambda kept: kept.n),
            ("misread", "r", lambda kept: kept.errors),
            ("rate", "r", lambda kept: kept.rate),
        ],
        note="Where the upper end of the interval exceeds the limit, the cells do not show that the rate stays "
        "within it. No error in few cells promises nothing about the tail.",
        source="variability.csv",
    )


def _repeats(m: Material, record: MeasuredVariability) -> list[Block]:
    shown = [repeat for repeat in record.repeats if repeat.scale == "conductance"]
    return [paragraph(" ".join(_repeat(m, repeat) for repeat in shown))] if shown else []


def _repeat(m: Material, repeat: RepeatedReads) -> str:
    return (
        f"In {m.cited(repeat.document)}, the reads {name(read_words(repeat.first))} and "
        f"{name(read_words(repeat.second))} of the same {m.use(repeat.n)} cells ({repeat.cells}) "
        f"share {m.with_interval(repeat.share)} of the conductance's variance within "
        f"levels (rank correlation of the residuals {m.use(repeat.spearman)}). "
        + (
            "Two writes, so this is the share between cells, confounded with the bake and the order."
            if "write" in repeat.second
            else "Two reads of one write, so this is memory of the cell, not spread between cells."
        )
    )


def _cycles(m: Material, record: MeasuredVariability) -> list[Block]:
    if not record.cycles:
        return []
    states = "; ".join(_state(m, cell) for cell in record.cycles)
    document = m.cited(record.cycles[0].document)
    return [
        paragraph(
            f"Endurance in {document} is of {m.use(record.cycles[0].n_devices)} cell: {states}. Successive "
            "reads are so correlated that they carry the information of few independent ones. A few reads of very high "
            "resistance make the CV on the linear scale meaningless for the high state; the log scale holds it. One "
            "cell gives cycle-to-cycle spread only and enters no pooled effect size."
        )
    ]


def _state(m: Material, cell: CellCycles) -> str:
    use = m.book.use
    return (
        f"{cell.state} with a median of {use(cell.median.id)}, log-normal CV {use(cell.log_normal_cv.id)} (linear CV "
        f"{use(cell.linear_cv.id)}, largest read {use(cell.maximum.id)}) over {use(cell.n.id)} reads, worth about "
        f"{use(cell.n_effective.id)} independent ones"
    )


def _pulses(m: Material, record: MeasuredVariability) -> list[Block]:
    if not record.pulses:
        return []
    series = "; ".join(
        f"{pulse.direction}, spread {m.use(pulse.residual_sd)} about the fitted curve and nonlinearity "
        f"{m.use(pulse.nonlinearity)} of its range over {m.use(pulse.n)} pulses"
        for pulse in record.pulses
    )
    return [
        paragraph(
            f"The pulse train of {m.cited(record.pulses[0].document)} is a weight on a scale without a zero: "
            f"{series}. No CV, ratio or conductance follows from it."
        )
    ]
