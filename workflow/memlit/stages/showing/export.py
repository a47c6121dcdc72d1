"""Rule export: the tables of results/data as a data package that stands alone, with its citation."""

import shutil
from pathlib import Path

import yaml

from memlit.export.citation import data_citation, project_citation
from memlit.export.datapackage import data_package
from memlit.files import read_csv, write_json, write_text
from memlit.library import load_library
from memlit.stages.declared import declared_tables
from memlit.stages.job import Job


def run(job: Job) -> None:
    """data: all files of results/data. folder: of the copies.

    params: settings; codes, the digest of the code by rule; uses, what each rule was made from.
    """
    config = job.config
    title = config.report.title
    copies = job.output("folder")
    copies.mkdir(parents=True, exist_ok=True)
    for path in sorted(job.paths("data")):
        shutil.copyfile(path, copies / path.name)
    library = load_library(job.path("library")).entries
    used, read = _sources(copies / "readings.csv")
    licences = {row["id"]: row["licence"] for row in read_csv(copies / "documents.csv")}
    project = project_citation(Path())
    cited = data_citation(title, project, [library[key] for key in sorted(used & library.keys())])
    sources = [library[key] for key in sorted((used | read) & library.keys())]
    tables = declared_tables(job.params["codes"], config.metrics)
    known = [table for table in tables if (copies / table.file).is_file()]
    write_text(job.output("citation"), yaml.safe_dump(cited, sort_keys=False, allow_unicode=True, width=120))
    package = data_package(copies, known, title, cited, config.report.data_licence, sources, licences, job.params)
    write_json(job.output("package"), package)


def _sources(readings: Path) -> tuple[set[str], set[str]]:
    """Keys of the documents and papers of the values in use, and of the documents of all readings."""
    rows = list(read_csv(readings))
    used = {row[name] for row in rows if row["used"] == "true" for name in ("document", "paper") if row[name]}
    return used, {row["document"] for row in rows}
