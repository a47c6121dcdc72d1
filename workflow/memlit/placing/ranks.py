"""Where a device ranks among published papers in each metric, and on how many lineages of tables these rest."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from memlit.datum import Result
from memlit.field.codes import ALL_SETS, KNOWN_AS_POINT, SURVEY

_EQUAL = 1e-9
"""Relative difference up to which two values are one: products round in their last digits."""


class RankedPaper(NamedTuple):
    """A paper with a known value: from its least to its largest, where it has several classes.

    lineage: that of the tables its tuples rest on, else the paper itself.
    """

    paper: str
    lineage: str
    classes: tuple[str, ...]
    low: float
    high: float


class Rank(NamedTuple):
    """A place among `n` papers on `n_lineages` lineages, 1 being the least; a span where the device is bounded only."""

    first: int
    last: int
    n: int
    n_lineages: int


Ranking = Mapping[tuple[str, str], Sequence[RankedPaper]]
"""Papers by metric and pulse."""


def ranked_papers(papers: pd.DataFrame, lineages: pd.DataFrame, role: str) -> Ranking:
    """The known papers of a role in all sets but surveys, whose memory cells are no synapses.

    papers, lineages: class_papers.csv and lineages.csv.
    """
    of_all = lineages[lineages["set"] == ALL_SETS]
    lineage_of = dict(zip(of_all["paper"], of_all["lineage"], strict=True))
    is_known = (papers["known"] == KNOWN_AS_POINT) & (papers["value"] > 0)
    known = papers[is_known & (papers["role"] == role) & ~papers["set"].str.startswith(SURVEY)]
    found: dict[tuple[str, str], list[RankedPaper]] = defaultdict(list)
    for (metric, pulse, key), own in known.groupby(["metric", "pulse", "paper"]):
        paper, values, classes = str(key), own["value"].tolist(), tuple(dict.fromkeys(own["class"]))
        ranked = RankedPaper(paper, lineage_of.get(paper, paper), classes, min(values), max(values))
        found[str(metric), str(pulse)].append(ranked)
    return found


def rank(own: Result, papers: Sequence[RankedPaper]) -> Rank:
    """The rank of a value or of its bounds."""
    low, high = own.low or 0.0, math.inf if own.high is None else own.high
    surely = sum(paper.high < low * (1 - _EQUAL) for paper in papers)
    maybe = sum(paper.low < high * (1 - _EQUAL) for paper in papers)
    n_lineages = len({paper.lineage for paper in papers})
    return Rank(surely + 1, max(surely, maybe) + 1, len(papers), n_lineages)


def rank_words(found: Rank) -> str:
    """`3rd of 8, 5 sources`: among seven papers and the device itself; papers on one table are one source."""
    place = ordinal(found.first) if found.first == found.last else f"{ordinal(found.first)} to {ordinal(found.last)}"
    sources = "1 source" if found.n_lineages == 1 else f"{found.n_lineages} sources"
    return f"{place} of {found.n + 1}, {sources}"


def ordinal(number: int) -> str:
    """The number as a rank: 1st, 12th, 23rd."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
