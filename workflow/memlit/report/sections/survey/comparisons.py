"""Classes compared: the review's own, then the survey's in on/off ratio, reported endurance, SET time, retention."""

from collections.abc import Iterable, Sequence

from memlit.analysis.comparison.record import ClassComparisons, ClassStatistic, Comparison, PairStatistic
from memlit.datum import Result, percent
from memlit.devices.gather import SURVEY
from memlit.plots.classes import pairs as plot
from memlit.plots.look.marks import drawn_comparisons
from memlit.report.blocks import Block, Held, Material, bullets, detail, figure, given, paragraph, section
from memlit.report.sections.survey.overall import curators, model_check, overall_table, quantity_name, retention
from memlit.report.text import listed, name, see


def comparisons(m: Material) -> Block:
    """Comparisons of each set with the papers for them, with what would change them; nothing where there is none."""
    record = m.analysis.comparisons
    shown = drawn_comparisons(record.comparisons)
    if not shown:
        return {}
    plan = m.config.analysis
    return section(
        "comparisons",
        "Classes of memory cells compared",
        paragraph(f"{own_classes(m)} {_context(m, record)}"),
        paragraph(
            "The paper is the unit: one value a paper and class, the median of its rows on the log scale. Where two "
            "curators read one paper, the rows of the curator who names the pulse are used. A class needs "
            f"{given(plan.inclusion.interval_from)} papers for an interval and for a test."
        ),
        figure(
            "comparisons",
            "Strip plots on logarithmic axes, one panel a quantity and one line a class: every paper is a mark, the "
            "bar is the median with its interval. The tables below have all medians.",
            f"Papers of the survey by class. Upright bar: median of the papers with a value; level bar: interval of "
            f"{percent(plan.level)} over papers, by the bootstrap, by order statistics below "
            f"{given(plan.inclusion.exact_below)} papers; no bar below {given(plan.inclusion.interval_from)} papers. "
            "A panel called a sensitivity is one: voltage and time of its rows are not named for one transition.",
            narrow="comparisons_narrow",
        ),
        detail(_class_table(m, shown)),
        detail(paragraph(_powers_of_ten(m, record, shown))),
        _forest(m, shown),
        paragraph(f"{see('comparisons-details', 'The details')} have every pair in words, with its test."),
        detail(bullets(_sentence(m, item) for item in shown)),
        detail(_pair_table(m, shown)),
        detail(overall_table(m, shown)),
        *map(detail, model_check(m, shown)),
        detail(paragraph(_fragile(m, shown))),
        detail(retention(m, record)),
        *map(detail, curators(m, record)),
    )


def own_classes(m: Material) -> str:
    """How many pairs of the headline set are tested."""
    own = [item for item in m.analysis.comparisons.comparisons if item.set_name == m.config.evidence.headline_set]
    tested = [pair for item in own for pair in item.tested]
    whose = "the review's own classes" if m.tests_a_review else f"the classes of {m.config.evidence.headline_set}"
    if not tested:
        needed = given(m.config.analysis.inclusion.interval_from)
        return (
            f"No two of {whose} have the {needed} papers each that a test takes ({see('classes', 'what they allow')})."
        )
    return f"Of {whose}, {given(len(tested))} {'pairs are' if len(tested) > 1 else 'pair is'} tested."


def _context(m: Material, record: ClassComparisons) -> str:
    """What the survey is for, and how its classes are called here; nothing where it has no comparison."""
    if not any(item.set_name == SURVEY for item in record.comparisons):
        return ""
    printed: dict[str, list[str]] = {}
    for short, as_printed in record.printed_as:
        printed.setdefault(short, []).append(as_printed)
    called = [f"{short} stands for the rows printed as {' or '.join(names)}" for short, names in printed.items()]
    merged = m.config.analysis.multiverse.merged_class
    called += [f"{merged} is a class of its own, for the survey names no mechanism"] if merged else []
    return (
        "The classes of a survey of memory cells are compared in the quantities that its rows allow. This is context: "
        "no number of the survey decides a claim of the review."
        + (f" {_capital('; '.join(called))}." if called else "")
    )


