"""The table of claims, and the record of all verdicts.

The verdicts counted: over all claims, by what a claim is about, and by what a contradiction changes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from memlit.claims.verdict import ClaimVerdict
from memlit.claims.worklist import OpenClaim
from memlit.config.claims import SIZES, Claim, Statement
from memlit.datum import Numbers, Record, Result
from memlit.field.verdicts import CONSEQUENCES, OWN_METRICS, TOPICS, VERDICTS
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table


def topic_of(verdict: ClaimVerdict) -> str:
    """What the claim of a verdict is about: a key of TOPICS."""
    claim = verdict.claim
    if claim.metric in SIZES:
        return "array"
    if claim.kind == "internal" and not any(statement.parameter for statement in claim.statements):
        return "itself"
    if claim.kind == "count":
        return "count"
    of = "device" if claim.kind == "device_value" or claim.subject.isdecimal() else "class"
    return f"{of}_metric" if verdict.is_on_metric else of


def topic_counts(verdicts: Sequence[ClaimVerdict]) -> dict[tuple[str, str], Result]:
    """How many claims of which topic have which verdict, `all` among them: ids `claims/TOPIC#VERDICT`."""
    by_topic = grouped(verdicts, topic_of)
    labels = {
        topic: f"claims on {'a metric ' if topic in OWN_METRICS else ''}{words}" for topic, words in TOPICS.items()
    }
    return {
        (topic, name): result
        for topic, label in labels.items()
        for name, result in _by_verdict(f"claims/{topic}", by_topic[topic], label).items()
    }


def metric_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """Verdicts on the review's own metrics, `all` among them: ids `claims/metrics#VERDICT`."""
    own = [verdict for verdict in verdicts if topic_of(verdict) in OWN_METRICS]
    return _by_verdict("claims/metrics", own, "claims on a metric")


def _by_verdict(base: str, own: Sequence[ClaimVerdict], label: str, of_verdict: str = "") -> dict[str, Result]:
    """How many of these there are, `all`, and how many have which verdict; of_verdict: a label with the verdict's words
    in braces, by default that of all."""
    numbers = Counter(verdict.verdict for verdict in own)
    of_verdicts: dict[str, tuple[str, int]] = {
        name: ((of_verdict or label).format(name.replace("_", " ")), numbers[name]) for name in VERDICTS
    }
    return _counted(base, {"all": (label, len(own)), **of_verdicts})


def consequence_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """Contradictions inside the review by what they change: ids `claims/consequence#benchmark`, `#physics`, `#slip`."""
    own = (verdict for verdict in verdicts if verdict.verdict == "inconsistent_in_source")
    numbers = Counter[str](verdict.claim.consequence for verdict in own)
    make = Numbers("claims/consequence", rule="claims counted")
    return {name: make.count(name, label, numbers[name]) for name, label in CONSEQUENCES.items()}


def want_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """What the claims that are not checkable want: ids `claims/want#readings`, `#definition`, `#outside`."""
    numbers = Counter(
        "definition" if verdict.claim.lacks else "readings" if verdict.missing.parameters else "outside"
        for verdict in verdicts
        if verdict.verdict == "not_checkable"
    )
    wanted = ("readings", "definition", "outside")
    return _counted("claims/want", {name: (f"claims that want {name}", numbers[name]) for name in wanted})


def verdict_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """How many claims have which verdict, and how many there are, `all`: ids `claims#VERDICT`, `claims#all`."""
    return _by_verdict("claims", verdicts, "claims of the review", "claims {}")


def _counted(base: str, numbers: Mapping[str, tuple[str, int]]) -> dict[str, Result]:
    """Counts of claims; numbers: label and number by the name of the count."""
    make = Numbers(base, rule="claims counted")
    return {name: make.count(name, label, number) for name, (label, number) in numbers.items()}


def claim_counts(verdicts: Sequence[ClaimVerdict]) -> list[Result]:
    """All counts of this module."""
    of = (verdict_counts, topic_counts, metric_counts, consequence_counts, want_counts)
    return [result for counts in of for result in counts(verdicts).values()]


class Claims(Record):
    """results/claims.json."""

    verdicts: tuple[ClaimVerdict, ...]
    open_claims: tuple[OpenClaim, ...] = ()


def claim_results(verdicts: Iterable[ClaimVerdict]) -> list[Result]:
    """All numbers that the rules computed, and the counts by verdict."""
    known = tuple(verdicts)
    return [*(result for verdict in known for result in verdict.numbers), *claim_counts(known)]


def _short(identifier: str) -> str:
    return identifier.rpartition("#")[2]


CLAIMS: PublishedTable[ClaimVerdict] = published_table(
    __file__,
    "claims",
    {
        "id": "claim.id",
        "section": "claim.section",
        "kind": "claim.kind",
        "subject": "claim.subject",
        "role": "claim.role",
        "metric": "claim.metric",
        "statistic": "claim.statistic",
        "comparator": "claim.comparator",
        "value": "claim.value",
        "unit": "claim.unit",
        "words": "claim.words",
        "factors": lambda v: [f"{_short(result.id)}={result.value:.6g}" for result in v.factors],
        "interval_low": "interval.low",
        "interval_high": "interval.high",
        "consequence": "claim.consequence",
        "missing": "missing.words",
        "missing_parameters": "missing.parameters",
        "missing_papers": "missing.papers",
        "evidence": lambda v: [shown.id for shown in v.evidence],
        "context": lambda v: [shown.id for shown in v.context],
        "note": "claim.note",
        "lacks": "claim.lacks",
        "topic": topic_of,
        "evidence_words": lambda v: [shown.label for shown in v.evidence],
        "context_words": lambda v: [shown.label for shown in v.context],
    },
)


class StatedClaim(NamedTuple):
    """A statement of a claim as a line of claim_statements.csv."""

    claim: Claim
    stated: Statement


STATEMENTS: PublishedTable[StatedClaim] = published_table(
    __file__,
    "claim_statements",
    {
        "claim": "claim.id",
        "about": "stated.about",
        "place": "stated.place",
        "value": "stated.value",
        "words": "stated.words",
    },
)


def statement_lines(verdicts: Iterable[ClaimVerdict]) -> Iterator[StatedClaim]:
    """The statements of all claims, in their order."""
    return (StatedClaim(verdict.claim, stated) for verdict in verdicts for stated in verdict.claim.statements)
