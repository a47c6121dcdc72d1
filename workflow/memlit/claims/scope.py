"""Whose evidence a claim about classes may use: papers of a class, how many are known, and what stands beside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.medians import PaperEnds
from memlit.analysis.robustness.conventions import named_disputed
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.evidence import ClaimEvidence, parts_of_metric
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config import Classes
from memlit.config.claims import ALL, Claim
from memlit.datum import Result, joined_ids
from memlit.field.codes import SURVEY, class_middle
from memlit.presentation.text import listed

_PARTS = re.compile(r"(\s*;\s*| / | of )")
"""What parts the classes of a subject or a value, `2..3 of VCM;ECM`."""


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """A class, or several read as one: its credited papers, and what is known of them, points and bounds."""

    name: str
    papers: tuple[str, ...]
    known: tuple[PaperEnds, ...]
    bounded: tuple[PaperEnds, ...]
    interval_from: int

    @property
    def values(self) -> list[float]:
        """The known values, in SI."""
        return [paper.ends.low for paper in self.known]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of all that the known and the bounded values rest on."""
        return tuple(identifier for paper in (*self.known, *self.bounded) for identifier in paper.inputs)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Papers of the group without a known value."""
        known = {paper.paper for paper in self.known}
        return tuple(paper for paper in self.papers if paper not in known)

    @property
    def is_decidable(self) -> bool:
        """Enough papers give a median an interval; more than half of the credited ones identify it."""
        return len(self.known) >= self.interval_from and 2 * len(self.known) > len(self.papers)


ERROR = "the measured error of one reading"
"""What softens a verdict, as reasons name it."""
_READ = {"r_on": "an on resistance", "r_off": "an off resistance"}


def beside_errors(draft: Draft, errors: Mapping[str, Result]) -> None:
    """Name the measured errors, by parameter, that a comparison took into account."""
    for parameter, error in errors.items():
        of = _READ.get(parameter, f"a {parameter.replace('_', ' ')}")
        draft.beside(f"error of one reading of {of}", [error.id])


def beside_uncounted(draft: Draft, rows: Iterable[BenchmarkRow], metric: str) -> str:
    """Name what is known of a metric and does not count; return why, nothing where there is none."""
    why: dict[str, None] = {}
    for row in rows:
        reason = row.why_not_counted(metric)
        draft.beside(f"known and not counted, {reason}", [row.metrics[metric].id])
        why[reason] = None
    return listed(why)


def group(draft: Draft, evidence: ClaimEvidence, subjects: Sequence[str], metric: str | None = None) -> ClassGroup:
    """The papers of `subjects` and their numbers; how many are known is kept in the verdict."""
    claim = draft.claim
    metric = metric or claim.metric
    name = listed([f"{claim.role}s" if subject == ALL else subject for subject in subjects])
    short = "+".join(subjects)
    papers = joined_ids(evidence.papers_of(subject, claim.role) for subject in subjects)
    found: dict[str, PaperEnds] = {}
    for subject in reversed(subjects):
        found |= {paper.paper: paper for paper in evidence.papers_with(subject, claim.role, metric)}
    ordered = [found[paper] for paper in sorted(found)]
    known, bounded = (tuple(each for each in ordered if each.ends.is_point == is_point) for is_point in (True, False))
    inputs = [identifier for paper in known for identifier in paper.inputs]
    draft.count(f"{short}_known", f"{name} papers with {metric} known", len(known), inputs, shown=f"{name} known")
    draft.count(f"{short}_papers", f"{name} papers the claim is about", len(papers), shown="of")
    pulse = evidence.config.conventions.headline_pulse
    uncounted = (row for subject in subjects for row in evidence.uncounted(papers, claim.role, metric, subject))
    beside_uncounted(draft, (row for row in uncounted if row.pulse == pulse), metric)
    needed = evidence.config.analysis.inclusion.interval_from
    return ClassGroup(name, papers, known, bounded, needed)


def undecided(
    draft: Draft, evidence: ClaimEvidence, groups: Sequence[ClassGroup], metrics: Sequence[str] = ()
) -> ClaimVerdict | None:
    """The verdict on a claim that leaves open what it is about, or on too few papers; None where it can be decided.

    metrics: what would decide it, by default that of the claim.
    """
    claim = draft.claim
    if claim.lacks:
        return draft.conclude("not_checkable", f"The review does not say {claim.lacks}.", Missing(words=claim.lacks))
    few = [each for each in groups if not each.is_decidable]
    if not few:
        return None
    parameters = (part for metric in metrics or [claim.metric] for part in parts_of_metric(metric, evidence.config))
    missing = Missing(
        words="evidence for the listed papers",
        parameters=tuple(dict.fromkeys(parameters)),
        papers=tuple(dict.fromkeys(paper for each in few for paper in each.unknown)),
    )
    reason = (
        f"Too few papers on {', '.join(each.name for each in few)} are known: a verdict takes a median with an "
        f"interval and more than half of the papers{' of each' if len(few) > 1 else ''}."
    )
    return draft.conclude("not_checkable", reason, missing)


def survey_context(draft: Draft, evidence: ClaimEvidence, names: Iterable[str]) -> None:
    """Medians of a memory survey over enough papers for an interval beside the verdict; they decide nothing."""
    wanted = list(names)
    options = named_disputed(evidence.config.analysis.disputed, evidence.classes)
    if options.merged_into in wanted and options.merged_class:
        # The survey does not name the mechanism of these rows, so they stand as a class of their own.
        wanted.append(options.merged_class)
    pulse = evidence.config.conventions.headline_pulse
    for line in evidence.of_classes.classes:
        is_same = (line.set, line.metric, line.pulse) == (SURVEY, draft.claim.metric, pulse)
        is_enough = line.n_papers >= evidence.config.analysis.inclusion.interval_from
        median = line.number("median")
        if is_same and line.device_class in wanted and is_enough and median is not None:
            draft.beside(f"survey {line.device_class}", [median.id])
    for line in evidence.of_classes.comparisons:
        is_same = (line.set, line.quantity) == (SURVEY, draft.claim.metric)
        median = line.number(class_middle(line.n_bounded)[0])
        if is_same and line.device_class in wanted and line.inclusion == "interval" and median is not None:
            draft.beside(f"survey {line.device_class}", [median.id])


def in_short_names(claim: Claim, classes: Classes) -> Claim:
    """The claim with each class that it names by the short name of config/classes.yaml, an alias replaced."""

    def short(text: str) -> str:
        return "".join(classes.canonical(part) or part for part in _PARTS.split(text))

    statements = tuple(each.model_copy(update={"value": short(each.value)}) for each in claim.statements)
    return claim.model_copy(
        update={"subject": short(claim.subject), "value": short(claim.value), "statements": statements}
    )


def class_names(claim: Claim, evidence: ClaimEvidence) -> list[str]:
    """Classes that a claim names, as subject or in its value."""
    words = [*claim.subjects, *claim.value.replace(" of ", ";").split(";")]
    return [word.strip() for word in words if word.strip() in evidence.classes.classes]
