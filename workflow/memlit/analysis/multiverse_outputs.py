"""Columns of the multiverse's tables under results/data/, each with its meaning, and their rows.

multiverse.csv: a distinct cell and class; specifications.csv: a joint specification and metric with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memlit.analysis.multiverse_model import SWITCHES, Multiverse

Row = dict[str, Any]
OPTIONS = {
    "pulse": "set, reset, or larger: the pulse of a device with the larger action energy",
    "mean": "conductance in the action energy: arithmetic, logarithmic or on_only",
    "tiers": "tiers of readings that may feed the benchmark",
    "double": "reference credited to two classes: both, or the one it counts in",
    "conflicts": "references that the review names in two classes: own (as credited), or the class they move to",
    "added": "whether references discussed with a class but not credited to it are added",
    "merged": "whether the survey's class of unknown mechanism counts as the class of the plan",
}
MEANINGS = {
    "multiverse.csv": {
        "metric": "metric of the plan",
        "cell": "specifications with the same inputs are one cell, numbered in the order of specifications.csv",
        "headline": "whether the headline is one of them",
        "n_specifications": "how many they are",
        **{name: f"options that occur in the cell; {meaning}" for name, meaning in OPTIONS.items()},
        "class": "device class by its short name",
        "unit": "SI unit of the numbers",
        "n_papers": "papers with a value; below the plan's interval_from the median is no estimate of the class",
        "n_bounded": "other papers with bounds",
        "median": "median over both on the log scale, where the bounds allow one number only, in `unit`",
        "lower": "its lower bound: median of the papers' lower ends, in `unit`",
        "upper": "its upper bound: median of their upper ends, empty where there is none, in `unit`",
        "middle_of_known": "middle of the papers with a value, the others left out, in `unit`",
        "decisions": "pairs of classes that are tested, with the decision",
    },
    "specifications.csv": {
        "metric": "metric of the plan",
        **OPTIONS,
        "cell": "cell of multiverse.csv that holds its result",
        "headline": "whether it is the headline",
    },
}


def multiverse_tables(record: Multiverse) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Columns and rows of both tables by file name."""
    return {
        "multiverse.csv": (tuple(MEANINGS["multiverse.csv"]), list(_cell_rows(record))),
        "specifications.csv": (tuple(MEANINGS["specifications.csv"]), list(_specification_rows(record))),
    }


def _cell_rows(record: Multiverse) -> Iterator[Row]:
    for metric in record.metrics:
        for cell in metric.cells:
            for line in cell.classes:
                yield {
                    "metric": metric.metric,
                    "cell": cell.number,
                    "headline": cell.is_headline,
                    "n_specifications": cell.n_specifications,
                    **cell.options,
                    "class": line.device_class,
                    "unit": metric.unit,
                    "n_papers": line.n,
                    "n_bounded": line.n_bounded,
                    "median": line.median,
                    "lower": line.lower,
                    "upper": line.upper,
                    "middle_of_known": line.middle_of_known,
                    "decisions": [f"{pair}: {d}" for pair, d in cell.decisions.items() if d != "not tested"],
                }


def _specification_rows(record: Multiverse) -> Iterator[Row]:
    for metric in record.metrics:
        for options, cell in zip(record.specifications, metric.cell_of, strict=True):
            yield {
                "metric": metric.metric,
                **dict(zip(SWITCHES, options, strict=True)),
                "cell": cell,
                "headline": options == record.headline,
            }
