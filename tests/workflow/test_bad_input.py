"""Everything that can be wrong with what people supply, at once: one clear line each, and the rest goes on."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from ..conftest import FinishedReview, run_memlit, run_snakemake
from . import tools
from .test_changes import ENTRY, READINGS

MALFORMED = "\n@article{lost2020,\n  author = {Doe, Jane,\n  year = {2020}\n"
UNSAFE = ENTRY.replace("NAME", "../x")
HEADER = READINGS.splitlines()[0] + "\n"
WRONG = {
    # A unit of the wrong dimension, then a resistance that cannot be.
    "units2020": HEADER + "abstract,,D,r_on,5 V,,,primary,,,,,\nabstract,,D,r_off,20 kΩ,,,primary,,,,,\n",
    "negative2020": HEADER + "abstract,,D,r_on,-5 kΩ,,,primary,,,,,\n",
    "parameter2020": HEADER + "abstract,,D,r_onn,5 kΩ,,,primary,,,,,\n",
}
EXPECTED = {
    "malformed entry": ("references.bib:", "close its braces"),
    "unsafe key": ("references.bib:", "'../x' is not a safe file name"),
    "record without schema": ("extracted/schema2020.json", "field data"),
    "unknown parameter": ("sources/parameter2020/readings.csv:2", "unknown parameter 'r_onn'"),
    "correction for no document": ("curation/corrections.csv:2", "there is no document nowhere2020"),
    "correction for no datum": ("curation/corrections.csv:3", "there is no datum neurosim-v3-manual:t9/r1c1"),
    "correction without reason": ("curation/corrections.csv:4", "fill reason, who and date"),
    "folder without entry": ("sources/orphan2020", "has no entry in references.bib"),
    "folder with unsafe name": ("sources/a b", "is not a safe key"),
    "broken PDF": ("sources/broken2020/paper.pdf: is no readable PDF", "fetch the file again"),
    "unit of another dimension": ("sources/units2020/readings.csv: a printed value has no value", "'5 V' is in V"),
    "resistance below zero": ("sources/negative2020/readings.csv: a printed value has no value", "below zero"),
    "cell longer than any print": ("sources/long2020/table_1.csv: table 1 is not read", "row 2, column 0 has 140000"),
    "name with braces": ("sources/units2020/{table}.csv", "rename it"),
}
CORRECTIONS = (
    "nowhere2020:t1/r1c1,status,excluded,test,Jane Doe,2026-01-01\n"
    "neurosim-v3-manual:t9/r1c1,status,excluded,test,Jane Doe,2026-01-01\n"
    "neurosim-v3-manual:t1/r3c4,text,1 kΩ,,,\n"
)


@pytest.fixture(scope="module")
def run(finished_copy: Path) -> subprocess.CompletedProcess[str]:
    """A run over a review with one of every fault."""
    folder = finished_copy
    entries = [ENTRY.replace("NAME", key) for key in (*WRONG, "broken2020", "long2020", "schema2020")]
    library = folder / "references.bib"
    library.write_text(library.read_text(encoding="utf-8") + "".join(entries) + UNSAFE + MALFORMED, encoding="utf-8")
    for key, text in {**WRONG, "orphan2020": READINGS, "a b": READINGS}.items():
        (folder / "sources" / key).mkdir()
        (folder / "sources" / key / "readings.csv").write_text(text, encoding="utf-8")
    (folder / "sources/units2020/{table}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "sources/long2020").mkdir()
    long = f"Device,R_ON\nA,26 MΩ\n{'D' * 140_000},9 MΩ\n"
    (folder / "sources/long2020/table_1.csv").write_text(long, encoding="utf-8")
    (folder / "sources/broken2020").mkdir()
    (folder / "sources/broken2020/paper.pdf").write_bytes(b"%PDF-1.7\nthis is no document")
    (folder / "extracted").mkdir(exist_ok=True)
    (folder / "extracted/schema2020.json").write_text('{"key": "schema2020", "data": [{"id": 1}]}', encoding="utf-8")
    with (folder / "curation/corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(CORRECTIONS)
    return run_snakemake(folder)


def test_no_fault_stops_the_run(run: subprocess.CompletedProcess[str], finished_copy: Path) -> None:
    assert "Traceback" not in run.stderr
    assert (finished_copy / "results/report.pdf").is_file()
    assert re.findall(r"^Error in rule (\w+):", run.stderr, re.MULTILINE) == ["export"]


def test_a_record_that_cannot_be_read_fails_the_run_at_its_end(run: subprocess.CompletedProcess[str]) -> None:
    """The document is left out of the report: an exit code of 0 would let that pass unseen."""
    assert run.returncode == 1
    asked = run.stdout.rpartition("What to do:\n")[2].splitlines()
    assert len(asked) == 1
    assert asked[0].startswith("extracted/schema2020.json: ")


@pytest.mark.parametrize("fault", sorted(EXPECTED))
@pytest.mark.usefixtures("run")
def test_each_fault_is_one_line_that_says_where_and_how_to_mend(finished_copy: Path, fault: str) -> None:
    where, what = EXPECTED[fault]
    lines = [line for line in tools.problems(finished_copy) if where in line and what in line]
    assert len(lines) == 1, tools.problems(finished_copy)
    assert "\n" not in lines[0]
    assert "; " in lines[0]
    assert str(finished_copy) not in lines[0]


@pytest.mark.usefixtures("run")
def test_faults_stand_in_the_report(finished_copy: Path) -> None:
    html = (finished_copy / "results/report.html").read_text(encoding="utf-8")
    for where in ("broken2020", "orphan2020", "schema2020", "nowhere2020", "../x"):
        assert where in html, where


@pytest.mark.usefixtures("run")
def test_value_of_wrong_dimension_or_sign_is_excluded_with_its_reason(finished_copy: Path) -> None:
    rows = {row["id"]: row for row in tools.table(finished_copy, "readings")}
    wrong = rows["units2020:abstract/d/r_on"]
    assert wrong["status"] == "excluded"
    assert wrong["reason"].startswith("wrong_dimension")
    assert not wrong["value"]
    assert rows["units2020:abstract/d/r_off"]["status"] == "value"
    negative = rows["negative2020:abstract/d/r_on"]
    assert negative["status"] == "excluded"
    assert negative["reason"].startswith("negative_r_on")
    assert not [row for row in tools.table(finished_copy, "benchmark") if row["paper"] == "negative2020"]


@pytest.mark.parametrize("key", ["broken2020", "orphan2020", "schema2020", "parameter2020"])
@pytest.mark.usefixtures("run")
def test_bad_document_is_excluded_with_its_reason(finished_copy: Path, key: str) -> None:
    document = tools.document(finished_copy, key)
    assert document["status"] == "excluded"
    assert document["reason"]
    assert not [row for row in tools.table(finished_copy, "benchmark") if row["paper"] == key]


@pytest.mark.usefixtures("run")
def test_the_others_are_unaffected(finished_copy: Path, finished: FinishedReview) -> None:
    before, after = tools.hand_values(finished.folder), tools.hand_values(finished_copy)
    assert {key: after[key] for key in before} == before


@pytest.mark.usefixtures("run")
def test_readings_in_are_readings_out(finished_copy: Path) -> None:
    read = sum(
        len(json.loads(line)["data"])
        for path in (finished_copy / "results/extracted").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    printed = [row for row in tools.table(finished_copy, "readings") if not row["derived_from"]]
    assert read == len(printed)
    assert {row["status"] for row in printed} <= {"value", "text", "flagged", "excluded"}
    assert all(row["reason"] for row in printed if row["status"] in {"flagged", "excluded"})


@pytest.mark.usefixtures("run")
def test_check_names_the_same_faults_without_a_run(finished_copy: Path) -> None:
    done = run_memlit(finished_copy, "check")
    assert done.returncode == 1
    for fault in set(EXPECTED) - {"correction for no document", "correction for no datum"}:
        where, what = EXPECTED[fault]
        assert any(where in line and what in line for line in done.stdout.splitlines()), f"{fault}\n{done.stdout}"


def test_unknown_setting_stops_with_one_line_that_says_what_to_write(small_review: Path) -> None:
    settings = small_review / "config/config.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nn_bucket: 3\n", encoding="utf-8")
    done = run_snakemake(small_review)
    assert done.returncode != 0
    line = settings.read_text(encoding="utf-8").count("\n")
    assert f"config/config.yaml:{line}: unknown key n_bucket; write n_buckets" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small_review / "results/report.json").exists()
