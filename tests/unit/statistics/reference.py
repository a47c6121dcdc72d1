"""Compare memlit.statistics with R. Run by hand: `python tests/unit/statistics/reference.py [--accept]`.

Runs reference.R (car, coin and R's own functions) on the data below and prints the
largest relative difference by function. --accept writes reference.csv, which
tests/unit/statistics/test_statistics_reference.py reads, so that the comparison needs no R afterwards.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import memlit.statistics as ms
import numpy as np

from curation.measured.levels import eta_squared, two_write_components

HERE = Path(__file__).resolve().parent
TABLE = HERE / "reference.csv"
COLUMNS = ("case", "field", "source", "value", "ours", "relative_difference")
# Insect counts, Beall, Biometrika 1942, 29, 243 (R's InsectSprays)
SPRAYS = {
    "A": [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
    "B": [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
    "C": [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
    "D": [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
    "E": [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
    "F": [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
}


def data() -> dict[str, Any]:
    """The samples by name: published examples where there are, made ones for ties and gaps."""
    return {
        # insect counts, Beall 1942; shoulder pain, Lumley 1996; placental membrane, Hollander and Wolfe 1973
        "spray_y": [count for counts in SPRAYS.values() for count in counts],
        "spray_g": [name for name, counts in SPRAYS.items() for _ in counts],
        "pain_x": [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1],
        "pain_y": [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4],
        "term": [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
        "early": [1.15, 0.88, 0.90, 0.74, 1.21],
        **{"apart_x": [1.1, 1.4, 2.0, 2.2, 2.9, 3.0], "apart_y": [4.1, 4.4, 5.0, 6.2, 6.9, 7.5, 8.0]},
        **{"tied_x": [1, 2, 2, 3, 3, 3, 4], "tied_y": [2, 3, 4, 4, 5, 5]},
        **{"three_y": [1.0, 2.5, 1.7, 3.1, 4.2, 3.9, 2.2, 5.1, 6.3], "three_g": [1, 1, 1, 2, 2, 2, 3, 3, 3]},
        "p_values": [0.01, 0.04, 0.03, 0.02, 0.5, 0.03],
        "median_y": [3.1, 0.2, 5.4, 2.2, 8.8, 1.7, 4.0, 6.1, 2.9, 7.3, 0.9],
        **{"rank_a": [1.0, 2.0, 4.0, 7.0], "rank_b": [3.0, 5.0, 6.0, 8.0]},
        "reader_a": [1.0, 2.2, 3.0, 40.0, 5.0, 0.7],
        "reader_b": [1.1, 1.0, 3.3, 90.0, 4.0, 0.1],
        "reader_c": [5.0, 2.0, 9.0, 1.0, 7.0, 3.0],
        "write_one": [1.0, 1.4, 0.7, 2.2, 2.9, 2.4, 3.3, 3.1, 3.9],
        "write_two": [1.1, 1.2, 0.9, 2.6, 2.5, 2.3, 3.0, 3.4, 3.6],
        "cell_level": [1, 1, 1, 2, 2, 2, 3, 3, 3],
    }


def ours() -> dict[tuple[str, str], float]:
    """What memlit.statistics gives for every case and field."""
    d = {name: np.asarray(values) for name, values in data().items()}
    found: dict[tuple[str, str], float] = {}

    def keep(case: str, result: Any, *fields: str, **values: float | None) -> None:
        taken = {field: getattr(result, field) for field in fields} | values
        found.update({(case, field): float(value) for field, value in taken.items() if value is not None})

    _classes(d, keep)
    _pairs(d, keep)
    _medians(d, keep)
    _inputs(d, keep)
    return found


def _classes(d: dict[str, np.ndarray], keep: Any) -> None:
    y, groups = d["spray_y"], d["spray_g"]
    for name in ("welch_anova", "kruskal", "fligner", "brown_forsythe"):
        keep(name, getattr(ms, name)(y, groups=groups), "statistic", "df", "df2", "p")
    keep("holm", None, **{f"p{i}": p for i, p in enumerate(ms.holm(list(d["p_values"])), start=1)})
    for statistic in ("welch", "kruskal"):
        keep(
            f"permute_papers {statistic}",
            ms.permute_papers(d["three_y"], groups=d["three_g"], statistic=statistic),
            "p",
        )
        test = ms.welch_anova if statistic == "welch" else ms.kruskal
        keep(f"permute_papers {statistic}", test(d["three_y"], groups=d["three_g"]), "statistic")
    keep("eta_squared", None, share=eta_squared(y, groups))


def _pairs(d: dict[str, np.ndarray], keep: Any) -> None:
    samples = {
        **{"pain": (d["pain_x"], d["pain_y"]), "membrane": (d["term"], d["early"])},
        **{"apart": (d["apart_x"], d["apart_y"]), "tied": (d["tied_x"], d["tied_y"])},
    }
    for name, (x, y) in samples.items():
        if name != "apart":
            fields = ("estimate", "se", "statistic", "df", "p", "low", "high")
            keep(f"brunner_munzel {name}", ms.brunner_munzel(x, y), *fields)
        keep(f"mann_whitney_exact {name}", ms.mann_whitney_exact(x, y), "p")
        keep(f"hodges_lehmann {name}", ms.hodges_lehmann(x, y), "estimate", "low", "high")
    permuted = ms.brunner_munzel_permuted(d["term"], d["early"], n_permutations=5000)
    keep("brunner_munzel_permuted membrane", permuted, "p")
    keep("smallest_exact_p", None, p=ms.smallest_exact_p(8, 9))


def _medians(d: dict[str, np.ndarray], keep: Any) -> None:
    y = d["median_y"]
    keep("median_interval_exact", ms.median_interval_exact(y), "low", "high", "achieved")
    both, labels = np.concatenate([d["rank_a"], d["rank_b"]]), np.repeat(["a", "b"], 4)
    ranks = ms.rank_probabilities(both, groups=labels, n_resamples=99_999)
    keep("rank_probabilities", None, first=ranks.probability[0][0])
    for count, n in ((0, 32), (3, 20), (20, 20)):
        keep(f"clopper_pearson {count} {n}", ms.clopper_pearson(count, n), "low", "high")


def _inputs(d: dict[str, np.ndarray], keep: Any) -> None:
    error = ms.extraction_error(d["reader_a"], d["reader_b"])
    keep("extraction_error", error, "median_absolute", "reading_sd")
    repeated = two_write_components(d["write_one"], d["write_two"], d["cell_level"], n_resamples=99)
    keep("two_write_components", repeated, "estimate", "pearson")


def from_r() -> list[dict[str, str]]:
    """Rows of R's values: case, field, source, value."""
    program = shutil.which("Rscript")
    if program is None:
        raise SystemExit("Rscript is not on the path: install R with car, coin")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.R"
        lines = [
            f"{name} <- c({', '.join(_literal(v) for v in np.asarray(vector))})" for name, vector in data().items()
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        script = str(HERE / "reference.R")
        done = subprocess.run([program, "--vanilla", script, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return list(csv.DictReader(done.stdout.splitlines(), fieldnames=COLUMNS[:4]))


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(float(value))


def compared(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Each value of R beside ours; ours is empty where the case has no such field."""
    mine = ours()
    table = []
    for row in rows:
        value, own = float(row["value"]), mine.get((row["case"], row["field"]))
        difference = None if own is None else abs(own - value) / max(abs(value), 1e-12)
        table.append({**row, "ours": own, "relative_difference": difference})
    return table


def main(arguments: list[str]) -> int:
    """Run R, print the largest difference by function, write the table when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accept", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args(arguments)
    table = compared(from_r())
    worst: dict[tuple[str, str], tuple[float, str, int]] = defaultdict(lambda: (0.0, "", 0))
    for row in table:
        key = (row["case"].split()[0], row["source"])
        size = float("inf") if row["relative_difference"] is None else row["relative_difference"]
        largest, where, n = worst[key]
        worst[key] = (size, f"{row['case']}: {row['field']}", n + 1) if size > largest else (largest, where, n + 1)
    for (function, source), (size, where, n) in worst.items():
        print(f"{function:26}{source:28}{n:5}{size:11.1e}  {where}")
    if options.accept:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in table:
                numbers = [f"{float(row['value']):.15g}", f"{row['ours']:.15g}", f"{row['relative_difference']:.1e}"]
                writer.writerow([row["case"], row["field"], row["source"], *numbers])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
