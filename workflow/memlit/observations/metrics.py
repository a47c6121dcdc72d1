"""Metrics over the letters of field.yaml, each a parameter: `S^2 * sigma * T / kappa`."""

import math
from collections.abc import Iterable, Mapping

from memlit.benchmark.formula_text import TEXT, formula_text
from memlit.benchmark.formulas import Formula, FormulaNames, FormulaParameter
from memlit.benchmark.metrics import checked_formula
from memlit.config import FIELD_FILE, Config, FieldOfScience, Metric
from memlit.datum import Numbers, Result
from memlit.errors import ConfigError
from memlit.field.vocabulary import Vocabulary
from memlit.grouping import grouped
from memlit.observations.record import MetricValue, MetricValues, ObservedValue

DISAGREES_FROM = 0.05
"""Share of the printed metric from which its parts are said to disagree with it."""


def formula_names(field: FieldOfScience, vocabulary: Vocabulary) -> FormulaNames:
    """The letters with their units. Raises ConfigError for a letter or a condition without a parameter."""
    for name in (*field.inputs.values(), *field.conditions):
        if name not in vocabulary.parameters:
            raise ConfigError(FIELD_FILE, f"{name!r} is not a parameter", "write one of config/vocabulary.yaml")
    known = {letter: vocabulary.parameters[name] for letter, name in field.inputs.items()}
    return {
        letter: FormulaParameter(parameter.unit, letter, 0.0 if parameter.positive else -math.inf)
        for letter, parameter in known.items()
    }


def formulas(config: Config, field: FieldOfScience, vocabulary: Vocabulary) -> dict[str, Formula]:
    """The formula of each metric. Raises ConfigError for one that is none, or is not in the unit of its metric."""
    names = formula_names(field, vocabulary)
    declared = {unit.si for unit in vocabulary.units.values()}
    found = {name: checked_formula(metric, names, declared) for name, metric in config.metrics.items()}
    for name in (config.analysis.primary, *config.analysis.secondary):
        if name not in found:
            problem = f"{name} is no metric"
            raise ConfigError("config/config.yaml: analysis", problem, f"write one of {', '.join(found)}")
    return found


def metrics_of_observations(
    values: Iterable[ObservedValue], config: Config, field: FieldOfScience, known: Mapping[str, Formula]
) -> MetricValues:
    """Each metric of each observation that has all its parameters, in the order of the observations."""
    found: list[MetricValue] = []
    for observation, own in grouped(values, lambda value: value.observation).items():
        by_parameter = {value.parameter: value for value in own if value.value is not None}
        inputs = {letter: by_parameter[name] for letter, name in field.inputs.items() if name in by_parameter}
        for name, formula in known.items():
            if not all(letter in inputs for letter in formula.parameters):
                continue
            metric = config.metrics[name]
            used = {letter: inputs[letter] for letter in formula.parameters}
            number = formula.value({letter: float(one.value or 0) for letter, one in used.items()}, "arithmetic")
            if not math.isfinite(number):
                continue
            result = Result(
                id=f"{observation}#{name}",
                kind="metric",
                label=f"{metric.name} of {own[0].item} at {own[0].at}",
                value=number,
                unit=metric.unit,
                inputs=tuple(one.reading or "" for one in used.values()),
                rule=f"{metric.symbol} = {formula_text(formula, TEXT)}",
            )
            about = {field_name: getattr(own[0], field_name) for field_name in ("paper", "item", "item_class", "at")}
            found.append(MetricValue(observation=observation, metric=name, result=result, **about))
    numbers = Numbers("observed", rule="observations with all that the formula takes")
    counts = (
        numbers.counted(
            name, f"observations with {metric.name}", [one.result.id for one in found if one.metric == name]
        )
        for name, metric in config.metrics.items()
    )
    return MetricValues(values=tuple(found), known=tuple(counts))


def best_of_items(values: Iterable[MetricValue], name: str, metric: Metric) -> list[MetricValue]:
    """The metric `name` of each item where it is best, the best item first."""

    def order(one: MetricValue) -> tuple[float, str]:
        value = one.result.value or 0.0
        return (-value if metric.better == "higher" else value, one.result.id)

    items = grouped((one for one in values if one.metric == name), lambda one: (one.paper, one.item)).values()
    return sorted((min(each, key=order) for each in items), key=order)


def printed_otherwise(
    metrics: Iterable[MetricValue], values: Iterable[ObservedValue], field: FieldOfScience
) -> list[tuple[MetricValue, str]]:
    """Metrics that are unlike what the source prints for them, each with the id of the printed one."""
    by_parameter = {(value.observation, value.parameter): value for value in values}
    found = []
    for one in metrics:
        printed = by_parameter.get((one.observation, field.printed_as.get(one.metric, "")))
        if printed is None or not printed.value or printed.reading is None:
            continue
        if abs((one.result.value or 0.0) / printed.value - 1) > DISAGREES_FROM:
            found.append((one, printed.reading))
    return found
