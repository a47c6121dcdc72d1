"""The median of a class: over known and bounded papers together, one number where it is sharp, else an interval.

A device is known as a point or within ends; its conditions, a paper's devices and a class's papers each give way to
the medians of their lower and of their upper ends on the log scale. These are the sharp bounds of the median of what
is only bounded (Manski, Partial Identification of Probability Distributions, 2003, ch. 1). What is called
`middle_of_known` takes the known papers alone and is no median of the class where others are bounded.

In a frame the ends are the columns `low` and `high`, 0 and infinity where one is open, and `inputs` lists the ids of
what they were computed from.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from memlit.benchmark.values import Value
from memlit.datum import Result
from memlit.errors import certain
from memlit.frames import SEVERAL
from memlit.statistics import median_interval_exact
from memlit.statistics.comparison.medians import log_median


def middle_ends(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The medians of `low` and of `high` over the rows of each group, on the log scale, with all their `inputs`.

    A row a group, in the order of their first rows. A median is as in `log_median`: the middle value as it stands, or
    the geometric mean of the two middle ones.
    """
    groups = rows.groupby([*by], sort=False)
    first, second = (groups[["low", "high"]].quantile(interpolation=side) for side in ("lower", "higher"))
    middle = first.mask(first != second, first.apply(np.sqrt) * second.apply(np.sqrt))
    return middle.join(groups["inputs"].agg(SEVERAL.join)).reset_index()


def device_ends(values: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """What is known of each `device` of each `work` over its conditions, in the order of the values.

    values: rows of values.csv, of which a work by two curators keeps those of the first; by: columns that tell apart
    what must not be mixed, the quantity among them.
    """
    of_first = values.groupby([*by, "work"], dropna=False)["first_curator"].transform("any")
    chosen = values[values["first_curator"] | ~of_first]
    ends = {"low": chosen["low"].fillna(0.0), "high": chosen["high"].fillna(math.inf)}
    return middle_ends(chosen.assign(**ends, inputs=chosen["id"]), [*by, "work", "device"])


def paper_ends(values: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """What is known of each `work` over its devices, sorted by it, and whether it `is_point`; arguments as above.

    A paper of which nothing is known is left out.
    """
    papers = middle_ends(device_ends(values, by), [*by, "work"]).sort_values("work", kind="stable")
    low, high = papers["low"], papers["high"]
    papers["is_point"] = (low == high) & (low > 0) & (low < math.inf)
    return papers[(low > 0) | (high < math.inf)]


@dataclass(frozen=True, slots=True)
class Ends:
    """What is known of a positive number: it lies within [low, high], 0 and infinity where an end is open."""

    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high and 0 < self.low < math.inf


@dataclass(frozen=True, slots=True)
class PaperEnds:
    """A paper's metric over its devices; inputs: ids of the metrics behind it."""

    paper: str
    ends: Ends
    inputs: tuple[str, ...]


def median_ends(ends: Sequence[Ends]) -> Ends:
    """Bounds of the median of what lies within `ends`: the medians of the lower and of the upper ends."""
    return Ends(log_median([each.low for each in ends]), log_median([each.high for each in ends]))


def interval_of_median(ends: Sequence[Ends], level: float) -> tuple[Ends, float]:
    """The order-statistic interval of the median of what lies within `ends`, and the level that it reaches.

    From the j-th smallest lower end to the j-th largest upper end, j as in `median_interval_exact`: whatever the values
    are within their ends, theirs lies inside. It needs no spread and no draws, and holds its level where values heap.
    Raises NotEstimable for too few.
    """
    found = median_interval_exact(range(len(ends)), level=level)
    first, last = certain(found.ranks)
    low, high = sorted(each.low for each in ends)[first - 1], sorted(each.high for each in ends)[last - 1]
    return Ends(low, high), certain(found.achieved)


def ends_of(result: Result | Value) -> Ends:
    """The ends of a result or a value; 0 and infinity where one is open."""
    return Ends(result.low or 0.0, math.inf if result.high is None else result.high)
