"""Companions of the benchmark: trends over the years, coupling of E_a and P_s, energies per spike of the authors."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated

import numpy as np

from memlit.analysis.medians import SurveyRow, not_informative
from memlit.analysis.quantities import AnalysedQuantity, class_rows, printed_quantities, survey_rows, value_of
from memlit.benchmark.formulas import ConductanceMean, mean_conductance
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Numbers, Reading, Record, Result, percent
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.devices.resolved import Resolved
from memlit.errors import NotEstimable, certain
from memlit.grouping import grouped
from memlit.library import Library, is_cited_work
from memlit.published import Column, meaning, published
from memlit.statistics import cluster_robust, coupled_correlation, holm
from memlit.statistics.checks import FloatArray

_OWN_ENERGY = "energy_per_spike"
SMALLEST_DF = 4.0
"""Below it the Satterthwaite t test is not to be trusted (Tipton, Psychol. Methods 2015, 20, 375)."""
_COLUMNS = ("v_spike", "tau", "g_on", "ratio")
"""Raw columns of the null: G_on and its ratio over G_off, for G_off by itself would come to lie above G_on."""


@published("trends.csv", "Trends over the years", "test_sensitivity")
class Trend(Record):
    """log10 of a quantity against the year in one class, papers as clusters; slope in decades per ten years."""

    id: Annotated[str, meaning("quantity and class")]
    quantity: Annotated[str, meaning("quantity of the survey")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    n_papers: Annotated[Result, meaning("papers, the clusters")]
    n_rows: Annotated[Result, meaning("rows of them, the observations")]
    slope: Annotated[Result | None, meaning("decades per ten years; positive grows", unit="decades")] = None
    low: Annotated[Result | None, meaning("lower end of its interval, decades per ten years", unit="decades")] = None
    high: Annotated[Result | None, meaning("upper end of it, decades per ten years", unit="decades")] = None
    df: Annotated[Result | None, meaning("Satterthwaite degrees of freedom", unit="1")] = None
    p: Annotated[Result | None, meaning("p of no trend", unit="1")] = None
    p_holm: Annotated[Result | None, meaning("p adjusted by Holm over all trends; decides", unit="1")] = None
    reason: Annotated[str, meaning("why it is not estimated")] = ""


@published(
    "coupling.csv", "Correlation of action energy and standby power against permuted raw columns", "test_sensitivity"
)
class Coupling(Record):
    """Spearman correlation of E_a and P_s over papers, and the null that permutes the raw columns."""

    id: Annotated[str, meaning("set and class")]
    group: Annotated[str, meaning("set of papers, and class of the survey")]
    n: Annotated[Result, Column("n_papers", "papers with E_a and P_s, one device each")]
    correlation: Annotated[Result | None, meaning("Spearman correlation of E_a and P_s", unit="1")] = None
    null_low: Annotated[
        Result | None, meaning("2.5 % quantile of the correlation when the raw columns are permuted", unit="1")
    ] = None
    null_high: Annotated[
        Result | None,
        meaning("97.5 % quantile of it; a correlation between the two is what the formulas build in", unit="1"),
    ] = None
    p: Annotated[Result | None, meaning("p against this null", unit="1")] = None
    reason: Annotated[str, meaning("why it is not estimated")] = ""


@published("own_energies.csv", "Energies per spike as authors report them", "test_sensitivity")
class OwnEnergy(Record):
    """An energy per spike that authors report, and its ratio to E_a where the device has both."""

    reading: Annotated[str, meaning("id of the energy per spike as reported")]
    paper: Annotated[str, meaning("key of the paper")]
    device: Annotated[str, meaning("device within the paper")]
    action_energy: Annotated[str | None, meaning("id of the device's E_a, empty where it is not known")] = None
    ratio: Annotated[Result | None, meaning("reported energy over E_a", unit="1")] = None


class Companions(Record):
    """All companions; none of them enters the benchmark."""

    trends: tuple[Trend, ...] = ()
    couplings: tuple[Coupling, ...] = ()
    own_energies: tuple[OwnEnergy, ...] = ()


def companion_analyses(
    resolved: Resolved, rows: Sequence[BenchmarkRow], values: Sequence[Value], classes: Classes, config: Config
) -> Companions:
    """Trends on the survey, couplings of the headline set and of the survey's classes, energies of the authors."""
    return Companions(
        trends=tuple(_with_holm([*_trends(values, resolved.library, classes, config)])),
        couplings=tuple(_couplings(resolved.devices, rows, config)),
        own_energies=own_energies(resolved.corpus.readings, rows, config),
    )


