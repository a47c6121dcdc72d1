"""One run of a small review: what it computes, what it leaves, and that it is settled."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from memlit import frames

from ..conftest import ROOT, SNAKEMAKE, FinishedReview, environment, run_memlit, run_snakemake
from . import tools

# E_a set, E_a reset in J; P_s set, P_s reset in W. Computed by hand from the NeuroSim V3.0 manual, Tables I and II:
# kuzum2012 reset is 9 V^2 x 125 ns x (1 + 1/19.8) / (2 x 4.71 kOhm) = 1.2546e-10 J.
HAND_VALUES = {
    "woo2016": ("2.937e-9", "3.626e-9", "1.082e-5", "1.336e-5"),
    "wu2018": ("7.04e-13", "7.04e-13", "2.56e-6", "2.56e-6"),
    "park2013": ("9.967e-11", "9.967e-11", "2.543e-8", "2.543e-8"),
    "gao2015": ("5.40e-8", "1.35e-8", "9.0e-7", "9.0e-7"),
    "choi2018": ("7.87e-10", "2.83e-10", "6.15e-6", "2.21e-6"),
    "kuzum2012": ("3.28e-10", "1.25e-10", "5.25e-6", "9.65e-5"),
}
REFERENCE_OF = {
    "woo2016": "106",
    "wu2018": "107",
    "choi2018": "147",
    "park2013": "149",
    "kuzum2012": "163",
    "gao2015": "229",
}
BENCHMARK_START = ["paper", "device", "class", "role", "set", "pulse", "tier"]
METRICS = ["action_energy_j", "standby_power_w", "spike_timing_s", "spiking_energy_j", "firing_energy_j"]
METRICS += ["energy_power_ratio_s", "action_power_w"]


def with_bounds(names: list[str]) -> list[str]:
    return [column for name in names for column in (name, f"{name}_low", f"{name}_high")]


def digits(text: str) -> int:
    """Significant digits that `text` is given to."""
    return len(text.split("e")[0].replace(".", ""))


def test_run_completes_without_the_environment_on_the_path(finished: FinishedReview) -> None:
    assert finished.run.returncode == 0, finished.run.stderr[-3000:]
    html = (finished.folder / "results/report.html").read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert (finished.folder / "results/report.pdf").read_bytes().startswith(b"%PDF-")
    summary = (finished.folder / "results/summary.txt").read_text(encoding="utf-8")
    assert len(summary.splitlines()) == 11
    # A plain run ends with it and with the way to the report.
    assert finished.run.stdout.endswith(f"{tools.PUBLISHED_FILES}\n\n{summary}")


@pytest.mark.parametrize("paper", sorted(HAND_VALUES))
def test_hand_values_hold_to_the_digits_given(finished: FinishedReview, paper: str) -> None:
    got = tools.hand_values(finished.folder)
    e_set, e_reset, p_set, p_reset = HAND_VALUES[paper]
    for pulse, energy, power in (("set", e_set, p_set), ("reset", e_reset, p_reset)):
        for expected, value in zip((energy, power), got[paper, pulse], strict=True):
            n = digits(expected) - 1
            assert f"{value:.{n}e}" == f"{float(expected):.{n}e}", f"{paper} {pulse}: {value!r} is not {expected}"


@pytest.mark.parametrize("paper", sorted(REFERENCE_OF))
def test_papers_are_the_references_of_the_review(finished: FinishedReview, paper: str) -> None:
    fields = tools.library(finished.folder)["entries"][paper]["fields"]
    assert fields["reviewref"] == REFERENCE_OF[paper]


def test_charge_device_has_no_resistive_metrics(finished: FinishedReview) -> None:
    rows = [row for row in tools.table(finished.folder, "benchmark") if row["paper"] == "jerry2017"]
    assert {row["pulse"] for row in rows} == {"set", "reset"}
    assert all(row["not_applicable"] for row in rows)
    assert not any(row[metric] for row in rows for metric in with_bounds(METRICS))


def test_device_that_cites_no_paper_is_never_counted(finished: FinishedReview) -> None:
    readings = [row for row in tools.table(finished.folder, "readings") if row["device"] == "6-bit-stt-mram"]
    assert readings
    assert {row["tier"] for row in readings} == {"simulator"}
    assert {row["status"] for row in readings} <= {"excluded", "flagged", "text"}
    assert not any("stt" in row["device"] for row in tools.table(finished.folder, "benchmark"))


def test_restatements_agree_and_are_counted_once(finished: FinishedReview) -> None:
    note = [row for row in tools.table(finished.folder, "readings") if row["document"] == "memlit-note-1"]
    # 4 devices x 4 cells (two of them pairs), 3 x 4 (as before), and the states and variations of 5.
    assert len([row for row in note if not row["derived_from"]]) >= 60
    assert all(row["used"] == "false" for row in note)
    assert all(row["reason"].startswith("duplicate") for row in note if row["status"] == "excluded")
    summary = (finished.folder / "results/summary.txt").read_text(encoding="utf-8")
    agreeing, compared = next(line.split()[1:4:2] for line in summary.splitlines() if line.startswith("self-check"))
    assert agreeing == compared
    assert int(compared) >= 60


def test_benchmark_columns(finished: FinishedReview) -> None:
    columns = tools.header(finished.folder, "benchmark")
    assert [name for name in columns if name in {*BENCHMARK_START, *with_bounds(METRICS)}] == [
        *BENCHMARK_START,
        *with_bounds(METRICS),
    ]


def test_device_and_reading_columns(finished: FinishedReview) -> None:
    devices = tools.header(finished.folder, "devices")
    assert set(with_bounds(["v_spike_v", "tau_s", "g_on_s", "g_off_s"])) <= set(devices)
    readings = tools.header(finished.folder, "readings")
    assert {"id", "value", "low", "high", "unit", "flags", "status"} <= set(readings)
    ids = [row["id"] for row in tools.table(finished.folder, "readings")]
    assert len(ids) == len(set(ids))


def test_every_table_is_a_frame_of_the_declared_types_with_words_for_each_column(finished: FinishedReview) -> None:
    folder = finished.folder / "results/data"
    for path in sorted(folder.glob("*.csv")):
        frame = frames.load(path.stem, folder)
        assert len(frame) == len(tools.table(finished.folder, path.stem)), path.name
        assert list(frame.attrs["meanings"]) == tools.header(finished.folder, path.stem)
        assert frame.attrs["title"]
        assert all(frame.attrs["meanings"].values())
    benchmark = frames.load("benchmark", folder)
    assert benchmark.loc["woo2016/alox-hfo2/set", "action_energy_j"] == pytest.approx(2.937e-9, rel=1e-3, abs=0)
    assert benchmark.attrs["units"]["standby_power_w_high"] == "W"


def test_entry_without_evidence_is_a_coverage_line_that_says_what_to_supply(finished: FinishedReview) -> None:
    line = next(row for row in tools.table(finished.folder, "coverage") if row["paper"] == "ali2022")
    assert line["n_readings"] == "0"
    assert line["supply"].startswith("sources/ali2022: ")


def test_every_number_of_the_report_has_a_datum(finished: FinishedReview) -> None:
    done = run_memlit(finished.folder, "audit", "--orphans")
    assert done.returncode == 0
    assert "numbers in the report without a datum: 0" in done.stdout


def test_audit_leads_from_a_metric_to_the_printed_characters(finished: FinishedReview) -> None:
    done = run_memlit(finished.folder, "audit", "woo2016/alox-hfo2/set#action_energy")
    assert done.returncode == 0, done.stderr
    assert "16.9 kΩ" in done.stdout
    assert "0.9V/100µs" in done.stdout.replace("μ", "µ").replace(" ", "").replace("us", "µs")
    assert "neurosim-v3-manual" in done.stdout
    assert "page 23" in done.stdout


def test_second_run_has_nothing_to_do(finished_copy: Path) -> None:
    before = tools.contents(finished_copy)
    done = run_snakemake(finished_copy, env={"PATH": "/usr/bin:/bin"})
    assert done.returncode == 0
    assert "Nothing to be done" in done.stderr
    assert tools.contents(finished_copy) == before


def test_snakemake_lint_is_clean(finished_copy: Path) -> None:
    """But for the software of rules, which one environment or one image holds for all."""
    done = run_snakemake(finished_copy, "--lint")
    found = re.findall(r"^    \* ([^:\n]+):", done.stdout + done.stderr, re.MULTILINE)
    assert set(found) == {"Specify a conda environment or container for each rule."}, done.stderr


def test_snakefmt_is_clean() -> None:
    snakefmt = SNAKEMAKE.with_name("snakefmt")
    if not snakefmt.is_file():
        pytest.skip("snakefmt is not installed")
    done = subprocess.run(
        [snakefmt, "--check", "workflow/Snakefile", "workflow/rules"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# Stands in for an environment where memlit was never installed.
_WITHOUT_MEMLIT = """
import sys
sys.path[:] = [path for path in sys.path if not path.rstrip('/').endswith('/workflow')]
from snakemake.cli import main
main()
"""


def test_without_memlit_the_run_says_how_to_install_it(small_review: Path) -> None:
    shutil.rmtree(small_review / "workflow/memlit")
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_MEMLIT, "--cores", "1", "-n"],
        cwd=small_review,
        env=environment(small_review, {"PYTHONPATH": ""}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "pip install --no-deps --no-build-isolation -e ." in done.stderr
    assert "Traceback" not in done.stderr
