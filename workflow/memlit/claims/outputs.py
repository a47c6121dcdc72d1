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
from memlit.published import Column, PublishedTable


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


CLAIMS = PublishedTable[ClaimVerdict](
    "claims.csv",
    "The claims of the review, each with its verdict",
    "claims",
    (
        Column("id", "id of the claim in config/claims.yaml", "claim.id"),
        Column("section", "where the review makes the claim", "claim.section"),
        Column("kind", "kind of the claim, which chooses the rule", "claim.kind"),
        Column("subject", "classes, or numbers of the review's reference list", "claim.subject"),
        Column("role", "synapse, neuron or array", "claim.role"),
        Column("metric", "what the claim is about", "claim.metric"),
        Column("statistic", "median, value, count ... as claimed", "claim.statistic"),
        Column(
            "comparator",
            "= ~ < > up to, order of, tens of, within, max of, rank within, qualitative",
            "claim.comparator",
        ),
        Column("value", "the claimed value as read, in `unit`; of `words` what they are read as", "claim.value"),
        Column("unit", "unit of the claimed value as printed", "claim.unit"),
        Column(
            "words",
            "the words of the review that `value` codes, in `section`; empty where it prints the value",
            "claim.words",
        ),
        Column("verdict", "what the evidence says of the claim", allowed=tuple(VERDICTS)),
        Column(
            "factor", "evidence over claim, the comparison nearest to one; empty where nothing was compared", unit="1"
        ),
        Column(
            "factors",
            "all such factors, `name=value`",
            lambda v: [f"{_short(result.id)}={result.value:.6g}" for result in v.factors],
        ),
        Column(
            "interval_low",
            "lower end of the interval of the statistic in SI, empty where there is none",
            "interval.low",
            unit="SI",
        ),
        Column("interval_high", "its upper end in SI", "interval.high", unit="SI"),
        Column(
            "consequence",
            "what a contradiction changes: benchmark (a number of it), physics (of a device, a mechanism or a cited "
            "result) or slip (of the pen)",
            "claim.consequence",
            allowed=tuple(CONSEQUENCES),
        ),
        Column("reason", "why this verdict"),
        Column("missing", "what a verdict would need, in words", "missing.words"),
        Column("missing_parameters", "parameters that would decide it", "missing.parameters"),
        Column("missing_papers", "papers that would decide it", "missing.papers"),
        Column(
            "evidence",
            "ids of the readings, metrics and results that decided",
            lambda v: [shown.id for shown in v.evidence],
        ),
        Column(
            "context",
            "ids of numbers that stand beside and decided nothing",
            lambda v: [shown.id for shown in v.context],
        ),
        Column("printed", "ids of the review's own readings of the claim"),
        Column("analysis", "the rule that was applied"),
        Column("note", "what a reader of the claim should know", "claim.note"),
        Column("lacks", "what the review does not say and a comparison would need", "claim.lacks"),
        Column("topic", "what the claim is about", topic_of, allowed=tuple(TOPICS)),
        Column(
            "evidence_words",
            "what each number of `evidence` is, in a word or two",
            lambda v: [shown.label for shown in v.evidence],
        ),
        Column("context_words", "what each number of `context` is", lambda v: [shown.label for shown in v.context]),
    ),
)


class StatedClaim(NamedTuple):
    """A statement of a claim as a line of claim_statements.csv."""

    claim: Claim
    stated: Statement


STATEMENTS = PublishedTable[StatedClaim](
    "claim_statements.csv",
    "What the review says of one thing at several places, for the claims on its consistency",
    "claims",
    (
        Column("claim", "id of the claim in config/claims.yaml", "claim.id"),
        Column("about", "number of the reference list, or a thing in words", "stated.about"),
        Column("place", "section, figure, table or caption", "stated.place"),
        Column("value", "what stands there, in a few words", "stated.value"),
        Column("words", "the few words that stand there, quoted", "stated.words"),
    ),
)


def statement_lines(verdicts: Iterable[ClaimVerdict]) -> Iterator[StatedClaim]:
    """The statements of all claims, in their order."""
    return (StatedClaim(verdict.claim, stated) for verdict in verdicts for stated in verdict.claim.statements)
