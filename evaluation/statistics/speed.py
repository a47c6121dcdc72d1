"""Speed and accuracy of memlit.statistics. Run by hand: `python evaluation/statistics/speed.py [--large]`.

Prints the time of the bootstrap against its goal (9,999 resamples of four classes in 0.5 s), the time of all analyses
of one metric at 1, 10 (and with --large 100) times as many papers, the largest relative difference to scipy
and statsmodels, and the time of R's boot where Rscript is on the path.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

import memlit.statistics as ms
import numpy as np

SIZES = {"VCM": 26, "ECM": 12, "ICM": 8, "FTJM": 9}
BOOTSTRAP_GOAL = 0.5
R_SCRIPT = """
library(boot)
t0 <- sum(proc.time()[1:2]); set.seed(1)
for (n in c(26, 12, 8, 9)) b <- boot(rnorm(n), function(d, i) median(d[i]), R = 9999)
cat(sprintf("%.3f", sum(proc.time()[1:2]) - t0))
"""


def seconds(function: Callable[[], object], repeats: int = 3) -> float:
    """Processor seconds, the best of some repeats."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def simulated(factor: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """log10 values, papers and classes with the class sizes of the review times `factor`, two devices a paper."""
    rng = np.random.default_rng(1)
    classes = np.repeat(list(SIZES), [size * factor for size in SIZES.values()])
    shift = np.repeat([0.0, 1.8, -0.5, 0.3], [size * factor for size in SIZES.values()])
    centres = shift + 1.3 * rng.standard_normal(classes.size)
    devices = np.repeat(centres, 2) + 0.45 * rng.standard_normal(2 * classes.size)
    return devices, np.repeat(np.arange(classes.size), 2), np.repeat(classes, 2)


def of_papers(devices: np.ndarray, papers: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The median of each paper, and its class."""
    _, first, code = np.unique(papers, return_index=True, return_inverse=True)
    return np.array([np.median(devices[code == paper]) for paper in range(first.size)]), classes[first]


def analyses(devices: np.ndarray, papers: np.ndarray, classes: np.ndarray) -> dict[str, Callable[[], object]]:
    """The comparisons of one metric, by name."""
    y, names = of_papers(devices, papers, classes)
    first, second = y[names == "VCM"], y[names == "ECM"]
    return {
        "rank probabilities": lambda: ms.rank_probabilities(y, groups=names),
        "Welch, Kruskal, spread": lambda: [
            test(y, groups=names) for test in (ms.welch_anova, ms.kruskal, ms.brown_forsythe, ms.fligner)
        ],
        "permutation of papers": lambda: ms.permute_papers(y, groups=names),
        "pairs with Holm": lambda: ms.compare_pairs(y, groups=names),
        "Hodges-Lehmann, one pair": lambda: ms.hodges_lehmann(first, second),
        "leave one paper out": lambda: ms.leave_one_paper_out(y, papers=list(range(y.size)), groups=names),
    }


# quadratic or worse in the number of papers: shown at 1x and 10x, at 100x only named
HEAVY = ("leave one paper out",)


def report_speed(large: bool) -> None:
    """Print seconds at 1x, 10x and 100x papers."""
    factors = (1, 10, 100) if large else (1, 10)
    tables = {factor: analyses(*simulated(factor)) for factor in factors}
    print("CPU seconds at".ljust(38), *(f"{55 * factor:>8} papers" for factor in factors))
    for name in tables[1]:
        cells = []
        for factor in factors:
            skipped = factor == 100 and name in HEAVY
            cells.append("not run".rjust(15) if skipped else f"{seconds(tables[factor][name], 1):15.3f}")
        print(name.ljust(38), *cells, flush=True)
    y, names = of_papers(*simulated(1))
    spent = seconds(lambda: ms.rank_probabilities(y, groups=names))
    print(f"bootstrap, 9,999 x 4 classes: {spent:.3f} s (goal {BOOTSTRAP_GOAL} s)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


def largest(ours: object, theirs: object) -> float:
    """Largest relative difference."""
    a, b = np.ravel(np.asarray(ours, dtype=float)), np.ravel(np.asarray(theirs, dtype=float))
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-300)))


def report_accuracy() -> None:
    """Print the largest relative difference to other libraries on seeded data."""
    from scipy import stats
    from statsmodels.stats.multitest import multipletests

    devices, papers, classes = simulated(1)
    y, names = of_papers(devices, papers, classes)
    parts = [y[names == name] for name in SIZES]
    rows: dict[str, tuple[object, object]] = {}
    kruskal, bm = ms.kruskal(y, groups=names), ms.brunner_munzel(parts[0], parts[1])
    scipy_kruskal, scipy_bm = stats.kruskal(*parts), stats.brunnermunzel(parts[0], parts[1])
    rows["Kruskal-Wallis: scipy"] = (kruskal.statistic, kruskal.p), (scipy_kruskal.statistic, scipy_kruskal.pvalue)
    rows["Brunner-Munzel: scipy"] = (bm.statistic, bm.p), (scipy_bm.statistic, scipy_bm.pvalue)
    exact = stats.mannwhitneyu(parts[2], parts[3], method="exact").pvalue
    rows["exact Mann-Whitney: scipy"] = ms.mann_whitney_exact(parts[2], parts[3]).p, exact
    p = [0.01, 0.04, 0.03, 0.02, 0.5]
    rows["Holm: statsmodels"] = ms.holm(p), multipletests(p, method="holm")[1]
    print("\nlargest relative difference")
    for name, (ours, others) in rows.items():
        print(name.ljust(38), f"{largest(ours, others):15.1e}")


def report_r() -> None:
    """Print the time of R's boot where R is there."""
    program = shutil.which("Rscript")
    if program is None:
        print("\nR is not on the path: boot not compared")
        return
    done = subprocess.run([program, "-e", R_SCRIPT], capture_output=True, text=True, check=False)
    if done.returncode:
        print("\nR lacks boot: not compared")
        return
    spent = float(done.stdout.split()[-1])
    print(f"R's boot, 9,999 x 4 classes: {spent:.3f} s")


def main(arguments: list[str]) -> int:
    """Run the parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also 100 times as many papers")
    options = parser.parse_args(arguments)
    report_speed(options.large)
    report_accuracy()
    report_r()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
