"""docs/add-a-paper.md, run word for word as a new user would: its files, its commands, what it says they give."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT, FinishedReview, environment
from ..workflow import tools

PAGE = ROOT / "docs" / "add-a-paper.md"
BLOCK = re.compile(r"(?:^`(?P<file>[^`\n]+)`:\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
UNITS = {"pJ": 1e-12, "µW": 1e-6}


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture(scope="module")
def followed(finished: FinishedReview, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review in which the page was followed."""
    folder = finished.copy(tmp_path_factory.mktemp("example") / "review")
    shutil.copytree(ROOT / "docs" / "example", folder / "docs" / "example")
    (folder / "before.svg").write_bytes((folder / "results/figures/fig11a.svg").read_bytes())
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if block["file"]:
            assert (folder / block["file"]).parent.is_dir(), f"{block['file']}: memlit add made no such folder"
            (folder / block["file"]).write_text(block["text"], encoding="utf-8")
            continue
        assert block["kind"] == "console", block["kind"]
        for command, shown in commands(block["text"]):
            done = subprocess.run(
                ["bash", "-ec", command],
                cwd=folder,
                env=environment(folder, {"PATH": path}),
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
            for line in shown:
                assert line in done.stdout.splitlines(), f"{command}\n{done.stdout}"
    return folder


def promised() -> list[tuple[str, str, str, str]]:
    """Paper, device (or ""), E_a and P_s of the page's table."""
    rows = re.findall(
        r"^\| (\w+\d{4})(?:, (\w))? \| \w+ \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.M
    )
    assert len(rows) == 5
    return rows


@pytest.mark.parametrize("paper, device, energy, power", promised())
def test_each_paper_has_the_metrics_that_the_page_promises(
    followed: Path, paper: str, device: str, energy: str, power: str
) -> None:
    (row,) = [
        row
        for row in tools.table(followed, "benchmark")
        if row["paper"] == paper and row["pulse"] == "set" and (not device or row["device"].lower() == device.lower())
    ]
    for column, printed in (("action_energy_j", energy), ("standby_power_w", power)):
        values, unit = printed.strip().rsplit(" ", 1)
        numbers = [float(value) * UNITS[unit] for value in values.split(" to ")]
        if len(numbers) == 1:
            assert float(row[column]) == pytest.approx(numbers[0], rel=1e-9)
        else:
            bounds = [float(row[f"{column}_low"]), float(row[f"{column}_high"])]
            assert bounds == pytest.approx(numbers, rel=1e-9)


def test_fig_11a_has_changed_and_every_paper_is_in_the_report(followed: Path) -> None:
    assert (followed / "results/figures/fig11a.svg").read_bytes() != (followed / "before.svg").read_bytes()
    html = (followed / "results/report.html").read_text(encoding="utf-8")
    for author in ("Doe 2024", "Roe 2024", "Poe 2024", "Low 2024"):
        assert author in html


def test_what_check_had_read_was_not_read_again_by_the_run(followed: Path) -> None:
    tallies = [
        json.loads(path.read_text(encoding="utf-8")) for path in (followed / "results/run/extract").glob("*.json")
    ]
    assert sum(tally["pages"] for tally in tallies) == 0, tallies
    assert sum(tally["cached"] for tally in tallies) > 0
