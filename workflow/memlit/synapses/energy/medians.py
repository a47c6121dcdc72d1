"""Medians of classes of named synapses under every choice of evidence: grades, series transistors.

The unit is the paper, the scale logarithmic. What is said of a class depends on its lineages, not on its papers: an
interval from as many lineages as `inclusion.interval_from`. `without_one` is the span of the median when each lineage
is left out in turn.
"""

from itertools import product

import pandas as pd

from memlit.analysis.class_medians import INCLUSION
from memlit.analysis.medians import middle_ends, paper_ends
from memlit.config import Config
from memlit.datum import SERIES_TRANSISTOR
from memlit.field.codes import EVIDENCE
from memlit.frames import SEVERAL, has_item
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.statistics.comparison.medians import log_median
from memlit.synapses.members import chosen_by

LEAST_LEFT_OUT = 3
_CELL = ["class", "metric", "pulse", "evidence", "with_transistor"]
"""What a median is of."""

SYNAPSE_MEDIANS_TABLE: PublishedTable[object] = published_table(__file__, "synapse_medians")


def synapse_medians(named: pd.DataFrame, values: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The rows of synapse_medians.csv, sorted by id: every choice for every class, metric and pulse with a paper.

    named: as `graded_synapses` makes it; values: rows of values.csv, of which those of named synapses are taken. Beside
    the columns of the table stands what its numbers are made of.
    """
    papers = _papers_of_choices(named, values)
    cells = papers.groupby(_CELL)
    lines = cells.agg(
        n_papers=("work", "size"),
        n_points=("is_point", "sum"),
        papers=("work", SEVERAL.join),
        n_lineages=("lineage", "nunique"),
        lineages=("lineage", lambda own: SEVERAL.join(sorted(set(own)))),
    )
    lines["inclusion"] = lines["n_lineages"].map(config.analysis.inclusion_of).map(INCLUSION)
    lines = lines.join(middle_ends(papers, _CELL).set_index(_CELL)).rename(columns={"low": "lower", "high": "upper"})
    lines["median"] = lines["lower"].where(lines["lower"] == lines["upper"])
    left = cells[["low", "high", "lineage"]].apply(_without_one)
    lines = lines.join(left).reset_index()
    lines["unit"] = lines["metric"].map({name: metric.unit for name, metric in config.metrics.items()})
    series = lines["with_transistor"].map({True: "/with transistor", False: "/without transistor"})
    lines["id"] = "synapses/" + lines["class"].str.cat(lines[_CELL[1:-1]], sep="/") + series
    lines["words"] = lines["metric"].str.replace("_", " ") + " of " + lines["class"] + " synapses"
    return lines.sort_values("id", ignore_index=True)


def _papers_of_choices(named: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """What is known of each paper under each choice, with its lineage."""
    found = []
    for evidence, with_transistor in product(EVIDENCE, (True, False)):
        chosen = chosen_by(evidence, named)
        if not with_transistor:
            chosen = chosen[~has_item(chosen["flags"], SERIES_TRANSISTOR)]
        papers = paper_ends(values[values["row"].isin(chosen["id"])], ["class", "quantity", "pulse"])
        found.append(papers.assign(evidence=evidence, with_transistor=with_transistor))
    papers = pd.concat(found).rename(columns={"quantity": "metric"})
    return papers.merge(named[["work", "lineage"]].drop_duplicates("work"), on="work")


def _without_one(papers: pd.DataFrame) -> "pd.Series[float]":
    """From the least lower to the largest upper end of the medians with one lineage left out; nothing of too few."""
    if papers["lineage"].nunique() < LEAST_LEFT_OUT:
        return pd.Series(dtype="float64", index=["without_one", "without_one_lower", "without_one_upper"])
    low, high = min(_medians_without_each(papers, "low")), max(_medians_without_each(papers, "high"))
    point = low if low == high else None
    return pd.Series({"without_one": point, "without_one_lower": low, "without_one_upper": high}, dtype="float64")


def _medians_without_each(papers: pd.DataFrame, end: str) -> list[float]:
    """The medians of an end over all papers but those of each lineage."""
    ordered = papers.sort_values(end)
    values, lineages = ordered[end].to_numpy(), ordered["lineage"].factorize()[0]
    left = (values[lineages != one] for one in range(lineages.max() + 1))
    return [log_median(own[(own.size - 1) // 2 : own.size // 2 + 1]) for own in left]


_NUMBERS = (
    NumberColumn(
        "n_lineages",
        "lineages of {words}, grade {evidence}",
        "papers of one laboratory or with the same numbers counted once",
        "count",
        id="{id}#lineages",
    ),
    NumberColumn(
        "median",
        "median {words}, grade {evidence}",
        "median over papers on the log scale, bounds of a paper kept",
        inputs="inputs",
        unit="{unit}",
        ends=("lower", "upper"),
    ),
    NumberColumn(
        "without_one",
        "{words}, grade {evidence}, a lineage less",
        "least lower and largest upper end of the medians with one lineage left out in turn",
        inputs="inputs",
        unit="{unit}",
        ends=("without_one_lower", "without_one_upper"),
    ),
)


def median_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `synapse_medians`, as rows of the table of numbers."""
    return numbers_of_table(lines, *_NUMBERS)
