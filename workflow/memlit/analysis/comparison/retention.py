"""Retention of the survey: no medians, but the share of papers that report ten years or more, by temperature."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from memlit.analysis.comparison.record import RetentionShare
from memlit.analysis.medians import first_curator
from memlit.analysis.quantities import SurveyRow, named_classes
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Result, count_of
from memlit.devices.gather import SURVEY
from memlit.errors import certain
from memlit.statistics import clopper_pearson

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
    groups: dict[tuple[str, str], list[SurveyRow]] = defaultdict(list)
    for row in rows:
        if "retention" in row.readings:
            groups[row.device_class, row.work].append(row)
    chosen = {key: first_curator(group) for key, group in sorted(groups.items())}
    shares = []
    level = config.analysis.level
    for device_class in named_classes(config.analysis.survey.retention, "analysis.survey.retention", classes):
        papers = {unit: group for (name, unit), group in chosen.items() if name == device_class}
        for band, holds in BANDS.items():
            inside = {unit: [row for row in group if holds(_temperature(row))] for unit, group in papers.items()}
            shares.append(_share(device_class, band, {unit: group for unit, group in inside.items() if group}, level))
    return tuple(share for share in shares if share.n_papers.value)


def _temperature(row: SurveyRow) -> float | None:
    reading = row.readings.get("retention_temperature")
    return reading.value if reading else None


def _share(device_class: str, band: str, papers: dict[str, list[SurveyRow]], level: float) -> RetentionShare:
    base = f"{SURVEY}/retention/{device_class}/{band}"
    long = {unit: group for unit, group in papers.items() if any(_is_long(row) for row in group)}
    n_papers = _count(f"{base}#n", f"{device_class} papers with a retention, {band}", papers)
    n_long = _count(f"{base}#ten_years", f"{device_class} papers with ten years or more, {band}", long)
    share = None
    if papers:
        interval = clopper_pearson(len(long), len(papers), level=level)
        rule = f"papers with ten years or more over papers, exact binomial interval of {100 * level:.10g} %"
        make = Numbers(base, (n_papers.id, n_long.id), rule)
        value, low, high = (
            make.statistic(name, label, 100 * certain(number), unit="%")
            for name, label, number in (
                ("share", "share of papers with ten years or more", len(long) / len(papers)),
                ("share_low", "lower end of the share", interval.low),
                ("share_high", "upper end of the share", interval.high),
            )
        )
        share = Estimate(value=value, low=low, high=high)
    return RetentionShare(
        id=base, device_class=device_class, band=band, n_papers=n_papers, n_ten_years=n_long, share=share
    )


def _is_long(row: SurveyRow) -> bool:
    value = row.readings["retention"].value
    return value is not None and value >= TEN_YEARS


def _count(result_id: str, label: str, papers: dict[str, list[SurveyRow]]) -> Result:
    readings = [row.readings.get(name) for group in papers.values() for row in group for name in _NAMES]
    return count_of(
        result_id,
        label,
        len(papers),
        "papers counted; a paper with rows in several bands counts once in each",
        tuple(dict.fromkeys(reading.id for reading in readings if reading is not None)),
    )


_NAMES = ("retention", "retention_temperature")
