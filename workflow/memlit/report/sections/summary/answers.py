"""The questions that a reader brings, answered in some lines of the first section with the place that has more."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from memlit.analysis.classes import ClassSummary
from memlit.analysis.comparison.record import Comparison, PairStatistic
from memlit.analysis.robustness.multiverse_record import MetricMultiverse, SwitchEffect
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.outputs import verdict_counts, want_counts
from memlit.datum import PULSES, Pulse, Reading, Result
from memlit.report.blocks import Block, Material
from memlit.report.sections.making.sensitivity import papers_changed
from memlit.report.sections.review.claims import claim_link
from memlit.report.sections.survey.comparisons import own_classes
from memlit.report.text import cite, listed, name, see, symbol
from memlit.report.words import PART_SYMBOLS, parameter_words

SHOWN_PAPERS = 4
"""A median of at most so many papers is shown with all of them."""
SHOWN_PRINTS = 4
MOST_WANTED = 5


def answers(m: Material) -> Block:
    """The five questions of a newcomer, answered in few words; one without an answer in this run is left out."""
    return _block(
        ("Which class needs least energy, and how sure is that?", _least(m)),
        ("Where is my device?", _mine(m)),
        ("What does the review get wrong?", _failing(m)),
        ("What is missing?", _missing(m)),
        ("Where does a number come from?", _point(m, _example(m))),
    )


def further(m: Material) -> Block:
    """Questions that the first answers raise."""
    return _block(
        ("Why is a median what it is?", _median(m, _example(m))),
        ("Which classes differ, and how sure is that?", _compared(m)),
        (f"What if {_other_pulse(m)} pulses were {m.config.conventions.headline_pulse} pulses?", _pulses(m)),
    )


def _block(*asked: tuple[str, str]) -> Block:
    return {"type": "answers", "items": [{"question": words, "text": text} for words, text in asked if text]}


def _other_pulse(m: Material) -> Pulse:
    return next(pulse for pulse in PULSES if pulse != m.config.conventions.headline_pulse)


def _least(m: Material) -> str:
    """The known values of each class in the primary metric, and why they rank no class."""
    known = [summary for summary in _headline(m) if summary.papers]
    if not known:
        return ""
    parts = []
    for summary in known:
        results = sorted((paper.result for paper in summary.papers), key=lambda result: result.value or 0.0)
        ends = listed([m.book.use(identifier) for identifier in dict.fromkeys([results[0].id, results[-1].id])])
        count = f"{m.use(summary.n_papers)} of {m.use(summary.n_credited)} papers"
        parts.append(f"{summary.device_class.replace('_', ' ')} {ends.replace(' and ', ' to ')} ({count})")
    unsure = [summary.device_class for summary in _headline(m) if summary.identification == "not identified"]
    among = "no class" if len(unsure) == len(_headline(m)) else f"none of {listed(unsure)}" if unsure else ""
    verdict = f"Not known: {among} has a value for more than half of its papers, so any order is possible. "
    return (
        f"{verdict if len(unsure) > 1 else ''}Known {m.symbol(m.config.analysis.primary)}: {'; '.join(parts)}. "
        f"{see('classes', 'Metrics by class')} has the rest."
    )


def _mine(m: Material) -> str:
    """Where a reader's own device goes."""
    if not any(row.metrics for row in m.rows):
        return ""
    return (
        f"Give its voltage, width and states to {see('place', 'Place my device')}: it becomes a star in the figure, "
        "with its rank among the known papers; what you leave out gives bounds."
    )


def _compared(m: Material) -> str:
    """The review's own pairs, then those that the survey tells apart firmly; a sensitivity does not count."""
    headline = m.config.evidence.headline_set
    compared = [item for item in m.analysis.comparisons.comparisons if not item.is_sensitivity]
    if not compared:
        return ""
    parts = [own_classes(m)]
    if own := _told(m, [item for item in compared if item.set_name == headline]):
        parts.append(f"These are shown to differ, with the ratio of the first over the second: {own}.")
    survey = [item for item in compared if item.set_name != headline and item.pairs]
    if survey:
        found = _told(m, survey)
        parts.append(
            "A survey of memory cells, kept apart as context, "
            + (f"shows these to differ, with the ratio of the first over the second: {found}." if found else "")
            + ("" if found else "shows no two classes to differ.")
        )
    parts.append(
        "Pairs whose decision hangs on one paper or on the error of a reading are not named; all stand in "
        f"{see('comparisons', 'Classes of memory cells compared')}."
    )
    return " ".join(parts)


