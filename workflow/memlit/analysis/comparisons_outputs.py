"""Columns of the comparison tables under results/data/, each with its meaning, and their rows.

comparisons.csv: a class; comparison_pairs.csv: a pair; comparison_tests.csv: a test over all classes;
comparison_models.csv: a class against the reference class in the model of the rows; retention.csv:
a class and a band of temperature; curators.csv: a parameter that two curators read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memlit.analysis.comparisons_model import (
    ClassComparisons,
    ClassStatistic,
    Comparison,
    CuratorAgreement,
    Estimate,
    OverallTest,
    PairStatistic,
    RetentionShare,
)
from memlit.analysis.comparisons_samples import p_of
from memlit.datum import Result

Row = dict[str, Any]

_CLASS_MEANINGS = {
    "id": "set, quantity and class",
    "set": "set of papers; survey-unpaired is a sensitivity",
    "quantity": "a metric of the benchmark, on_off_ratio, endurance (as reported, no lifetime) or set_time",
    "class": "device class by its short name",
    "unit": "unit of the median and its ends",
    "n_papers": "papers with a value; the paper is the unit",
    "n_rows": "rows of these papers that are used",
    "n_bounded": "papers that print a range only, left out of the middle and of the tests",
    "median": "median over papers on the log scale, in `unit`; empty where papers are only bounded, see bounds.csv",
    "middle_of_known": "middle of the papers with a value on the log scale, in `unit`",
    "low": "lower end of the interval of 95 % to read around it, in `unit`",
    "high": "upper end of it, in `unit`",
    "interval": "order statistics (few papers, where the bootstrap covers too little) or bootstrap over papers",
    "bootstrap_low": "lower end of the percentile bootstrap interval over papers, in `unit`",
    "bootstrap_high": "upper end of it, in `unit`",
    "n_numbers": "numbers behind the median that the survey gives, where its powers of ten are read as below",
    "n_powers_of_ten": "of them exact powers of ten",
    "powers_low": "lower bound of the median with each 10^k of a resistance read as 10^(k - 1/2) to 10^(k + 1/2), "
    "of an endurance as 10^k or more, in `unit`",
    "powers_high": "upper bound of it, in `unit`",
    "n_shared": "papers that share a pair of resistances with another paper of the class",
    "iqr_decades": "interquartile range of the papers' values in decades",
    "inclusion": "list (below 3 papers), range (3 to 5) or interval (6 and more)",
    "rank_probabilities": "percent of resamples in which the class median has rank 1, 2, ..., lowest first",
    "papers": "keys of the papers",
}
_PAIR_MEANINGS = {
    "id": "set, quantity and the two classes",
    "set": "set of papers; survey-unpaired is a sensitivity",
    "quantity": "what is compared",
    "first": "first class",
    "second": "second class",
    "decision": "differs, not shown to differ, or not tested",
    "reason": "why it is not tested",
    "method": "the headline test",
    "p_less": "P(a paper of the first class has the smaller value), ties by half",
    "p_less_low": "lower end of its logit interval of 95 %",
    "p_less_high": "upper end of it",
    "cliffs_delta": "P(first larger) minus P(first smaller)",
    "delta_low": "lower end of its interval of 95 %",
    "delta_high": "upper end of it",
    "ratio": "Hodges-Lehmann ratio of the first over the second class",
    "ratio_low": "lower end of its exact interval of 95 %",
    "ratio_high": "upper end of it",
    "p": "p of the headline test, or its upper limit",
    "p_holm": "p adjusted by Holm over the pairs of the quantity; decides",
    "p_holm_all": "p adjusted by Holm over the tested pairs of all quantities of the set",
    "upper_limits": "which of p, p_holm and p_holm_all are upper limits: no labelling drawn reached the statistic",
    "p_dunn": "p of Dunn's test, adjusted by Holm; a companion",
    "detectable_decades": "shift that would be shown with 80 % power at 5 %, in decades",
    "detectable_holm_decades": "the same at the level of Holm's first step, in decades",
    "tipping_decades": "shift of the first class that changes the decision of this pair alone, in decades",
    "steady_percent": "draws with the measured extraction error that give the same decision, in percent",
    "flips": "papers whose removal alone changes the decision",
}
_TEST_MEANINGS = {
    "id": "set, quantity and method",
    "set": "set of papers",
    "quantity": "what is compared",
    "method": "the test over all compared classes",
    "statistic": "its statistic",
    "df": "its degrees of freedom",
    "df2": "second degrees of freedom of an F test",
    "p": "its p, not adjusted, or its upper limit",
    "p_is_upper_limit": "whether p is an upper limit: no labelling drawn reached the statistic",
    "epsilon_squared": "effect size of Kruskal-Wallis",
}
_MODEL_MEANINGS = {
    "id": "set, quantity and model, and the class where there is one",
    "set": "set of papers; survey-unpaired is a sensitivity",
    "quantity": "what is compared",
    "reference": "class that the others are held against",
    "class": "device class by its short name",
    "shift_decades": "shift of the class over the reference, least squares of log10 over rows, in decades",
    "low": "lower end of its interval of 95 %, CR2 by paper with Satterthwaite degrees of freedom, in decades",
    "high": "upper end of it, in decades",
    "df": "Satterthwaite degrees of freedom",
    "p": "p of no shift, not adjusted",
    "joint_p": "p of all classes being alike, approximate Hotelling test (HTZ)",
    "n_rows": "rows of the compared classes",
    "n_papers": "papers of these rows, the clusters",
    "n_several": "papers with more than one row, which the split of the variance rests on",
    "icc_percent": "share of the variance between papers (mixed model, REML), in percent",
    "between_decades": "SD between papers, in decades",
    "within_decades": "SD within a paper, in decades",
    "reason": "why a part is not estimated",
}
_RETENTION_MEANINGS = {
    "id": "set, class and band",
    "class": "device class by its short name",
    "band": "temperature of the retention test; 85 °C or above holds the two bands after it",
    "n_papers": "papers that print a retention in the band",
    "n_ten_years": "of them with 3.15e8 s (ten years) or more",
    "share_percent": "share of them, in percent",
    "low": "lower end of its exact binomial interval of 95 %, in percent",
    "high": "upper end of it, in percent",
}
_CURATOR_MEANINGS = {
    "id": "set and parameter",
    "parameter": "what two curators read of one paper",
    "n": "papers (of one class) that both print",
    "above_2": "of them that differ by more than a factor of 2",
    "at_least_2": "of them that differ by a factor of 2 or more",
    "at_least_10": "of them that differ by a factor of 10 or more",
    "median_absolute_decades": "median of |log10 ratio|",
    "reading_sd_decades": "error of one reading, sqrt(mean squared log10 ratio / 2)",
    "papers": "keys of the papers",
}
MEANINGS = {
    "comparisons.csv": _CLASS_MEANINGS,
    "comparison_pairs.csv": _PAIR_MEANINGS,
    "comparison_tests.csv": _TEST_MEANINGS,
    "comparison_models.csv": _MODEL_MEANINGS,
    "retention.csv": _RETENTION_MEANINGS,
    "curators.csv": _CURATOR_MEANINGS,
}


def comparison_tables(record: ClassComparisons) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Columns and rows of every table by file name."""
    rows: dict[str, Iterator[Row]] = {
        "comparisons.csv": (_class_row(item, line) for item in record.comparisons for line in item.classes),
        "comparison_pairs.csv": (_pair_row(item, pair) for item in record.comparisons for pair in item.pairs),
        "comparison_tests.csv": (_test_row(item, test) for item in record.comparisons for test in item.overall),
        "comparison_models.csv": (row for item in record.comparisons if item.model for row in _model_rows(item)),
        "retention.csv": (_retention_row(share) for share in record.retention),
        "curators.csv": (_curator_row(agreement) for agreement in record.curators),
    }
    return {name: (tuple(MEANINGS[name]), list(lines)) for name, lines in rows.items()}


