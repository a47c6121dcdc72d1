"""Coverage of pooled intervals on simulated studies, and agreement with R's metafor where R has it.

Run: python evaluation/statistics/pooling_coverage.py [--runs N] [--metafor]
Effects are normal with SD 0.3, sampling variances 1/(2n) with n of 4 to 39, as in calibrate.py. Columns: HKSJ and
prediction interval with tau2 by REML of memlit; both with tau2 known; HKSJ with equal variances, where
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
from memlit.statistics import tau2_reml
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


def hksj(y: np.ndarray, v: np.ndarray) -> tuple[float, float, float, float, float]:
    """tau2 by REML, and the ends of metafor's HKSJ interval and prediction interval, both t with k - 1."""
    tau2 = tau2_reml(y, v, np.ones((y.size, 1)))
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    variance = (w * (y - mean) ** 2).sum() / (y.size - 1) / w.sum()
    quantile = stats.t(y.size - 1).isf(0.025)
    half, spread = quantile * np.sqrt(variance), quantile * np.sqrt(tau2 + variance)
    return tau2, mean - half, mean + half, mean - spread, mean + spread


def coverage(k: int, runs: int) -> list[float]:
    rng = np.random.default_rng(2026 + k)
    hits = np.zeros(6)
    quantile = stats.t(k - 1).isf(0.025)
    for _ in range(runs):
        y, v = draw(rng, k)
        new = SD * rng.standard_normal()
        found, low, high, new_low, new_high = hksj(y, v)
        w = 1 / (v + SD**2)
        mean = (w * y).sum() / w.sum()
        se = np.sqrt((w * (y - mean) ** 2).sum() / (k - 1) / w.sum())
        equal = SD * rng.standard_normal(k) + np.sqrt(EQUAL_VARIANCE) * rng.standard_normal(k)
        _, same_low, same_high, _, _ = hksj(equal, np.full(k, EQUAL_VARIANCE))
        hits += (
            low <= 0 <= high,
            new_low <= new <= new_high,
            abs(mean) <= quantile * se,
            abs(new - mean) <= quantile * np.sqrt(se**2 + SD**2),
            same_low <= 0 <= same_high,
            found == 0,
        )
    return list(hits / runs)


def against_metafor() -> None:
    studies, ends = [], []
    for k in SIZES:
        rng = np.random.default_rng(7 + k)
        for number in range(R_SETS):
            y, v = draw(rng, k)
            ends.append((k, number, *hksj(y, v)[1:]))
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