def _told(m: Material, items: Sequence[Comparison]) -> str:
    """Pairs that differ whatever paper is left out and however the readings err, quantity by quantity."""
    below = m.config.analysis.wording.fragile_below_percent
    told = {
        item.title: [pair for pair in item.pairs if pair.decision == "differs" and not pair.hangs_on_little(below)]
        for item in items
    }
    return "; ".join(f"{title}: {listed([_pair(m, pair) for pair in pairs])}" for title, pairs in told.items() if pairs)


def _pair(m: Material, pair: PairStatistic) -> str:
    return f"{pair.first} and {pair.second} ({m.with_interval(pair.ratio)})"


def _headline(m: Material) -> list[ClassSummary]:
    return [
        summary
        for summary in m.analysis.classes
        if summary.set_name == m.config.evidence.headline_set
        and summary.pulse == m.config.conventions.headline_pulse
        and summary.role == "synapse"
        and summary.metric == m.config.analysis.primary
    ]


def _example(m: Material) -> ClassSummary | None:
    """The class of the headline with most papers known, of those that can be shown whole."""
    able = [i for i in _headline(m) if i.median and not i.bounded and 1 < len(i.papers) <= SHOWN_PAPERS]
    return max(able, key=lambda item: len(item.papers), default=None)


def _median(m: Material, example: ClassSummary | None) -> str:
    text = ""
    if example is not None and example.median is not None:
        papers = listed([f"{m.use(paper.result)} ({cite(paper.paper)})" for paper in example.papers])
        text = (
            f"The {m.symbol(example.metric)} of {example.device_class.replace('_', ' ')}, "
            f"{m.use(example.median)}, is the middle on the log scale of the {m.use(example.n_papers)} "
            f"papers known of {m.use(example.n_credited)}: {papers}. "
        )
    return (
        f"{text}Each median of {see('classes', 'Metrics by class')} is a link to its entry, which names the papers' "
        "values behind it."
    )


def _point(m: Material, example: ClassSummary | None) -> str:
    text = ""
    if example is not None:
        value = example.papers[0].result
        prints = list(_printed(m, value))
        texts = list(dict.fromkeys(map(as_used, prints)))
        if texts and len({reading.datum.locator.document for reading in prints}) == 1:
            at = prints[0].datum.locator
            place = ", ".join([at.label or at.place or at.file or "", *([f"page {at.page}"] if at.page else [])])
            shown = ", ".join(name(words) for words in texts[:SHOWN_PRINTS])
            source = f"{name(place)} of {cite(at.document)}"
            text = f"{m.use(value)} above is computed from {shown}, printed in {source}. "
    return (
        f"{text}Click any number with a dotted line, or a mark of {see('benchmark', 'Synaptic devices')}, for its "
        "formula, its inputs and the printed characters on their page."
    )


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


def _pulses(m: Material) -> str:
    """What the other pulse does to the medians, and to the credited device whose two energies lie furthest apart."""
    energies: dict[str, dict[str, BenchmarkRow]] = {}
    for row in m.rows:
        is_own = row.is_counted and row.set_name == m.config.evidence.headline_set
        if is_own and row.role == "synapse" and row.value("action_energy"):
            energies.setdefault(f"{row.paper}/{row.device}/{row.condition}/{row.device_class}", {})[row.pulse] = row
    both = [rows for _, rows in sorted(energies.items()) if set(rows) >= set(PULSES)]
    if not both:
        return ""
    widest = max(both, key=_distance)
    order = (m.config.conventions.headline_pulse, _other_pulse(m))
    first, second = (m.use(widest[pulse].metrics["action_energy"]) for pulse in order)
    return (
        f"{_moved_medians(m)}{_other_papers(m)}Of the devices, that of {cite(widest['set'].paper)} moves most, from "
        f"{first} to {second}. "
        f"{_decisions(m)}A switch over the figure of {see('benchmark', 'Synaptic devices')} shows the other pulse, its "
        f"table both; all conventions are varied in {see('sensitivity', 'Sensitivity to conventions')}."
    )


