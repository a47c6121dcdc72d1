"""A review of its own, made by `memlit new`, with its own classes, words and metrics, run without touching the code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT, SNAKEMAKE
from . import tools

CLASSES = """classes:
  ECRAM:
    name: Electrochemical random access memory
    mechanism: ions move between a reservoir and a channel
    aliases: [ionic transistor]
  other: {name: Other mechanism}
"""
# The field's own word for a known quantity: no header of memlit's own vocabulary holds it.
WORD = '      - "gate kick height"\n'
TABLE = "Device,Gate kick height (V),Set pulse width (ms),G_on (µS),G_off (µS)\nA,1.5,10,20,4\nB,2,10,30,5\n"
ADDED = """
  switching_charge:
    name: switching charge
    symbol: Q_on
    unit: C
    roles: [synapse, neuron]
    better: lower
    formula: V * G_on * tau
  conductance_window:
    name: conductance window
    symbol: D_r
    unit: "1"
    roles: [synapse]
    better: higher
    formula: r / (1 + r)
"""
BIB = """@article{doe2031,
  title = {A made-up ionic transistor}, author = {Doe, J.}, date = {2031}, doi = {10.9999/sim.ionic.1},
}
@article{roe2032,
  title = {Another one}, author = {Roe, R.}, date = {2032},
}
"""
ANSWERS = """{"document": "doe2031", "tables": [{"table": "t1", "devices_in": "rows",
  "heads": {"c1": {"parameter": "set_voltage"}, "c2": {"parameter": "set_pulse_width"}, "c3": {"parameter": "g_on"},
            "c4": {"parameter": "g_off"}},
  "lines": {"r1": {"device": "A"}, "r2": {"device": "B"}}}]}"""
READINGS = (
    "place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note\n"
    "abstract,,X,set_voltage,3 V,,,primary,set,,,,\nabstract,,X,set_pulse_width,1 µs,,,primary,set,,,,\n"
    "abstract,,X,g_on,100 nS,,,primary,,,,,\nabstract,,X,g_off,10 nS,,,primary,,,,,\n"
)


def call(folder: Path, *arguments: str, package: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in `folder` with the package at hand, or with one installed into `package`."""
    own = {"PYTHONPATH": str(package or ROOT / "workflow"), "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(
        arguments, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, timeout=300, check=False
    )


