"""Medians per class, metric, pulse and set; the unit is the paper, the scale logarithmic.

`credited_classes` says which medians there are, `class_papers` what is known of each paper of them, `class_medians`
what follows for the class; the numbers of both tables are `class_numbers`.
"""

import numpy as np
import pandas as pd

from memlit.analysis.medians import middle_ends, paper_ends
from memlit.config import Config
from memlit.datum import PULSES
from memlit.field.codes import KNOWN_AS, NOT_COUNTED, UNPAIRED_SET
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table

INCLUSION = {
    "none": "no evidence",
    "list": "values listed, no interval",
    "range": "points and range, no interval",
    "interval": "median with interval",
}
ONLY_BOUNDED = "bounds only"
"""No paper is known as a point, and some are bounded."""
NONE_COUNTS = "no evidence that counts"
"""What is known is of a grade, or of a mixture of sources, that enters no median."""
_CLASS = ["set", "class", "role", "pulse", "metric"]
"""What a median is of."""

CLASSES_TABLE: PublishedTable[None] = published_table(__file__, "classes")
CLASS_PAPERS: PublishedTable[None] = published_table(__file__, "class_papers")


def credited_classes(memberships: pd.DataFrame, config: Config) -> pd.DataFrame:
    """A row for each pulse and metric of each class of a set that is credited with a paper, in the order of the sets.

    memberships: rows of memberships.csv. Classes of a survey are those that it prints for its rows.
    """
    counting = memberships[memberships["first"]]
    classes = counting.groupby(["set", "class", "role"], sort=False).size().reset_index(name="n_credited")
    classes["pulse"] = [["unpaired"] if name == UNPAIRED_SET else [*PULSES] for name in classes["set"]]
    classes["metric"] = [config.metrics_of(role) for role in classes["role"]]
    classes = classes.explode("pulse").explode("metric", ignore_index=True).astype(dict.fromkeys(_CLASS, "str"))
    classes["unit"] = classes["metric"].map({name: metric.unit for name, metric in config.metrics.items()})
    classes["id"] = "class/" + classes["set"].str.cat(classes[_CLASS[1:]], sep="/")
    return classes


def class_papers(values: pd.DataFrame, classes: pd.DataFrame) -> pd.DataFrame:
    """What is known of each paper of each class, points first, with `inputs`, the ids of the metrics behind it.

    values: rows of values.csv, of which the metrics are taken; classes: as `credited_classes` makes them. What of a
    paper counts stands for it; what does not is told where nothing else is known.
    """
    metrics = values[values["row"].notna()].rename(columns={"quantity": "metric"})
    found = paper_ends(metrics, [*_CLASS, "counted"])
    point, bounds, not_counted = KNOWN_AS
    known = np.select([~found["counted"], found["is_point"]], [not_counted, point], bounds)
    found["known"] = pd.Categorical(known, KNOWN_AS)
    found = found.sort_values("known", kind="stable").drop_duplicates([*_CLASS, "work"])
    found["value"] = found["low"].where(found["is_point"])
    worst_grade = metrics.groupby([*_CLASS, "work"])["grade"].max()
    found = found.join(worst_grade, on=[*_CLASS, "work"]).fillna({"grade": ""})
    papers = classes[["id", "unit", *_CLASS]].merge(found, on=_CLASS).rename(columns={"id": "summary", "work": "paper"})
    papers["id"] = papers["summary"] + "/" + papers["paper"]
    return papers


