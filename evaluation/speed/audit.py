"""How long one question to the audit takes with 200,000 made-up data: `python evaluation/speed/audit.py [--data N]`.

Makes an index of N readings, N / 4 metrics, N / 20 statistics and a count over all readings in a temporary folder, asks
each question in a process of its own several times and prints the best time and the processor's, the start of Python
included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from memlit.audit.database import IndexedNumber, IndexedPlace, IndexedRun, write_database

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 7
PER_PAPER = 20
SHARE = 4


def reading_record(number: int) -> str:
    """A reading as the index keeps it, about as long as a real one."""
    paper = f"sim-{number // PER_PAPER}"
    key = f"sim-doc-{number // 1000}"
    printed = {
        "text": f"{number % 997} kΩ",
        "headers": ["R_ON", "Resistance of the on state"],
        "stub": "TaOx/HfOx",
        "notes": [],
    }
    locator = {
        **dict.fromkeys(("sha256", "label", "place", "part", "bbox", "panel", "series", "point")),
        "document": key, "file": "table_1.csv", "page": 3, "row": number % 1000, "column": 2,
    }  # fmt: skip
    datum = {
        "id": reading_id(number), "paper": paper, "device": "taox", "parameter": "r_on", "printed": printed,
        "locator": locator, "method": "transcribed", "tier": "secondary",
        "lineage": None, "read_at": None, "figure": None,
    }  # fmt: skip
    steps = [
        {
            "op": "parse",
            "before": printed["text"],
            "after": printed["text"],
            "rule": "memlit.quantities.read_quantities",
        }
    ]
    record = {
        "datum": datum,
        "id": reading_id(number),
        "parameter": "r_on",
        "value": 1e3 * (number % 997),
        "steps": steps,
    }
    return json.dumps({**record, "flags": [], "status": "value", "reason": None, "inputs": []})


def reading_id(number: int) -> str:
    return f"sim-doc-{number // 1000}:t1/r{number % 1000}c2"


def numbers_of(n_data: int) -> Iterator[IndexedNumber]:
    rule = json.dumps({"rule": "E_a = V^2 mean(G_on, G_off) tau", "note": None})
    readings = [reading_id(number) for number in range(n_data)]
    for number, name in enumerate(readings):
        yield IndexedNumber(name, "reading", "r_on", f"{number % 997} kΩ", "value", reading_record(number))
    metrics = [metric_id(number) for number in range(n_data // SHARE)]
    for number, name in enumerate(metrics):
        own = tuple(readings[number * SHARE : (number + 1) * SHARE])
        yield IndexedNumber(name, "metric", "action energy", f"{number / 1000:.3f} nJ", "value", rule, own)
    for number in range(n_data // PER_PAPER):
        own = tuple(metrics[number * PER_PAPER // SHARE : (number + 1) * PER_PAPER // SHARE])
        yield IndexedNumber(f"median/{number}", "statistic", "median", "1 nJ", "value", rule, own)
    yield IndexedNumber("count/all", "count", "readings", str(n_data), "value", rule, tuple(readings))
    claim = {"id": "sim", "subject": "VCM", "metric": "action energy", "comparator": "<", "value": "1", "unit": "nJ"}
    record = {
        "claim": {**claim, "section": "5", "note": ""}, "analysis": "class_value", "reason": "made up",
        "rule": "made up",
        "numbers": [], "evidence": [{"label": "median", "id": "median/0"}], "context": [], "printed": [],
        "missing": {"words": "", "parameters": [], "papers": []},
    }  # fmt: skip
    yield IndexedNumber("claim/sim", "claim", "made up", "differs", "value", json.dumps(record))


def metric_id(number: int) -> str:
    return f"sim-{number}/taox/set#action_energy"


def write(path: Path, n_data: int) -> None:
    """The made-up index."""
    metrics = {metric_id(number): f"{number / 1000:.3f}\u00a0nJ" for number in range(n_data // SHARE)}
    paper = json.dumps({"readings": {"value": 1}, "pulses": []})
    run = IndexedRun(
        sorted(numbers_of(n_data)),
        [IndexedPlace("fig11a", "figure", "Fig. 11a", "figure-fig11a", False, metrics)],
        dict.fromkeys(metrics, "nabc"),
        [(f"sim-{number}/taox", "device", None, paper) for number in range(n_data // PER_PAPER)],
        [(f"sim-{number}", "", 0) for number in range(n_data // PER_PAPER)],
        {"reconcile_units": "abc"},
    )
    write_database(path, run)


def seconds(folder: Path, *arguments: str) -> tuple[float, float]:
    """Best time of a command on the clock, and best time of the processor."""
    times, worked = [], []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow")}
    command = [sys.executable, "-m", "memlit.cli", "audit", *arguments]
    for _ in range(REPEATS):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(time.perf_counter() - start)
        worked.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert done.returncode in {0, 2}, done.stderr.decode()
    return min(times), min(worked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=int, default=200_000)
    n_data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "results").mkdir()
        write(folder / "results/audit.sqlite", n_data)
        size = (folder / "results/audit.sqlite").stat().st_size / 1e6
        print(f"{n_data} data, index of {size:.0f} MB\n")
        print("| question | clock (s) | processor (s) |\n|---|---|---|")
        for arguments in (
            (reading_id(n_data // 2),),
            (metric_id(n_data // 8),),
            ("count/all",),
            ("r77c2x",),
            ("--number", "12.345", "--in", "fig11a"),
            ("--number", "12.345"),
            ("--claim", "sim"),
            ("--why-not", "sim-77/taox"),
            ("--orphans",),
        ):
            clock, worked = seconds(folder, *arguments)
            print(f"| `{' '.join(arguments)}` | {clock:.2f} | {worked:.2f} |")


if __name__ == "__main__":
    main()
