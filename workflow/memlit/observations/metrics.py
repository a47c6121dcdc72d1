"""Metrics over the letters of field.yaml, each a parameter: `S^2 * sigma * T / kappa`."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from memlit.benchmark.formula_text import TEXT, formula_text
from memlit.benchmark.formulas import Formula, FormulaNames, FormulaParameter
from memlit.benchmark.metrics import checked_formula
from memlit.config import FIELD_FILE, Classes, Config, FieldOfScience, Metric
from memlit.datum import Reading
from memlit.errors import ConfigError
from memlit.field.vocabulary import Vocabulary
from memlit.frames import SEVERAL, row_dicts
from memlit.grouping import grouped
from memlit.library import Library
from memlit.numbers import NumberColumn, PublishedLine, numbers_in, numbers_of_table
from memlit.observations.collect import collect
from memlit.observations.lines import NOT_OBSERVED, OBSERVATIONS, OBSERVED_METRICS, ObservedLines, rows_framed

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
    observations: pd.DataFrame, config: Config, field: FieldOfScience, known: Mapping[str, Formula]
) -> pd.DataFrame:
    """Each metric of each observation that has all its parameters: rows of OBSERVED_METRICS in their order."""
    found: list[dict[str, Any]] = []
    for observation, own in grouped(row_dicts(observations), lambda row: row["observation"]).items():
        by_parameter = {row["parameter"]: row for row in own if row["value"] is not None}
        inputs = {letter: by_parameter[name] for letter, name in field.inputs.items() if name in by_parameter}
        about = {name: own[0][name] for name in ("observation", "paper", "item", "class", "at")}
        for name, formula in known.items():
            if not all(letter in inputs for letter in formula.parameters):
                continue
            used = {letter: inputs[letter] for letter in formula.parameters}
            number = formula.value({letter: row["value"] for letter, row in used.items()}, "arithmetic")
            if not math.isfinite(number):
                continue
            found.append(
                {
                    **about,
                    "metric": name,
                    "id": f"{observation}#{name}",
                    "value": number,
                    "unit": config.metrics[name].unit,
                    "readings": SEVERAL.join(row["reading"] for row in used.values()),
                }
            )
    return rows_framed(OBSERVED_METRICS, found)


_METRIC = NumberColumn("value", "{label}", "{rule}", "metric", "readings", "{unit}", id="{id}")
_RULE = "observations with all that the formula takes"
_KNOWN = NumberColumn("n", "observations with {words}", _RULE, "count", "inputs", id="observed#{name}")


def numbers_of_metrics(metrics: pd.DataFrame, config: Config, known: Mapping[str, Formula]) -> pd.DataFrame:
    """Each metric of an observation, and of how many each is known: rows of the numbers."""
    words = metrics["metric"].map({name: metric.name for name, metric in config.metrics.items()})
    rules = {name: f"{config.metrics[name].symbol} = {formula_text(formula, TEXT)}" for name, formula in known.items()}
    values = metrics.assign(
        label=words + " of " + metrics["item"] + " at " + metrics["at"], rule=metrics["metric"].map(rules)
    )
    counts = []
    for name, metric in config.metrics.items():
        own = metrics["id"][metrics["metric"] == name]
        counts.append((name, metric.name, len(own), SEVERAL.join(own)))
    counted = pd.DataFrame(counts, columns=["name", "words", "n", "inputs"])
    return pd.concat([numbers_of_table(values, _METRIC), numbers_of_table(counted, _KNOWN)])


def observed_lines(
    readings: Iterable[Reading],
    library: Library,
    classes: Classes,
    config: Config,
    field: FieldOfScience,
    known: Mapping[str, Formula],
) -> ObservedLines:
    """The observations of these readings, what is of none, and their metrics, as a run would have them."""
    observations, left_out = collect(readings, library, classes, config, field)
    metrics = metrics_of_observations(observations, config, field, known)
    tables = {OBSERVATIONS.name: observations, NOT_OBSERVED.name: left_out, OBSERVED_METRICS.name: metrics}
    return ObservedLines(tables, numbers_in(numbers_of_metrics(metrics, config, known)))


def best_of_items(metrics: Iterable[PublishedLine], name: str, metric: Metric) -> list[PublishedLine]:
    """The metric `name` of each item where it is best, the best item first."""

    def order(one: PublishedLine) -> tuple[float, str]:
        return (-one.value if metric.better == "higher" else one.value, one.id)

    items = grouped((one for one in metrics if one.metric == name), lambda one: (one.paper, one.item)).values()
    return sorted((min(each, key=order) for each in items), key=order)


def printed_otherwise(
    metrics: Iterable[PublishedLine], observations: Iterable[PublishedLine], field: FieldOfScience
) -> list[tuple[PublishedLine, str]]:
    """Metrics that are unlike what the source prints for them, each with the id of the printed one."""
    by_parameter = {(one.observation, one.parameter): one for one in observations}
    found = []
    for one in metrics:
        printed = by_parameter.get((one.observation, field.printed_as.get(one.metric, "")))
        if printed is None or not printed.value or printed.reading is None:
            continue
        if abs(one.value / printed.value - 1) > DISAGREES_FROM:
            found.append((one, printed.reading))
    return found
