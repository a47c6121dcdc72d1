"""Classes compared: the review's own, then the survey's in on/off ratio, reported endurance, SET time, retention.

The survey of memory cells and the devices without a resolved citation: apart from the review's own papers.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from memlit.datum import Estimate, Result
from memlit.errors import certain
from memlit.field.codes import NOT_TESTED, PRINTED_AS_POWERS, SURVEY, UNPAIRED_SET, class_middle
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.classes import comparisons as strips
from memlit.plots.classes import pairs as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import by_class
from memlit.report.written import written_section, written_text

MOSTLY_PERCENT = 75.0
"""A parameter with more powers of ten than this is compared in what is reported: a rank test sees where tests stop."""


class ComparedQuantity(NamedTuple):
    """A quantity of a set of papers with the lines of its classes, their pairs and the tests over all."""

    quantity: str
    title: str
    note: str
    is_sensitivity: bool
    classes: list[PublishedLine]
    pairs: list[PublishedLine]
    tests: list[PublishedLine]

    @property
    def tested(self) -> list[PublishedLine]:
        """The pairs that were tested."""
        return [pair for pair in self.pairs if pair.decision != NOT_TESTED]


def _compared(m: Material) -> list[ComparedQuantity]:
    """The quantities of which a class has the papers for a median with an interval, so that there is one to draw."""
    names = ("comparisons", "comparison_pairs", "comparison_tests")
    classes, *others = (grouped(m.lines(name), lambda line: (line.set, line.quantity)) for name in names)
    return [
        ComparedQuantity(
            own[0].quantity,
            own[0].title,
            own[0].note,
            own[0].set == UNPAIRED_SET,
            own,
            *(lines[about] for lines in others),
        )
        for about, own in classes.items()
        if any(line.inclusion == "interval" for line in own)
    ]


def comparisons(m: Material) -> ReportBlock:
    """Comparisons of each set with the papers for them, with what would change them, tests over all classes,
    retention, and how far two curators disagree; nothing where there is none.
    """
    shown = _compared(m)
    if not shown:
        return {}
    powers = _powers_of_ten(m)
    return written_section(
        m,
        "survey/comparisons",
        own_classes=own_classes(m),
        printed=grouped(m.lines("renamed_classes"), lambda line: line.device_class),
        has_survey=bool((m.tables["comparisons"]["set"] == SURVEY).any()),
        shown=shown,
        strips=strips.drawn(m.figures),
        powers=powers,
        as_reported={name for name, (_, share) in powers.items() if certain(share.value) > MOSTLY_PERCENT},
        **_lines_of_classes(shown),
        **_pairs(m, shown),
        tests=[(item, test) for item in shown for test in item.tests],
        retention=m.tables["retention"],
        curators=m.lines("curators"),
    )


def _powers_of_ten(m: Material) -> dict[str, tuple[Result, Result]]:
    """Of each parameter that has a reading of its powers of ten: how many numbers a survey gives, and their share."""
    of = f"{SURVEY}/powers_of_ten"
    known = (name for name in PRINTED_AS_POWERS if f"{of}/{name}#n" in m.book.results)
    return {name: (m.book.results[f"{of}/{name}#n"], m.book.results[f"{of}/{name}#share"]) for name in known}


def _lines_of_classes(shown: Sequence[ComparedQuantity]) -> dict[str, Any]:
    """The classes of each comparison, and whose numbers heap on powers of ten."""
    lines = [(item, line) for item in shown for line in item.classes]
    return {
        "lines": lines,
        "median": _median,
        "has_powers": any(line.n_numbers for _, line in lines),
        "has_bounded": any(line.n_bounded for _, line in lines),
        "sharing": [line for _, line in lines if line.n_shared],
    }


def _median(line: PublishedLine) -> Estimate | None:
    """The median of a class with its interval, the middle of the known where others are bounded."""
    return line.interval(class_middle(line.n_bounded)[0], ("low", "high"))


def _pairs(m: Material, shown: Sequence[ComparedQuantity]) -> dict[str, Any]:
    """The pairs of each comparison, and of the tested ones those that a paper or chance decides."""
    below = m.config.analysis.wording.fragile_below_percent
    pairs = [(item, pair) for item in shown for pair in item.pairs]
    tested = [(item, pair) for item in shown for pair in item.tested]

    def is_fragile(pair: PublishedLine) -> bool:
        return pair.steady_percent is not None and pair.steady_percent < below

    return {
        "pairs": pairs,
        "drawn": plot.drawn(m.figures) if any(pair.ratio for _, pair in pairs) else None,
        "is_fragile": is_fragile,
        "hanging": [(item, pair) for item, pair in tested if pair.flips],
        "unsteady": [(item, pair) for item, pair in tested if is_fragile(pair)],
    }


def own_classes(m: Material) -> str:
    """How many pairs of the headline set are tested."""
    pairs = m.tables["comparison_pairs"]
    own = pairs[(pairs["set"] == m.config.evidence.headline_set) & (pairs["decision"] != NOT_TESTED)]
    return written_text(m, "survey/own_classes", n_tested=len(own))


def survey(m: Material) -> ReportBlock:
    """Class tables of the survey by pulse, the unpaired sensitivity, and the unresolved set."""
    summaries = [s for s in m.lines("classes") if s.set in {SURVEY, UNPAIRED_SET}]
    unresolved = m.tables["unresolved_devices"]
    if not summaries and unresolved.empty:
        return {}
    sets = {
        "set": [s for s in summaries if s.set == SURVEY and s.pulse == "set"],
        "reset": [s for s in summaries if s.set == SURVEY and s.pulse == "reset"],
        "unpaired": [s for s in summaries if s.set == UNPAIRED_SET],
    }
    tables = {
        pulse: [(name, found) for name, found in by_class(own) if any(s.papers for s in found.values())]
        for pulse, own in sets.items()
    }
    behind = m.papers_behind(summaries)
    return written_section(m, "survey/cells", tables=tables, behind=behind, otherwise={}, unresolved=unresolved)
