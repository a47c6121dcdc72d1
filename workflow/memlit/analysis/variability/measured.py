"""Measured sets: the committed summaries sources/KEY/measured_*.csv as records, each number with its file and row.

Lines of the committed summaries of measured sets, and the Results that their fields become.
"""

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from memlit.analysis.variability.measured_record import (
    ArrayRead,
    BitsKept,
    CellCycles,
    MeasuredLevel,
    MeasuredVariability,
    Misread,
    PulseSeries,
    RepeatedDevice,
    RepeatedReads,
    UnwrittenCell,
)
from memlit.config import read_yaml
from memlit.datum import Estimate, RecordT, Result, statistic_of
from memlit.errors import SourceError
from memlit.files import read_csv
from memlit.sources.folder import RECIPE_FILE

RECIPE_NEEDS = ("origin", "commit", "files", "summaries")
T = TypeVar("T")
Kind = Literal["count", "statistic"]
NOTED = re.compile(r"sources/([^/]+)/(measured_\w+\.csv), line (\d+), column (\w+); ")
"""How the note of a measured number begins: document, file, line and column of its summary."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a summary, and what is needed to make Results of its fields."""

    document: str
    file: str
    number: int
    fields: Mapping[str, str]
    rule: str
    origin: str

    def text(self, column: str) -> str:
        """A field as printed. Raises SourceError for a column that the file lacks."""
        if column not in self.fields:
            raise SourceError(f"sources/{self.document}/{self.file}", f"has no column {column}", "make it anew")
        return self.fields[column]

    def number_of(self, column: str) -> float:
        """A field as a number. Raises SourceError with the line where it is none."""
        text = self.text(column)
        try:
            return float(text)
        except ValueError:
            where = f"sources/{self.document}/{self.file}:{self.number}"
            raise SourceError(where, f"{column} is {text!r}, no number", "make the summary anew") from None

    def result(
        self,
        base: str,
        name: str,
        label: str,
        column: str,
        unit: str = "1",
        scale: float = 1.0,
        kind: Kind = "statistic",
    ) -> Result:
        """A field as a number with its id, its label and the line that it came from."""
        return Result(
            id=f"{base}#{name}",
            kind=kind,
            label=label,
            value=self.number_of(column) * scale,
            unit=unit,
            rule=self.rule,
            note=f"sources/{self.document}/{self.file}, line {self.number}, column {column}; {self.origin}",
        )

    def count(self, base: str, name: str, label: str, column: str) -> Result:
        """A field as a count with its id."""
        return self.result(base, name, label, column, kind="count")

    def estimate(self, base: str, name: str, label: str, columns: tuple[str, str, str]) -> Estimate:
        """A share in percent with the ends of its interval."""
        value, low, high = columns
        return Estimate(
            value=self.result(base, name, label, value, "%", 100),
            low=self.result(base, f"{name}_low", f"{label}, lower end of 95 %", low, "%", 100),
            high=self.result(base, f"{name}_high", f"{label}, upper end of 95 %", high, "%", 100),
        )


