"""The verdict on a claim: a record with the numbers it rests on, what is missing and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from memlit.config.claims import Claim, ValueSpan
from memlit.datum import Record, Result
from memlit.field.verdicts import Verdict


class ShownNumber(Record):
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
    evidence: tuple[ShownNumber, ...] = ()
    context: tuple[ShownNumber, ...] = ()
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
    evidence: list[ShownNumber] = field(default_factory=list)
    context: list[ShownNumber] = field(default_factory=list)

    def count(self, name: str, label: str, value: float, inputs: Iterable[str] = (), *, shown: str = "") -> Result:
        """Keep and return a count of papers, devices or places, see `number`."""
        return self.number(name, label, value, "1", inputs, "counted", shown=shown)

    def number(
        self, name: str, label: str, value: float, unit: str, inputs: Iterable[str], rule: str, *, shown: str = ""
    ) -> Result:
        """Keep and return a computed number `claim/ID#name`; shown: what it is called where it decides."""
        return self._kept(shown, computed(self.claim, name, label, unit, inputs, rule, value))

    def median(self, ends: ValueSpan, unit: str, inputs: Iterable[str]) -> None:
        """Keep the median of the claim's metric by its bounds, a number where they are equal: it decides."""
        value = ends[0] if ends[0] == ends[1] else None
        rule = "median over papers, log scale, known and bounded papers together"
        label = f"median {self.claim.metric}"
        self._kept("median", computed(self.claim, "median", label, unit, inputs, rule, value, ends))

    def _kept(self, shown: str, result: Result) -> Result:
        self.results.append(result)
        if shown:
            self.show(shown, result.id)
        return result

    def factor(self, name: str, value: float, inputs: Iterable[str]) -> None:
        """Keep a factor, evidence over claim."""
        rule = "what the evidence gives over what the review prints"
        self.factors.append(computed(self.claim, name, "evidence over claim", "1", inputs, rule, value))

    def bounds(self, low: float, high: float, unit: str, inputs: Iterable[str], rule: str) -> None:
        """Keep the interval of the statistic that is compared: it decides."""
        self.interval = computed(self.claim, "interval", "interval", unit, inputs, rule, None, (low, high))
        self.show("interval", self.interval.id)

    def show(self, label: str, identifier: str) -> None:
        """Name a number that decides."""
        self.evidence.append(ShownNumber(label=label, id=identifier))

    def beside(self, label: str, identifiers: Iterable[str]) -> None:
        """Name numbers that stand beside the verdict and decide nothing."""
        known = {shown.id for shown in [*self.context, *self.evidence]}
        self.context.extend(ShownNumber(label=label, id=each) for each in identifiers if each not in known)

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


def computed(
    claim: Claim,
    name: str,
    label: str,
    unit: str,
    inputs: Iterable[str],
    rule: str,
    value: float | None,
    ends: ValueSpan | tuple[None, None] = (None, None),
) -> Result:
    """A number of a claim, `claim/ID#name`, with its bounds where it has any."""
    return Result(
        id=f"claim/{claim.id}#{name}",
        kind="claim",
        label=label,
        value=value,
        low=ends[0],
        high=ends[1],
        unit=unit,
        inputs=tuple(inputs),
        rule=rule,
    )
