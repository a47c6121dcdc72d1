"""Speed and accuracy of memlit.statistics. Run by hand: `python evaluation/statistics/speed.py [--large]`.

Prints the time of the bootstrap against its goal (9,999 resamples of four classes in 0.5 s), the time of all analyses
of one metric at 1, 10 (and with --large 100) times as many papers, the largest relative difference to scipy,
statsmodels and PyMARE, and the same beside R's metafor and boot where Rscript is on the path.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable

import memlit.statistics as ms
import numpy as np
from memlit.statistics.comparison.medians import medians_by

SIZES = {"VCM": 26, "ECM": 12, "ICM": 8, "FTJM": 9}
BOOTSTRAP_GOAL = 0.5
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)
R_SCRIPT = """
suppressMessages({library(metafor); library(boot)})
a <- matrix(c(%s), ncol = 4, byrow = TRUE)
yi <- log(a[,1]/(a[,1]+a[,2])) - log(a[,3]/(a[,3]+a[,4]))
vi <- 1/a[,1] - 1/(a[,1]+a[,2]) + 1/a[,3] - 1/(a[,3]+a[,4])
fit <- rma(yi, vi, test = "knha", control = list(threshold = 1e-14, maxiter = 10000))
t0 <- sum(proc.time()[1:2]); set.seed(1)
for (n in c(26, 12, 8, 9)) b <- boot(rnorm(n), function(d, i) median(d[i]), R = 9999)
cat(sprintf("%%.12f %%.12f %%.12f %%.3f", fit$b, fit$se, fit$tau2, sum(proc.time()[1:2]) - t0))
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
    return medians_by(devices, code), classes[first]


def analyses(devices: np.ndarray, papers: np.ndarray, classes: np.ndarray) -> dict[str, Callable[[], object]]:
    """The comparisons of one metric, by name."""
    y, names = of_papers(devices, papers, classes)
    first, second = y[names == "VCM"], y[names == "ECM"]
    return {
        "rank probabilities": lambda: ms.rank_probabilities(y, groups=names),
        "decision under bounds, one pair": lambda: ms.compare_bounds(first, first + 0.3, second, second + 0.3),
        "Welch, Kruskal, spread": lambda: [
            test(y, groups=names) for test in (ms.welch_anova, ms.kruskal, ms.brown_forsythe, ms.fligner)
        ],
        "permutation of papers": lambda: ms.permute_papers(y, groups=names),
        "pairs with Holm": lambda: ms.compare_pairs(y, groups=names),
        "Hodges-Lehmann, one pair": lambda: ms.hodges_lehmann(first, second),
        "tipping point, one pair": lambda: ms.tipping_point(first, second),
        "leave one paper out": lambda: ms.leave_one_paper_out(y, papers=list(range(y.size)), groups=names),
        "CR2 by paper": lambda: ms.cluster_robust(devices, ms.class_design(classes)[0], papers=papers),
    }


# quadratic or worse in the number of papers: shown at 1x and 10x, at 100x only named
HEAVY = ("tipping point, one pair", "leave one paper out", "CR2 by paper", "decision under bounds, one pair")


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
    from pymare.estimators import VarianceBasedLikelihoodEstimator, WeightedLeastSquares
    from scipy import stats
    from statsmodels.stats.multitest import multipletests

    devices, papers, classes = simulated(1)
    y, names = of_papers(devices, papers, classes)
    parts = [y[names == name] for name in SIZES]
    design = ms.class_design(classes)[0]
    effects, variances = bcg()
    rows: dict[str, tuple[object, object]] = {}
    kruskal, bm = ms.kruskal(y, groups=names), ms.brunner_munzel(parts[0], parts[1])
    scipy_kruskal, scipy_bm = stats.kruskal(*parts), stats.brunnermunzel(parts[0], parts[1])
    rows["Kruskal-Wallis: scipy"] = (kruskal.statistic, kruskal.p), (scipy_kruskal.statistic, scipy_kruskal.pvalue)
    rows["Brunner-Munzel: scipy"] = (bm.statistic, bm.p), (scipy_bm.statistic, scipy_bm.pvalue)
    exact = stats.mannwhitneyu(parts[2], parts[3], method="exact").pvalue
    rows["exact Mann-Whitney: scipy"] = ms.mann_whitney_exact(parts[2], parts[3]).p, exact
    p = [0.01, 0.04, 0.03, 0.02, 0.5]
    rows["Holm: statsmodels"] = ms.holm(p), multipletests(p, method="holm")[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = WeightedLeastSquares(tau2=0.0)
        model.fit(devices[:, None], design, v=np.ones((devices.size, 1)), g=papers)
        likelihood = VarianceBasedLikelihoodEstimator(method="REML")
        likelihood.fit(y=effects[:, None], v=variances[:, None], X=np.ones((effects.size, 1)))
    pymare_se = np.sqrt(np.diag(np.squeeze(model.params_["inv_cov"])))
    rows["CR2: PyMARE"] = ms.cluster_robust(devices, design, papers=papers).se, pymare_se
    pooled = ms.pool_random_effects(effects, variances)
    rows["REML tau2: PyMARE"] = pooled.tau2, float(np.squeeze(likelihood.params_["tau2"]))
    print("\nlargest relative difference")
    for name, (ours, others) in rows.items():
        print(name.ljust(38), f"{largest(ours, others):15.1e}")


def report_r() -> None:
    """Print the difference to metafor and the time of R's boot where R is there."""
    program = shutil.which("Rscript")
    if program is None:
        print("\nR is not on the path: metafor and boot not compared")
        return
    script = R_SCRIPT % ",".join(str(count) for row in BCG for count in row)
    done = subprocess.run([program, "-e", script], capture_output=True, text=True, check=False)
    if done.returncode:
        print("\nR lacks metafor or boot: not compared")
        return
    mean, se, tau2, spent = (float(word) for word in done.stdout.split()[-4:])
    pooled = ms.pool_random_effects(*bcg())
    print(
        "\nBCG, REML with HKSJ: metafor".ljust(39),
        f"{largest((pooled.estimate, pooled.se, pooled.tau2), (mean, se, tau2)):15.1e}",
    )
    print(f"R's boot, 9,999 x 4 classes: {spent:.3f} s")


def bcg() -> tuple[np.ndarray, np.ndarray]:
    """Log risk ratios of the BCG trials (Colditz et al. 1994) and their variances."""
    a, b, c, d = np.array(BCG, dtype=float).T
    return np.log(a / (a + b)) - np.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


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
