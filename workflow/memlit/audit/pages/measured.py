"""The summaries of a measured set on its page: each table as it stands, with the numbers of the run marked in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memlit.audit.pages.chains import Chains
from memlit.config import read_yaml
from memlit.files import read_csv
from memlit.report.book import anchor
from memlit.sources.folder import RECIPE_FILE

Cell = dict[str, str]


def measured_tables(key: str, chains: Chains, root: Path) -> list[dict[str, Any]]:
    """One table a summary, in the order of their names: header, rows of cells, how it was computed, numbers in it."""
    tables = []
    for file, numbers in sorted(chains.measured.get(key, {}).items()):
        rows = read_csv(root / "sources" / key / file)
        cells = [
            [_cell(text, numbers.get((line, column)), chains) for column, text in row.items()]
            for line, row in enumerate(rows, start=2)
        ]
        rule = next(iter(numbers.values()))["rule"]
        tables.append(
            {
                "title": file,
                "anchor": file.removesuffix(".csv"),
                "rule": rule,
                "head": list(rows[0]) if rows else [],
                "rows": cells,
                "n": len(numbers),
            }
        )
    return tables


def measured_from(key: str, root: Path) -> tuple[str, list[tuple[str, str]]]:
    """Where the raw files of a measured set are and what read them, and each file with its digest; else nothing."""
    path = root / "sources" / key / RECIPE_FILE
    if not path.is_file():
        return "", []
    recipe = read_yaml(path)
    origin = str(recipe["origin"]) + (f" at {recipe['commit']}" if recipe["commit"] else "")
    raw = [(f"{name} of {origin}", str(said.get("sha256", ""))) for name, said in recipe["files"].items()]
    counted = f"{len(raw)} file{'s' * (len(raw) > 1)} of " if raw else ""
    return f"{counted}{origin}, by {recipe['script']}", raw


def _cell(text: str, number: dict[str, str] | None, chains: Chains) -> Cell:
    """A cell as the summary prints it; a number of the run has its id, its label and its card in the report."""
    if number is None:
        return {"text": text, "anchor": "", "label": "", "display": "", "card": ""}
    return {
        "text": text,
        "anchor": anchor(number["id"]),
        "label": number["label"],
        "display": number["display"],
        "card": chains.cards.get(number["id"], ""),
    }