def class_medians(classes: pd.DataFrame, papers: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The rows of classes.csv, with the ids that their numbers were computed from; classes, papers: as made above.

    A median is over papers known as a point and bounded ones, from as many of them as the plan asks for a range.
    """
    known, bounded, uncounted = (papers[papers["known"] == name] for name in KNOWN_AS)
    found = classes.set_index("id")
    found["papers"], found["grades"] = _listed(known, "paper"), _listed(known, "grade")
    found["bounded"], found["uncounted"] = _listed(bounded, "paper"), _listed(uncounted, "paper")
    found["n_papers"], found["n_bounded"] = _counted(known, found), _counted(bounded, found)
    found["bounded_inputs"] = _listed(bounded, "inputs")

    middle = _middle_of(known)
    found["middle_of_known"], found["known_inputs"] = middle["low"], middle["inputs"]
    n_with_evidence = found["n_papers"] + found["n_bounded"]
    enough = found.index[n_with_evidence >= config.analysis.inclusion.range_from]
    median = _middle_of(papers[papers["known"] != NOT_COUNTED]).reindex(enough)
    found["lower"], found["upper"], found["all_inputs"] = median["low"], median["high"], median["inputs"]
    found["median"] = found["lower"].where(found["lower"] == found["upper"])

    found["inclusion"] = _inclusion(found, config)
    counts = zip(found["n_papers"], n_with_evidence, found["n_credited"], strict=True)
    found["identification"] = [identification_of(*own) for own in counts]
    return found.reset_index()


def _listed(papers: pd.DataFrame, column: str) -> "pd.Series[str]":
    """The cells of the papers of each class as one list, by the id of the class."""
    return papers.groupby("summary")[column].agg(SEVERAL.join)


def _counted(papers: pd.DataFrame, classes: pd.DataFrame) -> "pd.Series[int]":
    """How many papers each class has, by its id."""
    return papers["summary"].value_counts().reindex(classes.index, fill_value=0)


def _middle_of(papers: pd.DataFrame) -> pd.DataFrame:
    """The medians over the papers of each class, by its id: what they are computed from are the numbers of papers."""
    return middle_ends(papers.assign(inputs=papers["id"]), ["summary"]).set_index("summary")


def _inclusion(classes: pd.DataFrame, config: Config) -> "pd.Series[str]":
    """What the papers of each class allow to say."""
    none_known = classes["n_papers"] == 0
    by_number = classes["n_papers"].map(config.analysis.inclusion_of).map(INCLUSION)
    told = by_number.mask(none_known & classes["uncounted"].notna(), NONE_COUNTS)
    return told.mask(none_known & (classes["n_bounded"] > 0), ONLY_BOUNDED)


def identification_of(n_known: int, n_with_evidence: int, n_credited: int) -> str:
    """What is known of the median over all credited papers.

    All known as points: identified. More than half with evidence: bounded, whatever the others are. Else nothing.
    """
    if n_known >= n_credited > 0:
        return "identified"
    return "bounded" if 2 * n_with_evidence > n_credited else "not identified"


_COUNTED = "papers counted"
_CLASS_NUMBERS = (
    NumberColumn("n_credited", "{class} {role} papers in {set}", _COUNTED, "count"),
    NumberColumn("n_papers", "{class} {role} papers with {metric} known", _COUNTED, "count", "known_inputs"),
    NumberColumn("n_bounded", "{class} {role} papers with {metric} only bounded", _COUNTED, "count", "bounded_inputs"),
    NumberColumn(
        "median",
        "median {metric} over papers with evidence, known or bounded",
        "medians of the papers' lower and of their upper ends on the log scale; one number where they are equal",
        unit="{unit}",
        ends=("lower", "upper"),
        inputs="all_inputs",
    ),
    NumberColumn(
        "middle_of_known",
        "middle of the known papers' {metric}, bounded papers left out",
        "middle on the log scale of the papers known as a point",
        unit="{unit}",
        inputs="known_inputs",
    ),
)
_PAPER_NUMBER = NumberColumn(
    "value",
    "{metric} of the paper",
    "median of the paper's devices on the log scale",
    id="{id}",
    unit="{unit}",
    ends=("low", "high"),
    inputs="inputs",
)


def class_numbers(classes: pd.DataFrame, papers: pd.DataFrame) -> pd.DataFrame:
    """The numbers of both tables, as rows of the table of numbers; that of a paper has the id of its line."""
    return pd.concat([numbers_of_table(classes, *_CLASS_NUMBERS), numbers_of_table(papers, _PAPER_NUMBER)])
