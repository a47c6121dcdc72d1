"""Measured sets: the committed summaries sources/KEY/measured_*.csv as records, each number with its file and row.

Lines of the committed summaries of measured sets, and the Results that their fields become.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from memlit.config import read_yaml
from memlit.datum import Estimate, Record, RecordT, Result, results_in, statistic_of
from memlit.errors import SourceError
from memlit.field.codes import WRITTEN
from memlit.files import read_csv
from memlit.grouping import grouped
from memlit.naming import MEASURED_PREFIX, RECIPE_FILE
from memlit.published import PublishedTable, published_table


@dataclass(frozen=True, slots=True)
class FieldSource:
    """What a field is read from and what it is: words of the line's fields stand in braces in `label` and `unit`.

    column: by default the field's name; unit: of a number, empty for
    a count or a text, with % for a share; ends: columns of the ends of its interval, words: what these are; name: of
    the number in its id, by default the field's.
    """

    label: str = ""
    column: str = ""
    unit: str = ""
    ends: tuple[str, str] | None = None
    name: str = ""
    words: tuple[str, str] = ("lower end of 95 %", "upper end of 95 %")


class Measured(Record):
    """What a line of a summary becomes, with the document that the summary is of."""

    id: str
    document: str


class ComparedReads(Measured):
    """Cells at a read against the same cells at a reference, as the summary names the two."""

    reference: str
    read: str
    cells: str


class MeasuredLevel(Record):
    """One level of an array at one read: conductance in siemens, log_sd of the resistance in decades."""

    level: int
    n: Annotated[Result, FieldSource("cells of level {level}")]
    mean: Annotated[Result, FieldSource("mean conductance, level {level}", "mean_S", "S")]
    sd: Annotated[Result, FieldSource("SD of the conductance, level {level}", "sd_S", "S")]
    cv: Annotated[Result, FieldSource("CV of the conductance, level {level}", unit="%")]
    skew: Annotated[Result, FieldSource("skewness of the conductance, level {level}", unit="1")]
    low: Annotated[Result, FieldSource("5 % quantile of the conductance, level {level}", "q05_S", "S", name="q05")]
    median: Annotated[Result, FieldSource("median conductance, level {level}", "q50_S", "S", name="q50")]
    high: Annotated[Result, FieldSource("95 % quantile of the conductance, level {level}", "q95_S", "S", name="q95")]
    log_sd: Annotated[Result, FieldSource("SD of log10 R, level {level}", unit="decades")]


class ArrayRead(Measured):
    """One read of an array. `cells`: all, kept, erased or written. cv, log_sd: medians over the levels.

    overlap: mean over neighbouring levels of the chance that a cell of the lower one reads above one of the upper;
    explained: share of the variance of ln R between levels. Both None where they have no meaning.
    unwritten: cells never written to the lowest level, counted at the first read.
    """

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


class Misread(ComparedReads):
    """Cells of `n_levels` evenly spread levels read as another level, thresholds learnt on `reference` elsewhere."""

    n_levels: int
    n: Annotated[Result, FieldSource("cells of {n_levels} levels")]
    errors: Annotated[Result, FieldSource("misread cells of {n_levels} levels, {read}")]
    rate: Annotated[Estimate, FieldSource("misread cells of {n_levels} levels, {read}", ends=("low", "high"))]


class MeasuredBits(ComparedReads):
    """Bits a cell keeps within an error limit; None where not even two levels stay within it."""

    limit: Annotated[Result, FieldSource("error limit", "error_limit", "%")]
    bits: Annotated[Result | None, FieldSource("bits a cell keeps", unit="bit")]
    n_levels: Annotated[Result, FieldSource("levels kept")]
    n: Annotated[Result, FieldSource("cells tested")]
    errors: Annotated[Result, FieldSource("misread cells")]
    rate: Annotated[Estimate, FieldSource("misread rate of the levels kept", ends=("low", "high"))]


class RepeatedReads(Measured):
    """Two reads or writes of the same cells within their levels; share: of the variance between cells, in percent."""

    first: str
    second: str
    cells: str
    scale: str
    n: Annotated[Result, FieldSource("cells read twice")]
    covariance: Annotated[Result, FieldSource("covariance within levels", unit="{square}")]
    variance_first: Annotated[Result, FieldSource("variance within levels, {first}", unit="{square}")]
    variance_second: Annotated[Result, FieldSource("variance within levels, {second}", unit="{square}")]
    share: Annotated[
        Estimate,
        FieldSource(
            "share of the variance within levels between cells",
            "between_cell_share",
            ends=("share_low", "share_high"),
            name="between_cell_share",
        ),
    ]
    pearson: Annotated[Result, FieldSource("correlation of the residuals", unit="1")]
    spearman: Annotated[Result, FieldSource("rank correlation of the residuals", unit="1")]


class UnwrittenCell(Measured):
    """A cell assigned the lowest level that reads above the highest before the bake; conductance in siemens."""

    address: str
    cells: str
    before: Annotated[Result, FieldSource("conductance of cell {address} before the bake", "before_S", "S")]
    after: Annotated[Result, FieldSource("conductance of cell {address} after the bake", "after_S", "S")]


class CellCycles(Measured):
    """One state of ONE cell over its cycles; ln_sd of the resistance in units of the natural logarithm."""

    state: str
    n_devices: Annotated[Result, FieldSource("devices")]
    n: Annotated[Result, FieldSource("cycles read, {state}")]
    n_effective: Annotated[Result, FieldSource("effective number of independent cycles, {state}", unit="1")]
    median: Annotated[Result, FieldSource("median resistance, {state}", "median_ohm", "ohm")]
    linear_cv: Annotated[Result, FieldSource("CV of the resistance, {state}", unit="1")]
    ln_sd: Annotated[Result, FieldSource("SD of ln R, {state}", unit="1")]
    log_normal_cv: Annotated[Result, FieldSource("log-normal CV of the resistance, {state}", unit="1")]
    maximum: Annotated[Result, FieldSource("largest resistance read, {state}", "maximum_ohm", "ohm")]


class PulseSeries(Measured):
    """One direction of pulses on an interval scale; spread and nonlinearity in percent of the fitted range."""

    direction: str
    n: Annotated[Result, FieldSource("pulses {direction}")]
    residual_sd: Annotated[Result, FieldSource("SD about the curve over its range, {direction}", unit="%")]
    nonlinearity: Annotated[
        Result, FieldSource("largest distance from the chord over the range, {direction}", unit="%")
    ]


class RepeatedDevice(Measured):
    """One device measured n times: mean and SD in ohm, cv in percent; `left_out` says why it is not used."""

    device: str
    area: Annotated[str, FieldSource(column="area_um2")]
    left_out: str
    n: Annotated[Result, FieldSource("measurements of {device}")]
    mean: Annotated[Result, FieldSource("mean resistance of {device}", "mean_ohm", "ohm")]
    sd: Annotated[Result, FieldSource("SD of the resistance of {device}", "sd_ohm", "ohm")]
    cv: Annotated[Result, FieldSource("CV of the resistance of {device}", unit="%")]


class MeasuredVariability(Record):
    """All measured sets found under the sources folder, in the order of their keys and of their rows."""

    reads: tuple[ArrayRead, ...] = ()
    misreads: tuple[Misread, ...] = ()
    bits: tuple[MeasuredBits, ...] = ()
    repeats: tuple[RepeatedReads, ...] = ()
    unwritten: tuple[UnwrittenCell, ...] = ()
    cycles: tuple[CellCycles, ...] = ()
    pulses: tuple[PulseSeries, ...] = ()
    devices: tuple[RepeatedDevice, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))


VARIABILITY: PublishedTable[Result] = published_table(
    __file__, "variability", {"quantity": "label", "how": "rule", "source": "note", "from": "inputs"}
)


class MeasuredPart(Record):
    """What some numbers of a measured set are of. Their ids are that of the part, `#` and a name."""

    id: str
    kind: str
    document: str
    reference: str
    read: str
    cells: str
    part: str
    is_shown: bool


MEASURED_PARTS_TABLE: PublishedTable[MeasuredPart] = published_table(__file__, "measured_parts")


_KINDS_OF_PARTS = (
    *(("misread", "misreads", "n_levels"), ("bits", "bits", ""), ("repeat", "repeats", "scale")),
    *(("unwritten", "unwritten", "address"), ("cycles", "cycles", "state"), ("pulses", "pulses", "direction")),
    ("device", "devices", "device"),
)
"""The kind of each part, where the record holds them, and the field that tells parts of one read apart."""


def measured_parts(record: MeasuredVariability) -> Iterator[MeasuredPart]:
    """Reads with their levels, then the other parts, kind by kind."""
    shown = _shown_reads(record.reads)
    for read in record.reads:
        yield _part("read", read, is_shown=read in shown)
        for level in read.levels:
            yield _part("level", read, str(level.level)).model_copy(update={"id": f"{read.id}/{level.level}"})
    for kind, field, name in _KINDS_OF_PARTS:
        yield from (_part(kind, part, str(getattr(part, name, ""))) for part in getattr(record, field))


def _part(kind: str, of: Measured, part: str = "", *, is_shown: bool = False) -> MeasuredPart:
    return MeasuredPart(
        id=of.id,
        kind=kind,
        document=of.document,
        reference=getattr(of, "reference", getattr(of, "first", "")),
        read=getattr(of, "read", getattr(of, "second", "")),
        cells=getattr(of, "cells", ""),
        part=part,
        is_shown=is_shown,
    )


def _shown_reads(reads: Iterable[ArrayRead]) -> list[ArrayRead]:
    """The reads whose cells still hold their levels: of each array the kept ones where some were erased.

    Cells never written to the lowest level are in them; medians and quantiles from 5 to 95 % do not see a few cells.
    """
    holding = grouped((read for read in reads if read.overlaps and read.cells != WRITTEN), lambda read: read.document)
    found = []
    for own in holding.values():
        found += [read for read in own if read.cells == "kept"] or own
    return found


RECIPE_NEEDS = ("origin", "commit", "files", "summaries")
_Kind = Literal["count", "statistic"]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One row of a summary, and what is needed to make Results of its fields."""

    document: str
    file: str
    number: int
    fields: Mapping[str, str]
    rule: str
    origin: str

    @property
    def place(self) -> str:
        """Document and line."""
        return f"{self.document}/{self.number}"

    def text(self, column: str) -> str:
        """A field as printed. Raises SourceError for a column that the file lacks."""
        if column not in self.fields:
            raise SourceError(f"sources/{self.document}/{self.file}", f"has no column {column}", "make it anew")
        return self.fields[column]

    def number_of(self, column: str, *, is_whole: bool = False) -> float:
        """A field as a number. Raises SourceError with the line where it is none, or not whole where it must be."""
        text = self.text(column)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isnan(number) or (is_whole and not number.is_integer()):
            where, kind = f"sources/{self.document}/{self.file}:{self.number}", "whole number" if is_whole else "number"
            raise SourceError(where, f"{column} is {text!r}, no {kind}", "make the summary anew")
        return number

    def result(
        self,
        base: str,
        name: str,
        label: str,
        column: str,
        unit: str = "1",
        kind: _Kind = "statistic",
    ) -> Result:
        """A field as a number with its id, its label and the line that it came from; a share becomes percent."""
        return Result(
            id=f"{base}#{name}",
            kind=kind,
            label=label,
            value=self.number_of(column) * (100 if unit == "%" else 1.0),
            unit=unit,
            rule=self.rule,
            note=f"sources/{self.document}/{self.file}, line {self.number}, column {column}; {self.origin}",
        )

    def __getitem__(self, word: str) -> str:
        """A field, or what follows from fields: `between`, the reads, and `square`, the unit of a variance.

        `document` is that of the line.
        """
        if word == "document":
            return self.document
        if word == "between":
            reference, read = self.text("reference"), self.text("read")
            return read if reference == read else f"{reference}-{read}"
        if word == "square":
            return "S^2" if self.text("scale") == "conductance" else "decades^2"
        return self.text(word)

    def count(self, base: str, name: str, label: str, column: str) -> Result:
        """A field as a count with its id."""
        return self.result(base, name, label, column, kind="count")

    def read(self, base: str, name: str, column: str, of: FieldSource) -> str | Result | Estimate:
        """What a field of a record is read as, see `FieldSource`; name: of the number in its id."""
        label = of.label.format_map(self)
        if of.ends:
            return self.estimate(base, name, label, (column, *of.ends), of.words)
        if of.unit:
            return self.result(base, name, label, column, of.unit.format_map(self))
        return self.count(base, name, label, column) if label else self.text(column)

    def estimate(
        self,
        base: str,
        name: str,
        label: str,
        columns: tuple[str, str, str],
        ends: tuple[str, str],
    ) -> Estimate:
        """A share in percent with the ends of its interval; ends: their words after the label."""
        value, low, high = (
            self.result(base, f"{name}{side}", f"{label}{words and ', '}{words}", column, "%")
            for column, side, words in zip(columns, ("", "_low", "_high"), ("", *ends), strict=True)
        )
        return Estimate(value=value, low=low, high=high)


