"""The metrics of config/metrics.yaml at work: their formulas, their values and bounds, and what they are called."""

import functools
import math
from collections.abc import Collection, Iterable, Mapping

from memlit.benchmark.bounds import UNKNOWN, Interval
from memlit.benchmark.formula_text import SPELT, TEXT, formula_text
from memlit.benchmark.formulas import (
    FORMULA_PARAMETERS,
    ConductanceMean,
    Formula,
    FormulaNames,
    parse,
)
from memlit.config import METRICS_FILE, Config, Metric
from memlit.errors import ConfigError
from memlit.field.codes import STATES, SYMBOL_OF_PART
from memlit.quantities.parameters import RATIO, check_unit


@functools.cache
def formula_of(metric: Metric) -> Formula:
    """The formula of a metric over the parameters of a tuple. Raises ConfigError as `parse`."""
    return parse(metric.formula, _place(metric))


def checked_formula(metric: Metric, names: FormulaNames, declared: Collection[str] = ()) -> Formula:
    """The formula of a metric. Raises ConfigError where it is none, or not of the dimension of the unit.

    names: what it may name; declared: units of the field beside those that are built in.
    """
    where = _place(metric)
    if metric.unit not in {RATIO, *declared}:
        check_unit(metric.unit, where)
    formula = parse(metric.formula, where, names)
    try:
        is_in_unit = formula.is_in(metric.unit)
    except (TypeError, ArithmeticError) as error:
        remedy = "mend the formula; a temperature must be in K, declared under units of config/vocabulary.yaml"
        raise ConfigError(where, f"{metric.formula!r} has no dimension: {error}", remedy) from None
    if not is_in_unit:
        raise ConfigError(where, f"{metric.formula!r} is not in {metric.unit}", "mend the formula or the unit")
    return formula


def _place(metric: Metric) -> str:
    return f"{METRICS_FILE}: {metric.symbol}"


def check_metrics(config: Config) -> None:
    """ConfigError for the first metric whose formula does not hold, or that the plan names and is none."""
    symbols: dict[str, str] = {}
    for name, metric in config.metrics.items():
        checked_formula(metric, FORMULA_PARAMETERS)
        if symbols.setdefault(metric.symbol, name) != name:
            where = f"{METRICS_FILE}: {name}"
            raise ConfigError(where, f"has the symbol of {symbols[metric.symbol]}", "give each metric its own")
    known = config.metrics_of("synapse")
    for name in (config.analysis.primary, *config.analysis.secondary):
        if name not in known:
            where = "config/config.yaml: analysis"
            raise ConfigError(where, f"{name} is no metric of a synapse", f"write one of {', '.join(known)}")


def interval_of_metric(metric: Metric, known: Mapping[str, Interval], mean: ConductanceMean) -> Interval:
    """What is known of a metric: a point, bounds that are reached, or nothing.

    known: an interval for each parameter; those of G_on and G_off are reached together at either end (`States`). A
    formula that is not monotone has points only; a parameter of which no more is known than that it is one, no metric.
    """
    formula = formula_of(metric)
    own = {name: known[name] for name in formula.parameters}
    is_point = all(interval.is_point for interval in own.values())
    is_unknown = any(FORMULA_PARAMETERS[name].least >= at.low and math.isinf(at.high) for name, at in own.items())
    if is_unknown or not (is_point or formula.is_monotone):
        return UNKNOWN
    ends = [
        formula.value(
            {name: at.low if (formula.directions[name] == 1) is is_low else at.high for name, at in own.items()}, mean
        )
        for is_low in ((True,) if is_point else (True, False))
    ]
    low, high = ends[0], ends[-1]
    # Rounding may part two ends that are one number; what is over zero has no end.
    low = low if math.isfinite(low) else 0.0
    return Interval(low, max(low, high) if not math.isnan(high) else math.inf)


def parts_behind(metric: Metric, parts: Iterable[str]) -> list[str]:
    """Those parts of a tuple that a metric rests on: amplitude and width where its formula has them, and the states."""
    named = set(formula_of(metric).parameters)
    of_pulse = {part: symbol for part, symbol in SYMBOL_OF_PART.items() if part not in STATES}
    has_state = bool(named - set(of_pulse.values()))
    # Every part that is none of the pulse is one of the states, or stands for one.
    return [part for part in parts if (of_pulse[part] in named if part in of_pulse else has_state)]


def inputs_of(metric: Metric, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the readings that a metric was computed from; parts: ids of the readings of the tuple, by part."""
    return tuple(parts[part] for part in parts_behind(metric, parts))


def joint_segment(
    pair: tuple[Metric, Metric], known: Mapping[str, Interval], mean: ConductanceMean
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Ends of the joint set of two metrics when G_off alone is free, None where more is, or nothing.

    They share G_off, so the set is a segment, not a rectangle.
    """
    if known["G_off"].is_point or not all(known[name].is_point for name in ("V", "tau", "G_on")):
        return None
    first, second = (
        tuple(interval_of_metric(metric, {**known, "G_off": Interval(g_off, g_off)}, mean).low for metric in pair)
        for g_off in (known["G_off"].low, known["G_off"].high)
    )
    return None if first == second else ((first[0], first[1]), (second[0], second[1]))


def metric_meaning(metric: Metric) -> str:
    """A metric in a line, as a table of symbols says it: `E_a = V^2 (G_on + G_off)/2 tau`."""
    text = formula_text(formula_of(metric), SPELT)
    return f"{metric.symbol}, {metric.note or metric.name}" if text == metric.symbol else f"{metric.symbol} = {text}"


@functools.cache
def rule_of(metric: Metric, mean: str) -> str:
    """How a metric is computed, in a line: `P_s = V^2 G_off`."""
    text = formula_text(formula_of(metric), TEXT)
    parts = [text if text == metric.symbol else f"{metric.symbol} = {text}"]
    if "mean(" in text:
        parts.append(f"{mean} mean")
    if metric.note:
        parts.append(metric.note)
    return ", ".join(parts)