class Tables:
    """The summaries of one document; `lines` is empty where a kind is absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.document = folder.name
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

    def lines(self, kind: str) -> Iterator[Line]:
        """Lines of measured_KIND.csv, none where the set has no such file."""
        path = self.folder / f"measured_{kind}.csv"
        if not path.is_file():
            return
        rule = str(self.recipe["summaries"].get(path.name, "see recipe.yaml"))
        for number, fields in enumerate(read_csv(path), start=2):
            yield Line(self.document, path.name, number, fields, rule, self.origin)

    def records(self, kind: str, build: Callable[[Line], T]) -> list[T]:
        """A record of each line of measured_KIND.csv."""
        return [build(line) for line in self.lines(kind)]


KINDS = (
    *("levels", "counts", "overlap", "misread", "bits", "repeats", "unwritten"),
    *("cycles", "pulses", "devices", "accuracy", "bake", "trains", "spreads"),
)
NO_MEANING = "erased"
"""Cells without their levels any more: no overlap, no share between levels."""


def measured_variability(folder: Path) -> MeasuredVariability:
    """The measured sets of all documents under `folder` (the sources); empty where there are none.

    Raises SourceError, with file and line, for a summary that is broken or lacks a column, or has no recipe.
    """
    found: dict[str, list[object]] = defaultdict(list)
    for path in sorted(folder.glob("*/measured_*.csv")):
        if path.stem.removeprefix("measured_") not in KINDS:
            known = ", ".join(f"measured_{kind}.csv" for kind in KINDS)
            raise SourceError(str(path), "is no summary of a known kind", f"rename it to one of {known}")
    for document in sorted({path.parent.name for path in folder.glob("*/measured_*.csv")}):
        tables = Tables(folder / document)
        reads = _reads(tables)
        found["reads"] += reads
        found["misreads"] += tables.records("misread", _misread)
        found["bits"] += tables.records("bits", _bits)
        found["repeats"] += [_repeat(line) for line in tables.lines("repeats") if line.text("level") == "all"]
        unwritten = tables.records("unwritten", _unwritten)
        if unwritten and not any(read.unwritten for read in reads):
            where = f"sources/{document}/measured_counts.csv"
            raise SourceError(where, "has no count of never_written of any read", "make it anew")
        found["unwritten"] += unwritten
        found["cycles"] += tables.records("cycles", _cycles)
        found["pulses"] += tables.records("pulses", _pulses)
        found["devices"] += tables.records("devices", _device)
    return MeasuredVariability.model_validate({name: tuple(records) for name, records in found.items()})


def _read_of(line: Line) -> tuple[str, str]:
    return line.text("read"), line.text("cells")


def _reads_between(line: Line) -> str:
    """The read, with the reference before it where the thresholds come from another read."""
    reference, read = line.text("reference"), line.text("read")
    return read if reference == read else f"{reference}-{read}"


def _base(line: Line, *parts: str) -> str:
    return "/".join(("measured", line.document, *parts))


def _reads(tables: Tables) -> list[ArrayRead]:
    levels: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in tables.lines("levels"):
        levels[_read_of(line)].append(line)
    overlaps: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for line in tables.lines("overlap"):
        base = _base(line, *_read_of(line))
        label = f"overlap of levels {line.text('lower')} and {line.text('upper')}"
        overlaps[_read_of(line)].append(line.result(base, f"overlap_{line.text('lower')}", label, "overlap", "%", 100))
    counts = {(*_read_of(line), line.text("quantity")): line for line in tables.lines("counts")}
    return [_read(tables.document, key, lines, overlaps[key], counts) for key, lines in levels.items()]


def _read(
    document: str,
    key: tuple[str, str],
    lines: list[Line],
    overlaps: list[Result],
    counts: Mapping[tuple[str, str, str], Line],
) -> ArrayRead:
    read, cells = key
    base = _base(lines[0], read, cells)
    levels = tuple(_level(line, base) for line in lines)

    def counted(quantity: str, label: str, unit: str = "1", scale: float = 1.0, kind: Kind = "count") -> Result | None:
        line = counts.get((read, cells, quantity))
        return line.result(base, quantity, label, "value", unit, scale, kind) if line else None

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
        explained=counted(f"eta_squared_period_{len(levels)}", label, "%", 100, "statistic") if has_levels else None,
        overlap=_over_levels(base, "overlap", "overlap of neighbouring levels", overlaps, mean=True)
        if overlaps
        else None,
        overlaps=tuple(overlaps),
        shift=counted("median_shift", "median change of the conductance of a cell", "S", 1.0, "statistic"),
        unwritten=counted("never_written", "cells never written to the lowest level"),
    )


def _level(line: Line, base: str) -> MeasuredLevel:
    place = f"{base}/{line.text('level')}"

    def result(name: str, label: str, column: str, unit: str) -> Result:
        return line.result(place, name, f"{label}, level {line.text('level')}", column, unit)

    return MeasuredLevel(
        level=int(line.text("level")),
        n=line.count(place, "n", f"cells of level {line.text('level')}", "n"),
        mean=result("mean", "mean conductance", "mean_S", "S"),
        sd=result("sd", "SD of the conductance", "sd_S", "S"),
        cv=line.result(place, "cv", f"CV of the conductance, level {line.text('level')}", "cv", "%", 100),
        skew=result("skew", "skewness of the conductance", "skew", "1"),
        low=result("q05", "5 % quantile of the conductance", "q05_S", "S"),
        median=result("q50", "median conductance", "q50_S", "S"),
        high=result("q95", "95 % quantile of the conductance", "q95_S", "S"),
        log_sd=result("log_sd", "SD of log10 R", "log_sd", "decades"),
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


def _made(
    model: type[RecordT],
    line: Line,
    base: str,
    counts: Mapping[str, str],
    fields: Mapping[str, tuple[str, str, str]] | None = None,
    **own: object,
) -> RecordT:
    """A record of a line: its texts from the columns of their names, counts by their labels, numbers by label, column
    and unit, a result in % of a column that holds a share."""
    given = {"id": base, "document": line.document, **own}
    texts = {
        name: line.text(name)
        for name, field in model.model_fields.items()
        if field.annotation is str and name not in given
    }
    named = {name: line.count(base, name, label, name) for name, label in counts.items()}
    numbers = {
        name: line.result(base, name, label, column, unit, 100 if unit == "%" else 1.0)
        for name, (label, column, unit) in (fields or {}).items()
    }
    return model.model_validate({**given, **texts, **named, **numbers})


def _misread(line: Line) -> Misread:
    n_levels = line.text("n_levels")
    base = _base(line, _reads_between(line), line.text("cells"), f"misread_{n_levels}")
    label = f"misread cells of {n_levels} levels, {line.text('read')}"
    rate = line.estimate(base, "rate", label, ("rate", "low", "high"))
    counts = {"n": f"cells of {n_levels} levels", "errors": label}
    return _made(Misread, line, base, counts, n_levels=int(n_levels), rate=rate)


def _bits(line: Line) -> BitsKept:
    base = _base(line, _reads_between(line), line.text("cells"), f"bits_{line.text('error_limit')}")
    counts = {"n_levels": "levels kept", "n": "cells tested", "errors": "misread cells"}
    fields = {"limit": ("error limit", "error_limit", "%")}
    bits = line.result(base, "bits", "bits a cell keeps", "bits", "bit") if line.text("bits") else None
    rate = line.estimate(base, "rate", "misread rate of the levels kept", ("rate", "low", "high"))
    return _made(BitsKept, line, base, counts, fields, bits=bits, rate=rate)


def _repeat(line: Line) -> RepeatedReads:
    first, second, scale = line.text("first"), line.text("second"), line.text("scale")
    base = _base(line, f"{first}-{second}", line.text("cells"), scale)
    unit = "S^2" if scale == "conductance" else "decades^2"
    fields = {
        "covariance": ("covariance within levels", "covariance", unit),
        "variance_first": (f"variance within levels, {first}", "variance_first", unit),
        "variance_second": (f"variance within levels, {second}", "variance_second", unit),
        "pearson": ("correlation of the residuals", "pearson", "1"),
        "spearman": ("rank correlation of the residuals", "spearman", "1"),
    }
    label = "share of the variance within levels between cells"
    columns = ("between_cell_share", "share_low", "share_high")
    share = line.estimate(base, "between_cell_share", label, columns)
    return _made(RepeatedReads, line, base, {"n": "cells read twice"}, fields, share=share)


def _unwritten(line: Line) -> UnwrittenCell:
    address = line.text("address")
    label = f"conductance of cell {address}"
    fields = {name: (f"{label} {name} the bake", f"{name}_S", "S") for name in ("before", "after")}
    return _made(UnwrittenCell, line, _base(line, "unwritten", address), {}, fields)


def _cycles(line: Line) -> CellCycles:
    state = line.text("state")
    fields = {
        "n_effective": (f"effective number of independent cycles, {state}", "n_effective", "1"),
        "median": (f"median resistance, {state}", "median_ohm", "ohm"),
        "linear_cv": (f"CV of the resistance, {state}", "linear_cv", "1"),
        "ln_sd": (f"SD of ln R, {state}", "ln_sd", "1"),
        "log_normal_cv": (f"log-normal CV of the resistance, {state}", "log_normal_cv", "1"),
        "maximum": (f"largest resistance read, {state}", "maximum_ohm", "ohm"),
    }
    counts = {"n_devices": "devices", "n": f"cycles read, {state}"}
    return _made(CellCycles, line, _base(line, "cycles", state), counts, fields)


def _pulses(line: Line) -> PulseSeries:
    direction = line.text("direction")
    fields = {
        "residual_sd": (f"SD about the curve over its range, {direction}", "residual_sd", "%"),
        "nonlinearity": (f"largest distance from the chord over the range, {direction}", "nonlinearity", "%"),
    }
    return _made(PulseSeries, line, _base(line, "pulses", direction), {"n": f"pulses {direction}"}, fields)


def _device(line: Line) -> RepeatedDevice:
    device = line.text("device")
    fields = {
        "mean": (f"mean resistance of {device}", "mean_ohm", "ohm"),
        "sd": (f"SD of the resistance of {device}", "sd_ohm", "ohm"),
        "cv": (f"CV of the resistance of {device}", "cv", "%"),
    }
    counts = {"n": f"measurements of {device}"}
    return _made(RepeatedDevice, line, _base(line, "devices", device), counts, fields, area=line.text("area_um2"))
