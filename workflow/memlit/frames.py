"""Published tables as pandas frames: `memlit.frames.load("benchmark")` after a run.

A frame has the id of each row as its index, a type for each column, and in `attrs` the title of the table and the unit
and the meaning of each column. Units are SI unless the frame says otherwise.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from memlit.errors import RecordError
from memlit.files import read_csv
from memlit.published import DATA_FOLDER, Column, PublishedTable

_DICTIONARY = "dictionary.csv"
DTYPES: Mapping[str, str] = {"string": "string", "number": "float64", "integer": "Int64", "boolean": "boolean"}
"""pandas' type of a column by its declared type."""


def load(name: str, folder: Path | str = DATA_FOLDER) -> pd.DataFrame:
    """A table of a finished run by its name ("benchmark"), as results/data/dictionary.csv declares it.

    Raises RecordError where `folder` holds no finished run or no such table.
    """
    folder = Path(folder)
    file = f"{name.removesuffix('.csv')}.csv"
    declared = [row for row in read_csv(folder / _DICTIONARY) if row["file"] == file and row["type"]]
    if not declared:
        known = sorted({row["file"].removesuffix(".csv") for row in read_csv(folder / _DICTIONARY)})
        raise RecordError(str(folder / file), "is not a table of this run", f"write one of {', '.join(known)}")
    columns = tuple(
        Column[object](row["column"], row["meaning"], unit=row["unit"], type=row["type"])  # type: ignore[arg-type]
        for row in declared
    )
    return read(PublishedTable(file, declared[0]["title"], "", columns), folder / file)


def read(table: PublishedTable[object], path: Path) -> pd.DataFrame:
    """The CSV file of a declared table as a typed frame. Raises RecordError where the columns differ."""
    types = {column.name: DTYPES[column.kind] for column in table.columns}
    if path.is_file() and (found := tuple(pd.read_csv(path, nrows=0).columns)) != table.names:
        raise RecordError(str(path), f"has the columns {', '.join(found)}", f"expected: {', '.join(table.names)}")
    try:
        frame = pd.read_csv(
            path, dtype=types, keep_default_na=False, na_values=[""], true_values=["yes"], false_values=["no"]
        )
    except OSError:
        raise RecordError(str(path), "is missing", "run: snakemake --cores 4") from None
    frame.attrs = {
        "title": table.title,
        "units": {column.name: column.shown_unit for column in table.columns if column.shown_unit},
        "meanings": {column.name: column.meaning for column in table.columns},
    }
    return frame.set_index(table.key) if table.key else frame