class Tables:
    """The summaries of one document, by kind; `lines` is empty where a kind is absent.

    Raises SourceError for a set without a recipe, or with a summary of no known kind.
    """

    def __init__(self, folder: Path, summaries: Iterable[Path]) -> None:
        self.document = folder.name
        self._files = {path.stem.removeprefix(MEASURED_PREFIX): path for path in summaries}
        for kind, path in self._files.items():
            if kind not in _KINDS:
                known = ", ".join(f"{MEASURED_PREFIX}{known}.csv" for known in _KINDS)
                raise SourceError(str(path), "is no summary of a known kind", f"rename it to one of {known}")
        path = folder / RECIPE_FILE
        if not path.is_file():
            raise SourceError(str(path), "is missing", "write how the measured summaries were made")
        self.recipe = read_yaml(path)
        missing = [name for name in RECIPE_NEEDS if name not in (self.recipe or {})]
        if missing:
            raise SourceError(str(path), f"does not say {', '.join(missing)}", "write it, as docs/variability.md says")
        commit = f" at {self.recipe['commit']}" if self.recipe.get("commit") else ""
        files = ", ".join(self.recipe["files"])
        self.origin = f"computed from {files + ' of ' if files else ''}{self.recipe['origin']}{commit}"

    def lines(self, kind: str) -> Iterator[SummaryLine]:
        """Lines of measured_KIND.csv, none where the set has no such file."""
        path = self._files.get(kind)
        if path is None:
            return
        rule = str(self.recipe["summaries"].get(path.name, "see recipe.yaml"))
        for number, fields in enumerate(read_csv(path), start=2):
            yield SummaryLine(self.document, path.name, number, fields, rule, self.origin)


