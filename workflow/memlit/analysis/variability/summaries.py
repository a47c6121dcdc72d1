"""Committed summaries of measured sets: sources/KEY/measured_*.csv as frames, and the numbers that their lines give.

The frame of a kind of summary has the lines of all documents, their fields as printed. Beside these stand `document`,
`summary` (the file), `summary_line`, `summary_rule` (how the file was made) and `origin` (of the raw data).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from memlit.config import read_yaml
from memlit.errors import SourceError
from memlit.files import read_csv
from memlit.grouping import grouped
from memlit.naming import MEASURED_PREFIX, RECIPE_FILE

Summaries = Mapping[str, pd.DataFrame]
"""The frame of each kind of summary, without lines where no document has one."""
SUMMARY_KINDS = (
    *("levels", "counts", "overlap", "misread", "bits", "repeats", "unwritten"),
    *("cycles", "pulses", "devices", "accuracy", "bake", "trains", "spreads"),
)
RECIPE_NEEDS = ("origin", "commit", "files", "summaries")
ENDS_OF_95 = ("lower end of 95 %", "upper end of 95 %")
_AGAIN = "make it anew"


def measured_summaries(files: Iterable[Path]) -> dict[str, pd.DataFrame]:
    """The summaries among these files, in the order of their documents; recipes stand in the same folders.

    Raises SourceError for a set without a recipe, or with a summary of no known kind.
    """
    summaries = (path for path in sorted(files) if path.name.startswith(MEASURED_PREFIX))
    frames: dict[str, list[pd.DataFrame]] = defaultdict(list)
    for folder, paths in grouped(summaries, lambda path: path.parent).items():
        kinds = {_kind(path): path for path in paths}
        recipe = _recipe(folder / RECIPE_FILE)
        for kind, path in kinds.items():
            frames[kind].append(_lines(path, recipe))
    return {
        kind: pd.concat(frames[kind], ignore_index=True) if frames[kind] else pd.DataFrame() for kind in SUMMARY_KINDS
    }


def _kind(path: Path) -> str:
    kind = path.stem.removeprefix(MEASURED_PREFIX)
    if kind not in SUMMARY_KINDS:
        known = ", ".join(f"{MEASURED_PREFIX}{known}.csv" for known in SUMMARY_KINDS)
        raise SourceError(str(path), "is no summary of a known kind", f"rename it to one of {known}")
    return kind


def _recipe(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise SourceError(str(path), "is missing", "write how the measured summaries were made")
    recipe: dict[str, Any] = read_yaml(path) or {}
    missing = [name for name in RECIPE_NEEDS if name not in recipe]
    if missing:
        raise SourceError(str(path), f"does not say {', '.join(missing)}", "write it, as docs/variability.md says")
    return recipe


def _lines(path: Path, recipe: Mapping[str, Any]) -> pd.DataFrame:
    document = path.parent.name
    files = f"{', '.join(recipe['files'])} of " if recipe["files"] else ""
    commit = f" at {recipe['commit']}" if recipe["commit"] else ""
    lines = pd.DataFrame(read_csv(path))
    return lines.assign(
        document=document,
        summary=f"sources/{document}/{path.name}",
        summary_line=range(2, len(lines) + 2),
        summary_rule=str(recipe["summaries"].get(path.name, "see recipe.yaml")),
        origin=f"computed from {files}{recipe['origin']}{commit}",
    )


def printed_cells(lines: pd.DataFrame, column: str) -> "pd.Series[str]":
    """A column as printed. Raises SourceError for a summary that lacks it."""
    texts = lines[column] if column in lines else pd.Series(None, index=lines.index, dtype="str")
    if texts.isna().any():
        summary = lines.loc[texts.isna(), "summary"].iloc[0]
        raise SourceError(summary, f"has no column {column}", _AGAIN)
    return texts


def with_columns(lines: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The lines, which have these columns of words. Raises SourceError as `printed_cells`."""
    return lines.assign(**{column: printed_cells(lines, column) for column in columns})


