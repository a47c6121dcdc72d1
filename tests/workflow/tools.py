"""Reading what a run left behind."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from memlit.devices.resolved import load_documents

JOB = re.compile(r"^(?:Job \d+: |localrule )(\w+)(?:, bucket (\d+))?:", re.MULTILINE)

# What a finished run names last: the page, the review in brief, the review and its appendices.
PUBLISHED_FILES = "results/report.html\nresults/brief.pdf\nresults/report.pdf\nresults/appendices.pdf"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of results/data/NAME.csv."""
    with (folder / "results" / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header(folder: Path, name: str) -> list[str]:
    """Column names of results/data/NAME.csv."""
    return (folder / "results" / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


def library(folder: Path) -> dict[str, Any]:
    """References and screening as the last run read them, and what it found wrong."""
    return json.loads((folder / "results" / "library.json").read_text(encoding="utf-8"))


def problems(folder: Path) -> list[str]:
    """What the last run found wrong, a line each."""
    return library(folder)["problems"]


def document(folder: Path, key: str) -> dict[str, Any]:
    """What the last run says of one document."""
    found = load_documents(folder / "results/data/documents.parquet")
    return next(item.model_dump(mode="json") for item in found if item.key == key)


def jobs(output: str) -> list[tuple[str, str]]:
    """Rule and bucket ("" where it has none) of each job that a run or dry run prints."""
    return JOB.findall(output)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under results/ but the run's own logs and cache, by its path."""
    root = folder / "results"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "run" not in path.relative_to(root).parts[:1]
    }


def hand_values(folder: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """Action energy in J and standby power in W by paper and pulse, where both are points."""
    return {
        (row["paper"], row["pulse"]): (float(row["action_energy_j"]), float(row["standby_power_w"]))
        for row in table(folder, "benchmark")
        if row["action_energy_j"] and row["standby_power_w"]
    }
