"""What the complete tuples rest on: numbers of one lineage, a table with its copies or data, are one witness.

`complete_tuples` says which readings they hold, `shared_lineages` which papers rest on a lineage with all their tuples;
of both follow lineages.csv (`lineage_places`) and the counts of papers (`lineage_numbers`).
"""

import pandas as pd

from memlit.analysis.evidence.coverage import in_order, papers_counted
from memlit.config import Config
from memlit.devices.device import TUPLE_PARTS
from memlit.field.codes import ALL_SETS, CHOSEN_PARTS, MEMORY
from memlit.frames import SEVERAL, has_item, joined_by
from memlit.published import PublishedTable, published_table

COMPLETE = "action_energy"
"""A tuple that gives this metric as a point is complete."""
PRINTED_COLUMNS = ("id", "document", "place", "page", "lineage")
"""Columns of readings.csv that say where a reading of a tuple was printed."""

LINEAGES_TABLE: PublishedTable[None] = published_table(__file__, "lineages")


def complete_tuples(benchmark: pd.DataFrame, readings: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The readings of the complete tuples by set, paper and part, with `metric`, the id of the metric of the tuple.

    Those of the headline set, and once more, as of ALL_SETS, of all devices that are no memory cells of a survey.
    benchmark: rows of benchmark.csv; readings: PRINTED_COLUMNS of readings.csv.
    """
    is_evidence = has_item(benchmark["counted"], COMPLETE) | has_item(benchmark["beside"], COMPLETE)
    is_point = benchmark[config.metrics[COMPLETE].column(COMPLETE)].notna()
    whole = benchmark[is_evidence & is_point & (benchmark["role"] != MEMORY)].sort_values("paper", kind="stable")
    parts = pd.DataFrame(
        {
            "set": whole["set"],
            "paper": whole["paper"],
            "metric": whole["id"] + f"#{COMPLETE}",
            "part": whole[CHOSEN_PARTS].str.split(SEVERAL),
            "reading": whole["readings"].str.split(SEVERAL),
        }
    )
    printed = readings[list(PRINTED_COLUMNS)].rename(columns={"id": "reading"})
    parts = parts.explode(["part", "reading"]).merge(printed, on="reading", how="left")
    headline = parts[parts["set"] == config.evidence.headline_set]
    return pd.concat([headline, parts.assign(set=ALL_SETS)], ignore_index=True)


def shared_lineages(parts: pd.DataFrame) -> pd.DataFrame:
    """The readings of a lineage in the tuples of papers all of whose complete tuples hold one.

    share: set, lineage and paper in one; is_whole: whether the paper has no other reading in them; is_own: whether the
    lineage is data of its papers themselves, and no table by others; n_papers: how many rest on the lineage. parts: as
    `complete_tuples` gives them.
    """
    of_papers = parts.groupby(["set", "paper"])
    parts = parts.assign(n_tuples=of_papers["metric"].transform("nunique"), n=of_papers["part"].transform("size"))
    found = parts.dropna(subset=["lineage"])
    found = found.assign(share=found["set"] + "/" + found["lineage"] + "/" + found["paper"])
    found = found[found.groupby("share")["metric"].transform("nunique") == found["n_tuples"]]
    found = found.assign(
        is_whole=found.groupby("share")["part"].transform("size") == found["n"],
        is_own=found["document"] == found["paper"],
    )
    of_lineages = found.groupby(["set", "lineage"])
    return found.assign(
        n_papers=of_lineages["paper"].transform("nunique"), is_own=of_lineages["is_own"].transform("all")
    )


def lineage_places(shared: pd.DataFrame) -> pd.DataFrame:
    """The rows of lineages.csv: where the numbers of each lineage were printed, the lineage of most papers first."""
    mixed = in_order(shared[~shared["is_whole"]].drop_duplicates(["share", "part"]), "part", TUPLE_PARTS)
    parts = shared["share"].map(joined_by(mixed["share"], mixed["part"]))
    places = shared.assign(parts=parts, is_last=shared["set"] == ALL_SETS, at=shared["page"].fillna(0))
    order = ["is_last", "n_papers", "lineage", "paper", "document", "at", "place"]
    places = places.sort_values(order, ascending=[True, False, *[True] * 5])
    return places.drop_duplicates(["share", "document", "place", "page"])


def lineage_numbers(parts: pd.DataFrame, shared: pd.DataFrame, config: Config) -> pd.DataFrame:
    """How many papers have a complete tuple, and how many of them rest on each lineage, on it alone, or on none.

    Rows of the table of numbers, with the metrics of the tuples as inputs.
    """
    tuples = parts.drop_duplicates(["set", "metric"])
    is_bound = pd.MultiIndex.from_frame(tuples[["set", "paper"]]).isin(shared.set_index(["set", "paper"]).index)
    named = shared.drop_duplicates(["set", "lineage", "metric"])
    of_lineage = "lineage/" + named["set"] + "#" + named["lineage"]
    whole = named["is_whole"]
    found = pd.concat(
        [
            tuples.assign(count="lineage/" + tuples["set"] + "#complete"),
            tuples.assign(count="lineage/" + tuples["set"] + "#alone")[~is_bound],
            named.assign(count=of_lineage),
            named.assign(count=of_lineage + "_alone")[whole],
        ]
    )
    labels = {}
    for set_name in (config.evidence.headline_set, ALL_SETS):
        base = f"lineage/{set_name}"
        labels[f"{base}#complete"] = "papers with a complete tuple"
        labels[f"{base}#alone"] = "papers whose complete tuples rest on no lineage"
        for lineage in named["lineage"][named["set"] == set_name].unique():
            label = f"papers whose complete tuples rest on the lineage {lineage}"
            labels |= {f"{base}#{lineage}": label, f"{base}#{lineage}_alone": f"{label} alone"}
    return papers_counted(labels, found["count"], found["paper"], found["metric"])
