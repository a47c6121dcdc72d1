"""docs/another-field.md, followed word for word: a review of thermoelectrics from `memlit new` to its report."""

from __future__ import annotations

import csv
import html
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.workflow.tools import table

from ..conftest import ROOT, SNAKEMAKE

FENCE = re.compile(r"```\n(\$ .*?)```", re.S)
PROGRAMS = {"memlit": [sys.executable, "-m", "memlit.cli"], "snakemake": [str(SNAKEMAKE)], "cp": ["cp"]}
OF_MEMRISTORS = re.compile(
    r"memrist|synap|neuron|filament|\b(?:re)?set pulse|pulse|g_on|g_off|spik|action.energy", re.I
)


class Step(NamedTuple):
    """A command as the page shows it, and the lines that it shows of what it prints."""

    command: str
    shown: tuple[str, ...]


def steps() -> list[Step]:
    page = (ROOT / "docs/another-field.md").read_text(encoding="utf-8")
    blocks = [part.splitlines() for fence in FENCE.findall(page) for part in re.split(r"^\$ ", fence, flags=re.M)[1:]]
    return [Step(lines[0], tuple(lines[1:])) for lines in blocks]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("field")
    (folder / "docs").symlink_to(ROOT / "docs")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow")}
    for step in steps():
        name, *arguments = shlex.split(step.command)
        if name == "cd":
            folder /= arguments[0]
            continue
        command = [*PROGRAMS[name], *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (step.command, done.stderr[-3000:])
        printed = done.stdout.splitlines()
        assert [line for line in step.shown if line not in printed] == [], step.command
    return folder


def test_the_page_ends_with_a_report(review: Path) -> None:
    assert [step.command.split()[0] for step in steps()] == ["memlit", "cp", "cd", "memlit", "snakemake"]
    for name in ("report.html", "numbers.html", "brief.pdf", "report.pdf", "appendices.pdf"):
        assert (review / "results" / name).stat().st_size > 10_000, name


def test_a_figure_of_merit_is_right(review: Path) -> None:
    """By hand: (169 µV/K)^2 x 19362 S/m = 552.998 µW/m/K^2, x 500 K / 0.53 W/m/K = 0.52170, as ESTM prints it."""
    rows = {(row["item"], row["at"], row["metric"]): row for row in table(review, "metrics")}
    merit = rows["BiSb(Se0.94Br0.06)3", "500 K", "figure_of_merit"]
    assert float(merit["value"]) == pytest.approx(0.52170, abs=5e-6)
    assert (merit["paper"], merit["class"]) == ("adfm.201806558", "Bi2Te3")
    power = rows["BiSb(Se0.94Br0.06)3", "500 K", "power_factor"]
    assert float(power["value"]) == pytest.approx(552.998e-6, rel=1e-5)
    printed = {row["id"]: row for row in table(review, "printed")}
    assert [printed[name]["printed"] for name in merit["readings"].split(";")] == ["-169", "19362", "0.53", "500"]


def example_rows(review: Path) -> list[dict[str, str]]:
    with (review / "sources/na2022/table_1.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_figure_of_merit_that_is_printed_otherwise_is_told(review: Path) -> None:
    """ESTM prints 0.4196 where (102.5 µV/K)^2 x 95750 S/m x 300 K / 0.976 W/m/K is 0.309; four more rows are so."""
    printed = {(row["Formula"], f"{float(row['temperature(K)']):.6g} K"): row["ZT"] for row in example_rows(review)}
    rows = [row for row in table(review, "metrics") if row["metric"] == "figure_of_merit"]
    computed = {(row["item"], row["at"]): float(row["value"]) for row in rows}
    assert len(printed) == 104
    assert printed.keys() == computed.keys()
    off = {key for key, value in printed.items() if computed[key] != pytest.approx(float(value), rel=0.06)}
    oxide = "Bi0.825Ba0.175CuSeO"
    assert off == {
        *((oxide, at) for at in ("319 K", "522 K", "725 K")),
        ("BiCu0.975SeO", "523 K"),
        ("(PbTe)0.15(Ag2Te)0.85", "300 K"),
    }
    page = (review / "results/report.html").read_text(encoding="utf-8")
    told = page[page.index("from what the source itself prints") :]
    assert told.index("(PbTe)") < told.index("Documents that were read")


def test_temperatures_are_kelvin(review: Path) -> None:
    units = {row["unit"] for row in table(review, "printed") if row["parameter"] == "temperature"}
    assert units == {"K"}


def test_classes_are_compared_at_one_temperature(review: Path) -> None:
    """The median of bismuth tellurides near 500 K is the third of the five that ESTM prints."""
    rows = {(row["metric"], row["at"], row["class"]): row for row in table(review, "classes_at")}
    assert len({name for _, _, name in rows}) == 7
    own = rows["figure_of_merit", "475 to 525 K", "Bi2Te3"]
    bib = (review / "references.bib").read_text(encoding="utf-8").lower()
    entries = [entry for entry in bib.split("@article")[1:] if "{bi2te3}" in entry]
    near = [row for row in example_rows(review) if 475 <= float(row["temperature(K)"]) <= 525]
    of_paper = {row["reference"].rpartition("doi.org/")[2].lower(): float(row["ZT"]) for row in near}
    of_class = sorted(merit for doi, merit in of_paper.items() if any(f"{{{doi}}}" in entry for entry in entries))
    assert int(own["n_papers"]) == len(of_class) == 5
    assert float(own["median"]) == pytest.approx(of_class[2], rel=0.01)
    pairs = table(review, "pairs_at")
    tested = [row for row in pairs if row["p"]]
    assert tested
    assert all(float(row["p"]) <= float(row["p_adjusted"]) <= 1 for row in tested)


def test_figures_stand_in_the_report_and_lead_to_numbers(review: Path) -> None:
    page = (review / "results/report.html").read_text(encoding="utf-8")
    index = (review / "results/numbers.html").read_text(encoding="utf-8")
    for name in ("metric_by_condition", "class_comparison"):
        assert f'id="figure-{name}"' in page
    links = set(re.findall(r'href="numbers\.html#([^"]+)"', page))
    assert len(links) > 300
    assert "audit/" not in index


def test_no_word_of_memristors(review: Path) -> None:
    results = review / "results"
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (*results.glob("data/*.csv"), results / "summary.txt")
    }
    for name in ("report.html", "numbers.html"):
        whole = (results / name).read_text(encoding="utf-8")
        body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", whole[whole.index("<body") :], flags=re.S)
        texts[name] = html.unescape(re.sub(r"<[^>]+>", " ", body))
    texts["files"] = " ".join(path.relative_to(review).as_posix() for path in results.rglob("*"))
    found = {name: sorted(set(OF_MEMRISTORS.findall(text))) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_second_run_has_nothing_to_do(review: Path) -> None:
    command = [str(SNAKEMAKE), "--cores", "1", "-n"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow")}
    done = subprocess.run(command, cwd=review, env=environment, capture_output=True, text=True, check=False)
    assert "Nothing to be done" in done.stdout + done.stderr