def _powers_of_ten(m: Material, record: ClassComparisons, items: Sequence[Comparison]) -> str:
    """How many numbers of the survey are powers of ten, and how many papers share a pair of them."""
    if not record.powers_of_ten:
        return ""
    shares = [f"{m.use(item.share)} of the {m.use(item.n)} {POWERS[item.parameter]}" for item in record.powers_of_ten]
    shared = [
        f"{m.use(line.powers_of_ten.n_shared)} {line.device_class} papers"
        for item in items
        for line in item.classes
        if line.powers_of_ten and line.powers_of_ten.n_shared and line.powers_of_ten.n_shared.value
    ]
    return (
        f"Exact powers of ten are {listed(shares)} in the survey: the numbers heap on decades, and a median or an "
        "interval that ends on a decade says little about where within it. "
        + (
            f"{listed(shared)} share a pair of resistances with another paper of their class, a sign of this heaping. "
            if shared
            else ""
        )
        + f"The table gives the bounds of each median with every {name('10^k')} of a resistance read as "
        f"{name('10^(k ± 1/2)')}, and of an endurance as {name('10^k')} or more, for tests stop there. They stand "
        "beside the interval over papers, which does not account for them."
    )


POWERS = {"r_on": "on-state resistances", "r_off": "off-state resistances", "endurance": "endurances"}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows_of(m: Material, device_class: str) -> str:
    """How a class is named in a sentence: of some, the survey's rows are no class."""
    return f"the rows printed as {device_class}" if device_class in m.analysis.comparisons.mixed_rows else device_class


def _class_table(m: Material, items: Sequence[Comparison]) -> Block:
    lines = [(item, line) for item in items for line in item.classes]
    plan = m.config.analysis
    has_exact = any(line.exact for _, line in lines)
    has_powers = any(line.powers_of_ten for _, line in lines)

    def powers(row: tuple[Comparison, ClassStatistic]) -> str | None:
        found = row[1].powers_of_ten
        return f"{m.use(found.n_typed)} of {m.use(found.n)}" if found else None

    columns: list[Held[tuple[Comparison, ClassStatistic]]] = [
        ("quantity", "l", lambda row: quantity_name(row[0])),
        ("class", "l", lambda row: row[1].device_class),
        ("papers", "r", lambda row: row[1].n_papers),
        ("median", "r", lambda row: m.with_interval(row[1].headline) + " †" * bool(row[1].n_bounded.value)),
    ]
    if has_exact:
        columns += [("bootstrap", "r", lambda row: m.interval_alone(row[1].median) if row[1].exact else None)]
    columns += [("range", "r", lambda row: row[1].spread)]
    if has_powers:
        columns += [
            ("powers of ten", "r", powers),
            ("as decades", "r", lambda row: row[1].powers_of_ten.bounds if row[1].powers_of_ten else None),
        ]
    few = f"fewer than {given(plan.inclusion.exact_below)} papers"
    exact = f" (with {few}: exact, by order statistics)" if has_exact else ""
    return m.listing(
        f"Medians by class with the bootstrap interval over papers "
        f"({given(plan.resamples.bootstrap)} resamples){exact} and the interquartile range.",
        lines,
        columns,
        note=_dagger(lines)
        + f"Without an interval: fewer than {given(plan.inclusion.interval_from)} papers, the middle of what is "
        "known. "
        + (f"With {few} the bootstrap covers too little, so its interval is the companion. " if has_exact else "")
        + (
            "Powers of ten: of the numbers behind the median; as decades: its bounds with each of them read as what it "
            "may stand for. "
            if has_powers
            else ""
        )
        + " ".join(_notes(items)),
        source="comparisons.csv",
    )


def _dagger(lines: Sequence[tuple[Comparison, ClassStatistic]]) -> str:
    if not any(line.n_bounded.value for _, line in lines):
        return ""
    return (
        "† the middle of the papers with a value; others are only bounded, and the median over all lies within the "
        f"bounds in {see('bounds', 'Bounds of the medians, and devices')}. "
    )


def _notes(items: Iterable[Comparison]) -> list[str]:
    return [f"{_capital(quantity_name(item))}: {item.note}" for item in items]


def _is(p: Result | None) -> str:
    """The sign between p and its value; an upper limit has its own."""
    return "" if p is not None and p.value is None else "= "


def _sentence(m: Material, item: Comparison) -> str:
    """What the pairs of one quantity show; a pair that shows nothing is not called equal."""
    lead = f"{_capital(quantity_name(item))}: "
    words = m.config.analysis.wording
    parts = []
    for pair in item.pairs:
        classes = f"{_rows_of(m, pair.first)} and {_rows_of(m, pair.second)}"
        if pair.decision == "differs":
            parts.append(
                f"{classes} {words.differs}{_weakly(m, pair)}, ratio {m.with_interval(pair.ratio)}"
                f" (p {_is(pair.p_holm)}{m.use(pair.p_holm)} after Holm)"
            )
        elif pair.decision == "not shown to differ":
            parts.append(
                f"{classes} {words.not_shown} (p {_is(pair.p_holm)}{m.use(pair.p_holm)}); a shift "
                f"of {m.use(pair.detectable_holm)} would have been shown with a power "
                f"of {percent(m.config.analysis.power.power)}"
            )
        else:
            parts.append(f"{classes} are not tested ({pair.reason.removeprefix('not tested: ')})")
    if not parts:
        return lead + "no pair has enough papers."
    end = " It is a sensitivity and decides nothing." if item.is_sensitivity else ""
    return lead + "; ".join(parts) + "." + end