def _trends(values: Sequence[Value], library: Library, classes: Classes, config: Config) -> Iterator[Trend]:
    survey = survey_rows(values)
    for quantity in printed_quantities(classes, config):
        for name in quantity.shown:
            # In the order of the survey, for a sum depends on it in its last digit.
            works = grouped(class_rows(quantity.parameters, survey, name, is_sorted=False), lambda row: row.work)
            yield _trend(quantity, name, [row for own in works.values() for row in own], library, config)


def _trend(
    quantity: AnalysedQuantity, name: str, lines: Sequence[SurveyRow], library: Library, config: Config
) -> Trend:
    base = f"trend/{quantity.name}/{name}"
    logs, years, papers, inputs = [], [], [], []
    for row in lines:
        readings = [row.readings[part] for part in quantity.parameters]
        value, year = value_of(readings), _year(row, library)
        if value is not None and year is not None:
            logs.append(math.log10(value))
            years.append(year)
            papers.append(row.work)
            inputs += [reading.id for reading in readings]
    make, n_papers = Numbers(base, tuple(inputs)), len(set(papers))
    trend = Trend(
        id=base,
        quantity=quantity.title,
        device_class=name,
        n_papers=make.count("n_papers", f"{name} papers with a year", n_papers, "papers counted"),
        n_rows=make.count("n_rows", f"{name} rows of these papers", len(logs), "rows counted"),
    )
    needed = config.analysis.inclusion.interval_from
    if n_papers < needed:
        return trend.model_copy(update={"reason": f"fewer than {needed} papers"})
    middle = sum(years) / len(years)
    design = [[1.0, (year - middle) / 10] for year in years]
    try:
        fit = cluster_robust(logs, design, papers=papers, level=config.analysis.level)
    except NotEstimable as error:
        return trend.model_copy(update={"reason": f"not estimable: {error.problem}"})
    if fit.df[1] < SMALLEST_DF:
        return trend.model_copy(update={"reason": f"{fit.df[1]:.1f} degrees of freedom, fewer than {SMALLEST_DF:g}"})
    rule = f"least squares of log10 on year over rows, CR2 by paper, Satterthwaite t, {percent(config.analysis.level)}"
    label = f"trend of {quantity.title} of {name}"
    numbers = {
        key: make.statistic(key, label, value, f"{rule}; decades per ten years", "decades")
        for key, value in (("slope", fit.estimate[1]), ("low", fit.low[1]), ("high", fit.high[1]))
    }
    numbers["df"] = make.statistic("df", f"degrees of freedom, {label}", fit.df[1], rule)
    numbers["p"] = make.p_value("p", f"p, {label}", fit.p[1], rule)
    return trend.model_copy(update=numbers)


def _year(row: SurveyRow, library: Library) -> float | None:
    """The year of the unit of analysis: of a conference and year that a source names, else of the paper's entry."""
    part = row.work.removeprefix(row.paper)
    found = re.search(r"\b(19|20)\d\d\b", part)
    if found:
        return float(found.group())
    year = library.entries[row.paper].year if row.paper in library.entries else None
    return None if year is None or part.strip() else float(year)


def _with_holm(trends: Sequence[Trend]) -> list[Trend]:
    """The trends with p adjusted over all; where an interval says nothing, the reason stands for the numbers."""
    values = [trend.p.value for trend in trends if trend.p and trend.p.value is not None]
    adjusted = iter(holm(values) if values else ())
    return [_adjusted(trend, next(adjusted)) if trend.p else trend for trend in trends]


def _adjusted(trend: Trend, p: float) -> Trend:
    low, high = certain(certain(trend.low).value), certain(certain(trend.high).value)
    if reason := not_informative(high - low):
        empty = dict.fromkeys(("slope", "low", "high", "df", "p"))
        return trend.model_copy(update={**empty, "reason": reason})
    make = Numbers(trend.id, (certain(trend.p).id,), "Holm over all trends")
    return trend.model_copy(update={"p_holm": make.p_value("p_holm", "p adjusted by Holm", p)})


def _couplings(devices: Iterable[DevicePulse], rows: Sequence[BenchmarkRow], config: Config) -> Iterator[Coupling]:
    """Of the headline set, and of every class of the survey's sets with two papers or more with both metrics."""
    tuples = {device.id: device.chosen for device in devices}
    headline = config.evidence.headline_set
    both = (row for row in rows if row.value("action_energy") and row.value("standby_power") and row.role != "neuron")
    pulses = (config.conventions.headline_pulse, "unpaired")
    used = [row for row in both if row.pulse in pulses and {"action_energy", "standby_power"} <= {*row.counted}]
    yield _coupling(headline, [row for row in used if row.set_name == headline], tuples, config)
    of_survey = (row for row in used if row.set_name.startswith("survey") and row.set_name != headline)
    for group, own in grouped(of_survey, lambda row: f"{row.set_name}, {row.device_class}").items():
        if len({row.unit for row in own}) > 1:
            yield _coupling(group, own, tuples, config)