def _other_pulse_effects(m: Material) -> Iterator[tuple[MetricMultiverse, SwitchEffect]]:
    for metric in m.analysis.multiverse.metrics:
        for effect in metric.effects:
            if effect.switch == "pulse" and effect.option == _other_pulse(m):
                yield metric, effect


def _moved_medians(m: Material) -> str:
    """Medians that the other pulse moves, papers being the same."""
    moves: dict[str, list[str]] = {}
    for metric, effect in _other_pulse_effects(m):
        home = next(span.headline for span in metric.spans if span.device_class == effect.device_class)
        if effect.has_same_papers and home and effect.median:
            text = f"{effect.device_class} from {m.use(home)} to {m.use(effect.median)}"
            moves.setdefault(m.symbol(metric.metric), []).append(text)
    parts = [f"{symbol_} of {', '.join(texts)}" for symbol_, texts in moves.items()]
    return f"The median of the papers with evidence would move: {'; '.join(parts)}. " if parts else ""


def _other_papers(m: Material) -> str:
    """Classes whose papers are others under the other pulse: no move of a median, but other evidence."""
    parts = [
        f"{m.symbol(metric.metric)} of {effect.device_class}: {papers_changed(effect)}"
        for metric, effect in _other_pulse_effects(m)
        if not effect.has_same_papers
    ]
    return (
        f"Where papers are known for one pulse only, the set of papers changes: {'; '.join(parts)}. " if parts else ""
    )


def _decisions(m: Material) -> str:
    metrics = [metric for metric in m.analysis.multiverse.metrics if metric.metric in m.config.planned_metrics]
    if metrics and not any(metric.n_tested.value for metric in metrics):
        return "No pair of classes can be tested with either, so no decision changes. "
    return ""


def _distance(rows: dict[str, BenchmarkRow]) -> float:
    first, second = (rows[pulse].value("action_energy") or 1.0 for pulse in PULSES)
    return abs(math.log(first / second))


def _counts(m: Material) -> dict[str, str]:
    return {result.id.partition("#")[2]: m.use(result) for result in verdict_counts(m.claims)}


def _failing(m: Material) -> str:
    """How the review's claims fare, and which of them the evidence contradicts."""
    if not m.claims:
        return ""
    count = _counts(m)
    differing = [claim_link(verdict) for verdict in m.claims if verdict.verdict == "differs"]
    contradicted = f" ({'; '.join(differing)})" if differing else ""
    return (
        f"It contradicts itself in {count['inconsistent_in_source']} of {count['all']} claims, and "
        f"{count['differs']} differ from the evidence{contradicted}. {count['reproduced']} are reproduced, "
        f"{count['compatible']} compatible, {count['not_checkable']} not checkable. "
        f"{see('claims', 'Claims of the review')} begins with those that fail."
    )


def _missing(m: Material) -> str:
    """What the claims want that cannot be checked, and where the papers that lack it are named."""
    headline = m.config.evidence.headline_set
    if not any(line.set_name == headline and line.missing for line in m.analysis.coverage):
        return ""
    supply = f"{see('coverage', 'Coverage')} names what each paper lacks; a table in its folder adds it."
    wanted = Counter(
        parameter
        for verdict in m.claims
        if verdict.verdict == "not_checkable"
        for parameter in verdict.missing.parameters
    )
    if not wanted:
        return supply
    order = sorted(wanted, key=lambda parameter: (-wanted[parameter], parameter))
    words = [_words(parameter) for parameter in order[:MOST_WANTED]]
    return (
        f"Readings, for {m.book.use(want_counts(m.claims)['readings'].id)} of the {_counts(m)['not_checkable']} claims "
        f"that cannot be checked: most often {listed(words)}. {supply}"
    )


def _words(parameter: str) -> str:
    """A parameter in words; a state of a device with its symbol."""
    part = PART_SYMBOLS.get(parameter)
    return symbol(part) if part else name(f"the {parameter_words(parameter)}")
