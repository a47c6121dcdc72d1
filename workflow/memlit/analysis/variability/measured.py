"""What measured sets show: arrays read level by level, misread rates, bits, repeats, cycles, pulses and devices.

`measured_numbers` has every number of their summaries, `measured_parts` what the numbers are of.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from memlit.analysis.variability.summaries import (
    Summaries,
    SummaryNumber,
    from_template,
    number_rows,
    rows_of_numbers,
    share,
    with_columns,
)
from memlit.errors import SourceError
from memlit.field.codes import WRITTEN
from memlit.published import PublishedTable, published_table

VARIABILITY: PublishedTable[object] = published_table(__file__, "variability")
MEASURED_PARTS: PublishedTable[object] = published_table(__file__, "measured_parts")
KEPT, ERASED = "kept", "erased"
"""Cells that still have their levels, and cells without: these have no overlap and no share between levels."""
ALL_LEVELS = "all"
OF_A_READ = ["document", "read", "cells"]
"""Columns that tell one read of an array from another."""
READ_PART = "measured/{document}/{read}/{cells}"
LEVEL_PART = f"{READ_PART}/{{level}}"
LEVEL = (
    SummaryNumber("n", "cells of level {level}"),
    SummaryNumber("mean", "mean conductance, level {level}", "S", "mean_S"),
    SummaryNumber("sd", "SD of the conductance, level {level}", "S", "sd_S"),
    SummaryNumber("cv", "CV of the conductance, level {level}", "%"),
    SummaryNumber("skew", "skewness of the conductance, level {level}", "1"),
    SummaryNumber("q05", "5 % quantile of the conductance, level {level}", "S", "q05_S"),
    SummaryNumber("q50", "median conductance, level {level}", "S", "q50_S"),
    SummaryNumber("q95", "95 % quantile of the conductance, level {level}", "S", "q95_S"),
    SummaryNumber("log_sd", "SD of log10 R, level {level}", "decades"),
)
OVERLAP = (SummaryNumber("overlap_{lower}", "overlap of levels {lower} and {upper}", "%", "overlap"),)
"""Chance that a cell of the lower of two neighbouring levels reads above one of the upper."""


class Kind(NamedTuple):
    """A kind of summary of which each line is a part.

    name: of the kind of its parts; words: columns that tell lines apart; part: id of a line after that of its document;
    told_by: the column that tells the parts of one read apart.
    """

    name: str
    words: tuple[str, ...]
    part: str
    told_by: str
    quantities: tuple[SummaryNumber, ...]


KINDS: Mapping[str, Kind] = {
    "misread": Kind(
        "misread",
        ("reference", "read", "cells", "n_levels"),
        "{between}/{cells}/misread_{n_levels}",
        "n_levels",
        (
            SummaryNumber("n", "cells of {n_levels} levels"),
            SummaryNumber("errors", "misread cells of {n_levels} levels, {read}"),
            *share("rate", "misread cells of {n_levels} levels, {read}", ("rate", "low", "high")),
        ),
    ),
    "bits": Kind(
        "bits",
        ("reference", "read", "cells", "error_limit"),
        "{between}/{cells}/bits_{error_limit}",
        "",
        (
            SummaryNumber("limit", "error limit", "%", "error_limit"),
            # Empty where not even two levels stay within the limit.
            SummaryNumber("bits", "bits a cell keeps", "bit", may_be_empty=True),
            SummaryNumber("n_levels", "levels kept"),
            SummaryNumber("n", "cells tested"),
            SummaryNumber("errors", "misread cells"),
            *share("rate", "misread rate of the levels kept", ("rate", "low", "high")),
        ),
    ),
    "repeats": Kind(
        "repeat",
        ("first", "second", "cells", "scale", "level"),
        "{between}/{cells}/{scale}",
        "scale",
        (
            SummaryNumber("n", "cells read twice"),
            SummaryNumber("covariance", "covariance within levels", "{square}"),
            SummaryNumber("variance_first", "variance within levels, {first}", "{square}"),
            SummaryNumber("variance_second", "variance within levels, {second}", "{square}"),
            *share(
                "between_cell_share",
                "share of the variance within levels between cells",
                ("between_cell_share", "share_low", "share_high"),
            ),
            SummaryNumber("pearson", "correlation of the residuals", "1"),
            SummaryNumber("spearman", "rank correlation of the residuals", "1"),
        ),
    ),
    # A cell assigned the lowest level that reads above the highest before the bake.
    "unwritten": Kind(
        "unwritten",
        ("address", "cells"),
        "unwritten/{address}",
        "address",
        (
            SummaryNumber("before", "conductance of cell {address} before the bake", "S", "before_S"),
            SummaryNumber("after", "conductance of cell {address} after the bake", "S", "after_S"),
        ),
    ),
    # One state of one cell over its cycles; ln R is the natural logarithm.
    "cycles": Kind(
        "cycles",
        ("state",),
        "cycles/{state}",
        "state",
        (
            SummaryNumber("n_devices", "devices"),
            SummaryNumber("n", "cycles read, {state}"),
            SummaryNumber("n_effective", "effective number of independent cycles, {state}", "1"),
            SummaryNumber("median", "median resistance, {state}", "ohm", "median_ohm"),
            SummaryNumber("linear_cv", "CV of the resistance, {state}", "1"),
            SummaryNumber("ln_sd", "SD of ln R, {state}", "1"),
            SummaryNumber("log_normal_cv", "log-normal CV of the resistance, {state}", "1"),
            SummaryNumber("maximum", "largest resistance read, {state}", "ohm", "maximum_ohm"),
        ),
    ),
    # Pulses on an interval scale: spread and nonlinearity over the fitted range.
    "pulses": Kind(
        "pulses",
        ("direction",),
        "pulses/{direction}",
        "direction",
        (
            SummaryNumber("n", "pulses {direction}"),
            SummaryNumber("residual_sd", "SD about the curve over its range, {direction}", "%"),
            SummaryNumber("nonlinearity", "largest distance from the chord over the range, {direction}", "%"),
        ),
    ),
    "devices": Kind(
        "device",
        ("device",),
        "devices/{device}",
        "device",
        (
            SummaryNumber("n", "measurements of {device}"),
            SummaryNumber("mean", "mean resistance of {device}", "ohm", "mean_ohm"),
            SummaryNumber("sd", "SD of the resistance of {device}", "ohm", "sd_ohm"),
            SummaryNumber("cv", "CV of the resistance of {device}", "%"),
        ),
    ),
}


def measured_numbers(summaries: Summaries) -> pd.DataFrame:
    """Rows of the table of numbers: those of each read of an array, then the other parts, kind by kind.

    Raises SourceError, with file and line, for a summary that is broken or lacks a column or a count.
    """
    of_reads = _numbers_of_reads(summaries)
    of_kinds = [
        number_rows(_lines_of(summaries, name), f"measured/{{document}}/{kind.part}", kind.quantities)
        for name, kind in KINDS.items()
    ]
    return pd.concat([of_reads, *of_kinds], ignore_index=True)


def variability_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers as the rows of variability.csv."""
    names = {"label": "quantity", "rule": "how", "note": "source", "inputs": "from"}
    return rows.rename(columns=names)[list(VARIABILITY.names)]