def memlit(folder: Path, *arguments: str, package: Path | None = None) -> subprocess.CompletedProcess[str]:
    return call(folder, sys.executable, "-m", "memlit.cli", *arguments, package=package)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The new review with two papers after one run, as a reader of README.md would make it."""
    base = tmp_path_factory.mktemp("new")
    done = memlit(base, "new", "ionics", "--title", 'Ionic "transistors": {a} $review$')
    assert done.returncode == 0, done.stderr
    folder = base / "ionics"
    (folder / "config/classes.yaml").write_text(CLASSES, encoding="utf-8")
    words = folder / "config/vocabulary.yaml"
    text = words.read_text(encoding="utf-8")
    assert "gate kick" not in text
    words.write_text(text.replace('      - "set amplitude"\n', '      - "set amplitude"\n' + WORD), encoding="utf-8")
    metrics = folder / "config/metrics.yaml"
    metrics.write_text(metrics.read_text(encoding="utf-8").rstrip() + "\n" + ADDED, encoding="utf-8")
    (base / "export.bib").write_text(BIB, encoding="utf-8")
    done = memlit(folder, "add", "../export.bib", "--set", "main", "--class", "ECRAM", "--role", "synapse")
    assert done.returncode == 0, done.stderr
    rows = "".join(f"<tr><td>{line.replace(',', '</td><td>')}</td></tr>" for line in TABLE.splitlines())
    paper = f"<!doctype html><html><body><table><caption>Table 1. Two devices.</caption>{rows}</table></body></html>"
    (folder / "sources/doe2031/paper.html").write_text(paper, encoding="utf-8")
    (folder / "sources/roe2032/readings.csv").write_text(READINGS, encoding="utf-8")
    assert "Table 1: is a table that nobody has answered" in memlit(folder, "check").stdout
    (base / "answers.json").write_text(ANSWERS, encoding="utf-8")
    done = memlit(folder, "ask", "doe2031", "--answers", "../answers.json", "--by", "Jane Doe")
    assert done.returncode == 0, done.stderr
    assert memlit(folder, "check").stdout.splitlines() == [
        "sources/doe2031/paper.html: 8 printed readings",
        "sources/roe2032/readings.csv: 4 printed readings",
        "all well",
        "Next: memlit desk doe2031, and 1 more that no record is of",
    ]
    done = call(folder, str(SNAKEMAKE), "--cores", "2")
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"{tools.PUBLISHED_FILES}\n\nlibrary      2 entries" in done.stdout
    return folder


def test_both_papers_are_benchmarked_in_the_review_s_own_class(review: Path) -> None:
    rows = {(row["paper"], row["pulse"]): row for row in tools.table(review, "benchmark")}
    # By hand: 9 V^2 x (100 + 10) nS / 2 x 1 us, and 9 V^2 x 10 nS.
    roe = rows["roe2032", "set"]
    assert float(roe["action_energy_j"]) == pytest.approx(9 * 110e-9 / 2 * 1e-6, rel=1e-9)
    assert float(roe["standby_power_w"]) == pytest.approx(9 * 10e-9, rel=1e-9)
    assert {row["class"] for row in rows.values()} == {"ECRAM"}
    # 2.25 V^2 x 24 uS / 2 x 10 ms, of the device A.
    energies = {
        float(row["action_energy_j"])
        for row in tools.table(review, "benchmark")
        if row["paper"] == "doe2031" and row["action_energy_j"]
    }
    assert any(energy == pytest.approx(2.25 * 24e-6 / 2 * 10e-3, rel=1e-9) for energy in energies), energies


def test_a_metric_takes_one_entry(review: Path) -> None:
    """Added to config/metrics.yaml, it is in every table and in the report."""
    rows = tools.table(review, "benchmark")
    # By hand: 3 V x 100 nS x 1 us.
    roe = next(row for row in rows if (row["paper"], row["pulse"]) == ("roe2032", "set"))
    assert float(roe["switching_charge_c"]) == pytest.approx(3e-13, rel=1e-9, abs=0)
    devices = {row["id"]: row for row in tools.table(review, "devices")}
    known = [row for row in rows if row["switching_charge_c"]]
    assert len(known) > 1
    for row in known:
        tuple_of = devices[f"{row['paper']}/{row['device']}/{row['pulse']}"]
        charge = abs(float(tuple_of["v_spike_v"])) * float(tuple_of["g_on_s"]) * float(tuple_of["tau_s"])
        assert float(row["switching_charge_c"]) == pytest.approx(charge, rel=1e-9)
    # Not monotone as written: a point or nothing.
    assert all(row["conductance_window"] == row["conductance_window_low"] for row in rows)
    assert any(row["metric"] == "switching_charge" and row["unit"] == "C" for row in tools.table(review, "classes"))
    page = (review / "results/report.html").read_text(encoding="utf-8")
    assert "switching charge <i>Q</i><sub>on</sub>" in page


def test_the_page_is_read_by_its_own_method_and_told(review: Path) -> None:
    methods = {row["method"] for row in tools.table(review, "readings") if row["document"] == "doe2031"}
    assert methods == {"html-table"}
    done = memlit(review, "check", "doe2031")
    assert "found     Table 1: 8 values of a, b" in done.stdout


def test_the_report_speaks_of_this_review_only(review: Path) -> None:
    html = (review / "results/report.html").read_text(encoding="utf-8")
    body = html[html.index("<body") :]
    assert "Ionic &#34;transistors&#34;: {a} $review$" in body or "Ionic &quot;transistors&quot;" in body
    assert "Electrochemical random access memory" in body
    # Matplotlib names the words that it draws.
    drawn = (review / "results/figures/fig11a.svg").read_text(encoding="utf-8")
    assert "<!-- ECRAM -->" in drawn
    assert "<!-- set main -->" in drawn
    assert "credited by" not in drawn
    script = body.index("<script") if "<script" in body else len(body)
    words = body[:script].lower()
    for word in ("memristive", "li2023", "that the review credits", "oxygen vacanc", "credited by fig. 11"):
        assert word not in words, word


def test_a_second_run_has_nothing_to_do(review: Path) -> None:
    done = call(review, str(SNAKEMAKE), "--cores", "2", "-n")
    assert "Nothing to be done" in done.stdout + done.stderr


def test_the_installed_package_brings_its_workflow(tmp_path: Path) -> None:
    """A wheel, unpacked as pip does, starts an empty review and plans its run; the repository is not on the path."""
    target = tmp_path / "site"
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--no-compile")
    pip = [sys.executable, "-m", "pip", "install", *options]
    done = call(tmp_path, *pip, "--target", str(target), str(ROOT))
    assert done.returncode == 0, done.stderr[-2000:]
    assert (target / "memlit/project/workflow/Snakefile").is_file()
    done = memlit(tmp_path, "new", "empty", package=target)
    assert done.returncode == 0, done.stderr
    done = call(tmp_path / "empty", str(SNAKEMAKE), "--cores", "1", "-n", package=target)
    assert done.returncode == 0, done.stderr[-2000:]
    jobs = tools.jobs(done.stdout + done.stderr)
    assert ("render", "") in jobs
    # Snakemake's own line of its command names the executable, which may stand in the repository.
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    assert not [line for line in said if f"{ROOT}/" in line and not line.startswith("Command:")]
