"""Coverage of pooled intervals on simulated studies, and agreement with R's metafor where R has it.

Run: python evaluation/statistics/pooling_coverage.py [--runs N] [--metafor]
Effects are normal with SD 0.3, sampling variances 1/(2n) with n of 4 to 39, as in calibrate.py. Columns: HKSJ and
prediction interval with tau2 by REML; both with tau2 known (by hand, not by memlit); HKSJ with equal variances, where
it is exact; share of sets with tau2 = 0. --metafor prints the largest difference of all four interval ends from
rma(method = "REML", test = "knha") and predict() over 300 sets each.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from memlit.statistics import pool_random_effects
from scipy import stats

SD = 0.3
SIZES = (3, 5, 10)
EQUAL_VARIANCE = 0.05
R_SETS = 300
R_SCRIPT = """
suppressMessages(library(metafor)); a <- commandArgs(TRUE)
d <- read.csv(a[1], header = FALSE); o <- read.csv(a[2], header = FALSE); worst <- 0
for (i in 1:nrow(o)) {
  s <- d[d$V1 == o$V1[i] & d$V2 == o$V2[i], ]
  f <- rma(s$V3, s$V4, method = "REML", test = "knha", control = list(threshold = 1e-10, maxiter = 10000))
  p <- predict(f)
  worst <- max(worst, abs(c(f$ci.lb, f$ci.ub, p$pi.lb, p$pi.ub) - as.numeric(o[i, 3:6])))
}
cat("metafor", as.character(packageVersion("metafor")), nrow(o), "sets, largest difference", worst, "\\n")
"""


def draw(rng: np.random.Generator, k: int) -> tuple[np.ndarray, np.ndarray]:
    v = 1 / (2 * rng.integers(4, 40, size=k))
    return SD * rng.standard_normal(k) + np.sqrt(v) * rng.standard_normal(k), v


def coverage(k: int, runs: int) -> list[float]:
    rng = np.random.default_rng(2026 + k)
    hits = np.zeros(6)
    quantile = stats.t(k - 1).isf(0.025)
    for _ in range(runs):
        y, v = draw(rng, k)
        new = SD * rng.standard_normal()
        pooled = pool_random_effects(y, v, ci="hksj")
        w = 1 / (v + SD**2)
        mean = (w * y).sum() / w.sum()
        se = np.sqrt((w * (y - mean) ** 2).sum() / (k - 1) / w.sum())
        equal = SD * rng.standard_normal(k) + np.sqrt(EQUAL_VARIANCE) * rng.standard_normal(k)
        same = pool_random_effects(equal, np.full(k, EQUAL_VARIANCE), ci="hksj")
        hits += (
            pooled.low <= 0 <= pooled.high,
            pooled.pi_low <= new <= pooled.pi_high,
            abs(mean) <= quantile * se,
            abs(new - mean) <= quantile * np.sqrt(se**2 + SD**2),
            same.low <= 0 <= same.high,
            pooled.tau2 == 0,
        )
    return list(hits / runs)


def against_metafor() -> None:
    studies, ends = [], []
    for k in SIZES:
        rng = np.random.default_rng(7 + k)
        for number in range(R_SETS):
            y, v = draw(rng, k)
            pooled = pool_random_effects(y, v, ci="hksj")
            ends.append((k, number, pooled.low, pooled.high, pooled.pi_low, pooled.pi_high))
            studies += [(k, number, *pair) for pair in zip(y, v, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("studies.csv", "ends.csv")]
        for path, rows in zip(paths, (studies, ends), strict=True):
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
        subprocess.run(["Rscript", "-e", R_SCRIPT, *map(str, paths)], check=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--metafor", action="store_true")
    options = parser.parse_args(arguments)
    print("k   hksj   prediction   hksj, tau2 known   prediction, tau2 known   hksj, equal variances   tau2 = 0")
    for k in SIZES:
        print(k, "  ".join(f"{share:.3f}" for share in coverage(k, options.runs)), flush=True)
    if options.metafor:
        against_metafor()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
