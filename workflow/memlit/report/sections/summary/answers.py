"""The questions that a reader brings, answered in some lines of the first section with the place that has more."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from memlit.analysis.class_medians import ClassSummary
from memlit.analysis.comparison.record import Comparison, PairStatistic
from memlit.analysis.robustness.multiverse import MetricMultiverse, SwitchEffect
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.outputs import verdict_counts, want_counts
from memlit.datum import PULSES, Pulse, Reading, Result
from memlit.plots.benchmark.class_panels import headline
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import why_not_counted
from memlit.report.sections.making.sensitivity import headline_of, papers_changed
from memlit.report.sections.survey.comparisons import own_classes
from memlit.report.text import name, symbol
from memlit.report.words import PART_SYMBOLS, claim_link, parameter_words
from memlit.report.written import written_blocks
from memlit.synapses import members

SHOWN_PAPERS = 4
"""A median of at most so many papers is shown with all of them."""
SHOWN_PRINTS = 4
MOST_WANTED = 5


def answers(m: Material) -> ReportBlock:
    """The five questions of a newcomer, answered in few words; one without an answer in this run is left out."""
    classes = _headline(m)
    known = [summary for summary in classes if summary.papers]
    unsure = [summary.device_class for summary in classes if summary.identification == "not identified"]
    example = _largest(known)
    wanted = Counter(
        parameter
        for verdict in m.claims
        if verdict.verdict == "not_checkable"
        for parameter in verdict.missing.parameters
    )
    order = sorted(wanted, key=lambda parameter: (-wanted[parameter], parameter))
    (block,) = written_blocks(
        m,
        "summary/answers",
        known=[(summary, _ends(summary)) for summary in known],
        uncounted=[
            (summary.device_class, paper, why_not_counted(paper, m))
            for summary in classes
            for paper in summary.uncounted
        ],
        unsure=unsure,
        all_unsure=len(unsure) == len(classes),
        has_metrics=any(row.metrics for row in m.rows),
        count=verdict_counts(m.claims) if m.claims else {},
        differing=[claim_link(verdict) for verdict in m.claims if verdict.verdict == "differs"],
        lacks=any(line.set_name == m.config.evidence.headline_set and line.missing for line in m.analysis.coverage),
        wanted=[_words(parameter) for parameter in order[:MOST_WANTED]],
        wants_readings=want_counts(m.claims)["readings"] if wanted else None,
        example=example,
        prints=_prints(m, example),
    )
    return block


def further(m: Material) -> ReportBlock:
    """Questions that the first answers raise."""
    compared = [item for item in m.analysis.comparisons.comparisons if not item.is_sensitivity]
    of_headline = [item for item in compared if item.set_name == m.config.evidence.headline_set]
    (block,) = written_blocks(
        m,
        "summary/further",
        other=_other_pulse(m),
        example=_example(m),
        compared=compared,
        own_classes=own_classes(m),
        own=_told(m, of_headline),
        has_survey=any(item.pairs for item in compared if item not in of_headline),
        survey=_told(m, [item for item in compared if item not in of_headline]),
        widest=_widest(m, m.config.evidence.headline_set),
        widest_of_all=_widest(m),
        moved=moved_medians(m),
        changed=other_papers(m),
        tests_none=_tests_none(m),
    )
    return block


def _other_pulse(m: Material) -> Pulse:
    return next(pulse for pulse in PULSES if pulse != m.config.conventions.headline_pulse)


def _headline(m: Material) -> list[ClassSummary]:
    """The classes in the primary metric."""
    return [item for item in headline(m.analysis.classes, m.config) if item.metric == m.config.analysis.primary]


def _ends(summary: ClassSummary) -> list[Result]:
    """The least and the largest value of a class, one where they are the same."""
    results = sorted((paper.result for paper in summary.papers), key=lambda result: result.value or 0.0)
    return [results[0], results[-1]] if results[0].id != results[-1].id else [results[0]]


def _largest(known: Sequence[ClassSummary]) -> Result | None:
    """The largest value, which the first answer shows, of the class with most papers known."""
    most = max(known, key=lambda summary: len(summary.papers), default=None)
    return _ends(most)[-1] if most else None


def _example(m: Material) -> ClassSummary | None:
    """The class of the headline with a median of most papers, of those that can be shown whole; the primary metric
    first."""
    metrics = m.config.planned_metrics
    able = [
        item
        for item in headline(m.analysis.classes, m.config)
        if item.metric in metrics and item.median and not item.bounded and len(item.papers) <= SHOWN_PAPERS
    ]
    return max(able, key=lambda item: (len(item.papers), -metrics.index(item.metric)), default=None)


def _told(m: Material, items: Sequence[Comparison]) -> list[tuple[str, list[PairStatistic]]]:
    """Pairs that differ whatever paper is left out and however the readings err, quantity by quantity."""
    below = m.config.analysis.wording.fragile_below_percent
    told = {
        item.title: [pair for pair in item.pairs if pair.decision == "differs" and not pair.hangs_on_little(below)]
        for item in items
    }
    return [(title, pairs) for title, pairs in told.items() if pairs]


def _prints(m: Material, example: Result | None) -> tuple[Reading, str] | None:
    """The first of the printed readings behind the example, and all as they were used; None where there are none, or
    where they are of several documents.
    """
    prints = list(_printed(m, example)) if example else []
    if len({reading.datum.locator.document for reading in prints}) != 1:
        return None
    texts = list(dict.fromkeys(map(as_used, prints)))
    return prints[0], ", ".join(map(name, texts[:SHOWN_PRINTS]))


def as_used(reading: Reading) -> str:
    """The printed characters, and what a correction makes of them where the number was computed from that."""
    printed = reading.datum.printed
    corrected = [s.after for s in reading.steps if s.op == "correct" and s.before and s.before in printed.text]
    return f"“{printed.text}”, corrected to “{corrected[-1]}”" if corrected else f"“{printed.text}”"


def _printed(m: Material, result: Result) -> Iterator[Reading]:
    """The printed readings under a number, in order."""
    queue, seen = [result.id], set()
    while queue:
        identifier = queue.pop(0)
        if identifier in seen:
            continue
        seen.add(identifier)
        item = m.book.results.get(identifier) or m.book.readings[identifier]
        if isinstance(item, Reading) and not item.is_derived:
            yield item
        queue += item.inputs


def _widest(m: Material, set_name: str | None = None) -> dict[str, BenchmarkRow] | None:
    """The synapse of a set, or of all sets, whose energies by the two pulses lie furthest apart: its rows by pulse.

    A device counts whatever its grade: the question is what a choice of the pulse does to it.
    """
    energies: dict[str, dict[str, BenchmarkRow]] = defaultdict(dict)
    for row in m.rows:
        is_own = row.is_of_one_source and set_name in (None, row.set_name)
        if is_own and row.role in members.SYNAPSE_ROLES and row.value("action_energy"):
            energies[f"{row.paper}/{row.device}/{row.condition}/{row.device_class}"][row.pulse] = row
    both = [rows for _, rows in sorted(energies.items()) if set(rows) >= set(PULSES)]
    return max(both, key=_distance, default=None)


def _distance(rows: dict[str, BenchmarkRow]) -> float:
    first, second = (rows[pulse].value("action_energy") or 1.0 for pulse in PULSES)
    return abs(math.log(first / second))


def _other_pulse_effects(m: Material) -> Iterator[tuple[MetricMultiverse, SwitchEffect]]:
    for metric in m.analysis.multiverse.metrics:
        for effect in metric.effects:
            if effect.switch == "pulse" and effect.option == _other_pulse(m):
                yield metric, effect


def moved_medians(m: Material) -> str:
    """Medians that the other pulse moves, papers being the same."""
    moves: dict[str, list[str]] = defaultdict(list)
    for metric, effect in _other_pulse_effects(m):
        home = headline_of(metric, effect)
        is_enough = effect.n.value and effect.n.value >= m.config.analysis.inclusion.range_from
        if is_enough and effect.has_same_papers and home and effect.median:
            moves[metric.metric].append(f"{effect.device_class} from {m.use(home)} to {m.use(effect.median)}")
    return "; ".join(f"{m.symbol(metric)} of {', '.join(texts)}" for metric, texts in moves.items())


def other_papers(m: Material) -> str:
    """Classes whose papers are others under the other pulse: no move of a median, but other evidence."""
    return "; ".join(
        f"{m.symbol(metric.metric)} of {effect.device_class}: {papers_changed(effect)}"
        for metric, effect in _other_pulse_effects(m)
        if not effect.has_same_papers
    )


def _tests_none(m: Material) -> bool:
    """Whether no pair of classes can be tested whatever the pulse."""
    metrics = [metric for metric in m.analysis.multiverse.metrics if metric.metric in m.config.planned_metrics]
    return bool(metrics) and not any(metric.n_tested.value for metric in metrics)


def _words(parameter: str) -> str:
    """A parameter in words; a state of a device with its symbol."""
    part = PART_SYMBOLS.get(parameter)
    return symbol(part) if part else name(f"the {parameter_words(parameter)}")
