"""A value that is in no paper among those of the classes under the same condition, in a field of observations."""

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.config import Between, FieldOfScience
from memlit.datum import Result
from memlit.errors import PlaceError
from memlit.library import Entry, Library
from memlit.numbers import PublishedLine
from memlit.observations.compare import at_words, conditions_by_observation, is_within
from memlit.observations.lines import OBSERVATIONS, OBSERVED_METRICS, ObservedLines
from memlit.observations.metrics import formulas, observed_lines
from memlit.observations.run import ObservedRun, load_observed
from memlit.placing.given import NEW, class_named, given_readings, option
from memlit.placing.ranks import Rank, RankedPaper, rank, rank_words
from memlit.placing.render import in_columns, span_words
from memlit.placing.standing import NEAREST, PercentileSpan, percentile_of
from memlit.presentation.format import result_text


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """The new value of a metric among the papers of a class within the ends `at`. item_class: empty for all classes."""

    metric: str
    at: str
    item_class: str
    rank: Rank
    percentile: PercentileSpan | None
    interval: PercentileSpan | None


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A new item under one condition, its metrics, its standings, and the nearest observations with their decades.

    lines: the item as a run would have it.
    """

    item_class: str
    at: str
    metrics: Mapping[str, Result]
    standings: tuple[ClassStanding, ...]
    nearest: tuple[tuple[float, PublishedLine], ...]
    notes: tuple[str, ...]
    lines: ObservedLines


def place_value(
    root: Path,
    field: FieldOfScience,
    item_class: str,
    given: Mapping[str, str],
    figure: Path | None = None,
    *,
    as_json: bool,
    has_all: bool,
) -> str:
    """What `memlit place` prints; figure: where the item is drawn; has_all: with other classes and percentiles.

    Raises MemlitError for a value or a run that cannot be used.
    """
    run = load_observed(root, field)
    placed = placed_value(run, class_named(item_class, run.classes), given)
    if figure is not None:
        draw_among(figure, run, placed)
    if as_json:
        return json.dumps(_plain(placed), ensure_ascii=False)
    return "\n".join(_lines(placed, run, has_all=has_all))


def draw_among(figure: Path, run: ObservedRun, placed: PlacedValue) -> None:
    """The primary metric against the condition, or by class in a field without one, with a star for the new item."""
    from memlit.plots.look.style import ClassStyles
    from memlit.plots.observed import class_comparison, metric_by_condition

    styles = ClassStyles(run.classes)
    if run.field.conditions:
        names = (OBSERVATIONS.name, OBSERVED_METRICS.name)
        tables = {name: pd.concat([run.lines.tables[name], placed.lines.tables[name]]) for name in names}
        lines = ObservedLines(tables, run.lines.numbers)
        metric_by_condition.draw(lines, run.config, run.field, styles, [figure], new=NEW)
        return
    value = placed.metrics[run.config.analysis.primary].value or 0.0
    class_comparison.draw(run.lines, run.config, styles, [figure], new=(placed.item_class, value))


def parameters_given(field: FieldOfScience) -> dict[str, str]:
    """What a new item can be given as: the letters of formulas, and conditions that are none."""
    return field.inputs | {name: name for name in field.conditions if name not in field.inputs.values()}


def placed_value(run: ObservedRun, item_class: str, given: Mapping[str, str]) -> PlacedValue:
    """The place of a new item. Raises PlaceError where no metric follows from what is given."""
    field, config = run.field, run.config
    parameters = parameters_given(field)
    readings = given_readings(given, parameters, run.vocabulary)
    entry = Entry(NEW, "misc", {}, device_classes=(item_class,))
    known = formulas(config, field, run.vocabulary)
    lines = observed_lines(readings, Library({NEW: entry}), run.classes, config, field, known)
    said = ", ".join(map(option, given)) or "memlit place"
    for one in lines.left_out:
        raise PlaceError(said, one.reason, f"give one value of each, and {_options(parameters, field.conditions)}")
    if not lines.metrics:
        raise PlaceError(said, "gives no metric", f"give {_options(parameters, parameters.values())}")
    conditions = {one.parameter: one.value for one in lines.observations if one.parameter in field.conditions}
    units = {one.parameter: one.unit for one in lines.observations}
    places = [place for place in field.compared_at if is_within(conditions, place)]
    metrics = {one.metric: one.own_number for one in lines.metrics}
    standings = [one for place in places for one in _standings(run, metrics, at_words(place, units), item_class)]
    at = lines.metrics[0].at
    notes = [] if places else [f"classes are compared at {_elsewhere(field.compared_at, units)}, not at {at}"]
    return PlacedValue(item_class, at, metrics, tuple(standings), _nearest(run, metrics, places), tuple(notes), lines)


def _options(parameters: Mapping[str, str], wanted: Collection[str]) -> str:
    return ", ".join(option(part) for part, name in parameters.items() if name in wanted)


def _elsewhere(places: Iterable[Mapping[str, Between]], units: Mapping[str, str]) -> str:
    return ", ".join(at_words(place, units) for place in places) or "no condition"


def _standings(run: ObservedRun, metrics: Mapping[str, Result], at: str, item_class: str) -> list[ClassStanding]:
    """In each metric among the papers of the own class, of all, and of each other class."""
    found = []
    for metric, own in metrics.items():
        classes = [one for one in run.lines.classes if (one.metric, one.at) == (metric, at)]
        papers = {one.device_class: _papers(one, run) for one in classes}
        everyone = [paper for own_papers in papers.values() for paper in own_papers]
        in_order = sorted(papers, key=lambda name: name != item_class)
        groups = {"": everyone, **{name: papers[name] for name in in_order}}
        for name, group in groups.items():
            if group:
                standing = rank(own.model_copy(update={"low": own.value, "high": own.value}), group)
                shares = percentile_of((standing.first - 1, standing.last - 1), standing.n, run.config)
                found.append(ClassStanding(metric, at, name, standing, *shares))
    return found


def _papers(line: PublishedLine, run: ObservedRun) -> list[RankedPaper]:
    """The papers of a class, each with what its values rest on: a table may be the one source of many papers."""
    found = []
    for paper in run.lines.papers(line):
        key = paper.id.removeprefix(f"{line.id}/")
        printed = (name for metric in paper.inputs for name in run.lines.numbers[metric].inputs)
        rests_on = {run.readings[name].datum.lineage or key for name in printed}
        value = paper.value or 0.0
        found.append(RankedPaper(key, min(rests_on), (line.device_class,), value, value))
    return found


def _nearest(
    run: ObservedRun, metrics: Mapping[str, Result], places: Iterable[Mapping[str, Between]]
) -> tuple[tuple[float, PublishedLine], ...]:
    """Observations under the same condition by their distance in the primary metric, in decades."""
    primary = run.config.analysis.primary
    own = metrics[primary].value if primary in metrics else None
    if not own or own <= 0:
        return ()
    conditions = conditions_by_observation(run.lines.tables[OBSERVATIONS.name], run.field.conditions)
    known = [one for one in run.lines.metrics if one.metric == primary and one.value > 0]
    near = [one for one in known if any(is_within(conditions.get(one.observation, {}), place) for place in places)]
    gaps = sorted((abs(math.log10(own / one.value)), one.id, one) for one in near)
    return tuple((gap, one) for gap, _, one in gaps[:NEAREST])


def _lines(placed: PlacedValue, run: ObservedRun, *, has_all: bool) -> Iterable[str]:
    symbols = {name: metric.symbol for name, metric in run.config.metrics.items()}
    yield f"{placed.item_class} {run.field.item}" + (f", {placed.at}" if placed.at else "")
    width = max(len(symbols[name]) for name in placed.metrics)
    for name, result in placed.metrics.items():
        yield f"  {symbols[name]:<{width}} {_shown(result)}"
    yield from (f"note: {note}" for note in placed.notes)
    if placed.standings:
        yield ""
        shown = [one for one in placed.standings if has_all or one.item_class in ("", placed.item_class)]
        rows = [_cells(one, placed, symbols) for one in shown]
        if has_all:
            yield "Rank, 1st being the least, and percentile: papers with a smaller value, in percent"
            head = ["at", "class", "metric", "rank", "percentile", f"{100 * run.config.analysis.level:g} % interval"]
            yield from in_columns([head, *rows])
            yield "  * the class of the new value. Few papers: no percentile, no interval."
        else:
            yield "Rank, 1st being the least, among all papers and among those of the class"
            yield from in_columns([row[:4] for row in rows])
    if placed.nearest:
        yield ""
        yield f"Nearest observations (decades of {symbols[run.config.analysis.primary]})"
        yield from in_columns(
            [[f"{gap:.2f}", one.id, one.device_class, _shown(one.own_number)] for gap, one in placed.nearest]
        )
        yield "  memlit audit ID shows where a value was printed"


def _shown(result: Result) -> str:
    return result_text(result).replace("\u00a0", " ")


def _cells(one: ClassStanding, placed: PlacedValue, symbols: Mapping[str, str]) -> list[str]:
    name = f"{one.item_class}*" if one.item_class == placed.item_class else one.item_class or "all"
    shares = [span_words(share) if share else "–" for share in (one.percentile, one.interval)]
    return [one.at, name, symbols[one.metric], rank_words(one.rank), *shares]


def _plain(placed: PlacedValue) -> dict[str, Any]:
    """Plain values in SI."""
    return {
        "class": placed.item_class,
        "at": placed.at,
        "metrics": {name: {"value": one.value, "unit": one.unit} for name, one in placed.metrics.items()},
        "standings": [
            {
                "metric": one.metric,
                "at": one.at,
                "class": one.item_class,
                "rank": one.rank._asdict(),
                "percentile": one.percentile,
                "interval": one.interval,
            }
            for one in placed.standings
        ],
        "nearest": [
            {"id": one.id, "class": one.device_class, "decades": gap, "value": one.value} for gap, one in placed.nearest
        ],
        "notes": list(placed.notes),
    }
