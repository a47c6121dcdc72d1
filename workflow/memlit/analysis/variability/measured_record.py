"""Records of the measured sets: levels, misread rates, bits, repeated reads, cycles and pulses."""

from memlit.datum import Estimate, Record, Result, results_in
from memlit.published import Column, Table

WRITTEN = "written"
"""The cells of a read without those never written to the lowest level; every number with them stands beside."""


class MeasuredLevel(Record):
    """One level of an array at one read: conductance in siemens, log_sd of the resistance in decades."""

    level: int
    n: Result
    mean: Result
    sd: Result
    cv: Result
    skew: Result
    low: Result
    median: Result
    high: Result
    log_sd: Result


class ArrayRead(Record):
    """One read of an array. `cells`: all, kept, erased or written. cv, log_sd: medians over the levels.

    overlap: mean over neighbouring levels of the chance that a cell of the lower one reads above one of the upper;
    explained: share of the variance of ln R between levels. Both None where they have no meaning.
    unwritten: cells never written to the lowest level, counted at the first read.
    """

    id: str
    document: str
    read: str
    cells: str
    n_cells: Result
    n_levels: Result
    levels: tuple[MeasuredLevel, ...]
    cv: Result
    log_sd: Result
    explained: Result | None
    overlap: Result | None
    overlaps: tuple[Result, ...]
    shift: Result | None
    unwritten: Result | None = None


class Misread(Record):
    """Cells of `n_levels` evenly spread levels read as another level, thresholds learnt on `reference` elsewhere."""

    id: str
    document: str
    reference: str
    read: str
    cells: str
    n_levels: int
    n: Result
    errors: Result
    rate: Estimate


class BitsKept(Record):
    """Bits a cell keeps within an error limit; None where not even two levels stay within it."""

    id: str
    document: str
    reference: str
    read: str
    cells: str
    limit: Result
    bits: Result | None
    n_levels: Result
    n: Result
    errors: Result
    rate: Estimate


class RepeatedReads(Record):
    """Two reads or writes of the same cells within their levels; share: of the variance between cells, in percent."""

    id: str
    document: str
    first: str
    second: str
    cells: str
    scale: str
    n: Result
    covariance: Result
    variance_first: Result
    variance_second: Result
    share: Estimate
    pearson: Result
    spearman: Result


class UnwrittenCell(Record):
    """A cell assigned the lowest level that reads above the highest before the bake; conductance in siemens."""

    id: str
    document: str
    address: str
    cells: str
    before: Result
    after: Result


class CellCycles(Record):
    """One state of ONE cell over its cycles; ln_sd of the resistance in units of the natural logarithm."""

    id: str
    document: str
    state: str
    n_devices: Result
    n: Result
    n_effective: Result
    median: Result
    linear_cv: Result
    ln_sd: Result
    log_normal_cv: Result
    maximum: Result


class PulseSeries(Record):
    """One direction of pulses on an interval scale; spread and nonlinearity in percent of the fitted range."""

    id: str
    document: str
    direction: str
    n: Result
    residual_sd: Result
    nonlinearity: Result


class RepeatedDevice(Record):
    """One device measured n times: mean and SD in ohm, cv in percent; `left_out` says why it is not used."""

    id: str
    document: str
    device: str
    area: str
    left_out: str
    n: Result
    mean: Result
    sd: Result
    cv: Result


class MeasuredVariability(Record):
    """All measured sets found under the sources folder, in the order of their keys and of their rows."""

    reads: tuple[ArrayRead, ...] = ()
    misreads: tuple[Misread, ...] = ()
    bits: tuple[BitsKept, ...] = ()
    repeats: tuple[RepeatedReads, ...] = ()
    unwritten: tuple[UnwrittenCell, ...] = ()
    cycles: tuple[CellCycles, ...] = ()
    pulses: tuple[PulseSeries, ...] = ()
    devices: tuple[RepeatedDevice, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))

    @property
    def is_empty(self) -> bool:
        """Whether no set was measured."""
        return not any(getattr(self, name) for name in type(self).model_fields)


VARIABILITY = Table[Result](
    "variability.csv",
    "Summaries of measured sets of devices and cycles",
    "measure_variability",
    (
        Column("id", "id of the number: document, read, cells (all, kept, erased or written), level, what"),
        Column("quantity", "what the number is", "label"),
        Column("value", "the number in `unit`", unit="column unit"),
        Column("unit", "unit of the value; % of one, decades of log10"),
        Column("how", "how it was computed", "rule"),
        Column("source", "file, line and column of the summary, and the raw files it was computed from", "note"),
        Column("from", "ids of the numbers it was computed from", "inputs"),
    ),
)