def measured_sets(files: Iterable[Path]) -> list[Tables]:
    """The sets that these files summarise, by their documents; recipes and other files among them are no summaries."""
    summaries = (path for path in sorted(files) if path.name.startswith(MEASURED_PREFIX))
    return [Tables(folder, own) for folder, own in grouped(summaries, lambda path: path.parent).items()]


_KINDS = (
    *("levels", "counts", "overlap", "misread", "bits", "repeats", "unwritten"),
    *("cycles", "pulses", "devices", "accuracy", "bake", "trains", "spreads"),
)
NO_MEANING = "erased"
"""Cells without their levels any more: no overlap, no share between levels."""


ALL_LEVELS = "all"
RECORDS: Mapping[str, tuple[type[Record], str, str]] = {
    "misreads": (Misread, "misread", "{between}/{cells}/misread_{n_levels}"),
    "bits": (MeasuredBits, "bits", "{between}/{cells}/bits_{error_limit}"),
    "repeats": (RepeatedReads, "repeats", "{first}-{second}/{cells}/{scale}"),
    "unwritten": (UnwrittenCell, "unwritten", "unwritten/{address}"),
    "cycles": (CellCycles, "cycles", "cycles/{state}"),
    "pulses": (PulseSeries, "pulses", "pulses/{direction}"),
    "devices": (RepeatedDevice, "devices", "devices/{device}"),
}
"""For each part of the record what a line of which summary becomes, and its id after that of the document."""