def measured_parts(summaries: Summaries) -> pd.DataFrame:
    """The rows of measured_parts.csv: reads with their levels, then the other parts, kind by kind."""
    reads = _reads(summaries)
    levels = _at_reads(summaries, "levels", ["level"], reads).set_index("place")
    of_reads = reads.assign(kind="read", is_shown=_is_shown(summaries, reads))
    of_levels = levels.assign(id=from_template(levels, LEVEL_PART), kind="level", part=levels["level"])
    parts = [pd.concat([of_reads, of_levels]).sort_index(kind="stable")]
    for name, kind in KINDS.items():
        lines = _lines_of(summaries, name)
        ids = from_template(lines, f"measured/{{document}}/{kind.part}")
        parts.append(lines.assign(id=ids, kind=kind.name, part=lines[kind.told_by] if kind.told_by else ""))
    known = pd.concat(parts, ignore_index=True).reindex(columns=list(MEASURED_PARTS.names))
    return known.assign(is_shown=known["is_shown"].eq(True)).fillna("")


def _lines_of(summaries: Summaries, name: str) -> pd.DataFrame:
    """The lines of a kind, with `between`, the reads that it compares, and `square`, the unit of a variance."""
    lines = with_columns(summaries[name], ("document", *KINDS[name].words))
    if name == "repeats":
        lines = lines[lines["level"] == ALL_LEVELS]
        square = np.where(lines["scale"] == "conductance", "S^2", "decades^2")
        lines = lines.assign(reference=lines["first"], read=lines["second"], square=square)
    if "reference" in lines:
        two = lines["reference"] + "-" + lines["read"]
        lines = lines.assign(between=two.mask(lines["reference"] == lines["read"], lines["read"]))
    return lines


def _reads(summaries: Summaries) -> pd.DataFrame:
    """One row a read of an array: id, document, read, cells and how many levels its cells have."""
    levels = with_columns(summaries["levels"], OF_A_READ)
    reads = levels.groupby(OF_A_READ, sort=False).size().rename("n_levels").reset_index()
    return reads.assign(id=from_template(reads, READ_PART))


