"""Every accepted datum of a table against its cell: text, label, headers, caption and notes, not the value alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from memlit.files import sha256_of
from printed.tables import read_tables

from tests.builders import REFERENCE, ROOT

Grid = list[list[str]]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def grids(path: Path | None) -> dict[str | None, Grid]:
    """Texts of the tables of a file by label, a spanning cell at each of its places; a CSV file is one table."""
    if path is None:
        return {}
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {None: [[squeezed(text) for text in row] for row in csv.reader(file)]}
    found: dict[str | None, Grid] = {}
    for table in read_tables(path).tables:
        grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.col, cell.col + cell.colspan):
                    grid[row][column] = squeezed(cell.text)
        found[table.label] = grid
    return found


def recorded() -> Iterator[tuple[dict[str, Any], Grid, dict[str, Any]]]:
    """Each datum of a table whose source is here, with the texts of the table and its entry in source.yaml."""
    for path in sorted((ROOT / "extracted").glob("*.json")):
        folder = ROOT / "sources" / path.stem
        data = json.loads(path.read_text(encoding="utf-8"))["data"]
        told = folder / "source.yaml"
        entries = yaml.safe_load(told.read_text(encoding="utf-8")).get("tables", []) if told.is_file() else []
        tables: dict[str, dict[str | None, Grid]] = {}
        for datum in data:
            place = datum["locator"]
            if place["kind"] == "table":
                if place["file"] not in tables:
                    tables[place["file"]] = grids(found_document(folder / place["file"], place.get("sha256")))
                file = tables[place["file"]]
                if not file:
                    ABSENT.append(datum["id"])
                    continue
                named = (e for e in entries if (e["file"], e["label"]) == (place["file"], place["label"]))
                entry = next(named, {})
                yield datum, file.get(place["label"]) or file[None], entry


def found_document(path: Path, sha256: str | None) -> Path | None:
    """The file of a folder, else the very document among those that are not redistributed, else none."""
    if path.is_file():
        return path
    lent = sorted((REFERENCE / "bench/publications").glob(f"*{path.suffix}"))
    return next((other for other in lent if sha256_of(other) == sha256), None)


ABSENT: list[str] = []
"""Data of documents that are nowhere at hand."""
RECORDED = list(recorded())


def above(grid: Grid, row: int, column: int) -> str:
    """The nearest text above a blank cell."""
    return next(grid[r][column] for r in range(row, -1, -1) if grid[r][column])


def in_row(grid: Grid, row: int, entry: dict[str, Any]) -> set[str]:
    """Texts that are printed for a row: in its cells, and in those merged with the cells above it."""
    merged = [column for column, head in enumerate(grid[0]) if head in entry.get("merged_columns", [])]
    return {text for text in grid[row] if text} | {above(grid, row, column) for column in merged}


def test_every_record_of_a_table_has_its_source_here_or_says_where_it_is() -> None:
    assert len(RECORDED) + len(ABSENT) > 6600
    for key in {datum_id.partition(":")[0] for datum_id in ABSENT}:
        assert yaml.safe_load((ROOT / "sources" / key / "source.yaml").read_text(encoding="utf-8"))["fetched"]


def test_text_is_the_cells() -> None:
    wrong = []
    for datum, grid, entry in RECORDED:
        row, column = datum["locator"]["row"], datum["locator"]["column"]
        printed = grid[row][column]
        if not printed and grid[0][column] in entry.get("merged_columns", []):
            printed = above(grid, row, column)
        if squeezed(datum["printed"]["text"]) != printed:
            wrong.append(datum["id"])
    assert wrong == []


def test_label_is_printed_in_the_row_or_over_the_column() -> None:
    wrong = []
    for datum, grid, entry in RECORDED:
        row, column = datum["locator"]["row"], datum["locator"]["column"]
        label = datum["printed"].get("stub")
        over = {line[column] for line in grid[:4]}
        if label is not None and squeezed(label) not in in_row(grid, row, entry) | over:
            wrong.append(datum["id"])
    assert wrong == []


def test_label_of_a_survey_row_is_its_material_and_blank_where_none_is_printed() -> None:
    survey = [(datum, grid) for datum, grid, _ in RECORDED if datum["id"].startswith("memsysexplorer-survey:")]
    material = survey[0][1][0].index("Material")
    wrong = [
        datum["id"]
        for datum, grid in survey
        if (datum["printed"].get("stub") or "") != grid[datum["locator"]["row"]][material]
    ]
    assert wrong == []
    assert sum(datum["printed"].get("stub") is None for datum, _ in survey) > 3800


def test_headers_stand_over_the_cell_or_before_it() -> None:
    wrong = []
    for datum, grid, _ in RECORDED:
        row, column = datum["locator"]["row"], datum["locator"]["column"]
        near = {grid[r][column] for r in range(row + 1)} | set(grid[row][: column + 1])
        if "carried_down" in datum.get("flags", ()):
            near.add(above(grid, row, 0))
        headers = [squeezed(plain(header)) for header in datum["printed"].get("headers", ())]
        if not set(headers) <= near:
            wrong.append(datum["id"])
    assert wrong == []


def plain(markup: str) -> str:
    for tag in ("<sup>", "</sup>", "<sub>", "</sub>"):
        markup = markup.replace(tag, "")
    return markup


@pytest.mark.parametrize("part", ["caption", "notes"])
def test_caption_and_notes_are_the_tables(part: str) -> None:
    wrong = []
    for datum, _, entry in RECORDED:
        if datum["method"] != "transcribed":
            continue
        told = entry.get(part) or ()
        shown = datum["printed"].get(part) or ()
        matches = shown == (told or ()) if part == "caption" else set(shown) <= {squeezed(note) for note in told}
        if not matches:
            wrong.append(datum["id"])
    assert wrong == []