def measured_variability(sets: Iterable[Tables]) -> MeasuredVariability:
    """What the summaries of measured sets hold; empty where there are none.

    Raises SourceError, with file and line, for a summary that is broken or lacks a column.
    """
    found: dict[str, list[object]] = defaultdict(list)
    for tables in sets:
        reads = _reads(tables)
        own: dict[str, list[Record]] = {}
        for name, (model, kind, place) in RECORDS.items():
            lines = [line for line in tables.lines(kind) if kind != "repeats" or line.text("level") == ALL_LEVELS]
            own[name] = [made(model, line, _base(line, place.format_map(line))) for line in lines]
        if own["unwritten"] and not any(read.unwritten for read in reads):
            where = f"sources/{tables.document}/measured_counts.csv"
            raise SourceError(where, "has no count of never_written of any read", "make it anew")
        found["reads"] += reads
        for name, records in own.items():
            found[name] += records
    return MeasuredVariability.model_validate({name: tuple(records) for name, records in found.items()})


def _read_of(line: SummaryLine) -> tuple[str, str]:
    return line.text("read"), line.text("cells")


def _base(line: SummaryLine, *parts: str) -> str:
    return "/".join(("measured", line.document, *parts))


def _reads(tables: Tables) -> list[ArrayRead]:
    levels, overlaps = (grouped(tables.lines(kind), _read_of) for kind in ("levels", "overlap"))
    counts = {(*_read_of(line), line.text("quantity")): line for line in tables.lines("counts")}
    return [_read(tables.document, key, lines, overlaps[key], counts) for key, lines in levels.items()]