def _at_reads(summaries: Summaries, kind: str, words: Sequence[str], reads: pd.DataFrame) -> pd.DataFrame:
    """The lines of a summary that are of these reads, with the columns of the read and `place`, its index."""
    lines = with_columns(summaries[kind], (*OF_A_READ, *words))
    return lines.merge(reads.reset_index(names="place"), on=OF_A_READ)


def _is_shown(summaries: Summaries, reads: pd.DataFrame) -> "pd.Series[bool]":
    """The reads whose cells still hold their levels: of each array the kept ones where some were erased.

    Cells never written to the lowest level are in them; medians and quantiles from 5 to 95 % do not see a few cells.
    """
    overlaps = _at_reads(summaries, "overlap", [], reads)
    holds_levels = (reads["cells"] != WRITTEN) & reads.index.isin(overlaps["place"])
    is_kept = holds_levels & (reads["cells"] == KEPT)
    return is_kept | (holds_levels & ~is_kept.groupby(reads["document"]).transform("any"))


def _numbers_of_reads(summaries: Summaries) -> pd.DataFrame:
    reads = _reads(summaries)
    levels = _at_reads(summaries, "levels", ["level"], reads)
    overlaps = _at_reads(summaries, "overlap", ["lower", "upper"], reads)
    counts = _at_reads(summaries, "counts", ["quantity"], reads)
    period = "eta_squared_period_" + counts["n_levels"].astype("str")
    is_explained = (counts["quantity"] == period) & (counts["cells"] != ERASED)
    explained = SummaryNumber("{quantity}", "between-level share of the variance of ln R, {read}", "%", "value")
    of_levels = _placed(levels, LEVEL_PART, LEVEL)
    of_overlaps = _placed(overlaps, READ_PART, OVERLAP)
    cells, n_levels = _counted(counts, "cells", "cells"), _counted(counts, "levels", "levels")
    unwritten = _counted(counts, "never_written", "cells never written to the lowest level")
    _check_counts(summaries, reads, cells, n_levels, unwritten)
    parts = [
        *(cells, n_levels, of_levels),
        _over_levels(of_levels, reads, "cv", "CV of the conductance", "median"),
        _over_levels(of_levels, reads, "log_sd", "SD of log10 R", "median"),
        _placed(counts[is_explained], READ_PART, [explained]),
        _over_levels(of_overlaps, reads, "overlap", "overlap of neighbouring levels", "mean"),
        of_overlaps,
        _counted(counts, "median_shift", "median change of the conductance of a cell", "S"),
        unwritten,
    ]
    return pd.concat(parts).sort_index(kind="stable")


def _check_counts(
    summaries: Summaries, reads: pd.DataFrame, cells: pd.DataFrame, n_levels: pd.DataFrame, unwritten: pd.DataFrame
) -> None:
    is_counted = reads.index.isin(cells.index) & reads.index.isin(n_levels.index)
    for line in reads[~is_counted].itertuples():
        problem = f"has no count of the cells of {line.read}, {line.cells}"
        raise SourceError(f"sources/{line.document}/measured_counts.csv", problem, "make it anew")
    counted = reads.loc[unwritten.index, "document"]
    for document in with_columns(summaries["unwritten"], ["document"])["document"]:
        if document not in set(counted):
            where = f"sources/{document}/measured_counts.csv"
            raise SourceError(where, "has no count of never_written of any read", "make it anew")


def _counted(counts: pd.DataFrame, quantity: str, label: str, unit: str = "") -> pd.DataFrame:
    own = counts[counts["quantity"] == quantity]
    return _placed(own, READ_PART, [SummaryNumber(quantity, label, unit, "value")])


def _placed(lines: pd.DataFrame, part: str, quantities: Sequence[SummaryNumber]) -> pd.DataFrame:
    """The numbers of lines of reads, with the place of the read as their index."""
    rows = number_rows(lines, part, quantities)
    return rows.set_axis(lines.loc[rows.index, "place"])


def _over_levels(
    rows: pd.DataFrame, reads: pd.DataFrame, name: str, label: str, how: Literal["mean", "median"]
) -> pd.DataFrame:
    """The median or mean of a quantity over the levels of each read, or over its pairs of neighbours."""
    own = rows[rows["id"].str.contains(f"#{name}")]
    per_read = own.groupby(level=0)
    n = per_read.size()
    return rows_of_numbers(
        reads.loc[n.index, "id"] + f"#{how}_{name}",
        f"{label}, {how} over levels",
        per_read["value"].agg(how),
        per_read["unit"].first(),
        f"{how} of " + n.astype("str") + " numbers, one a level or pair of neighbours",
        note="the first of them: " + per_read["note"].first(),
    )
