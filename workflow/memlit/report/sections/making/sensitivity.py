"""Sensitivity of the review set: the multiverse of conventions, what each switch does, and which decisions flip."""

from memlit.analysis.robustness.multiverse_record import MetricMultiverse, SwitchEffect
from memlit.datum import Result
from memlit.plots.classes.multiverse import option_words
from memlit.report.blocks import Block, Material, bullets, detail, figure, paragraph, section
from memlit.report.text import cite, name

SWITCH_NAMES = {
    "pulse": "pulse",
    "mean": "mean of the conductances",
    "tiers": "tiers",
    "double": "paper credited to two classes counts in",
    "conflicts": "papers named in two classes count as",
    "added": "papers added",
    "merged": "cells of the survey counted in the class",
}


def sensitivity(m: Material) -> Block:
    """The multiverse with its specification curve; nothing where no paper has a value."""
    record = m.analysis.multiverse
    if not record.metrics:
        return {}
    return section(
        "sensitivity",
        "Sensitivity to conventions",
        paragraph(_lead(m)),
        figure(
            "multiverse",
            "Upper panel: action energy of each class in every distinct specification, on a logarithmic axis, with a "
            "vertical line at the headline. Lower panel: the options of each specification. The tables have all "
            "numbers.",
            "Specification curve. Each column is a distinct joint choice of conventions; the marks are the medians of "
            "the papers with evidence in each class, bars where bounded papers leave them open, hollow where the "
            "papers known are too few for an interval and so no estimate of the class. Several marks of one switch in "
            "a column: these options give the same result. The line marks the "
            "headline.",
            narrow="multiverse_narrow",
        ),
        detail(_count_table(m)),
        bullets(_metric_sentence(m, metric) for metric in record.metrics),
        detail(_effect_table(m)),
    )


def _lead(m: Material) -> str:
    options = m.config.analysis.multiverse
    added = ", ".join(map(str, options.added))
    conflicts = ", ".join(map(str, options.conflicts))
    disputed = []
    if options.double is not None and options.double_classes:
        first, second = options.double_classes
        disputed.append(f"reference {name(str(options.double))} is credited to {first} and {second}")
    if conflicts and options.conflict_class:
        disputed.append(
            f"references {name(conflicts)} are named in two classes (here also all as {options.conflict_class})"
        )
    if added and options.added_class:
        disputed.append(f"references {name(added)} are discussed with {options.added_class} without credit")
    if options.merged_class and options.merged_into:
        disputed.append(f"{options.merged_class} of the memory survey may count as {options.merged_into}")
    varied = "The pulse, the mean of the two conductances, the tiers of evidence"
    if disputed:
        listed = ", and ".join(part for part in (", ".join(disputed[:-1]), disputed[-1]) if part)
        varied += f" and the place of disputed papers are varied jointly: {listed}."
    else:
        varied = "The pulse, the mean of the two conductances and the tiers of evidence are varied jointly."
    return f"What if other conventions had been chosen? {varied} Specifications that use the same inputs are one cell."


def _count_table(m: Material) -> Block:
    return m.listing(
        "Joint specifications by metric, those with inputs of their own, those in which a class has enough papers for "
        "a median with an interval, and those in which a pair of classes can be tested.",
        m.analysis.multiverse.metrics,
        [
            ("metric", "l", lambda metric: m.symbol(metric.metric)),
            ("specified", "r", lambda metric: metric.n_specified),
            ("distinct", "r", lambda metric: metric.n_distinct),
            ("with an interval", "r", lambda metric: metric.n_estimable),
            ("with a test", "r", lambda metric: metric.n_tested),
        ],
        note="Every specification with its cell stands in specifications.csv.",
        source="multiverse.csv",
        wide=False,
    )


def _metric_sentence(m: Material, metric: MetricMultiverse) -> str:
    lead = f"{m.symbol(metric.metric)}: "
    spans = [
        f"{_ends(m, span.least, span.greatest)} in {span.device_class} (at most {m.use(span.most_papers)} "
        f"{'paper' if span.most_papers.value == 1 else 'papers'})"
        for span in metric.spans
        if span.least and span.greatest
    ]
    found = f"the median of the papers with evidence is {'; '.join(spans)}. " if spans else "no class has a value. "
    return lead + found + _flip_sentence(m, metric)


def _ends(m: Material, least: Result, greatest: Result) -> str:
    low, high = m.use(least), m.use(greatest)
    return low if m.book.display(least.id) == m.book.display(greatest.id) else f"{low} to {high}"


def _flip_sentence(m: Material, metric: MetricMultiverse) -> str:
    if not metric.n_tested.value:
        return "No specification has enough papers to test a pair, so no decision is made and none can flip."
    if not metric.flips:
        return "No decision of the headline flips."
    parts = []
    for flip in metric.flips:
        alone = f", by {' or '.join(flip.alone)} alone" if flip.alone else ", by joint choices only"
        parts.append(
            f"{flip.pair} ({flip.headline} in the headline) is {flip.decision} in {m.use(flip.n_specifications)}{alone}"
        )
    return f"Decisions that flip: {'; '.join(parts)}."


def _effect_table(m: Material) -> Block:
    """What each switch alone does, by class and metric."""

    def headline(row: tuple[MetricMultiverse, SwitchEffect]) -> Result | None:
        return next(span.headline for span in row[0].spans if span.device_class == row[1].device_class)

    return m.listing(
        "One convention changed at a time: only rows where the class median or its papers change.",
        [(metric, effect) for metric in m.analysis.multiverse.metrics for effect in metric.effects],
        [
            ("metric", "l", lambda row: m.symbol(row[0].metric)),
            ("switch", "l", lambda row: _option(row[1])),
            ("class", "l", lambda row: row[1].device_class),
            ("headline", "r", headline),
            ("then", "r", lambda row: row[1].median),
            ("known", "r", lambda row: row[1].n),
            ("papers", "l", lambda row: papers_changed(row[1]) or "the same"),
        ],
        note="A dash: no paper of the class has evidence. Where papers enter or leave, the two medians are of "
        "different sets of papers and the switch moves none. So few papers give no estimate of the class.",
        source="multiverse.csv",
    )


def papers_changed(effect: SwitchEffect) -> str:
    """Which papers enter or leave a class under a switch; empty where none does."""
    parts = ((effect.entered, "enter"), (effect.left, "leave"))
    return ", ".join(
        f"{', '.join(cite(paper) for paper in papers)} {verb}{'s' if len(papers) == 1 else ''}"
        for papers, verb in parts
        if papers
    )


def _option(effect: SwitchEffect) -> str:
    return f"{SWITCH_NAMES[effect.switch]}: {option_words(effect.option)}"