def _read(
    document: str,
    key: tuple[str, str],
    lines: list[SummaryLine],
    neighbours: list[SummaryLine],
    counts: Mapping[tuple[str, str, str], SummaryLine],
) -> ArrayRead:
    read, cells = key
    base = _base(lines[0], read, cells)
    levels = tuple(made(MeasuredLevel, line, f"{base}/{line.text('level')}") for line in lines)
    label = "overlap of levels {lower} and {upper}"
    overlaps = [
        line.result(base, f"overlap_{line.text('lower')}", label.format_map(line), "overlap", "%")
        for line in neighbours
    ]

    def counted(quantity: str, label: str, unit: str = "1", kind: _Kind = "count") -> Result | None:
        line = counts.get((read, cells, quantity))
        return line.result(base, quantity, label, "value", unit, kind) if line else None

    n_cells, n_levels = counted("cells", "cells"), counted("levels", "levels")
    if n_cells is None or n_levels is None:
        where = f"sources/{document}/measured_counts.csv"
        raise SourceError(where, f"has no count of the cells of {read}, {cells}", "make it anew")
    has_levels = cells != NO_MEANING
    label = f"between-level share of the variance of ln R, {read}"
    return ArrayRead(
        id=base,
        document=document,
        read=read,
        cells=cells,
        n_cells=n_cells,
        n_levels=n_levels,
        levels=levels,
        cv=_over_levels(base, "cv", "CV of the conductance", [level.cv for level in levels]),
        log_sd=_over_levels(base, "log_sd", "SD of log10 R", [level.log_sd for level in levels]),
        explained=counted(f"eta_squared_period_{len(levels)}", label, "%", "statistic") if has_levels else None,
        overlap=_over_levels(base, "overlap", "overlap of neighbouring levels", overlaps, mean=True)
        if overlaps
        else None,
        overlaps=tuple(overlaps),
        shift=counted("median_shift", "median change of the conductance of a cell", "S", "statistic"),
        unwritten=counted("never_written", "cells never written to the lowest level"),
    )


def _over_levels(base: str, name: str, label: str, results: list[Result], mean: bool = False) -> Result:
    values = [result.value for result in results if result.value is not None]
    how = "mean" if mean else "median"
    return statistic_of(
        f"{base}#{how}_{name}",
        f"{label}, {how} over levels",
        statistics.fmean(values) if mean else statistics.median(values),
        results[0].unit,
        f"{how} of {len(results)} numbers, one a level or pair of neighbours",
        note=f"the first of them: {results[0].note}",
    )


def made(model: type[RecordT], line: SummaryLine, base: str) -> RecordT:
    """A record of a line, each field as it says (`FieldSource`); one whose column is empty is None where it may be."""
    found: dict[str, object] = {"id": base, "document": line.document}
    for name, field in model.model_fields.items():
        if name in found:
            continue
        of = next((item for item in field.metadata if isinstance(item, FieldSource)), FieldSource())
        kinds, column = get_args(field.annotation) or (field.annotation,), of.column or name
        if type(None) in kinds and not line.text(column):
            found[name] = None
        elif (kind := getattr(kinds[0], "__origin__", kinds[0])) in (int, float):
            found[name] = line.number_of(column, is_whole=kind is int)
        else:
            found[name] = line.read(base, of.name or name, column, of)
    return model.model_validate({name: found[name] for name in model.model_fields})
