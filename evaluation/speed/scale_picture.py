"""Draws docs/scale.svg: the cost of the rules against the number of papers, from evaluation/speed/scale.csv.

`python evaluation/speed/scale_picture.py`. The table has a row for each rule and number of papers: CPU s, and MB of the
largest process, as `scale.py` prints them; rules of a bucket are summed.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd

mpl.use("svg")
from matplotlib import pyplot as plt

HERE = Path(__file__).resolve().parent
TABLE, PICTURE = HERE / "scale.csv", HERE.parents[1] / "docs/scale.svg"
NAMED = 6
"""Rules with a line of their own: those that cost most at the largest corpus that all were run at; the rest is one."""
PANELS = (("cpu_s", "CPU time (s)"), ("mb", "largest process (MB)"))


def lines_of(table: pd.DataFrame, column: str) -> dict[str, pd.Series]:
    """Cost by papers of the rules that cost most, and of all others: their sum, or the largest of them."""
    by_rule = table.pivot_table(index="papers", columns="rule", values=column)
    whole = by_rule.dropna().index.max()
    named = by_rule.loc[whole].sort_values(ascending=False).index[:NAMED]
    rest = by_rule.drop(columns=named).dropna()
    others = rest.sum(axis=1) if column == "cpu_s" else rest.max(axis=1)
    return {**{rule: by_rule[rule].dropna() for rule in named}, "all others": others}


def main() -> None:
    mpl.rcParams.update({"svg.hashsalt": "memlit", "svg.fonttype": "none", "font.size": 8})
    table = pd.read_csv(TABLE)
    figure, panels = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
    for axes, (column, words) in zip(panels, PANELS, strict=True):
        for rule, cost in lines_of(table, column).items():
            axes.plot(cost.index, cost, marker="o", markersize=3, linewidth=1, label=rule)
        axes.set(xscale="log", yscale="log", xlabel="papers", ylabel=words)
        axes.grid(alpha=0.3)
        axes.legend(fontsize=7)
    figure.savefig(PICTURE, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
