"""The verdicts counted: over all claims, by what a claim is about, and by what stands behind a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from memlit.claims.rules.internal import ARITHMETIC_RULE, CREDIT_RULE
from memlit.claims.verdict import VERDICTS, ClaimVerdict
from memlit.datum import Result, count_of

SIZES = ("array_size", "capacity")
TOPICS = {
    "class_metric": "of a class or of several papers",
    "device_metric": "of one device",
    "class": "another property of a class",
    "device": "another property of one device",
    "array": "the size of an array",
    "count": "a number of papers or arrays",
    "itself": "the review against itself",
}
"""What claims are about, the review's own metrics first."""
OWN_METRICS = ("class_metric", "device_metric")
CONFLICTS = {
    "places": "claims that contradict another place of the review",
    "arithmetic": "claims that contradict the review's own arithmetic",
    "omitted": "claims on what the review leaves out of its lists",
}


def topic_of(verdict: ClaimVerdict) -> str:
    """What the claim of a verdict is about: a key of TOPICS."""
    claim = verdict.claim
    if claim.metric in SIZES:
        return "array"
    if claim.kind == "internal":
        return "itself"
    if claim.kind == "count":
        return "count"
    of = "device" if claim.kind == "device_value" or claim.subject.isdecimal() else "class"
    return f"{of}_metric" if verdict.is_on_metric else of


def topic_counts(verdicts: Sequence[ClaimVerdict]) -> dict[tuple[str, str], Result]:
    """How many claims of which topic have which verdict, `all` among them: ids `claims/TOPIC#VERDICT`."""
    found: dict[tuple[str, str], Result] = {}
    for topic, words in TOPICS.items():
        own = [verdict for verdict in verdicts if topic_of(verdict) == topic]
        label = f"claims on {'a metric ' if topic in OWN_METRICS else ''}{words}"
        found |= {(topic, name): result for name, result in _by_verdict(f"claims/{topic}", label, own).items()}
    return found


def metric_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """Verdicts on the review's own metrics, `all` among them: ids `claims/metrics#VERDICT`."""
    own = [verdict for verdict in verdicts if topic_of(verdict) in OWN_METRICS]
    return _by_verdict("claims/metrics", "claims on a metric", own)


def _by_verdict(base: str, label: str, own: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """How many of these there are, `all`, and how many have which verdict."""
    numbers: dict[str, int] = {"all": len(own)}
    numbers.update((name, sum(verdict.verdict == name for verdict in own)) for name in VERDICTS)
    return {name: _counted(f"{base}#{name}", label, number) for name, number in numbers.items()}


def conflict_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """How the review disagrees with itself, a number each: ids `claims/conflict#places`, `#arithmetic`, `#omitted`."""
    own = [verdict for verdict in verdicts if verdict.verdict == "inconsistent_in_source"]
    arithmetic = sum(verdict.analysis == ARITHMETIC_RULE for verdict in own)
    omitted = sum(verdict.analysis == CREDIT_RULE for verdict in own)
    numbers = {"places": len(own) - arithmetic - omitted, "arithmetic": arithmetic, "omitted": omitted}
    return {name: _counted(f"claims/conflict#{name}", CONFLICTS[name], number) for name, number in numbers.items()}


def want_counts(verdicts: Sequence[ClaimVerdict]) -> dict[str, Result]:
    """What the claims that are not checkable want: ids `claims/want#readings`, `#definition`, `#outside`."""
    own = [verdict for verdict in verdicts if verdict.verdict == "not_checkable"]
    definition = sum(bool(verdict.claim.lacks) for verdict in own)
    readings = sum(bool(verdict.missing.parameters) and not verdict.claim.lacks for verdict in own)
    numbers = {"readings": readings, "definition": definition, "outside": len(own) - readings - definition}
    return {name: _counted(f"claims/want#{name}", f"claims that want {name}", n) for name, n in numbers.items()}


def _counted(identifier: str, label: str, number: int) -> Result:
    return count_of(identifier, label, number, "claims counted")


def verdict_counts(verdicts: Sequence[ClaimVerdict]) -> tuple[Result, ...]:
    """How many claims have which verdict, and how many there are: ids `claims#VERDICT`, `claims#all`."""
    return tuple(
        result.model_copy(
            update={"label": "claims of the review" if name == "all" else f"claims {name.replace('_', ' ')}"}
        )
        for name, result in _by_verdict("claims", "", verdicts).items()
    )


def claim_counts(verdicts: Sequence[ClaimVerdict]) -> list[Result]:
    """All counts of this module."""
    by_name = (metric_counts(verdicts), conflict_counts(verdicts), want_counts(verdicts))
    topics = topic_counts(verdicts).values()
    return [*verdict_counts(verdicts), *topics, *(result for counts in by_name for result in counts.values())]
