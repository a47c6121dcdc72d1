"""The papers, those first that one more reading completes; of each what is known, missing and at hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.evidence.coverage import READ_FROM
from memlit.config import Classes, Config
from memlit.devices.gather import classes_of, set_of
from memlit.files import read_csv
from memlit.library import Library
from memlit.sources.folder import SOURCE_FILE, source_names

DATA = Path("results/data")


def papers(root: Path, library: Library, config: Config, classes: Classes) -> list[dict[str, Any]]:
    """All entries of the review's sets: as the last run ordered what to read next, else the emptiest folder last.

    Papers of the headline set come first; those that nothing is missing of, or that are no device papers, last.
    """
    coverage = {row["paper"]: row for row in _rows(root / DATA / "coverage.csv")}
    order = {row["paper"]: place for place, row in enumerate(_rows(root / DATA / "next_readings.csv"))}
    found = []
    for key, entry in library.entries.items():
        set_name = set_of(entry, config)
        if set_name is None:
            continue
        line = coverage.get(key, {})
        is_device_paper = bool(classes_of(entry, classes) and entry.roles)
        missing = line["missing"].split(";") if line.get("missing") else []
        if not line:
            missing = list(READ_FROM) if is_device_paper else []
        at_hand = source_names(root / "sources" / key)[0]
        documents = [name for name in at_hand if name not in {SOURCE_FILE, "readings.csv", "figures.yaml"}]
        found.append(
            {
                "key": key,
                "name": entry.short_name,
                "title": plain_title(entry.fields.get("title", "")),
                "doi": entry.fields.get("doi", ""),
                "class": ", ".join(entry.device_classes),
                "role": ", ".join(entry.roles),
                "is_credited": set_name == config.evidence.headline_set,
                "missing": [part for part in missing if part],
                "documents": len(documents),
                "is_accepted": (root / "extracted" / f"{key}.json").is_file(),
            }
        )
    return sorted(found, key=lambda one: _rank(one, order))


def _rank(one: Mapping[str, Any], order: Mapping[str, int]) -> tuple[int, int, int, str]:
    n_missing = len(one["missing"])
    group = 2 if n_missing == 0 else 0 if one["is_credited"] else 1
    return group, order.get(one["key"], len(order)), n_missing, one["key"]


def plain_title(text: str) -> str:
    """A title of references.bib without braces and line breaks."""
    return " ".join(text.replace("{", "").replace("}", "").split())


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows of a table of the last run; none where there was no run."""
    return read_csv(path) if path.is_file() else []
