"""Records of the measured sets: levels, misread rates, bits, repeated reads, cycles and pulses."""

from dataclasses import dataclass
from typing import Annotated

from memlit.datum import Estimate, Record, Result, results_in
from memlit.published import Column, Table

WRITTEN = "written"
"""The cells of a read without those never written to the lowest level; every number with them stands beside."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a field is read from and what it is: words of the line's fields stand in braces in `label` and `unit`.

    column: by default of the field's name; unit: of a number, empty for a count or a text, with % for a share; ends:
    columns of the ends of its interval; name: of the number in its id, by default the field's.
    """

    label: str = ""
    column: str = ""
    unit: str = ""
    ends: tuple[str, str] | None = None
    name: str = ""


class MeasuredLevel(Record):
    """One level of an array at one read: conductance in siemens, log_sd of the resistance in decades."""

    level: int
    n: Annotated[Result, Read("cells of level {level}")]
    mean: Annotated[Result, Read("mean conductance, level {level}", "mean_S", "S")]
    sd: Annotated[Result, Read("SD of the conductance, level {level}", "sd_S", "S")]
    cv: Annotated[Result, Read("CV of the conductance, level {level}", unit="%")]
    skew: Annotated[Result, Read("skewness of the conductance, level {level}", unit="1")]
    low: Annotated[Result, Read("5 % quantile of the conductance, level {level}", "q05_S", "S", name="q05")]
    median: Annotated[Result, Read("median conductance, level {level}", "q50_S", "S", name="q50")]
    high: Annotated[Result, Read("95 % quantile of the conductance, level {level}", "q95_S", "S", name="q95")]
    log_sd: Annotated[Result, Read("SD of log10 R, level {level}", unit="decades")]


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
    n: Annotated[Result, Read("cells of {n_levels} levels")]
    errors: Annotated[Result, Read("misread cells of {n_levels} levels, {read}")]
    rate: Annotated[Estimate, Read("misread cells of {n_levels} levels, {read}", ends=("low", "high"))]


class BitsKept(Record):
    """Bits a cell keeps within an error limit; None where not even two levels stay within it."""

    id: str
    document: str
    reference: str
    read: str
    cells: str
    limit: Annotated[Result, Read("error limit", "error_limit", "%")]
    bits: Annotated[Result | None, Read("bits a cell keeps", unit="bit")]
    n_levels: Annotated[Result, Read("levels kept")]
    n: Annotated[Result, Read("cells tested")]
    errors: Annotated[Result, Read("misread cells")]
    rate: Annotated[Estimate, Read("misread rate of the levels kept", ends=("low", "high"))]


class RepeatedReads(Record):
    """Two reads or writes of the same cells within their levels; share: of the variance between cells, in percent."""

    id: str
    document: str
    first: str
    second: str
    cells: str
    scale: str
    n: Annotated[Result, Read("cells read twice")]
    covariance: Annotated[Result, Read("covariance within levels", unit="{square}")]
    variance_first: Annotated[Result, Read("variance within levels, {first}", unit="{square}")]
    variance_second: Annotated[Result, Read("variance within levels, {second}", unit="{square}")]
    share: Annotated[
        Estimate,
        Read(
            "share of the variance within levels between cells",
            "between_cell_share",
            ends=("share_low", "share_high"),
            name="between_cell_share",
        ),
    ]
    pearson: Annotated[Result, Read("correlation of the residuals", unit="1")]
    spearman: Annotated[Result, Read("rank correlation of the residuals", unit="1")]


class UnwrittenCell(Record):
    """A cell assigned the lowest level that reads above the highest before the bake; conductance in siemens."""

    id: str
    document: str
    address: str
    cells: str
    before: Annotated[Result, Read("conductance of cell {address} before the bake", "before_S", "S")]
    after: Annotated[Result, Read("conductance of cell {address} after the bake", "after_S", "S")]


class CellCycles(Record):
    """One state of ONE cell over its cycles; ln_sd of the resistance in units of the natural logarithm."""

    id: str
    document: str
    state: str
    n_devices: Annotated[Result, Read("devices")]
    n: Annotated[Result, Read("cycles read, {state}")]
    n_effective: Annotated[Result, Read("effective number of independent cycles, {state}", unit="1")]
    median: Annotated[Result, Read("median resistance, {state}", "median_ohm", "ohm")]
    linear_cv: Annotated[Result, Read("CV of the resistance, {state}", unit="1")]
    ln_sd: Annotated[Result, Read("SD of ln R, {state}", unit="1")]
    log_normal_cv: Annotated[Result, Read("log-normal CV of the resistance, {state}", unit="1")]
    maximum: Annotated[Result, Read("largest resistance read, {state}", "maximum_ohm", "ohm")]


class PulseSeries(Record):
    """One direction of pulses on an interval scale; spread and nonlinearity in percent of the fitted range."""

    id: str
    document: str
    direction: str
    n: Annotated[Result, Read("pulses {direction}")]
    residual_sd: Annotated[Result, Read("SD about the curve over its range, {direction}", unit="%")]
    nonlinearity: Annotated[Result, Read("largest distance from the chord over the range, {direction}", unit="%")]


class RepeatedDevice(Record):
    """One device measured n times: mean and SD in ohm, cv in percent; `left_out` says why it is not used."""

    id: str
    document: str
    device: str
    area: Annotated[str, Read(column="area_um2")]
    left_out: str
    n: Annotated[Result, Read("measurements of {device}")]
    mean: Annotated[Result, Read("mean resistance of {device}", "mean_ohm", "ohm")]
    sd: Annotated[Result, Read("SD of the resistance of {device}", "sd_ohm", "ohm")]
    cv: Annotated[Result, Read("CV of the resistance of {device}", unit="%")]


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
