"""Speed of the workflow over the whole review, in a copy: a full run, a run with nothing to do, one paper added.

Run by hand on a calm machine: `python evaluation/speed/workflow.py --machine "2 cores, ..." --date 2026-01-31`. Prints
a Markdown table. CPU seconds are those of a command and all its children; the largest process is what the kernel
reports for them (ru_maxrss), the sum is that of all processes of the run at one time, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.config import CONFIG_FILE, load_config
from memlit.library import bucket_of

from tests.added_paper import ENTRY, KEY, READINGS

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
FOLDERS = ("curation", "workflow", "profiles", "config", "sources", "extracted")
REPEATS = 5


class Cost(NamedTuple):
    """Wall and CPU time in s; memory of the largest process and of all at one time in MB."""

    wall: float
    cpu: float
    largest: float
    total: float


def measure(folder: Path, command: Sequence[str]) -> Cost:
    """Run `command` in `folder` with its own copy of the package. Raises CalledProcessError when it fails."""
    env = {**os.environ, "PYTHONPATH": str(folder / "workflow")}
    # A machine that forbids bytecode compiles the package for every job, which no user pays.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]
    ended = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, peak, ended))
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    ended.set()
    sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, peak[0])


def _sample(session: int, peak: list[float], ended: threading.Event) -> None:
    """Keep in `peak` the largest sum of resident memory of the session's processes, in MB."""
    page = os.sysconf("SC_PAGE_SIZE")
    while not ended.wait(0.1):
        pages = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(fields[3]) == session:
                pages += int(fields[21])
        peak[0] = max(peak[0], pages * page / 2**20)


def median_of(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def copy_review(folder: Path) -> Path:
    shutil.copy(ROOT / "references.bib", folder / "references.bib")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.tmp-*"))
    return folder


def add_paper(folder: Path) -> str:
    """Add an entry and its readings; returns the bucket's last file."""
    with (folder / "references.bib").open("a", encoding="utf-8") as stream:
        stream.write(ENTRY)
    (folder / "sources" / KEY).mkdir()
    (folder / "sources" / KEY / "readings.csv").write_text(READINGS, encoding="utf-8")
    n_buckets = load_config(folder / CONFIG_FILE).n_buckets
    return f"results/reconciled/{bucket_of(KEY, n_buckets)}.jsonl"


def costs(folder: Path, cores: int) -> list[tuple[str, Cost, str]]:
    """What was run, its cost, and the limit that it should keep."""
    run = [str(BIN / "snakemake"), "--cores", str(cores)]
    memlit = str(BIN / "memlit")
    found = [("full run", measure(folder, run), "60 s, 1 GB")]
    idle = median_of([measure(folder, run) for _ in range(REPEATS)])
    found.append(("nothing to do", idle, "3 CPU s"))
    target = add_paper(folder)
    bucket = measure(folder, [*run, target])
    own = bucket._replace(cpu=bucket.cpu - idle.cpu, wall=bucket.wall - idle.wall)
    found.append(("one paper added: its bucket, beyond a run with nothing to do", own, "5 CPU s"))
    found.append(("one paper added: the corpus stages", measure(folder, run), ""))
    commands = (["--help"], ["audit", "woo2016/alox-hfo2/set#action_energy"], ["audit", "--orphans"])
    for arguments, limit in zip(commands, ("0.2 s", "0.3 s", "0.3 s"), strict=True):
        cost = median_of([measure(folder, [memlit, *arguments]) for _ in range(REPEATS)])
        found.append((f"`memlit {' '.join(arguments)}`", cost, limit))
    return found


def table(found: Sequence[tuple[str, Cost, str]], machine: str, date: str) -> str:
    lines = [
        "# Speed of the workflow",
        "",
        f"{machine}, {date}. Made by `evaluation/speed/workflow.py`; medians of {REPEATS} runs where a run is short.",
        "",
        "| what | wall (s) | CPU (s) | largest process (MB) | all processes (MB) | limit |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for what, cost, limit in found:
        lines.append(f"| {what} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.largest:.0f} | {cost.total:.0f} | {limit} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", required=True, help="what it is run on")
    parser.add_argument("--date", required=True, help="the day of the run")
    parser.add_argument("--cores", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = costs(copy_review(Path(name)), arguments.cores)
    print(table(found, arguments.machine, arguments.date), end="")


if __name__ == "__main__":
    main()
