"""One verdict for every claim, by the rule of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from memlit.analysis.class_lines import ClassLines
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.evidence import OWN_ENERGY, ClaimEvidence, parameters_of
from memlit.claims.rules.classes import judge_order, judge_ratio, judge_share, judge_value
from memlit.claims.rules.counts import judge_count
from memlit.claims.rules.devices import judge_device, parameters_for
from memlit.claims.rules.extent import judge_extreme, judge_range
from memlit.claims.rules.internal import judge_internal
from memlit.claims.scope import in_short_names
from memlit.claims.verdict import ClaimVerdict, Draft, Missing, computed
from memlit.config import Classes, Config
from memlit.config.claims import SIZES, Claim, parse_value
from memlit.datum import Result
from memlit.devices.resolved import Resolved
from memlit.errors import ConfigError, NotEstimable

_ClaimRule = Callable[[Claim, ClaimEvidence], ClaimVerdict]
_RULES: dict[str, _ClaimRule] = {
    "class_value": judge_value,
    "class_order": judge_order,
    "class_share": judge_share,
    "class_ratio": judge_ratio,
    "class_extreme": judge_extreme,
    "class_range": judge_range,
    "range": judge_range,
    "device_value": judge_device,
    "count": judge_count,
    "internal": judge_internal,
}
_SEVERAL = ("within", "max of", "rank within", "qualitative")
"""Comparators of claims that name a range, classes or words."""
PERCENT = "%"
_PULSE_PARAMETERS = {
    "spike_timing": ("set_pulse_width", "reset_pulse_width"),
    "spike_voltage": ("set_voltage", "reset_voltage"),
    "standby_power": ("standby_power",),
}


NO_CLASSES = ClassLines()
"""Of a run in which no claim is on a class."""


def evaluate_claims(
    claims: Iterable[Claim],
    resolved: Resolved,
    rows: Sequence[BenchmarkRow],
    classes: Classes,
    config: Config,
    *,
    of_classes: ClassLines = NO_CLASSES,
    reading_errors: Mapping[str, Result] | None = None,
) -> tuple[ClaimVerdict, ...]:
    """Verdicts in the order of the claims.

    What the review prints is tested and is no evidence; a survey's medians stand beside a verdict and decide none.
    of_classes: the medians of classes and their tests, which claims on classes rest on; reading_errors: spread of one
    reading in decades, by parameter, where it was measured.
    A class that a method cannot handle (constant, not finite) leaves its claim not checkable, with the method's words.
    """
    evidence = ClaimEvidence(resolved, rows, of_classes, classes, config, reading_errors or {})
    return tuple(_told(_verdict(in_short_names(claim, classes), evidence), evidence) for claim in claims)


def _verdict(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    if claim.comparator == "qualitative":
        reason = "The review prints words that no number decides."
        return Draft(claim, "printed, not decided").conclude("printed_not_decided", reason)
    try:
        return _RULES[claim.kind](claim, evidence)
    except NotEstimable as error:
        words = f"{error.where}: {error.problem}"
        return Draft(claim, "not estimable").conclude(
            "not_checkable", f"A method does not apply ({words}).", Missing(words=error.remedy)
        )


def _told(verdict: ClaimVerdict, evidence: ClaimEvidence) -> ClaimVerdict:
    """The verdict with what the review itself prints: its own readings of the claim, else its number as one of the run.

    Whether the claim is on metrics alone (`firing_energy/spiking_energy`) is told too. A number of the run has a claim
    on a metric that names a single one.
    """
    claim, metrics = verdict.claim, evidence.config.metrics
    is_on_metric = all(name in metrics for name in re.split("[/;]", claim.metric))
    try:
        wanted = parse_value(claim.value, claim.unit, "=", claim.id)
    except ConfigError:
        wanted = ()
    printed: tuple[str, ...] = ()
    metric, claimed = metrics.get(claim.metric), None
    if wanted and claim.kind == "device_value" and claim.metric not in SIZES and claim.references:
        parameters = list(_PULSE_PARAMETERS.get(claim.metric, parameters_for(claim)))
        if metric and metric.unit == "J":
            parameters += [OWN_ENERGY, *parameters_of(claim.metric)]
        paper = evidence.paper(claim.references[0])
        printed = tuple(evidence.printed_in_review(paper, parameters, [each.span for each in wanted]))
    if metric and len(wanted) == 1 and not (printed or claim.comparator in _SEVERAL or claim.unit == PERCENT):
        said = f"read from “{claim.words}”" if claim.words else "as the review prints it"
        rule = f"{said} in section {claim.section}: {claim.value} {claim.unit}"
        claimed = computed(claim, "claimed", metric.name, metric.unit, (), rule, wanted[0].value)
    return verdict.model_copy(update={"is_on_metric": is_on_metric, "printed": printed, "claimed": claimed})
