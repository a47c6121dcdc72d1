"""What a corpus of made-up papers costs: full run, no-op, one paper added, one correction, one setting changed, lint.

`python benchmarks/scale.py --papers 1000 [--buckets 16] [--short]`: writes a corpus (benchmarks/corpus.py) into a
temporary folder, runs the workflow, checks that benchmark.csv is the truth, and prints a Markdown table. CPU seconds
are those of a command and all its children, so other work on the machine changes them little; wall time it does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import add_paper, differences, set_config, write_corpus
from benchmarks.workflow import BIN, Cost, measure

BENCHMARK = "results/data/benchmark.csv"
SEED = 1


def size_of(folder: Path) -> tuple[int, float]:
    """Number of files below `folder` and their sum in MB."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files) / 1e6


def correct_one(folder: Path, paper: str, device: str) -> None:
    """One row of corrections.csv about a reading of a paper."""
    with (folder / "corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{paper}:abstract/{device}/set_voltage,flag,doubtful,measured,A. Simulated,2020-01-01\n")


def costs(folder: Path, papers: int, cores: int, buckets: int | None, *, whole: bool) -> list[tuple[str, Cost]]:
    """Costs in the order they were measured. whole: run to the reports, else to benchmark.csv only."""
    truth = write_corpus(folder, papers, SEED, buckets)
    run = [str(BIN / "snakemake"), "--cores", str(cores)]
    short = [*run, BENCHMARK]
    found = [("to benchmark.csv, mining included", measure(folder, short))]
    wrong = differences(folder, truth)
    if wrong:
        raise SystemExit(f"scale.py: {len(wrong)} numbers are not the truth, the first: {wrong[0]}")
    found.append(("to benchmark.csv, nothing to do", measure(folder, short)))
    add_paper(folder, papers, SEED)
    found.append(("to benchmark.csv, one paper added", measure(folder, short)))
    read = next(row for row in truth if row.kind == "readings")
    correct_one(folder, read.paper, read.device)
    found.append(("to benchmark.csv, one correction", measure(folder, short)))
    set_config(folder, "conventions", "conductance_mean", value="logarithmic")
    found.append(("to benchmark.csv, one setting changed", measure(folder, short)))
    if whole:
        found.append(("analysis, figures, reports, audit index", measure(folder, run)))
        found.append(("everything, nothing to do", measure(folder, run)))
        found.append(("`snakemake --lint`", measure(folder, [*run, "--lint"])))
    return found


def table(papers: int, found: Sequence[tuple[str, Cost]], sizes: Sequence[tuple[str, int, float]]) -> str:
    lines = ["| papers | what | CPU (s) | wall (s) | largest process (MB) |", "| ---: | --- | ---: | ---: | ---: |"]
    lines += [f"| {papers} | {what} | {cost.cpu:.1f} | {cost.wall:.0f} | {cost.largest:.0f} |" for what, cost in found]
    lines += ["", *(f"{name}: {count} files, {size:.0f} MB." for name, count, size in sizes)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, required=True)
    parser.add_argument("--buckets", type=int, default=None)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--short", action="store_true", help="stop at benchmark.csv")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        found = costs(folder, arguments.papers, arguments.cores, arguments.buckets, whole=not arguments.short)
        sizes = [(part, *size_of(folder / part)) for part in ("sources", "results", ".snakemake")]
    print(table(arguments.papers, found, sizes), end="")


if __name__ == "__main__":
    main()
