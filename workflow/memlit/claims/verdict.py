"""The verdict on a claim: a record with the numbers it rests on, what is missing and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from memlit.claims.model import Claim, Span
from memlit.datum import Record, Result

Verdict = Literal[
    "reproduced", "compatible", "differs", "not_checkable", "inconsistent_in_source", "printed_not_decided"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Shown(Record):
    """A number beside a verdict: the id of a reading, metric or result, and what it is in a word or two."""

    label: str
    id: str


class Missing(Record):
    """What a verdict would need: in words, as parameters and as papers."""

    words: str = ""
    parameters: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class ClaimVerdict(Record):
    """One claim with its verdict.

    `results` are numbers that the rule computed (ids `claim/ID#...`), `factors` those of them that are evidence over
    claim; `evidence` are the numbers that decided, `context` numbers that stand beside and decided nothing;
    `printed` are the review's own readings of the claim, `claimed` is its number where there is no such reading and the
    claim is on a metric; `analysis` names the rule. `reason` has no computed number.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    analysis: str
    results: tuple[Result, ...] = ()
    factors: tuple[Result, ...] = ()
    interval: Result | None = None
    evidence: tuple[Shown, ...] = ()
    context: tuple[Shown, ...] = ()
    printed: tuple[str, ...] = ()
    claimed: Result | None = None
    missing: Missing = Missing()
    is_on_metric: bool = False

    @property
    def factor(self) -> float | None:
        """The factor nearest to one, evidence over claim; None where nothing was compared."""
        values = [result.value for result in self.factors if result.value]
        return min(values, key=lambda value: max(value, 1 / value)) if values else None

    @property
    def numbers(self) -> tuple[Result, ...]:
        """All numbers that the rule computed."""
        others = (self.interval, self.claimed)
        return (*self.results, *self.factors, *(number for number in others if number is not None))


@dataclass(slots=True)
class Draft:
    """A verdict being written by a rule."""

    claim: Claim
    analysis: str
    results: list[Result] = field(default_factory=list)
    factors: list[Result] = field(default_factory=list)
    interval: Result | None = None
    evidence: list[Shown] = field(default_factory=list)
    context: list[Shown] = field(default_factory=list)

    def count(self, name: str, label: str, value: float, inputs: Iterable[str] = ()) -> Result:
        """Keep and return a count of papers, devices or places."""
        return self.number(name, label, value, "1", inputs, "counted")

    def number(self, name: str, label: str, value: float, unit: str, inputs: Iterable[str], rule: str) -> Result:
        """Keep and return a computed number `claim/ID#name`."""
        self.results.append(self._result(name, label, value, unit, inputs, rule))
        return self.results[-1]

    def between(self, name: str, label: str, ends: Span, unit: str, inputs: Iterable[str]) -> Result:
        """Keep and return a median `claim/ID#name` by its bounds, a number where they are equal."""
        value = ends[0] if ends[0] == ends[1] else None
        rule = "median over papers, log scale, known and bounded papers together"
        self.results.append(self._result(name, label, value, unit, inputs, rule, ends))
        return self.results[-1]

    def factor(self, name: str, value: float, inputs: Iterable[str]) -> Result:
        """Keep and return a factor, evidence over claim."""
        rule = "what the evidence gives over what the review prints"
        self.factors.append(self._result(name, "evidence over claim", value, "1", inputs, rule))
        return self.factors[-1]

    def bounds(self, low: float, high: float, unit: str, inputs: Iterable[str], rule: str) -> Result:
        """Keep and return the interval of the statistic that is compared."""
        self.interval = self._result("interval", "interval", None, unit, inputs, rule, (low, high))
        return self.interval

    def _result(
        self,
        name: str,
        label: str,
        value: float | None,
        unit: str,
        inputs: Iterable[str],
        rule: str,
        ends: Span | tuple[None, None] = (None, None),
    ) -> Result:
        return Result(
            id=f"claim/{self.claim.id}#{name}",
            kind="claim",
            label=label,
            value=value,
            low=ends[0],
            high=ends[1],
            unit=unit,
            inputs=tuple(inputs),
            rule=rule,
        )

    def show(self, label: str, identifier: str) -> None:
        """Name a number that decides."""
        self.evidence.append(Shown(label=label, id=identifier))

    def beside(self, label: str, identifiers: Iterable[str]) -> None:
        """Name numbers that stand beside the verdict and decide nothing."""
        known = {shown.id for shown in [*self.context, *self.evidence]}
        self.context.extend(Shown(label=label, id=each) for each in identifiers if each not in known)

    def conclude(self, verdict: Verdict, reason: str, missing: Missing | None = None) -> ClaimVerdict:
        """The finished record."""
        return ClaimVerdict(
            claim=self.claim,
            verdict=verdict,
            reason=reason,
            analysis=self.analysis,
            results=tuple(self.results),
            factors=tuple(self.factors),
            interval=self.interval,
            evidence=tuple(self.evidence),
            context=tuple(self.context),
            missing=missing or Missing(),
        )


def in_words(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