def _forest(m: Material, items: Sequence[Comparison]) -> Block:
    if not any(pair.ratio for item in items for pair in item.pairs):
        return {}
    return figure(
        "pairs",
        "Forest plot, one panel a quantity and one line a pair of classes: a square at the ratio of the first class "
        "over the second with its interval, on one logarithmic axis with a line at one. The table below has all "
        "numbers.",
        f"Pairs of classes: Hodges-Lehmann ratio of the first over the second with its interval of "
        f"{percent(m.config.analysis.level)}; a ratio of one at the line. The decision is that of the test after Holm, "
        "not of the interval, which is of one pair alone.",
        drawn=m.drawn_numbers(plot.drawn(items)),
        narrow="pairs_narrow",
    )


def _weakly(m: Material, pair: PairStatistic) -> str:
    return " (fragile)" if pair.is_fragile(m.config.analysis.wording.fragile_below_percent) else ""


def _pair_table(m: Material, items: Iterable[Comparison]) -> Block:
    plan = m.config.analysis
    return m.listing(
        "Pairs of classes: the chance that a paper of the first class has the smaller value (logit interval), Cliff's "
        "delta (positive where the first class has the larger values), the Hodges-Lehmann ratio of the first over "
        "the second class (exact interval), and p of the Brunner-Munzel test after Holm.",
        [(item, pair) for item in items for pair in item.pairs],
        [
            ("quantity", "l", lambda row: quantity_name(row[0])),
            ("first, second", "l", lambda row: f"{row[1].first}, {row[1].second}"),
            ("chance", "r", lambda row: row[1].probability),
            ("delta", "r", lambda row: row[1].delta),
            ("ratio", "r", lambda row: row[1].ratio),
            ("p, Holm", "r", lambda row: row[1].p_holm),
            ("over all", "r", lambda row: row[1].p_holm_all),
            ("Dunn", "r", lambda row: row[1].p_dunn),
            ("detectable", "r", lambda row: row[1].detectable_holm),
            ("decision", "l", lambda row: _decision(m, row[1])),
        ],
        note=f"Intervals are of {percent(plan.level)}. Holm runs over the pairs of a quantity and decides; over all: "
        "over the pairs of all quantities, the sensitivity apart. p comes "
        f"from studentized permutation, all labellings or {given(plan.resamples.pair_permutations)} random ones; ≤: an "
        "upper limit, for none of these reached the statistic. "
        f"Detectable: the shift shown with a power of {percent(plan.power.power)} at the level of "
        "Holm's first step, in decades. Fragile: fewer than "
        f"{name(f'{plan.wording.fragile_below_percent:g} %')} of the draws with the error of reading give the same "
        "decision; hangs on one paper: there is a paper without which it is another.",
        source="comparison_pairs.csv",
    )


def _decision(m: Material, pair: PairStatistic) -> str:
    """The decision with what makes it weak."""
    weak = ["fragile"] if pair.is_fragile(m.config.analysis.wording.fragile_below_percent) else []
    weak += ["hangs on one paper"] if pair.flips else []
    return f"{pair.decision} ({', '.join(weak)})" if weak else pair.decision


def _fragile(m: Material, items: Iterable[Comparison]) -> str:
    """Which decisions hang on one paper, or on the error of reading."""
    known = [(item, pair) for item in items for pair in item.tested]
    hanging = [f"{_pair_name(item, pair)}" for item, pair in known if pair.flips]
    unsteady = [
        f"{_pair_name(item, pair)} ({m.use(pair.steady)} of the draws)"
        for item, pair in known
        if pair.is_fragile(m.config.analysis.wording.fragile_below_percent)
    ]
    first = (
        f"Leaving out one paper changes the decision of {'; '.join(hanging)}; the papers stand in the data."
        if hanging
        else "Leaving out any one paper changes no decision."
    )
    second = (
        " With the readings drawn again with the error that two curators show, the decision is fragile for "
        f"{'; '.join(unsteady)}."
        if unsteady
        else " It holds in most draws of the readings with the error that two curators show."
    )
    return first + second


def _pair_name(item: Comparison, pair: PairStatistic) -> str:
    return f"{quantity_name(item)}, {pair.first} against {pair.second}"