def measured(
    lines: pd.DataFrame, column: str, *, is_whole: bool = False, may_be_empty: bool = False
) -> "pd.Series[float]":
    """A column as numbers, NaN where a cell that may be empty is.

    Raises SourceError, with the line, for a cell that is no number, or not whole where it must be.
    """
    texts = printed_cells(lines, column)
    values = pd.to_numeric(texts, errors="coerce").astype("float64")
    is_wrong = values.isna() & ~((texts == "") & may_be_empty)
    if is_whole:
        is_wrong |= values % 1 != 0
    if is_wrong.any():
        line, kind = lines[is_wrong].iloc[0], "whole number" if is_whole else "number"
        where = f"{line['summary']}:{line['summary_line']}"
        raise SourceError(where, f"{column} is {line[column]!r}, no {kind}", "make the summary anew")
    return values


def from_template(lines: pd.DataFrame, template: str) -> "pd.Series[str]":
    """A text for each line, the words of the line in place of the names in braces."""
    return pd.Series([template.format_map(line) for line in lines.to_dict("records")], lines.index, dtype="str")


class SummaryNumber(NamedTuple):
    """A number of each line of a summary; names of columns stand in braces in name, label and unit.

    name: of the number in its id, after `#`; column: by default of that name; unit: empty for a count, % for a share,
    which the summary has as a fraction of 1; may_be_empty: there is no number where its cell is empty.
    """

    name: str
    label: str
    unit: str = ""
    column: str = ""
    may_be_empty: bool = False


def share(
    name: str, label: str, columns: tuple[str, str, str], ends: tuple[str, str] = ENDS_OF_95
) -> tuple[SummaryNumber, SummaryNumber, SummaryNumber]:
    """A share with the ends of its interval; columns: of the three, ends: what the two ends are."""
    value, low, high = columns
    return (
        SummaryNumber(name, label, "%", value),
        SummaryNumber(f"{name}_low", f"{label}, {ends[0]}", "%", low),
        SummaryNumber(f"{name}_high", f"{label}, {ends[1]}", "%", high),
    )


def in_percent(lines: pd.DataFrame, column: str) -> "pd.Series[float]":
    """A column of fractions of 1 in percent, see `measured`."""
    return 100 * measured(lines, column)


def number_rows(lines: pd.DataFrame, part: str, quantities: Iterable[SummaryNumber]) -> pd.DataFrame:
    """Rows of the table of numbers, line by line, with the index of the lines.

    part: id of what a line is of, with names of columns in braces; the id of a number is that, `#` and its name.
    Raises SourceError as `measured`, and for a line that gives a number which an earlier one gave.
    """
    rows = pd.concat([_numbers_of(lines, part, quantity) for quantity in quantities]).sort_index(kind="stable")
    is_again = rows["id"].duplicated()
    if is_again.any():
        line = lines.loc[rows.index[is_again][0]]
        where = f"{line['summary']}:{line['summary_line']}"
        raise SourceError(where, f"gives {rows['id'][is_again].iloc[0]} again", _AGAIN)
    return rows


def _numbers_of(lines: pd.DataFrame, part: str, quantity: SummaryNumber) -> pd.DataFrame:
    column = quantity.column or quantity.name
    if quantity.may_be_empty:
        lines = lines[printed_cells(lines, column) != ""]
    if lines.empty:
        return rows_of_numbers([], "", [], "", "")
    return rows_of_numbers(
        from_template(lines, f"{part}#{quantity.name}"),
        from_template(lines, quantity.label),
        in_percent(lines, column) if quantity.unit == "%" else measured(lines, column),
        from_template(lines, quantity.unit or "1"),
        lines["summary_rule"],
        note=from_template(lines, f"{{summary}}, line {{summary_line}}, column {column}; {{origin}}"),
        kind="statistic" if quantity.unit else "count",
    )


Cells = Sequence[Any] | pd.Series | str


def rows_of_numbers(
    ids: Cells,
    label: Cells,
    values: Sequence[float] | pd.Series,
    unit: Cells,
    rule: Cells,
    *,
    inputs: Sequence[tuple[str, ...]] | pd.Series | None = None,
    note: pd.Series | None = None,
    kind: Literal["count", "statistic"] = "statistic",
) -> pd.DataFrame:
    """Rows of the table of numbers, with the index of `ids` where this is a column; a single text is of all rows."""
    columns = {"id": ids, "kind": kind, "label": label, "value": values, "low": None, "high": None, "unit": unit}
    types = {**dict.fromkeys(("id", "kind", "label", "unit", "rule"), "str"), "value": "float64"}
    rows = pd.DataFrame({**columns, "rule": rule, "note": note}).astype(types)
    rows["inputs"] = [()] * len(rows) if inputs is None else inputs
    return rows
