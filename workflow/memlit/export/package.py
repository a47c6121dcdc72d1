"""The tables of results/data packed for others, with the citation of the data."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.config import Config
from memlit.export.citation import data_citation, project_citation
from memlit.export.datapackage import data_package
from memlit.files import read_csv
from memlit.library import load_library
from memlit.published import PublishedTable


def packed_tables(
    folder: Path,
    tables: Iterable[Path],
    declared: Sequence[PublishedTable[Any]],
    references: Path,
    config: Config,
    code: str,
    uses: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Copy the tables into `folder`; returns datapackage.json and CITATION.cff for them.

    declared: what each table holds; code: the digest of the code; uses: what each rule was made from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(tables):
        shutil.copyfile(path, folder / path.name)
    library = load_library(references).entries
    used, read = _sources(folder / "readings.csv")
    licences = {row["id"]: row["licence"] for row in read_csv(folder / "documents.csv")}
    cited = data_citation(
        config.report.title, project_citation(Path()), [library[key] for key in sorted(used & library.keys())]
    )
    sources = [library[key] for key in sorted((used | read) & library.keys())]
    known = [table for table in declared if (folder / table.file).is_file()]
    title, licence = config.report.title, config.report.data_licence
    return data_package(folder, known, title, cited, licence, sources, licences, code, uses), cited


def _sources(readings: Path) -> tuple[set[str], set[str]]:
    """Keys of the documents and papers of the values in use, and of the documents of all readings."""
    rows = list(read_csv(readings))
    used = {row[name] for row in rows if row["used"] == "true" for name in ("document", "paper") if row[name]}
    return used, {row["document"] for row in rows}
