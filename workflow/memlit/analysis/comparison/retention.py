"""Retention of the survey: no medians, but the share of papers that report ten years or more, by temperature."""

from collections.abc import Callable, Collection, Iterable, Sequence

from memlit.analysis.comparison.record import RetentionShare
from memlit.analysis.quantities import SurveyRow, class_rows, named_classes
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Result, joined_ids, percent
from memlit.errors import certain
from memlit.field.codes import SURVEY
from memlit.statistics import clopper_pearson

TEMPERATURE = "retention_temperature"
_PARTS = ("retention", TEMPERATURE)
_COUNTED = "papers counted; a paper with rows in several bands counts once in each"
TEN_YEARS = 3.15e8
"""Ten years of 365 days in seconds at three digits, as most rows print them."""
Band = Callable[[float | None], bool]
BANDS: dict[str, Band] = {
    "85 °C or above": lambda t: t is not None and t >= 85,
    "below 85 °C": lambda t: t is not None and t < 85,
    "85 °C to below 125 °C": lambda t: t is not None and 85 <= t < 125,
    "125 °C or above": lambda t: t is not None and t >= 125,
    "temperature not stated": lambda t: t is None,
}


def retention_shares(rows: Iterable[SurveyRow], classes: Classes, config: Config) -> tuple[RetentionShare, ...]:
    """Papers with a retention in each band of temperature, and those of them with ten years or more, by class."""
    survey, level = list(rows), config.analysis.level
    shares = []
    for device_class in named_classes(config.analysis.survey.retention, "analysis.survey.retention", classes):
        chosen = class_rows(("retention",), survey, device_class)
        for band, holds in BANDS.items():
            inside = [row for row in chosen if holds(_value(row, TEMPERATURE))]
            if inside:
                shares.append(_share(device_class, band, inside, level))
    return tuple(shares)


def _value(row: SurveyRow, parameter: str) -> float | None:
    return row.readings[parameter].value if parameter in row.readings else None


def _share(device_class: str, band: str, rows: Sequence[SurveyRow], level: float) -> RetentionShare:
    make = Numbers(f"{SURVEY}/retention/{device_class}/{band}", rule=_COUNTED)
    papers = {row.work for row in rows}
    long = {row.work for row in rows if (_value(row, "retention") or 0.0) >= TEN_YEARS}

    def count(name: str, label: str, units: Collection[str]) -> Result:
        known = (row.readings[part].id for row in rows if row.work in units for part in _PARTS if part in row.readings)
        return make.count(name, f"{device_class} papers with {label}, {band}", len(units), inputs=joined_ids([known]))

    n_papers, n_long = count("n", "a retention", papers), count("ten_years", "ten years or more", long)
    interval = clopper_pearson(len(long), len(papers), level=level)
    rule = f"papers with ten years or more over papers, exact binomial interval of {percent(level)}"
    of_both = Numbers(make.base, (n_papers.id, n_long.id), rule)
    value, low, high = (
        of_both.statistic(name, label, 100 * certain(number), unit="%")
        for name, label, number in (
            ("share", "share of papers with ten years or more", len(long) / len(papers)),
            ("share_low", "lower end of the share", interval.low),
            ("share_high", "upper end of the share", interval.high),
        )
    )
    return RetentionShare(
        id=make.base,
        device_class=device_class,
        band=band,
        n_papers=n_papers,
        n_ten_years=n_long,
        share=Estimate(value=value, low=low, high=high),
    )
