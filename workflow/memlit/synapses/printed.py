"""Papers on either side of the medians that the review prints, and the share below them as an interval.

With k of N papers below, and u of which nothing is known or whose bounds hold the printed value, the share below is in
[k/N, (k + u)/N]: half of the papers lie below a median, so an interval without one half contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.classes import ClassSummary
from memlit.analysis.medians import Ends, ends_of, paper_ends
from memlit.benchmark.rows import UNITS
from memlit.claims.model import Claim
from memlit.claims.values import unit_factor
from memlit.config import Classes, Config
from memlit.published import Column, Table
from memlit.synapses.medians import EVIDENCE
from memlit.synapses.members import SET, Synapse


@dataclass(frozen=True, slots=True)
class Sides:
    """Papers below and above a printed median; undecided: bounds that hold it, unread: nothing is known."""

    claim: str
    set_name: str
    device_class: str
    metric: str
    evidence: str
    printed: float
    below: tuple[str, ...]
    above: tuple[str, ...]
    undecided: tuple[str, ...]
    unread: int

    @property
    def id(self) -> str:
        """Claim, set, class and evidence."""
        return f"{self.claim}/{self.set_name}/{self.device_class}/{self.evidence}"

    @property
    def n(self) -> int:
        """Papers of the class in the set, read or not."""
        return len(self.below) + len(self.above) + len(self.undecided) + self.unread

    @property
    def share_low(self) -> float:
        """Least share of papers below."""
        return len(self.below) / self.n

    @property
    def share_high(self) -> float:
        """Largest share of papers below."""
        return (len(self.below) + len(self.undecided) + self.unread) / self.n


def sides_of_medians(
    claims: Iterable[Claim],
    summaries: Sequence[ClassSummary],
    found: Sequence[Synapse],
    classes: Classes,
    config: Config,
) -> list[Sides]:
    """For each printed median of a class: the credited papers, and the named synapses by each choice of evidence."""
    lines: list[Sides] = []
    for claim in claims:
        if claim.kind != "class_value" or claim.statistic != "median" or claim.metric not in UNITS:
            continue
        printed = float(claim.value) * float(unit_factor(claim.unit, claim.id))
        for name in claim.subjects:
            device_class = classes.canonical(name) or name
            lines += _credited(claim, device_class, printed, summaries, config)
            lines += _named(claim, device_class, printed, found, config)
    return lines


def _credited(
    claim: Claim, device_class: str, printed: float, summaries: Iterable[ClassSummary], config: Config
) -> Iterator[Sides]:
    wanted = (config.evidence.headline_set, device_class, claim.role, config.conventions.headline_pulse, claim.metric)
    for summary in summaries:
        if (summary.set_name, summary.device_class, summary.role, summary.pulse, summary.metric) == wanted:
            papers = {each.paper: ends_of(each.result) for each in (*summary.papers, *summary.bounded)}
            unread = int(summary.n_credited.value or 0) - len(papers)
            yield _sides(claim, (summary.set_name, device_class, "all"), printed, papers, unread)


def _named(
    claim: Claim, device_class: str, printed: float, found: Sequence[Synapse], config: Config
) -> Iterator[Sides]:
    pulse = config.conventions.headline_pulse
    own = [item for item in found if item.is_counted and item.device_class == device_class and item.row.pulse == pulse]
    for evidence, grades in EVIDENCE.items():
        rows = [item.row for item in own if item.grade in grades]
        papers = {paper.paper: paper.ends for paper in paper_ends(rows, claim.metric)}
        unread = len({row.unit for row in rows} - papers.keys())
        if rows:
            yield _sides(claim, (SET, device_class, evidence), printed, papers, unread)


def _sides(claim: Claim, about: tuple[str, str, str], printed: float, papers: Mapping[str, Ends], unread: int) -> Sides:
    set_name, device_class, evidence = about
    below = tuple(sorted(paper for paper, ends in papers.items() if ends.high < printed))
    above = tuple(sorted(paper for paper, ends in papers.items() if ends.low > printed))
    undecided = tuple(sorted(papers.keys() - {*below, *above}))
    return Sides(claim.id, set_name, device_class, claim.metric, evidence, printed, below, above, undecided, unread)


SIDES = Table[Sides](
    "printed_medians.csv",
    "Papers below and above the medians that the review prints",
    "describe_synapses",
    (
        Column("id", "claim, set, class and evidence"),
        Column("claim", "claim of the review"),
        Column("set", "set of papers", lambda line: line.set_name),
        Column(
            "class", "device class: the review's list, or the rule for named synapses", lambda line: line.device_class
        ),
        Column("metric", "metric of the benchmark"),
        Column("evidence", "grades that stand in it"),
        Column("printed", "median that the review prints", unit="column unit"),
        Column("unit", "SI unit", lambda line: UNITS[line.metric]),
        Column("n_papers", "papers of the class in the set, read or not", lambda line: line.n, type="integer"),
        Column("n_below", "papers below", lambda line: len(line.below), type="integer"),
        Column("n_above", "papers above", lambda line: len(line.above), type="integer"),
        Column("n_undecided", "papers whose bounds hold it", lambda line: len(line.undecided), type="integer"),
        Column("n_unread", "papers of which nothing is known", lambda line: line.unread, type="integer"),
        Column("share_low", "least share of papers below", unit="1"),
        Column("share_high", "largest share of papers below", unit="1"),
        Column("below", "keys of the papers below"),
        Column("above", "keys of the papers above"),
    ),
)
TABLES = (SIDES,)
