"""Reviewed records against what a run reads. The tests of this module build on each other's folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import typst

from ..conftest import run_memlit, run_snakemake
from . import tools

KEYS = ("memlit-note-1", "neurosim-v3-manual")
NOTE = Path("sources/memlit-note-1")


def statuses(folder: Path) -> dict[str, str]:
    return {key: tools.document(folder, key)["status"] for key in KEYS}


def test_changed_document_fails_after_the_report_with_a_readable_difference(finished_copy: Path) -> None:
    for key in KEYS:
        assert run_memlit(finished_copy, "accept", key).returncode == 0
    source = finished_copy / NOTE / "make" / "note-1.typ"
    text = source.read_text(encoding="utf-8")
    assert text.count("[16.9 kΩ]") == 1
    source.write_text(text.replace("[16.9 kΩ]", "[16.8 kΩ]"), encoding="utf-8")
    pdf = typst.compile(str(source), root=str(source.parents[1]), format="pdf", ignore_system_fonts=True)
    (finished_copy / NOTE / "note-1.pdf").write_bytes(pdf)
    (finished_copy / "results/report.html").unlink()
    done = run_snakemake(finished_copy)
    assert done.returncode == 1
    assert (finished_copy / "results/report.html").is_file()
    assert (finished_copy / "results/report.pdf").is_file()
    assert not (finished_copy / "results/verified.json").exists()
    lines = [line for line in done.stderr.splitlines() if line.startswith("~ ")]
    assert len(lines) == 1
    assert lines[0].startswith("~ memlit-note-1:t1/")
    assert "r_on printed '16.9 kΩ' -> '16.8 kΩ'" in lines[0]
    # The end of the terminal says what to do, not thirty lines above it.
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith("extracted/memlit-note-1.json: differs from what this run reads")
    assert last.endswith("run: memlit accept memlit-note-1")


def test_committed_record_is_used_until_the_change_is_accepted(finished_copy: Path) -> None:
    assert statuses(finished_copy) == {"memlit-note-1": "changed", "neurosim-v3-manual": "same"}
    printed = {row["printed"] for row in tools.table(finished_copy, "readings") if row["document"] == "memlit-note-1"}
    assert "16.9 kΩ" in printed
    assert "16.8 kΩ" not in printed
    html = (finished_copy / "results/report.html").read_text(encoding="utf-8")
    assert "changed" in html


def test_accept_settles_it(finished_copy: Path) -> None:
    done = run_memlit(finished_copy, "accept", "memlit-note-1")
    assert done.returncode == 0
    assert "r_on printed '16.9 kΩ' -> '16.8 kΩ'" in done.stdout
    read = ("read", "benchmark", "export")
    targets = ("results/library.json", "results/verified.json")
    settled = run_snakemake(finished_copy, *targets, "--allowed-rules", *read)
    assert settled.returncode == 0, settled.stderr[-3000:]
    assert statuses(finished_copy) == {"memlit-note-1": "same", "neurosim-v3-manual": "same"}
    verified = json.loads((finished_copy / "results/verified.json").read_text(encoding="utf-8"))
    assert verified["documents"] == {"memlit-note-1": "same", "neurosim-v3-manual": "same"}


def test_record_stands_where_its_document_is_absent(finished_copy: Path) -> None:
    before = tools.hand_values(finished_copy)
    n_readings = len(tools.table(finished_copy, "readings"))
    for name in ("note-1.pdf", "fig_2.png"):
        (finished_copy / NOTE / name).unlink()
    shutil.rmtree(finished_copy / "sources/neurosim-v3-manual")
    done = run_snakemake(finished_copy, "results/data/benchmark.csv")
    assert done.returncode == 0, done.stderr[-3000:]
    assert statuses(finished_copy) == {"memlit-note-1": "record_only", "neurosim-v3-manual": "record_only"}
    assert tools.hand_values(finished_copy) == before
    assert len(tools.table(finished_copy, "readings")) == n_readings


def test_no_run_wrote_into_what_people_keep(finished_copy: Path) -> None:
    accepted = {f"{key}.json" for key in KEYS} | {"memlit-note-1.points.csv"}
    assert {path.name for path in (finished_copy / "extracted").iterdir()} == accepted
    allowed = {"results", ".snakemake", "extracted", "sources", "curation", "workflow", "profiles", "config"}
    assert {path.name for path in finished_copy.iterdir() if path.is_dir()} == allowed
