"""Statistics of a literature meta-analysis with the paper as the unit, on plain arrays.

Every function takes arrays and returns a frozen dataclass; what cannot be estimated raises
`memlit.errors.NotEstimable` or is None with a note, never NaN and never p = 0. scipy, statsmodels and
scikit-learn are imported by the functions that need them.

`checks` and `results` are what every function applies and gives. Then, each using only those before it: `comparison`
(classes against each other), `models`, `synthesis` (several studies as one), `reads` (raw reads of devices and arrays),
`readers` (how well values were read). `make docs` writes a page of them.
"""

from memlit.statistics.comparison.bootstrap import (
    MedianInterval,
    Ranks,
    bootstrap_median,
    median_interval_exact,
    paper_medians,
    rank_probabilities,
)
from memlit.statistics.comparison.bounds import MedianBounds, PairBounds, compare_bounds, median_bounds
from memlit.statistics.comparison.decisions import (
    LeaveOnePaperOut,
    PaperLeftOut,
    TippingPoint,
    compare_pair,
    compare_pairs,
    inclusion,
    leave_one_paper_out,
    tipping_point,
)
from memlit.statistics.comparison.groups import brown_forsythe, dunn, fligner, kruskal, welch_anova
from memlit.statistics.comparison.multiplicity import holm, minimum_detectable_shift
from memlit.statistics.comparison.pairs import brunner_munzel, cliffs_delta, hodges_lehmann, mann_whitney_exact
from memlit.statistics.comparison.permutation import permute_papers
from memlit.statistics.comparison.studentized import PermutedP, brunner_munzel_permuted, smallest_exact_p
from memlit.statistics.models.class_model import ClassModel, ModelInterval
from memlit.statistics.models.clusters import class_design, cluster_robust
from memlit.statistics.models.likelihood import (
    CensoredFit,
    MixedModel,
    censored_lognormal,
    clopper_pearson,
    mixed_model,
)
from memlit.statistics.readers.carried import CarriedInterval, median_with_errors, misread, shift_with_errors
from memlit.statistics.readers.inputs import (
    ExtractionError,
    extraction_error,
    perturb,
    relative_error,
)
from memlit.statistics.reads.cycles import (
    CycleStatistics,
    PulseTrain,
    cycle_statistics,
    effective_sample_size,
    pulse_train,
)
from memlit.statistics.reads.ladders import LadderSlope, ladder_slope
from memlit.statistics.reads.levels import (
    LevelStatistics,
    Repeated,
    cumulative_histogram,
    erased_before_second_read,
    eta_squared,
    level_statistics,
    levels_from_address,
    neighbour_overlap,
    never_written,
    row_groups,
    two_write_components,
)
from memlit.statistics.reads.misread import BitsKept, MisreadRate, bits_kept, misread_rate, spread_levels
from memlit.statistics.reads.network import (
    AccuracyCurve,
    BakeAccuracy,
    accuracy_against_weight_error,
    accuracy_through_bake,
)
from memlit.statistics.results import Coefficients, EffectSizes, KSample, MethodResult, Pair, Pooled
from memlit.statistics.synthesis.effect_sizes import log_cv, log_cv_ratio, log_normal_cv, log_sd, log_var_ratio
from memlit.statistics.synthesis.pooling import (
    LeaveOneOut,
    LeftOut,
    MetaRegression,
    leave_one_out,
    meta_regression,
    pool_random_effects,
    random_effects_weights,
)

__all__ = sorted(
    name for name, held in globals().items() if getattr(held, "__module__", "").startswith("memlit.statistics.")
)
"""Everything above: functions and what they give."""
