"""What a corpus of made-up papers costs: full run, no-op, one paper added, one correction, one setting, one design tag.

`python evaluation/speed/scale.py --papers 1000 [--buckets 16] [--short]`: writes a corpus (tests/made_up_corpus.py)
into a temporary folder, runs the workflow, checks that benchmark.csv is the truth, and prints Markdown rows as they
come, then those of every rule. CPU seconds are those of a command and all its children, so other work on the machine
changes them little; wall time it does. Mining is what the extract stage spends, its reader processes too, as the run's
own tally has it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evaluation.speed.workflow import BIN, Cost, measure
from tests.made_up_corpus import add_paper, differences, set_config, write_corpus

BENCHMARK = "results/data/benchmark.csv"
SEED = 1
TAG = "sim-000001,pathway,filament confinement,sim-000001,abstract,A. Simulated,made up\n"
"""A row of config/tags.csv."""
METER = """
import resource
usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
with open("costs.csv", "a") as stream:
    stream.write(f"{snakemake.rule},{cpu:.1f},{max(usage.ru_maxrss for usage in usages) / 1024:.0f}\\n")
"""
"""Added to the script of every rule in the corpus: its CPU s and the MB of its largest process."""


def size_of(folder: Path) -> tuple[int, float]:
    """Number of files below `folder` and their sum in MB."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files) / 1e6


def correct_one(folder: Path, paper: str, device: str) -> None:
    """One row of curation/corrections.csv about a reading of a paper."""
    with (folder / "curation/corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{paper}:abstract/{device}/set_voltage,flag,doubtful,measured,A. Simulated,2020-01-01\n")


def mining(folder: Path) -> float:
    """CPU s that the last run spent on reading documents."""
    tallies = (folder / "results/run/extract").glob("*.json")
    return float(sum(json.loads(path.read_text(encoding="utf-8"))["cpu"] for path in tallies))


def rows(
    folder: Path, papers: int, cores: int, buckets: int | None, *, whole: bool
) -> Iterator[tuple[str, Cost, float]]:
    """What was run, its cost and its mining, as they come. whole: run to the reports, else to benchmark.csv only."""
    truth = write_corpus(folder, papers, SEED, buckets)
    for script in (folder / "workflow/scripts").glob("*.py"):
        with script.open("a", encoding="utf-8") as stream:
            stream.write(METER)
    run = [str(BIN / "snakemake"), "--cores", str(cores)]

    def cost_of(what: str, *arguments: str) -> tuple[str, Cost, float]:
        for tally in (folder / "results/run/extract").glob("*.json"):
            tally.unlink()
        cost = measure(folder, [*run, *arguments])
        return what, cost, mining(folder)

    yield cost_of("from references.bib to benchmark.csv", BENCHMARK)
    wrong = differences(folder, truth)
    if wrong:
        raise SystemExit(f"scale.py: {len(wrong)} numbers are not the truth, the first: {wrong[0]}")
    yield cost_of("nothing to do", BENCHMARK)
    add_paper(folder, papers, SEED)
    yield cost_of("one paper added", BENCHMARK)
    read = next(row for row in truth if row.kind == "readings")
    correct_one(folder, read.paper, read.device)
    yield cost_of("one correction", BENCHMARK)
    set_config(folder, "conventions", "conductance_mean", value="logarithmic")
    yield cost_of("one setting changed", BENCHMARK)
    if whole:
        yield cost_of("everything after benchmark.csv")
        yield cost_of("everything, nothing to do")
        with (folder / "config/tags.csv").open("a", encoding="utf-8") as stream:
            stream.write(TAG)
        yield cost_of("a design tag, to report.html", "results/report.html")
        add_paper(folder, papers + 1, SEED)
        yield cost_of("one paper added, everything")


def line(papers: int, what: str, cost: Cost, mined: float) -> str:
    numbers = f"{cost.cpu:.1f} | {mined:.1f} | {cost.cpu - mined:.1f} | {cost.wall:.0f}"
    return f"| {papers} | {what} | {numbers} | {cost.largest:.0f} | {cost.total:.0f} |"


HEADER = """\
| papers | what | CPU (s) | of it mining | beyond it | wall (s) | largest process (MB) | all processes (MB) |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, required=True)
    parser.add_argument("--buckets", type=int, default=None)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--short", action="store_true", help="stop at benchmark.csv")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        print(HEADER, flush=True)
        found = rows(folder, arguments.papers, arguments.cores, arguments.buckets, whole=not arguments.short)
        for what, cost, mined in found:
            print(line(arguments.papers, what, cost, mined), flush=True)
        print()
        for rule, cpu, size in csv.reader((folder / "costs.csv").read_text(encoding="utf-8").splitlines()):
            print(f"| {rule} | {cpu} | {size} |")
        print()
        for part in ("sources", "results", "results/run/cache", ".snakemake"):
            count, size = size_of(folder / part)
            print(f"{part}: {count} files, {size:.0f} MB.")


if __name__ == "__main__":
    main()
