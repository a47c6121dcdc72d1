"""Rule export: the tables of results/data as a data package that stands alone, with its citation."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from memlit.config import CONFIG_FILE, Config, validated
from memlit.export.citation import data_citation, project_citation
from memlit.export.datapackage import data_package
from memlit.export.dictionary import tables
from memlit.files import read_csv, write_json, write_text
from memlit.library import load_library


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """data: all files of results/data. params: settings; codes, the hash of the code by rule. folder: of the copies."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    title = config.report.title
    copies = Path(outputs["folder"])
    copies.mkdir(parents=True, exist_ok=True)
    for path in sorted(map(Path, inputs["data"])):
        shutil.copyfile(path, copies / path.name)
    used = _used_sources(copies / "readings.csv")
    entries = [entry for key, entry in sorted(load_library(Path(inputs["library"])).entries.items()) if key in used]
    cited = data_citation(title, project_citation(Path()), entries)
    known = [table for table in tables(config.metrics) if (copies / table.file).is_file()]
    write_text(Path(outputs["citation"]), yaml.safe_dump(cited, sort_keys=False, allow_unicode=True, width=120))
    write_json(Path(outputs["package"]), data_package(copies, known, title, cited, entries, params["codes"]))


def _used_sources(readings: Path) -> set[str]:
    """Keys of the documents and papers of the values in use."""
    used = [row for row in read_csv(readings) if row["used"] == "true"]
    return {row[name] for row in used for name in ("document", "paper") if row[name]}
