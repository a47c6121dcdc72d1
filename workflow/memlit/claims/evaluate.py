"""One verdict for every claim, by the rule of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from memlit.analysis.class_medians import ClassSummary
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.evidence import OWN_ENERGY, Evidence, parameters_of
from memlit.claims.model import Claim, parse_value
from memlit.claims.rules.classes import judge_order, judge_ratio, judge_share, judge_value
from memlit.claims.rules.counts import judge_count
from memlit.claims.rules.devices import judge_device, parameters_for
from memlit.claims.rules.extent import judge_extreme, judge_range
from memlit.claims.rules.internal import judge_internal
from memlit.claims.scope import in_short_names
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config import Classes, Config, Metric
from memlit.datum import Result
from memlit.devices.resolved import Resolved
from memlit.errors import ConfigError, NotEstimable

Rule = Callable[[Claim, Evidence], ClaimVerdict]
RULES: dict[str, Rule] = {
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
SEVERAL = ("within", "max of", "rank within", "qualitative")
"""Comparators of claims that name a range, classes or words."""
PERCENT = "%"
_PULSE_PARAMETERS = {
    "spike_timing": ("set_pulse_width", "reset_pulse_width"),
    "spike_voltage": ("set_voltage", "reset_voltage"),
    "standby_power": ("standby_power",),
}


def evaluate_claims(
    claims: Iterable[Claim],
    resolved: Resolved,
    rows: Sequence[BenchmarkRow],
    summaries: Sequence[ClassSummary],
    classes: Classes,
    config: Config,
    reading_errors: Mapping[str, Result] | None = None,
) -> tuple[ClaimVerdict, ...]:
    """Verdicts in the order of the claims.

    What the review prints is tested and is no evidence; a survey's medians stand beside a verdict and decide none.
    reading_errors: spread of one reading in decades, by parameter, where it was measured.
    A class that a method cannot handle (constant, not finite) leaves its claim not checkable, with the method's words.
    """
    evidence = Evidence(resolved, rows, summaries, classes, config, reading_errors or {})
    named = (in_short_names(claim, classes) for claim in claims)
    verdicts = (_with_printed(_verdict(claim, evidence), evidence) for claim in named)
    return tuple(_with_claimed(_with_kind(verdict, config), config.metrics) for verdict in verdicts)


def _with_kind(verdict: ClaimVerdict, config: Config) -> ClaimVerdict:
    """The verdict with whether its claim is on metrics alone: `firing_energy/spiking_energy`."""
    named = re.split("[/;]", verdict.claim.metric)
    return verdict.model_copy(update={"is_on_metric": all(name in config.metrics for name in named)})


def _verdict(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    if claim.comparator == "qualitative":
        reason = "The review prints words that no number decides."
        return Draft(claim, "printed, not decided").conclude("printed_not_decided", reason)
    try:
        return RULES[claim.kind](claim, evidence)
    except NotEstimable as error:
        words = f"{error.where}: {error.problem}"
        return Draft(claim, "not estimable").conclude(
            "not_checkable", f"A method does not apply ({words}).", Missing(words=error.remedy)
        )


def _with_printed(verdict: ClaimVerdict, evidence: Evidence) -> ClaimVerdict:
    """The verdict with the ids of the review's own readings of the claim."""
    claim = verdict.claim
    if claim.kind != "device_value" or claim.metric in ("array_size", "capacity") or not verdict.claim.references:
        return verdict
    try:
        wanted = parse_value(claim.value, claim.unit, "=", claim.id)
    except ConfigError:
        return verdict
    parameters = list(_PULSE_PARAMETERS.get(claim.metric, parameters_for(claim)))
    metric = evidence.config.metrics.get(claim.metric)
    if metric and metric.unit == "J":
        parameters += [OWN_ENERGY, *parameters_of(claim.metric)]
    paper = evidence.paper(claim.references[0])
    printed = evidence.printed_in_review(paper, parameters, [each.span for each in wanted])
    return verdict.model_copy(update={"printed": tuple(printed)})


def _with_claimed(verdict: ClaimVerdict, metrics: Mapping[str, Metric]) -> ClaimVerdict:
    """The verdict with the review's number as one of the run, where the claim is on a metric and names a single one."""
    claim = verdict.claim
    if verdict.printed or claim.metric not in metrics or claim.comparator in SEVERAL:
        return verdict
    try:
        wanted = parse_value(claim.value, claim.unit, "=", claim.id)
    except ConfigError:
        return verdict
    if len(wanted) != 1 or claim.unit == PERCENT:
        return verdict
    result = Result(
        id=f"claim/{claim.id}#claimed",
        kind="claim",
        label=metrics[claim.metric].name,
        value=wanted[0].value,
        unit=metrics[claim.metric].unit,
        rule=f"as the review prints it in section {claim.section}: {claim.value} {claim.unit}",
    )
    return verdict.model_copy(update={"claimed": result})
