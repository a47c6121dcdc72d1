"""Whose evidence a claim about classes may use: papers of a class, how many are known, and what stands beside."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memlit.claims.evidence import ALL, Evidence, PaperNumber, paper_number, parts_of
from memlit.claims.model import Claim
from memlit.claims.verdict import Draft, Missing, in_words
from memlit.datum import Result
from memlit.devices.gather import SURVEY
from memlit.devices.tuples import DevicePulse

ON_OFF = "on_off_ratio"


@dataclass(frozen=True, slots=True)
class Group:
    """A class, or several read as one: its credited papers and one number for each that is known."""

    name: str
    papers: tuple[str, ...]
    numbers: tuple[PaperNumber, ...]
    n_known: Result
    n_papers: Result
    interval_from: int

    @property
    def values(self) -> list[float]:
        return [number.value for number in self.numbers]

    @property
    def logs(self) -> list[float]:
        return [math.log10(number.value) for number in self.numbers]

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(identifier for number in self.numbers for identifier in number.inputs)

    @property
    def unknown(self) -> tuple[str, ...]:
        known = {number.paper for number in self.numbers}
        return tuple(paper for paper in self.papers if paper not in known)

    @property
    def is_decidable(self) -> bool:
        """Enough papers give a median an interval; more than half of the credited ones identify it."""
        return len(self.numbers) >= self.interval_from and 2 * len(self.numbers) > len(self.papers)


def group(draft: Draft, evidence: Evidence, subjects: Sequence[str], metric: str | None = None) -> Group:
    """The papers of `subjects` and their numbers; how many are known is kept in the verdict."""
    claim = draft.claim
    metric = metric or claim.metric
    name = in_words([f"{claim.role}s" if subject == ALL else subject for subject in subjects])
    short = "+".join(subjects)
    papers: dict[str, None] = {}
    numbers: dict[str, PaperNumber] = {}
    for subject in subjects:
        papers.update(dict.fromkeys(evidence.papers_of(subject, claim.role)))
        for number in evidence.paper_numbers(subject, claim.role, metric):
            numbers.setdefault(number.paper, number)
    known = tuple(numbers[paper] for paper in sorted(numbers))
    inputs = [identifier for number in known for identifier in number.inputs]
    n_known = draft.count(f"{short}_known", f"{name} papers with {metric} known", len(known), inputs)
    n_papers = draft.count(f"{short}_papers", f"{name} papers the claim is about", len(papers))
    draft.show(f"{name} known", n_known.id)
    draft.show("of", n_papers.id)
    return Group(name, tuple(papers), known, n_known, n_papers, evidence.config.analysis.inclusion.interval_from)


def missing_of(groups: Iterable[Group], metrics: Sequence[str]) -> Missing:
    """What a claim about classes lacks."""
    papers = dict.fromkeys(paper for each in groups if not each.is_decidable for paper in each.unknown)
    return Missing(
        words="evidence for the listed papers",
        parameters=tuple(dict.fromkeys(part for metric in metrics for part in parts_of(metric))),
        papers=tuple(papers),
    )


def undecidable(groups: Iterable[Group]) -> str:
    """Why no verdict: too few papers known for a median with an interval, or for the whole class."""
    names = [each.name for each in groups if not each.is_decidable]
    return (
        f"Too few papers on {', '.join(names)} are known: a verdict takes a median with an interval and more than "
        f"half of the papers{' of each' if len(names) > 1 else ''}."
    )


def lacking(claim: Claim) -> str:
    """Why no verdict on a claim that leaves open what it is about."""
    return f"The review does not say {claim.lacks}."


def survey_context(draft: Draft, evidence: Evidence, names: Iterable[str]) -> None:
    """Medians of a memory survey over enough papers for an interval beside the verdict; they decide nothing."""
    wanted = list(names)
    if "VCM" in wanted:
        # The survey does not name the mechanism of its RRAM, so it stands as a class of its own.
        wanted.append("RRAM")
    pulse = evidence.config.conventions.headline_pulse
    for summary in evidence.summaries:
        is_same = summary.metric == draft.claim.metric and summary.pulse == pulse and summary.device_class in wanted
        is_enough = (summary.n_papers.value or 0) >= evidence.config.analysis.inclusion.interval_from
        if summary.set_name == SURVEY and is_same and is_enough and summary.median is not None:
            draft.beside(f"survey {summary.device_class}", [summary.median.id])
    if draft.claim.metric == ON_OFF:
        _survey_ratios(draft, evidence, wanted)


def _survey_ratios(draft: Draft, evidence: Evidence, wanted: Sequence[str]) -> None:
    """Median on/off ratio a class of the survey, one value a paper."""
    by_class: dict[str, dict[str, dict[str, tuple[float, str]]]] = defaultdict(lambda: defaultdict(dict))
    for device in evidence.resolved.devices:
        name = evidence.classes.canonical(device.device_class or "") or device.device_class
        ratio = _ratio(device) if device.is_survey else None
        if ratio is not None and name in wanted:
            by_class[name or ""][device.unit][device.device] = ratio
    for name, papers in sorted(by_class.items()):
        numbers = [paper_number(unit, list(values.values())) for unit, values in sorted(papers.items())]
        if len(numbers) < evidence.config.analysis.inclusion.interval_from:
            continue
        median = paper_number(name, [(number.value, number.inputs[0]) for number in numbers])
        inputs = [identifier for number in numbers for identifier in number.inputs]
        rule = "median over papers of the survey on the log scale; decides no claim of the review"
        result = draft.number(
            f"survey_{name}", f"on/off ratio of {name} in the survey", median.value, "1", inputs, rule
        )
        draft.beside(f"survey {name}", [result.id])


def _ratio(device: DevicePulse) -> tuple[float, str] | None:
    chosen = device.chosen
    if chosen.g_on and chosen.g_off and chosen.g_on.value and chosen.g_off.value:
        return chosen.g_on.value / chosen.g_off.value, chosen.g_on.id
    if chosen.ratio is not None and chosen.ratio.value:
        return chosen.ratio.value, chosen.ratio.id
    return None


def class_names(claim: Claim, evidence: Evidence) -> list[str]:
    """Classes that a claim names, as subject or in its value."""
    words = [*claim.subjects, *claim.value.replace(" of ", ";").split(";")]
    return [word.strip() for word in words if word.strip() in evidence.classes.classes]
