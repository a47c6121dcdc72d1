"""How often the 95 % interval of a class median holds it, where classes are simulated: `class_model_coverage.csv`.

Run by hand: `python evaluation/statistics/class_model_coverage.py [--runs N] [--seed S] [--table FILE]`. Five classes
with 3, 3, 4, 6 and 12 laboratories of one or two papers; an error of 0.7 decades a value; a third of the values known
only up to a decade above or only from a decade below them, as behind a transistor or of a low-field read. `from the
prior`: class medians and spreads are drawn as the model has them; in the other settings the spreads are fixed and the
prior may be wrong. The naive interval takes each class alone, its points as exact and no bounds, by Student's t.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from memlit.statistics import ClassModel
from scipy import stats

LABORATORIES = {"A": 3, "B": 3, "C": 4, "D": 6, "E": 12}
ERROR = 0.7
LEVEL = 0.95
AIM = (0.93, 0.97)


class Setting(NamedTuple):
    """Spreads in decades: of classes, laboratories and papers, None where drawn from the prior; and the prior's own."""

    name: str
    classes: float
    laboratory: float | None
    paper: float | None
    assumed: float


SETTINGS = (
    Setting("from the prior", 1.0, None, None, 1.0),
    Setting("spreads of 1 and 1", 1.0, 1.0, 1.0, 1.0),
    Setting("spreads of 0.3 and 0.3", 1.0, 0.3, 0.3, 1.0),
    Setting("spreads of 2 and 1", 1.0, 2.0, 1.0, 1.0),
    Setting("classes spread 1, prior 0.4", 1.0, 1.0, 1.0, 0.4),
    Setting("classes spread 1, prior 2.5", 1.0, 1.0, 1.0, 2.5),
    Setting("classes spread 2.5, prior 1", 2.5, 1.0, 1.0, 1.0),
)


class Sample(NamedTuple):
    """Ends of each value with its class and laboratory, and the true medians."""

    low: list[float]
    high: list[float]
    groups: list[str]
    laboratories: list[str]
    truth: dict[str, float]


def simulate(rng: np.random.Generator, setting: Setting) -> Sample:
    """Draw one set of papers."""
    s_lab = abs(rng.standard_normal()) if setting.laboratory is None else setting.laboratory
    s_paper = abs(rng.standard_normal()) if setting.paper is None else setting.paper
    found = Sample([], [], [], [], {name: setting.classes * rng.standard_normal() for name in LABORATORIES})
    for name, laboratories in LABORATORIES.items():
        for number in range(laboratories):
            level = found.truth[name] + s_lab * rng.standard_normal()
            for _ in range(rng.integers(1, 3)):
                value = level + s_paper * rng.standard_normal() + ERROR * rng.standard_normal()
                kind = rng.integers(0, 6)
                found.low.append(-np.inf if kind == 0 else value - (kind == 1))
                found.high.append(np.inf if kind == 1 else value + (kind == 0))
                found.groups.append(name)
                found.laboratories.append(f"{name}{number}")
    return found


def naive_holds(sample: Sample, name: str) -> bool | None:
    """Whether Student's interval of the points of a class holds its median; None for fewer than two points."""
    points = [
        low
        for low, high, group in zip(sample.low, sample.high, sample.groups, strict=True)
        if group == name and low == high
    ]
    if len(points) < 2:
        return None
    half = stats.t.ppf((1 + LEVEL) / 2, len(points) - 1) * np.std(points, ddof=1) / np.sqrt(len(points))
    return bool(abs(np.mean(points) - sample.truth[name]) <= half)


def main(arguments: list[str]) -> int:
    """Print the table and write it as CSV where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=160)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args(arguments)
    rows = [
        ("setting", "laboratories", "intervals", "coverage", "monte_carlo_se", "length_decades", "naive", "within_aim")
    ]
    for setting in SETTINGS:
        rng = np.random.default_rng(options.seed)
        held: dict[int, list[tuple[bool, float, bool | None]]] = {}
        for _ in range(options.runs):
            sample = simulate(rng, setting)
            model = ClassModel(
                sample.low,
                sample.high,
                groups=sample.groups,
                laboratories=sample.laboratories,
                spread_of_classes=setting.assumed,
                error=ERROR,
                level=LEVEL,
            )
            for name, count in LABORATORIES.items():
                said = model.median(name)
                holds = said.low <= sample.truth[name] <= said.high
                held.setdefault(count, []).append((holds, said.high - said.low, naive_holds(sample, name)))
        for count, found in held.items():
            share = np.mean([holds for holds, _, _ in found])
            naive = [by_t for _, _, by_t in found if by_t is not None]
            row = (
                setting.name,
                count,
                len(found),
                f"{share:.3f}",
                f"{np.sqrt(LEVEL * (1 - LEVEL) / len(found)):.3f}",
                f"{np.mean([length for _, length, _ in found]):.2f}",
                f"{np.mean(naive):.3f}",
                "yes" if AIM[0] <= share <= AIM[1] else "no",
            )
            rows.append(row)
            print("  ".join(map(str, row)), flush=True)
    if options.table:
        with options.table.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