def _value(result: Result | None) -> float | None:
    return None if result is None else result.value


def _ends(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    return estimate.value.value, _value(estimate.low), _value(estimate.high)


def _class_row(comparison: Comparison, line: ClassStatistic) -> Row:
    median, low, high = _ends(line.headline)
    _, bootstrap_low, bootstrap_high = _ends(line.median)
    powers = line.powers_of_ten
    interval = None if low is None else "order statistics" if line.exact else "bootstrap"
    return {
        "id": line.id,
        "set": comparison.set_name,
        "quantity": comparison.quantity,
        "class": line.device_class,
        "unit": comparison.unit,
        "n_papers": line.n_papers.value,
        "n_rows": line.n_rows.value,
        "n_bounded": line.n_bounded.value,
        "median": None if line.n_bounded.value else median,
        "middle_of_known": median,
        "low": low,
        "high": high,
        "interval": interval,
        "bootstrap_low": bootstrap_low,
        "bootstrap_high": bootstrap_high,
        "n_numbers": _value(powers.n) if powers else None,
        "n_powers_of_ten": _value(powers.n_typed) if powers else None,
        "powers_low": powers.bounds.low if powers and powers.bounds else None,
        "powers_high": powers.bounds.high if powers and powers.bounds else None,
        "n_shared": _value(powers.n_shared) if powers else None,
        "iqr_decades": _value(line.spread),
        "inclusion": line.inclusion,
        "rank_probabilities": [rank.value for rank in line.ranks],
        "papers": [point.paper for point in line.papers],
    }


def _pair_row(comparison: Comparison, pair: PairStatistic) -> Row:
    adjusted = {"p": pair.p, "p_holm": pair.p_holm, "p_holm_all": pair.p_holm_all}
    row: Row = {
        "id": pair.id,
        "set": comparison.set_name,
        "quantity": comparison.quantity,
        "first": pair.first,
        "second": pair.second,
        "decision": pair.decision,
        "reason": pair.reason,
        "method": pair.method,
    }
    row |= dict(zip(("p_less", "p_less_low", "p_less_high"), _ends(pair.probability), strict=True))
    row |= dict(zip(("cliffs_delta", "delta_low", "delta_high"), _ends(pair.delta), strict=True))
    row |= dict(zip(("ratio", "ratio_low", "ratio_high"), _ends(pair.ratio), strict=True))
    return row | {
        **{name: p_of(p) if p else None for name, p in adjusted.items()},
        "upper_limits": [name for name, p in adjusted.items() if p and p.value is None],
        "p_dunn": _value(pair.p_dunn),
        "detectable_decades": _value(pair.detectable),
        "detectable_holm_decades": _value(pair.detectable_holm),
        "tipping_decades": _value(pair.tipping),
        "steady_percent": _value(pair.steady),
        "flips": pair.flips,
    }


def _test_row(comparison: Comparison, test: OverallTest) -> Row:
    return {
        "id": test.p.id.rpartition("#")[0],
        "set": comparison.set_name,
        "quantity": comparison.quantity,
        "method": test.method,
        "statistic": test.statistic.value,
        "df": _value(test.df),
        "df2": _value(test.df2),
        "p": p_of(test.p),
        "p_is_upper_limit": test.p.value is None,
        "epsilon_squared": _value(test.effect),
    }


def _model_rows(comparison: Comparison) -> Iterator[Row]:
    """A row a contrast; one without a class where the model could not be fitted."""
    model = comparison.model
    assert model is not None
    for contrast in model.contrasts or (None,):
        shift, low, high = _ends(contrast.shift if contrast else None)
        yield {
            "id": f"{model.id}/{contrast.device_class}" if contrast else model.id,
            "set": comparison.set_name,
            "quantity": comparison.quantity,
            "reference": model.reference,
            "class": contrast.device_class if contrast else None,
            "shift_decades": shift,
            "low": low,
            "high": high,
            "df": _value(contrast.df if contrast else None),
            "p": _value(contrast.p if contrast else None),
            "joint_p": _value(model.joint_p),
            "n_rows": model.n_rows.value,
            "n_papers": model.n_papers.value,
            "n_several": model.n_several.value,
            "icc_percent": _value(model.icc),
            "between_decades": _value(model.between),
            "within_decades": _value(model.within),
            "reason": model.reason,
        }


def _retention_row(share: RetentionShare) -> Row:
    value, low, high = _ends(share.share)
    return {
        "id": share.id,
        "class": share.device_class,
        "band": share.band,
        "n_papers": share.n_papers.value,
        "n_ten_years": share.n_ten_years.value,
        "share_percent": value,
        "low": low,
        "high": high,
    }


def _curator_row(agreement: CuratorAgreement) -> Row:
    return {
        "id": agreement.id,
        "parameter": agreement.parameter,
        "n": agreement.n.value,
        "above_2": agreement.above_2.value,
        "at_least_2": agreement.at_least_2.value,
        "at_least_10": agreement.at_least_10.value,
        "median_absolute_decades": agreement.median_absolute.value,
        "reading_sd_decades": agreement.reading_sd.value,
        "papers": [point.paper for point in agreement.pairs],
    }
