"""Rule export: the tables of results/data as a data package that stands alone, with its citation."""

import shutil
from pathlib import Path

import yaml

from memlit.export.citation import data_citation, project_citation
from memlit.export.datapackage import data_package
from memlit.export.dictionary import tables
from memlit.files import read_csv, write_json, write_text
from memlit.library import load_library
from memlit.stages.job import Job


def run(job: Job) -> None:
    """data: all files of results/data. params: settings; codes, the hash of the code by rule. folder: of the copies."""
    job.check_inputs()
    config = job.config
    title = config.report.title
    copies = job.output("folder")
    copies.mkdir(parents=True, exist_ok=True)
    for path in sorted(job.paths("data")):
        shutil.copyfile(path, copies / path.name)
    used = _used_sources(copies / "readings.csv")
    entries = [entry for key, entry in sorted(load_library(job.path("library")).entries.items()) if key in used]
    cited = data_citation(title, project_citation(Path()), entries)
    known = [table for table in tables(config.metrics) if (copies / table.file).is_file()]
    write_text(job.output("citation"), yaml.safe_dump(cited, sort_keys=False, allow_unicode=True, width=120))
    write_json(job.output("package"), data_package(copies, known, title, cited, entries, job.params["codes"]))


def _used_sources(readings: Path) -> set[str]:
    """Keys of the documents and papers of the values in use."""
    used = [row for row in read_csv(readings) if row["used"] == "true"]
    return {row[name] for row in used for name in ("document", "paper") if row[name]}
