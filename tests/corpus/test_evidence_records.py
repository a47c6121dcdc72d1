"""The evidence records: every known reading is a datum, a correction or a typed exclusion, and none feeds wrongly."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from memlit.library import load_library
from memlit.naming import slug, table_name

from tests.builders import REFERENCE, ROOT

EVIDENCE = REFERENCE / "evidence"

COLUMNS = [
    "place",
    "paper",
    "device",
    "parameter",
    "text",
    "unit",
    "comparator",
    "tier",
    "set_or_reset",
    "lineage",
    "read_at",
    "flags",
    "note",
]
FEEDING = {"primary", "redigitised", "secondary"}
TUPLE = {
    *("set_voltage", "reset_voltage", "set_pulse_width", "reset_pulse_width"),
    *("r_on", "r_off", "g_on", "g_off", "on_off_ratio"),
}

Readings = dict[str, dict[str, str]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grid_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def readings(*, every: bool = False) -> Readings:
    """Rows of readings.csv by datum id; `every`: with those of named synapses, which say whether they were checked."""
    found: Readings = {}
    for path in sorted((ROOT / "sources").glob("*/readings.csv")):
        repeats: Counter[str] = Counter()
        for row in rows_of(path):
            if not every and {"checked_at_source", "not_verified_at_source"} & set(row["flags"].split(";")):
                continue
            base = f"{path.parent.name}:{slug(row['place'])}/{slug(row['device'])}/{row['parameter']}"
            repeats[base] += 1
            found[base if repeats[base] == 1 else f"{base}.{repeats[base]}"] = row
    return found


def corrections() -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(ROOT / "curation/corrections.csv"):
        grouped[row["id"]].append(row)
    return grouped


def descriptions() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted((ROOT / "sources").glob("*/source.yaml")):
        yield path.parent.name, yaml.safe_load(path.read_text(encoding="utf-8"))


def tables() -> dict[str, tuple[dict[str, object], list[list[str]]]]:
    """Table entries and grids by the part of the id before the cell: `jerry2017:t1`."""
    found = {}
    for key, description in descriptions():
        for entry in description.get("tables", []):  # type: ignore[attr-defined]
            if entry["file"].endswith(".csv"):
                grid = grid_of(ROOT / "sources" / key / entry["file"])
                number = entry["file"].removeprefix("table_").removesuffix(".csv")
                found[f"{key}:{table_name(entry['label']) or f't{number}'}"] = (entry, grid)
    return found


def effective(datum_id: str, row: dict[str, str], fixes: dict[str, list[dict[str, str]]]) -> tuple[str, bool]:
    """Parameter after corrections and whether the reading is excluded or only supports."""
    parameter, excluded = row["parameter"], False
    for fix in fixes.get(datum_id, []):
        parameter = fix["value"] if fix["field"] == "parameter" else parameter
        excluded = excluded or fix["field"] == "status" or fix["value"] == "supporting_only"
    return parameter, excluded


def test_readings_are_complete_rows_about_known_papers() -> None:
    library = load_library(ROOT / "references.bib")
    for path in sorted((ROOT / "sources").glob("*/readings.csv")):
        header = path.read_text(encoding="utf-8").splitlines()[0]
        more = tuple(header.split(","))[len(COLUMNS) :]
        assert header == ",".join((*COLUMNS, *more))
        assert more == tuple(column for column in ("condition", "grade", "how", "box") if column in more)
        assert path.parent.name in library.entries
    for datum_id, row in readings().items():
        own = datum_id.split(":")[0]
        paper = row["paper"] or own
        assert paper in library.entries, datum_id
        assert all(row[name].strip() for name in ("text", "place", "device")), datum_id
        assert (row["tier"] == "primary") == (paper == own), datum_id
        assert row["read_at"] or not row["paper"] or row["tier"] == "review_claim", datum_id


def test_readings_of_notes_are_called_so() -> None:
    assert {row["tier"] for row in readings().values() if row["read_at"].startswith("http://m8ta")} == {"notes"}


def test_what_the_review_says_is_never_evidence() -> None:
    review = {row["tier"] for datum_id, row in readings().items() if datum_id.startswith("li2023:")}
    assert review == {"review_claim"}
    entries = [entry for name, (entry, _) in tables().items() if name.startswith("li2023:")]
    assert len(entries) == 3
    assert {entry["tier"] for entry in entries} == {"review_claim"}


def test_corrections_name_a_printed_place_a_typed_reason_and_a_date() -> None:
    places, found = tables(), readings(every=True)
    rows = rows_of(ROOT / "curation/corrections.csv")
    assert len({(row["id"], row["field"], row["value"]) for row in rows}) == len(rows)
    for row in rows:
        assert re.match(r"[a-z0-9_]+: \S", row["reason"]), row
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date"]), row
        assert row["who"], row
        assert row["field"] != "status" or row["value"] == "excluded"
        cell = re.fullmatch(r"(.+:t\d+)/r(\d+)c(\d+)(?:\.\d+)?", row["id"])
        if cell and cell.group(1) in places:
            _, grid = places[cell.group(1)]
            assert grid[int(cell.group(2))][int(cell.group(3))].strip(), row["id"]
        elif cell:
            # A table that memlit mined stands in the record of its document.
            record = ROOT / "extracted" / f"{row['id'].partition(':')[0]}.json"
            assert row["id"] in record.read_text(encoding="utf-8"), row["id"]
        elif row["id"] not in found:
            record = ROOT / "extracted" / f"{row['id'].partition(':')[0]}.json"
            assert row["id"].partition(":")[2] in record.read_text(encoding="utf-8"), row["id"]


def test_lost_exponents_stand_where_the_table_prints_them() -> None:
    lost: Counter[str] = Counter()
    for name, (entry, grid) in tables().items():
        for cell in entry.get("lost_exponents", []):  # type: ignore[attr-defined]
            assert grid[cell["row"]][cell["column"]] == cell["printed"], (name, cell)
            lost[name] += 1
    assert (lost["fe2d-review2025:t2"], lost["lanza2019:t1"], lost["jerry2017:t1"]) == (38, 11, 4)
    assert lost["memsysexplorer-survey:t1"] == 5
    # Plain numbers that merely look like powers of ten stay numbers.
    selectors = {(cell["row"], cell["column"]) for cell in tables()["xia2019:t3"][0]["lost_exponents"]}  # type: ignore[attr-defined]
    assert not selectors & {(4, 2), (5, 2), (9, 2), (15, 2), (28, 7), (2, 2)}


def test_copies_of_one_table_share_a_lineage() -> None:
    lineages = {key: description.get("lineage") for key, description in descriptions()}
    family = {"neurosim-v3-manual", "neurosim2018", "jerry2017", "li2025"}
    assert {lineages[key] for key in family} == {"neurosim"}


@pytest.mark.reference("evidence")
def test_tables_are_transcribed_as_printed() -> None:
    printed = [grid_of(path) for path in sorted((EVIDENCE / "tables").glob("pub-*.csv"))]
    printed.append(grid_of(EVIDENCE / "tables/review-table1.csv"))
    assert len(printed) == 32
    own = [grid for _, grid in tables().values()]
    assert [grid[0] for grid in printed if grid not in own] == []


@pytest.mark.reference("evidence")
def test_every_mention_is_a_reading_or_a_transcribed_cell() -> None:
    numbers = {
        str(entry.reviewref): key
        for key, entry in load_library(ROOT / "references.bib").entries.items()
        if entry.reviewref
    }
    by_paper: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in readings().values():
        by_paper[row["paper"]].append(row)
    cells = {name.split(":")[0]: set[str]() for name in tables()}
    for name, (_, grid) in tables().items():
        cells[name.split(":")[0]] |= {squeezed(cell) for line in grid for cell in line}
    # Of a document that is not redistributed, the record has the cells.
    mined = json.loads((ROOT / "extracted/neurosim-v3-manual.json").read_text(encoding="utf-8"))
    cells[mined["key"]] = {squeezed(datum["printed"]["text"]) for datum in mined["data"]}
    mentions = rows_of(EVIDENCE / "mentions.csv")
    ends: Counter[str] = Counter()
    for mention in mentions:
        document = document_of(mention)
        printed = mention["value_as_printed"]
        if document is not None:
            assert any(same_cell(printed, cell, document) for cell in cells[document]), mention
            ends["cell"] += 1
        else:
            own = by_paper[numbers[mention["ref_no"]]]
            tier = "notes" if "m8ta" in mention["source"] else mention["tier"]
            assert any(row["text"] in printed and row["tier"] == tier for row in own), mention
            ends["reading"] += 1
    # Six printed intervals are two mentions each and one reading.
    assert (len(mentions), ends["cell"], ends["reading"]) == (339, 117, 216 + 6)


@pytest.mark.reference("evidence")
def test_every_exclusion_of_a_reading_is_in_force() -> None:
    numbers = {
        str(entry.reviewref): key
        for key, entry in load_library(ROOT / "references.bib").entries.items()
        if entry.reviewref
    }
    fixes, found = corrections(), readings()
    rows = rows_of(EVIDENCE / "exclusions.csv")
    assert len(rows) == 139
    checked = 0
    for row in rows:
        if ":" in row["ref_no"] or "same lineage" in row["reason"]:
            continue
        paper = numbers[row["ref_no"]]
        for datum_id, reading in found.items():
            if reading["paper"] != paper or reading["text"] != row["value_as_printed"]:
                continue
            checked += 1
            parameter, excluded = effective(datum_id, reading, fixes)
            harmless = excluded or parameter not in TUPLE or reading["tier"] not in FEEDING
            assert harmless or fixes.get(datum_id), (row, datum_id)
    assert checked >= 55
    same = [row for row in rows_of(ROOT / "curation/corrections.csv") if row["value"] == "same_lineage"]
    assert len(same) >= sum("same lineage" in row["reason"] for row in rows) == 32


@pytest.mark.reference("evidence")
def test_no_passage_of_the_review_is_copied() -> None:
    text = (REFERENCE / "seed/review.txt").read_text(encoding="utf-8")
    review = words(text[: text.index("## References")])
    passages = {tuple(review[i : i + 9]) for i in range(len(review) - 8)}
    files = [ROOT / "config/claims.yaml", ROOT / "config/classes.yaml", ROOT / "curation/corrections.csv"]
    # table_1.csv is the review's own table, cell by cell.
    files += [path for path in sorted((ROOT / "sources/li2023").iterdir()) if path.name != "table_1.csv"]
    title = set(words("Emerging memristive artificial neuron and synapse devices for the neuromorphic electronics era"))
    for path in files:
        own = words(path.read_text(encoding="utf-8"))
        copied = {tuple(own[i : i + 9]) for i in range(len(own) - 8)} & passages
        assert [passage for passage in copied if not set(passage) <= title] == [], path


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def squeezed(text: str) -> str:
    """The text without spaces, with one spelling of the units that copies write differently."""
    plain = text.replace("MOhm", "MΩ").replace("kOhm", "kΩ").replace("KΩ", "kΩ").replace("µ", "μ").replace("–", "-")
    return re.sub(r"(?<=\d)us\b", "μs", re.sub(r"\s", "", plain))


def same_cell(printed: str, cell: str, document: str) -> bool:
    """Whether a squeezed cell prints the mention; one end of a range, or a lost exponent, by its numbers."""
    if document in {"xia2019", "lanza2019"}:
        return set(re.findall(r"[\d.]+", printed.replace("^", ""))) <= set(re.findall(r"[\d.]+", cell))
    return squeezed(printed) in cell


def document_of(mention: dict[str, str]) -> str | None:
    """The document whose transcribed table prints the mention, None where it is a reading of its own."""
    marks = {
        "neurosim/MLP_NeuroSim_V3.0": "neurosim-v3-manual",
        "2019_xia": "xia2019",
        "2019_lanza": "lanza2019",
        "41699-025-00556-2/tables/2": "npj2d2025",
        "PMC7600392": "iscience2020-2dvdw",
        "67122233396": "jerry2017",
        "Jerry IEDM 2017 paper": "jerry2017",
        "NeuroSim TCAD 2018": "neurosim2018",
    }
    if mention["locator"] == "review Table 1":
        return "li2023"
    return next((key for mark, key in marks.items() if mark in mention["source"]), None)
