"""Statistics of a literature meta-analysis with the paper as the unit, on plain arrays.

Every function takes arrays and returns a frozen dataclass, or a plain number, tuple or array; what cannot be
estimated raises `memlit.errors.NotEstimable` or is None with a note, never NaN and never p = 0. scipy and statsmodels
are imported by the functions that need them.

`checks` and `results` are what every function applies and gives. Then, each using only those before it: `comparison`
(classes against each other), `models`, `readers` (how well values were read).
`make docs` writes a page of them.
"""

from memlit.statistics.comparison.decisions import (
    PaperLeftOut,
    compare_pair,
    compare_pairs,
    leave_one_paper_out,
)
from memlit.statistics.comparison.groups import brown_forsythe, fligner, kruskal, welch_anova
from memlit.statistics.comparison.medians import MedianInterval, Ranks, median_interval_exact, rank_probabilities
from memlit.statistics.comparison.multiplicity import holm
from memlit.statistics.comparison.pairs import brunner_munzel, hodges_lehmann, mann_whitney_exact
from memlit.statistics.comparison.permutation import permute_papers
from memlit.statistics.comparison.studentized import PermutedP, brunner_munzel_permuted, smallest_exact_p
from memlit.statistics.models.binomial import clopper_pearson
from memlit.statistics.readers.inputs import ExtractionError, extraction_error, perturb
from memlit.statistics.results import KSample, MethodResult, Pair

__all__ = sorted(
    name for name, held in globals().items() if getattr(held, "__module__", "").startswith("memlit.statistics.")
)
"""Everything above: functions and what they give."""