def _coupling(group: str, rows: Iterable[BenchmarkRow], tuples: Mapping[str, PulseTuple], config: Config) -> Coupling:
    chosen = [middle_row(own) for _, own in sorted(grouped(rows, lambda row: row.unit).items())]
    base = f"coupling/{group}"
    make = Numbers(base, tuple(row.metrics[name].id for row in chosen for name in ("action_energy", "standby_power")))
    n = make.count("n_papers", f"papers with both metrics, {group}", len(chosen), "papers counted")
    coupling = Coupling(id=base, group=group, n=n)
    raw = [raw_tuple(tuples[row.source]) for row in chosen]
    try:
        found = coupled_correlation(
            {name: [values[place] for values in raw] for place, name in enumerate(_COLUMNS)},
            partial(_action_energies, mean=config.conventions.conductance_mean),
            _standby_powers,
            n_permutations=config.analysis.resamples.permutations,
            seed=config.seed,
            level=config.analysis.level,
        )
    except NotEstimable as error:
        return coupling.model_copy(update={"reason": f"not estimable: {error.problem}"})
    rule = (
        f"{found.method} (voltage, time, on-state conductance, on/off ratio), "
        f"{config.analysis.resamples.permutations} permutations; {found.note}"
    )
    parts = {"correlation": found.estimate, "null_low": found.low, "null_high": found.high, "p": found.p}
    label = f"correlation of E_a and P_s, {group}"
    return coupling.model_copy(
        update={
            key: (make.p_value if key == "p" else make.statistic)(key, f"{key.replace('_', ' ')}: {label}", value, rule)
            for key, value in parts.items()
            if value is not None
        }
    )


def middle_row(rows: Iterable[BenchmarkRow]) -> BenchmarkRow:
    """The row of a paper with the (lower) middle action energy: raw columns must come from one device."""
    ordered = sorted(rows, key=lambda row: (row.value("action_energy") or 0.0, row.id))
    return ordered[(len(ordered) - 1) // 2]


def _action_energies(columns: Mapping[str, FloatArray], mean: ConductanceMean) -> FloatArray:
    """E_a in J of each paper from the raw columns."""
    g_on = columns["g_on"]
    g_off = g_on / columns["ratio"]
    if mean == "arithmetic":
        means = (g_on + g_off) / 2
    elif mean == "on_only":
        means = g_on
    else:
        means = np.array([mean_conductance(on, off, mean) for on, off in zip(g_on, g_off, strict=True)])
    return np.asarray(columns["v_spike"] ** 2 * means * columns["tau"])


def _standby_powers(columns: Mapping[str, FloatArray]) -> FloatArray:
    """P_s in W of each paper from the raw columns."""
    return columns["v_spike"] ** 2 * columns["g_on"] / columns["ratio"]


def raw_tuple(chosen: PulseTuple) -> tuple[float, ...]:
    """|V|, tau, G_on and G_on / G_off of a complete tuple; of the two states and their ratio any two give the rest."""

    def number(reading: Reading | None) -> float | None:
        return abs(reading.value) if reading is not None and reading.value is not None else None

    voltage, tau, g_on, g_off = (number(getattr(chosen, name)) for name in ("v_spike", "tau", "g_on", "g_off"))
    ratio = number(chosen.ratio)
    if g_on is None and g_off is not None and ratio:
        g_on = g_off * ratio
    if g_on is not None and g_off:
        ratio = g_on / g_off
    return tuple(math.nan if value is None else value for value in (voltage, tau, g_on, ratio))


def own_energies(readings: Iterable[Reading], rows: Sequence[BenchmarkRow], config: Config) -> tuple[OwnEnergy, ...]:
    """Energies per spike as authors report them, a metric of its own, sorted by paper, device and id."""
    known: dict[tuple[str, str], BenchmarkRow] = {}
    for row in rows:
        if row.pulse == config.conventions.headline_pulse and row.value("action_energy"):
            known.setdefault((row.paper, row.device), row)
    found = []
    for reading in readings:
        if reading.parameter != _OWN_ENERGY or reading.status != "value":
            continue
        paper, device = reading.datum.paper, reading.datum.device
        if not paper or is_cited_work(paper):
            continue
        own = known.get((paper, device))
        energy = own.metrics["action_energy"] if own else None
        ratio = None
        if energy is not None and energy.value and reading.value:
            rule = "energy per spike as reported over E_a of the headline pulse"
            value = reading.value / energy.value
            label = "reported energy over action energy"
            ratio = Numbers(f"own_energy/{reading.id}", (reading.id, energy.id)).statistic("ratio", label, value, rule)
        found.append(
            OwnEnergy(
                reading=reading.id,
                paper=paper,
                device=device,
                action_energy=energy.id if energy else None,
                ratio=ratio,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.paper, item.device, item.reading)))
