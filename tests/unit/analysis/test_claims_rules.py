"""Rules for claims on made-up papers: every kind of claim, every verdict that it can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import Membership
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.evidence import CLAIM_PARAMETERS
from memlit.claims.verdict import ClaimVerdict
from memlit.config import Classes, Config, DeviceClass
from memlit.config.claims import Claim, parse_value
from memlit.datum import Reading, Result
from memlit.devices.resolved import Resolved
from memlit.errors import ConfigError
from memlit.quantities.array_size import array_size

from tests import tables
from tests.builders import METRICS, config_of, corpus_of, entry, reading, reconciled, vocabulary

NAMES = ("VCM", "ECM", "ICM", "FTJM")
FIRST = {"VCM": 1, "ECM": 11, "ICM": 21, "FTJM": 31, "neuron": 41}
N_PAPERS = 8


def classes(n_papers: int = N_PAPERS) -> Classes:
    """Four classes and the neurons, eight papers each: references 1 to 8, 11 to 18 and so on."""
    return Classes(
        classes={name: DeviceClass(name=name) for name in (*NAMES, "PCM")},
        fig11_credits={name: tuple(range(first, first + n_papers)) for name, first in FIRST.items()},
    )


def row(reference: int, device_class: str, value: float | tuple[float, float], **fields: Any) -> BenchmarkRow:
    """A metric of a paper, a point or bounds, under the set pulse unless another is given."""
    metric, pulse = fields.pop("metric", "action_energy"), fields.pop("pulse", "set")
    low, high = value if isinstance(value, tuple) else (value, value)
    identifier = f"p{reference}/d/{pulse}"
    result = Result(
        id=f"{identifier}#{metric}",
        kind="metric",
        label=metric,
        value=low if low == high else None,
        low=low,
        high=high,
        unit=METRICS[metric].unit,
        rule="made up",
    )
    values = {
        "id": identifier,
        "paper": f"p{reference}",
        "work": f"p{reference}",
        "device": "d",
        "name": "d",
        "device_class": device_class,
        "role": "synapse",
        "set_name": "review-fig11",
        "pulse": pulse,
        "tier": "primary",
        "is_headline": pulse == "set",
        "metrics": {metric: result},
    }
    values |= fields
    is_own, is_mixed = values["tier"] == "primary", "mixed_sources" in values.get("flags", ())
    trust: dict[str, Any] = {"whose_number": "measured by the paper" if is_own else "restated"}
    if not is_mixed:
        trust["counted" if is_own else "beside"] = (metric,)
    return BenchmarkRow.model_validate({**trust, **values})


def rows_of(device_class: str, values: Iterable[float], **fields: Any) -> list[BenchmarkRow]:
    """One row a paper of a class, in the order of its references."""
    return [row(FIRST[device_class] + place, device_class, value, **fields) for place, value in enumerate(values)]


def judge(
    rows: Iterable[BenchmarkRow] = (),
    readings: Iterable[Reading] = (),
    surveys: Sequence[Mapping[str, Any]] = (),
    n_papers: int = N_PAPERS,
    config: Config | None = None,
    errors: dict[str, Result] | None = None,
    **claim: Any,
) -> ClaimVerdict:
    """The verdict on a made-up claim; fields that are not given are those of a class value in pJ."""
    defaults: dict[str, Any] = {
        "id": "made-up",
        "section": "5.A",
        "kind": "class_value",
        "subject": "VCM",
        "role": "synapse",
        "metric": "action_energy",
        "statistic": "median",
        "comparator": "~",
        "value": "100",
        "unit": "pJ",
    }
    keys = [
        (number, name, "neuron" if name == "neuron" else "synapse")
        for name, first in FIRST.items()
        for number in range(first, first + n_papers)
    ]
    entries = [
        entry(
            f"p{number}",
            reviewref=str(number),
            sets=("review-fig11",),
            device_classes=("PCM" if role == "neuron" else name,),
            roles=(role,),
        )
        for number, name, role in keys
    ]
    resolved = Resolved(
        entries={item.key: item for item in entries},
        corpus=corpus_of(readings, documents=(reconciled(), reconciled(key="survey", kind="survey"))),
        devices=(),
    )
    made = Claim.model_validate({**defaults, **claim})
    plan, own_classes, known = config or config_of(), classes(n_papers), list(rows)
    values = tables.values_of(known)
    members = [
        Membership("review-fig11", "PCM" if role == "neuron" else name, role, f"p{number}", f"p{number}", is_first=True)
        for number, name, role in keys
    ]
    is_order = made.kind == "class_order"
    medians = tables.class_tables(values, members, plan)
    medians = medians._replace(classes=pd.concat([medians.classes, pd.DataFrame(surveys)]))
    (verdict,) = evaluate_claims(
        [made],
        resolved,
        known,
        own_classes,
        plan,
        of_classes=tables.lines_of_classes(medians, compare_classes(values, own_classes, plan) if is_order else None),
        reading_errors=errors,
    )
    return verdict


def around(middle: float, factor: float = 1.1, n: int = N_PAPERS) -> list[float]:
    """n values whose middle two are `middle` over and times the root of a factor, so that their median is it."""
    return [middle * factor ** (place - (n - 1) / 2) for place in range(n)]


def printed(parameter: str, value: float | None, unit: str, **fields: Any) -> Reading:
    """A reading of reference 1 of tier primary."""
    values = {"paper": "p1", "tier": "primary", **fields}
    return reading(parameter, value, unit, **values)


def numbers(verdict: ClaimVerdict) -> dict[str, float | None]:
    return {result.id.partition("#")[2]: result.value for result in verdict.numbers}


# A class median: 25 % about 100 pJ is 75 to 125 pJ.
@pytest.mark.parametrize(
    ("middle", "factor", "verdict"),
    [
        (120e-12, 1.1, "reproduced"),
        (140e-12, 1.02, "differs"),
        (140e-12, 3.0, "compatible"),
    ],
)
def test_class_value(middle: float, factor: float, verdict: str) -> None:
    found = judge(rows_of("VCM", around(middle, factor)))
    assert found.verdict == verdict
    assert numbers(found)["median"] == pytest.approx(middle)
    assert found.factor == pytest.approx(middle / 100e-12)
    assert found.interval is not None
    assert found.interval.low is not None
    assert found.interval.low < middle


def test_the_interval_of_a_median_is_one_of_order_statistics() -> None:
    """Eight papers: 1 - 2 P(Bin(8, 1/2) < 1) = 99.2 % from the least to the greatest, the next pair gives 93 %.

    Twelve: 96.1 % from the third to the tenth.
    """
    values = around(140e-12, 3.0)
    few = judge(rows_of("VCM", values)).interval
    assert few is not None
    assert (few.low, few.high) == (pytest.approx(min(values)), pytest.approx(max(values)))
    assert "order statistics" in few.rule
    values = sorted(around(140e-12, 3.0, n=12))
    many = judge(rows_of("VCM", values), n_papers=12).interval
    assert many is not None
    assert (many.low, many.high) == (pytest.approx(values[2]), pytest.approx(values[9]))


def test_class_value_is_over_bounded_papers_too() -> None:
    """Two of eight papers reach from 1 pJ to 10 nJ: they may be the two least or the two greatest."""
    six = rows_of("VCM", around(100e-12, n=6))
    open_ones = [row(7, "VCM", (1e-12, 1e-8)), row(8, "VCM", (1e-12, 1e-8))]
    found = judge([*six, *open_ones])
    (median,) = [result for result in found.results if result.id.endswith("#median")]
    assert median.low is not None
    assert median.high is not None
    known = sorted(around(100e-12, n=6))
    # of eight the middle lies between the fourth and the fifth
    assert median.low == pytest.approx((known[1] * known[2]) ** 0.5)
    assert median.high == pytest.approx((known[3] * known[4]) ** 0.5)
    assert median.value is None


def test_class_value_needs_six_papers_and_more_than_half() -> None:
    five = judge(rows_of("VCM", around(100e-12, n=5)))
    assert five.verdict == "not_checkable"
    assert five.missing.papers == ("p6", "p7", "p8")
    six = rows_of("VCM", around(100e-12, n=6))
    assert judge(six).verdict == "reproduced"
    # six of the sixteen papers of two classes read as one leave their median open
    assert judge(six, subject="VCM;ECM").verdict == "not_checkable"


def test_papers_that_all_print_one_value_have_a_median() -> None:
    verdict = judge(rows_of("VCM", [5e-8] * 7, metric="spike_timing"), metric="spike_timing", value="50", unit="ns")
    assert verdict.verdict == "reproduced"
    assert verdict.factor == pytest.approx(1.0)


def survey(device_class: str, median: float, n_papers: int) -> dict[str, Any]:
    """A median of a survey's class over `n_papers` papers, as a line of classes.csv."""
    return {
        **{"id": f"class/survey/{device_class}", "set": "survey", "class": device_class, "role": "memory"},
        **{"pulse": "set", "metric": "action_energy", "unit": "J"},
        **{"n_credited": n_papers, "n_papers": n_papers, "n_bounded": 0},
        **{"median": median, "lower": median, "upper": median},
    }


def test_a_survey_stands_beside_and_decides_nothing() -> None:
    """Its medians meet the claim and leave it undecided; a median of five papers is not even shown."""
    verdict = judge(surveys=[survey("VCM", 100e-12, 9), survey("RRAM", 100e-12, 5)])
    assert verdict.verdict == "not_checkable"
    assert [shown.id for shown in verdict.context] == ["class/survey/VCM#median"]
    differing = judge(rows_of("VCM", around(100e-12)), surveys=[survey("VCM", 1.0, 9)])
    assert differing.verdict == "reproduced"


def test_a_bound_is_no_known_value_and_the_other_pulse_is_not_the_headline() -> None:
    bounded = [row(1 + place, "VCM", (0.0, 1e-10)) for place in range(N_PAPERS)]
    other = rows_of("VCM", around(100e-12), pulse="reset")
    for rows in (bounded, other):
        assert judge(rows).verdict == "not_checkable"
        assert numbers(judge(rows))["VCM_known"] == 0


def test_survey_rows_and_mixed_sources_decide_nothing() -> None:
    for fields in ({"set_name": "survey"}, {"set_name": "survey-unpaired"}, {"flags": ("mixed_sources",)}):
        assert judge(rows_of("VCM", around(100e-12), **fields)).verdict == "not_checkable"


ORDER: dict[str, Any] = {"kind": "class_order", "comparator": "<", "value": "ECM", "unit": ""}


def test_class_order() -> None:
    """Eight against eight without overlap: the exact two-sided p is 2 / C(16, 8) = 1.6e-4."""
    low, high = rows_of("VCM", around(1e-12)), rows_of("ECM", around(1e-9))
    mixed = rows_of("ECM", around(1e-12))
    assert judge([*low, *high], **ORDER).verdict == "reproduced"
    assert judge([*low, *high], **{**ORDER, "comparator": ">"}).verdict == "differs"
    assert judge([*low, *mixed], **ORDER).verdict == "compatible"
    assert judge([*low, *high[:5]], **ORDER).verdict == "not_checkable"
    assert judge([*low, *high], **ORDER).factor == pytest.approx(1e-3)
    turned = judge([*low, *high], **{**ORDER, "subject": "ECM", "comparator": ">", "value": "VCM"})
    assert turned.verdict == "reproduced"
    assert turned.factor == pytest.approx(1e3)


def test_class_order_rests_on_the_rows_of_the_comparison() -> None:
    """One test of two classes in the run, so that a claim on them and the comparison cannot say two things."""
    found = judge([*rows_of("VCM", around(1e-12)), *rows_of("ECM", around(1e-9))], **ORDER)
    assert "review-fig11/action_energy/VCM-ECM#p_less" in {shown.id for shown in found.evidence}
    assert [factor.inputs for factor in found.factors] == [("review-fig11/action_energy/VCM-ECM#ratio",)]


def test_an_order_in_what_is_not_compared_is_not_checkable() -> None:
    """Action power is no metric of the plan: no row of comparison_pairs.csv is on it."""
    fields: dict[str, Any] = {"metric": "action_power"}
    rows = [*rows_of("VCM", around(1e-6), **fields), *rows_of("ECM", around(1e-3), **fields)]
    found = judge(rows, **{**ORDER, **fields})
    assert (found.verdict, found.reason) == ("not_checkable", "The classes are not compared in this.")


def test_largest_of_several_classes_takes_every_pair() -> None:
    claim: dict[str, Any] = {**ORDER, "subject": "ECM", "comparator": "max of", "value": "VCM;ECM;ICM"}
    rows = [*rows_of("VCM", around(1e-12)), *rows_of("ECM", around(1e-9)), *rows_of("ICM", around(1e-11))]
    assert judge(rows, **claim).verdict == "reproduced"
    assert judge(rows, **{**claim, "subject": "ICM"}).verdict == "differs"


def test_rank_of_a_class() -> None:
    claim: dict[str, Any] = {
        **ORDER,
        "subject": "ICM",
        "comparator": "rank within",
        "value": "2..3 of VCM;ECM;ICM;FTJM",
    }
    levels = {"VCM": 1e-12, "ICM": 1e-11, "ECM": 1e-10, "FTJM": 1e-9}
    rows = [each for name, level in levels.items() for each in rows_of(name, around(level))]
    assert judge(rows, **claim).verdict == "reproduced"
    assert judge(rows, **{**claim, "subject": "FTJM"}).verdict == "differs"
    assert judge(rows[:-4], **claim).verdict == "not_checkable"


def test_share_of_papers_below_every_other_median() -> None:
    claim: dict[str, Any] = {"kind": "class_share", "subject": "FTJM", "comparator": ">", "value": "50", "unit": "%"}
    others = [each for name in ("VCM", "ECM", "ICM") for each in rows_of(name, around(1e-10))]
    five_below = rows_of("FTJM", [1e-12] * 5 + [1e-9] * 3)
    three_below = rows_of("FTJM", [1e-12] * 3 + [1e-9] * 5)
    assert judge([*others, *five_below], **claim).verdict == "reproduced"
    assert numbers(judge([*others, *five_below], **claim))["share"] == pytest.approx(5 / 8)
    assert judge([*others, *three_below], **claim).verdict == "differs"
    # four of six known: the exact 95 % interval is 22 to 96 %
    six = rows_of("FTJM", [1e-12] * 4 + [1e-9] * 2)
    assert judge([*others, *six], **claim).verdict == "compatible"
    assert judge(five_below, **claim).verdict == "not_checkable"


def test_share_of_neurons_within_a_decade() -> None:
    claim: dict[str, Any] = {
        "kind": "class_ratio",
        "subject": "all",
        "role": "neuron",
        "metric": "firing_energy/spiking_energy",
        "comparator": ">",
        "value": "50",
        "unit": "%",
    }

    def neurons(ratios: Iterable[float]) -> list[BenchmarkRow]:
        found = []
        for place, ratio in enumerate(ratios):
            first = row(41 + place, "PCM", 1e-12 * ratio, metric="firing_energy", role="neuron")
            second = row(41 + place, "PCM", 1e-12, metric="spiking_energy", role="neuron")
            both = {**first.metrics, **second.metrics}
            found.append(first.model_copy(update={"metrics": both, "counted": tuple(both)}))
        return found

    assert judge(neurons([1, 2, 5, 9, 0.5, 100, 100, 100]), **claim).verdict == "reproduced"
    assert judge(neurons([1, 2, 5, 30, 0.01, 100, 100, 100]), **claim).verdict == "differs"
    few = judge(neurons([1, 2]), **claim)
    assert few.verdict == "not_checkable"
    assert few.reason.startswith("Too few papers on neurons are known: ")


EXTREME: dict[str, Any] = {"kind": "class_extreme", "statistic": "min", "comparator": "<", "value": "1", "unit": "pJ"}


def test_class_extreme() -> None:
    assert judge([row(1, "VCM", 0.7e-12)], **EXTREME).verdict == "reproduced"
    assert judge([row(1, "VCM", 0.7e-12)], **EXTREME).factor == pytest.approx(0.7)
    assert judge([row(1, "VCM", (0.2e-12, 0.4e-12))], **EXTREME).verdict == "reproduced"
    assert judge([row(1, "VCM", 3e-12)], **EXTREME).verdict == "not_checkable"
    assert judge(rows_of("VCM", [3e-12] * N_PAPERS), **EXTREME).verdict == "differs"
    assert judge([row(11, "ECM", 0.7e-12)], **EXTREME).verdict == "not_checkable"
    # the order of 1 pJ is 0.316 to 3.16 pJ; a paper that goes below refutes the least value
    order: dict[str, Any] = {**EXTREME, "comparator": "order of"}
    assert judge([row(1, "VCM", 3e-12)], **order).verdict == "compatible"
    assert judge([row(1, "VCM", 0.3e-12)], **order).verdict == "differs"
    assert judge([row(1, "VCM", 4e-12)], **order).verdict == "not_checkable"


@pytest.mark.parametrize("kind", ["class_range", "range"])
def test_range(kind: str) -> None:
    claim: dict[str, Any] = {"kind": kind, "comparator": "within", "value": "1e-12..1e-9", "unit": "J"}
    inside = around(1e-11)
    assert judge(rows_of("VCM", inside), **claim).verdict == "reproduced"
    assert judge(rows_of("VCM", inside[:2]), **claim).verdict == "compatible"
    outside = judge(rows_of("VCM", [1e-11, 4e-9]), **claim)
    assert outside.verdict == "differs"
    assert outside.factor == pytest.approx(4.0)
    assert judge([row(1, "VCM", 4e-9, pulse="reset")], **claim).verdict == "differs"
    assert judge(**claim).verdict == "not_checkable"


DEVICE: dict[str, Any] = {
    "kind": "device_value",
    "subject": "1",
    "comparator": "=",
    "value": "1.5",
    "unit": "pJ",
    "statistic": "value",
}


def test_device_value_of_a_metric() -> None:
    """1.5 at its printed digits is 1.45 to 1.55; either pulse may meet it."""
    assert judge([row(1, "VCM", 1.54e-12)], **DEVICE).verdict == "reproduced"
    assert judge([row(1, "VCM", 1.56e-12)], **DEVICE).verdict == "differs"
    assert judge([row(1, "VCM", (1e-12, 2e-12))], **DEVICE).verdict == "compatible"
    assert judge([row(1, "VCM", (2e-12, 4e-12))], **DEVICE).verdict == "differs"
    assert judge([row(2, "VCM", 1.5e-12)], **DEVICE).verdict == "not_checkable"
    both = [row(1, "VCM", 6e-12), row(1, "VCM", 1.5e-12, pulse="reset")]
    assert judge(both, **DEVICE).verdict == "reproduced"
    assert {name: value for name, value in numbers(judge(both, **DEVICE)).items() if "factor" in name} == {
        "factor_set": pytest.approx(4.0),
        "factor_reset": pytest.approx(1.0),
    }


def test_device_value_of_a_reading() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "value": "1e6", "unit": "cycle"}
    assert judge(readings=[printed("endurance", 1e6, "cycle")], **claim).verdict == "reproduced"
    assert judge(readings=[printed("endurance", 1e8, "cycle")], **claim).verdict == "differs"
    assert judge(readings=[printed("endurance", 1e8, "cycle")], **claim).factor == pytest.approx(100)
    above = printed("endurance", None, "cycle", low=1e5, comparator=">")
    assert judge(readings=[above], **claim).verdict == "compatible"
    assert judge(readings=[printed("retention", 1e6, "s")], **claim).verdict == "not_checkable"


@pytest.mark.parametrize(
    "fields",
    [
        {"tier": "review_claim", "status": "excluded", "reason": "tier: review_claim readings do not feed"},
        {"tier": "review_claim"},
        {"tier": "pooled", "status": "excluded", "reason": "tier: pooled readings do not feed"},
        {"tier": "sibling", "status": "excluded", "reason": "tier: sibling readings do not feed"},
        {"status": "excluded", "reason": "threshold: no pulse"},
        {"document": "survey", "tier": "secondary"},
    ],
)
def test_what_is_no_evidence_reproduces_nothing(fields: dict[str, Any]) -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "value": "1e6", "unit": "cycle"}
    assert judge(readings=[printed("endurance", 1e6, "cycle", **fields)], **claim).verdict == "not_checkable"


def test_the_most_trusted_tier_decides() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "value": "1e6", "unit": "cycle"}
    others = printed("endurance", 1e6, "cycle", id="doc:t2/endurance", tier="secondary")
    found = judge(readings=[printed("endurance", 1e8, "cycle"), others], **claim)
    assert found.verdict == "differs"
    assert [shown.id for shown in found.context] == ["doc:t2/endurance"]


@pytest.mark.parametrize(
    ("comparator", "value", "verdict"),
    [
        ("~", "1.3e6", "reproduced"),  # 0.975e6 to 1.625e6
        ("~", "1.4e6", "differs"),  # 1.05e6 to 1.75e6
        ("order of", "3e6", "reproduced"),  # 0.95e6 to 9.5e6
        ("order of", "4e6", "differs"),  # 1.26e6 to 12.6e6
        ("<", "1e7", "reproduced"),
        ("<", "1e5", "differs"),
        (">", "1e5", "reproduced"),
        (">", "1e6", "differs"),
        ("within", "1e5..1e7", "reproduced"),
        ("within", "1e7..1e8", "differs"),
        ("up to", "1e6", "reproduced"),
        ("up to", "1e5", "differs"),
        ("up to", "1e9", "compatible"),
    ],
)
def test_comparators(comparator: str, value: str, verdict: str) -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "comparator": comparator, "value": value, "unit": "cycle"}
    assert judge(readings=[printed("endurance", 1e6, "cycle")], **claim).verdict == verdict


def test_tens_of_ends_before_a_hundred() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "thickness", "comparator": "tens of", "value": "1", "unit": "nm"}
    verdicts = [judge(readings=[printed("thickness", v * 1e-9, "m")], **claim).verdict for v in (9.9, 10, 99, 100)]
    assert verdicts == ["differs", "reproduced", "reproduced", "differs"]


def test_an_approximate_reading_leaves_a_quarter() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "value": "1e6", "unit": "cycle"}
    about = printed("endurance", 1.9e6, "cycle", comparator="~")
    assert judge(readings=[about], **claim).verdict == "compatible"
    assert judge(readings=[printed("endurance", 2.1e6, "cycle", comparator="~")], **claim).verdict == "differs"


def test_what_a_claim_needs_can_be_supplied() -> None:
    """Every parameter that a verdict can name as missing is one that readings.csv takes."""
    named = {name for names in CLAIM_PARAMETERS.values() for name in names} | {*OWN_NAMES}
    assert named <= vocabulary().parameters.keys()


OWN_NAMES = (
    *("on_off_ratio", "endurance", "retention", "thickness", "n_states", "array_size", "write_current", "feature_size"),
    *("mac_time", "write_tolerance", "one_atom_conductance", "one_atom_program_energy", "mnist_test_error"),
    *("vmm_error_sd", "efficiency_ratio", "pulse_interval"),
)
"""Metrics of claims that are parameters of the same name."""


def test_best_case_of_a_range() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "efficiency", "value": "195.7", "unit": "TOPS/W"}
    span = printed("energy_efficiency", None, "1/J", low=11.91e12, high=195.7e12)
    assert judge(readings=[span], **claim).verdict == "compatible"
    assert judge(readings=[span], **claim, best_case=True).verdict == "reproduced"


def test_what_the_review_leaves_open_is_not_decided() -> None:
    claim: dict[str, Any] = {
        **DEVICE,
        "metric": "c2c_variation",
        "value": "1",
        "unit": "%",
        "lacks": "over what it is divided",
    }
    found = judge(readings=[printed("cycle_to_cycle", 0.01, "1")], **claim)
    assert (found.verdict, found.missing.words) == ("not_checkable", "over what it is divided")
    assert len(found.context) == 1


def test_the_energy_that_authors_report_is_another_quantity() -> None:
    found = judge(readings=[printed("energy_per_spike", 1.5e-12, "J")], **DEVICE)
    assert found.verdict == "not_checkable"
    assert [shown.label for shown in found.context] == ["energy as reported, primary"]
    assert found.reason.startswith("Only an energy as reported is known")
    # that of a sister device is no evidence in the first place
    sibling = judge(readings=[printed("energy_per_spike", 1.5e-12, "J", tier="sibling")], **DEVICE)
    assert sibling.reason.startswith("Only readings that are no evidence")


def test_a_class_claim_that_does_not_say_which_classes_is_not_decided() -> None:
    """Even where every paper of the classes that it may mean is known."""
    for claim in ({}, ORDER):
        rows = [*rows_of("VCM", around(100e-12)), *rows_of("ECM", around(1e-6))]
        found = judge(rows, **claim, lacks="which classes it means")
        assert (found.verdict, found.missing.words) == ("not_checkable", "which classes it means")
        assert found.missing.parameters == ()


def test_a_claim_that_hangs_on_one_paper_says_on_which() -> None:
    """Reference 1 is credited as VCM and, by the plan, also named as ICM; its row is of a table by others."""
    plan = {"disputed": {"conflicts": [1], "conflict_class": "ICM"}}
    config = Config.model_validate({"metrics": METRICS, "analysis": plan})
    weak, sound = row(1, "VCM", 0.7e-12, tier="secondary"), row(2, "VCM", 0.7e-12)
    one = judge([weak, row(3, "VCM", 5e-12)], config=config, **EXTREME).reason
    assert "hangs on one paper, reference 1, which the review also names as ICM and whose value comes" in one
    assert "hangs" not in judge([weak, sound], config=config, **EXTREME).reason
    assert "hangs" not in judge([sound], config=config, **EXTREME).reason


def measured(**decades: float) -> dict[str, Result]:
    """The measured error of one reading, by parameter."""
    return {
        name: Result(id=f"curators/{name}#sd", kind="statistic", label=name, value=sd, unit="decades", rule="made up")
        for name, sd in decades.items()
    }


def others_row(reference: int, value: float, **fields: Any) -> BenchmarkRow:
    """A value of VCM that a table by others gives."""
    return row(reference, "VCM", value, **{"tier": "secondary", **fields})


FIVE_TIMES = measured(r_on=0.7)
"""10^0.7 = 5.01: a value by others may be five times as large, or a fifth."""


# 1.5 pJ at its printed digits is 1.45 to 1.55 pJ; within a factor of 5.01 nothing is decided, in either direction.
@pytest.mark.parametrize(
    ("value", "verdict", "reason"),
    [
        (1.5e-12, "compatible", "meets the claim by less than the measured error of one reading"),
        (1.55e-12 * 4.9, "compatible", "differs from the claim by less than the measured error of one reading"),
        (1.45e-12 / 4.9, "compatible", "differs from the claim by less than the measured error of one reading"),
        (1.55e-12 * 5.1, "differs", "by more than the measured error of one reading"),
        (1.45e-12 / 5.1, "differs", "by more than the measured error of one reading"),
    ],
)
def test_the_error_of_a_reading_by_others_counts_in_both_directions(value: float, verdict: str, reason: str) -> None:
    found = judge([others_row(1, value)], errors=FIVE_TIMES, **DEVICE)
    assert found.verdict == verdict
    assert reason in found.reason
    assert ("error of one reading of an on resistance", "curators/r_on#sd") in {(s.label, s.id) for s in found.context}


def test_what_the_paper_itself_prints_has_no_error_of_a_reading_by_others() -> None:
    for value, verdict in ((1.5e-12, "reproduced"), (1.6e-12, "differs")):
        assert judge([row(1, "VCM", value)], errors=FIVE_TIMES, **DEVICE).verdict == verdict


def test_errors_of_the_inputs_of_a_metric_add_in_quadrature() -> None:
    """E_a rests on an on state and a width: (0.6^2 + 0.8^2)^1/2 = 1 decade; P_s on the off state alone."""
    errors = measured(r_on=0.6, r_off=0.3, set_pulse_width=0.8)
    for factor, verdict in ((9.9, "compatible"), (10.1, "differs")):
        assert judge([others_row(1, 1.55e-12 * factor)], errors=errors, **DEVICE).verdict == verdict
    power: dict[str, Any] = {**DEVICE, "metric": "standby_power", "value": "1.5", "unit": "µW"}
    for factor, verdict in ((1.9, "compatible"), (2.1, "differs")):
        others = others_row(1, 1.55e-6 * factor, metric="standby_power")
        assert judge([others], errors=errors, **power).verdict == verdict


def test_a_secondary_reading_of_a_parameter_has_its_error() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "endurance", "comparator": ">", "value": "1e6", "unit": "cycle"}
    for value, verdict in ((1e9, "reproduced"), (3e6, "compatible"), (3e5, "compatible"), (1e4, "differs")):
        others = printed("endurance", value, "cycle", tier="secondary")
        assert judge(readings=[others], errors=measured(endurance=0.8), **claim).verdict == verdict


# a factor of 5.01 below 1 pJ is 0.2 pJ
@pytest.mark.parametrize(
    ("rows", "verdict", "reason"),
    [
        ([others_row(1, 0.7e-12)], "compatible", "meets the claim by less than the measured error"),
        ([others_row(1, 0.15e-12)], "reproduced", "meets the claim."),
        # a value that the paper itself prints decides, though another lies lower
        ([others_row(1, 0.7e-12), row(2, "VCM", 0.9e-12)], "reproduced", "meets the claim."),
        ([others_row(1 + place, 3e-12) for place in range(N_PAPERS)], "compatible", "misses the claim by less than"),
        ([others_row(1 + place, 6e-12) for place in range(N_PAPERS)], "differs", "all its papers are known"),
    ],
)
def test_the_error_of_an_extreme(rows: list[BenchmarkRow], verdict: str, reason: str) -> None:
    found = judge(rows, errors=FIVE_TIMES, **EXTREME)
    assert found.verdict == verdict
    assert reason in found.reason


# 1 pJ to 1 nJ, all papers known
@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (30e-12, "reproduced"),
        (4e-12, "compatible"),
        (0.25e-12, "compatible"),
        (0.15e-12, "differs"),
        (4e-9, "compatible"),
        (6e-9, "differs"),
    ],
)
def test_the_error_at_the_end_of_a_range(value: float, verdict: str) -> None:
    claim: dict[str, Any] = {"kind": "class_range", "comparator": "within", "value": "1e-12..1e-9", "unit": "J"}
    rows = [others_row(1 + place, 30e-12) for place in range(N_PAPERS - 1)]
    assert judge([*rows, others_row(N_PAPERS, value)], errors=FIVE_TIMES, **claim).verdict == verdict


def test_the_error_of_a_median_is_smaller_than_that_of_one_reading() -> None:
    """Eight papers: 0.7 (pi / 16)^1/2 = 0.310 decades, a factor of 2.04; the claim is 75 to 125 cycles."""
    claim: dict[str, Any] = {"metric": "endurance", "value": "100", "unit": "cycle"}

    def found(middle: float, tier: str) -> ClaimVerdict:
        cells = [
            printed("endurance", value, "cycle", id=f"p{place}:e", paper=f"p{place}", tier=tier)
            for place, value in enumerate(around(middle, 1.001), start=1)
        ]
        return judge(readings=cells, errors=measured(endurance=0.7), **claim)

    for middle, verdict in ((100, "compatible"), (240, "compatible"), (270, "differs")):
        others = found(middle, "secondary")
        assert others.verdict == verdict
        assert numbers(others)["error"] == pytest.approx(0.310, abs=0.001)
    own = found(100, "primary")
    assert own.verdict == "reproduced"
    assert "error" not in numbers(own)


def test_what_others_print_enters_no_median_of_a_class() -> None:
    """It says something of its own device, and is named beside what the medians lack."""
    others = [others_row(1 + place, 100e-12) for place in range(N_PAPERS)]
    found = judge(others)
    assert (found.verdict, numbers(found)["VCM_known"]) == ("not_checkable", 0)
    assert {s.label for s in found.context} == {"known and not counted, printed by another document"}
    assert judge([others_row(1, 1.5e-12)], **DEVICE).verdict == "reproduced"


def test_what_is_known_and_not_counted_is_named() -> None:
    """A setting of a program decides nothing, and it is untrue that nothing is known."""
    setting = row(1, "VCM", 46.5e-9, grade="C", whose_number="simulator", counted=())
    for claim in (EXTREME, DEVICE, {"kind": "range", "comparator": "within", "value": "1e-12..1e-9", "unit": "J"}):
        found = judge([setting], **claim)
        assert found.verdict == "not_checkable"
        assert "is not counted: a setting of a simulator or program" in found.reason
        assert [(s.label, s.id) for s in found.context] == [
            ("known and not counted, a setting of a simulator or program", "p1/d/set#action_energy")
        ]
    median = judge([setting])
    assert numbers(median)["VCM_known"] == 0
    assert [s.id for s in median.context] == ["p1/d/set#action_energy"]


def test_what_a_paper_prints_with_reservations_counts() -> None:
    """A value of grade B decides as one of grade A does."""
    assert judge([row(1, "VCM", 1.5e-12, grade="B")], **DEVICE).verdict == "reproduced"


def test_a_claim_about_one_condition_asks_for_no_other() -> None:
    """Two modes of one device: a current for the one says nothing of the other."""
    claim: dict[str, Any] = {
        **DEVICE,
        "metric": "compliance_current",
        "comparator": "order of",
        "value": "1",
        "unit": "µA",
        "condition": "volatile",
    }
    volatile = printed("compliance_current", None, "A", high=1e-4, comparator="<=", condition="volatile")
    kept = printed("compliance_current", None, "A", id="p1:b", low=1e-3, comparator=">=", condition="kept")
    found = judge(readings=[volatile, kept], **claim)
    assert (found.verdict, found.factor) == ("compatible", None)
    assert [shown.id for shown in found.evidence] == [volatile.id]
    with pytest.raises(ConfigError, match="condition 'volatile', under which p1 has no compliance_current"):
        judge(readings=[kept], **claim)


def test_several_numbers_must_all_be_met() -> None:
    claim: dict[str, Any] = {**DEVICE, "metric": "spike_voltage", "value": "1.2 / 1.8", "unit": "V"}
    set_pulse, reset_pulse = printed("set_voltage", 1.2, "V"), printed("reset_voltage", -1.8, "V")
    assert judge(readings=[set_pulse, reset_pulse], **claim).verdict == "reproduced"
    assert judge(readings=[set_pulse, printed("reset_voltage", 2.5, "V")], **claim).verdict == "differs"
    assert judge(readings=[set_pulse], **claim).verdict == "not_checkable"


def layout(text: str, cells: float, **fields: Any) -> Reading:
    """Rows and columns, read as their number of cells."""
    return printed("array_size", cells, "1", text=text, flags=("product_of_sides",), **fields)


def words(parameter: str, text: str) -> Reading:
    """A capacity: no number of cells."""
    return printed(parameter, None, "1", text=text, status="excluded", reason="wrong_dimension: in bit")


@pytest.mark.parametrize(
    ("readings", "verdict"),
    [
        ([layout("128 × 16", 2048)], "reproduced"),
        ([layout("16 by 128", 2048)], "reproduced"),
        ([layout("128 x 8", 1024)], "differs"),
        ([layout("64 x 32", 2048)], "differs"),
        ([printed("array_size", 2048.0, "1", text="2,048-cell")], "compatible"),
        ([printed("array_size", 1024.0, "1", text="1,024 cells")], "differs"),
        ([words("array_size", "4 Mb")], "not_checkable"),
        ([], "not_checkable"),
    ],
)
def test_array_sizes(readings: list[Reading], verdict: str) -> None:
    claim: dict[str, Any] = {**DEVICE, "role": "array", "metric": "array_size", "value": "128x16", "unit": ""}
    assert judge(readings=readings, **claim).verdict == verdict
    internal: dict[str, Any] = {**claim, "kind": "internal", "statistic": ""}
    assert judge(readings=readings, **internal).verdict == verdict


def test_a_layout_that_others_pool_is_shown_and_decides_nothing() -> None:
    claim: dict[str, Any] = {**DEVICE, "role": "array", "metric": "array_size", "value": "128x16", "unit": ""}
    pooled = layout("128 × 16", 2048, tier="pooled", status="excluded", reason="tier: pooled readings do not feed it")
    found = judge(readings=[pooled], **claim)
    assert found.verdict == "not_checkable"
    assert [shown.id for shown in found.context] == [pooled.id]


def test_capacity_in_bit() -> None:
    claim: dict[str, Any] = {**DEVICE, "role": "array", "metric": "capacity", "value": "4", "unit": "Mb"}
    assert judge(readings=[words("array_size", "4Mb")], **claim).verdict == "reproduced"
    assert judge(readings=[words("array_size", "16 Mb")], **claim).factor == pytest.approx(4.0)


def test_a_count_of_the_review_s_own_lists_is_no_claim() -> None:
    """The lists are their own data: a count of them would meet itself and be reproduced by nothing."""
    with pytest.raises(ConfigError, match="compares the review's lists with themselves"):
        judge(kind="count", subject="VCM;ECM", metric="papers", statistic="count", comparator="=", value="8;8", unit="")


def statements(*parts: tuple[str, str, str], outside: bool = False) -> list[dict[str, Any]]:
    return [{"about": about, "place": place, "value": value, "outside": outside} for about, place, value in parts]


def test_share_that_the_review_names_itself() -> None:
    """Eight neurons, all PCM by the library: a majority unless the review names four of them as other."""
    claim: dict[str, Any] = {
        "kind": "count",
        "subject": "PCM",
        "role": "neuron",
        "metric": "papers",
        "statistic": "share",
        "comparator": ">",
        "value": "50",
        "unit": "%",
    }
    assert judge(**claim).verdict == "reproduced"
    four = statements(*((str(number), "5.B", "other") for number in (41, 42, 43, 44)))
    assert judge(**claim, statements=four).verdict == "inconsistent_in_source"
    # what the review does not print makes none of its papers other, and stands beside
    known = judge(**claim, statements=[*four[:3], *statements(("44", "known elsewhere", "Mott"), outside=True)])
    assert known.verdict != "inconsistent_in_source"
    assert (numbers(known)["others"], numbers(known)["others_known"]) == (3, 4)
    assert "claim/made-up#others_known" in {shown.id for shown in known.context}
    assert judge(**{**claim, "subject": "VCM"}).verdict == "not_checkable"


def test_a_count_of_no_array() -> None:
    claim: dict[str, Any] = {
        "kind": "count",
        "role": "array",
        "metric": "passive arrays",
        "statistic": "count",
        "comparator": "=",
    }
    own = statements(("1", "abstract of reference 1", "passive 16 x 16"), outside=True)
    table = statements(("99", "Table 1", "passive 16 x 3"), ("99", "4.A", "VCM"))
    seen = [words("array_size", "16 × 16")]
    assert judge(readings=seen, **claim, value="0", unit="", statements=own).verdict == "differs"
    assert judge(**claim, value="0", unit="", statements=own).verdict == "not_checkable"
    assert judge(**claim, value="0", unit="", statements=table).verdict == "inconsistent_in_source"
    assert judge(**claim, value="0", unit="", statements=table[:1]).verdict == "not_checkable"


def test_a_count_of_papers_that_print_several_things_together() -> None:
    claim: dict[str, Any] = {
        "kind": "count",
        "metric": "papers with n_states; endurance",
        "statistic": "count",
        "comparator": "=",
        "value": "0",
        "unit": "",
    }
    states, endurance = printed("n_states", 24, "state"), printed("endurance", 1e11, "cycle")
    assert judge(readings=[states, endurance], **claim).verdict == "differs"
    # one of the two leaves open whether a paper has both
    assert judge(readings=[states], **claim).verdict == "not_checkable"


def test_cells_of_a_layout_are_counted() -> None:
    claim: dict[str, Any] = {"kind": "internal", "metric": "cells", "subject": "512 x 2048", "unit": ""}
    # rows times columns of the review against its own number: nothing else was asked
    assert judge(**claim, comparator="~", value="1000000").verdict == "consistent_in_source"
    assert judge(**claim, comparator="=", value="1000000").verdict == "inconsistent_in_source"


def test_what_is_said_once_and_without_a_source_is_not_checkable() -> None:
    claim: dict[str, Any] = {
        "kind": "internal",
        "metric": "neurons",
        "subject": "all",
        "comparator": "~",
        "value": "1e10",
    }
    verdict = judge(**claim, unit="", statements=statements(("neurons of a brain", "4", "1e10")))
    assert (verdict.verdict, verdict.missing.parameters) == ("not_checkable", ())
    assert "one place" in verdict.reason


def test_what_is_said_at_two_places() -> None:
    claim: dict[str, Any] = {
        "kind": "internal",
        "metric": "stack",
        "comparator": "=",
        "value": "TiOx / TaOx",
        "unit": "",
    }
    same = statements(("synapse", "6.C", "TiOx"), ("synapse", "Fig. 14", "TiOx"))
    other = statements(("synapse", "6.C", "TiOx"), ("synapse", "Fig. 14", "TaOx"))
    assert judge(**claim, statements=same).verdict == "consistent_in_source"
    assert judge(**claim, statements=other).verdict == "inconsistent_in_source"
    assert judge(**claim).verdict == "not_checkable"
    # a title or a paper's chemistry against the review is no contradiction of the review with itself
    known = judge(**claim, statements=[other[0], *statements(("synapse", "title", "TaOx"), outside=True)])
    assert (known.verdict, known.missing.parameters) == ("not_checkable", ())
    assert "TaOx (title)" in known.reason
    # reference 1 is credited as VCM, so a text that calls it ICM contradicts the figure
    classed: dict[str, Any] = {**claim, "metric": "device_class", "subject": "1"}
    assert judge(**classed, statements=statements(("1", "5.A", "VCM"))).verdict == "consistent_in_source"
    assert judge(**classed, statements=statements(("1", "5.A", "ICM"))).verdict == "inconsistent_in_source"


@pytest.mark.parametrize(
    ("claim", "verdict", "computed"),
    [
        ({"subject": "256 spikes", "metric": "bits", "value": "8", "unit": "bit"}, "consistent_in_source", 8.0),
        ({"subject": "256 spikes", "metric": "bits", "value": "6", "unit": "bit"}, "inconsistent_in_source", 8.0),
        ({"subject": "500 x 1 ms", "metric": "time", "value": "0.5", "unit": "s"}, "consistent_in_source", 0.5),
        ({"subject": "256 x 1 ms", "metric": "time", "value": "0.5", "unit": "s"}, "inconsistent_in_source", 0.256),
    ],
)
def test_arithmetic_of_the_review(claim: dict[str, Any], verdict: str, computed: float) -> None:
    found = judge(kind="internal", comparator="=", **claim)
    assert found.verdict == verdict
    assert numbers(found)["computed"] == pytest.approx(computed)


def test_words_are_printed_and_not_decided() -> None:
    assert judge(**{**ORDER, "comparator": "qualitative", "value": "low"}).verdict == "printed_not_decided"


def test_values_and_sizes_as_printed() -> None:
    (wanted,) = parse_value("1e-6..1e-3", "W", "within", "here")
    assert wanted.span == (1e-6, 1e-3)
    assert [each.value for each in parse_value("1.44/2.55", "", "=", "here")] == [1.44, 2.55]
    size = array_size("512 × 2048")
    assert size is not None
    assert (size.layout, size.cells) == ((512, 2048), 1048576.0)
    assert array_size("many devices") is None
    with pytest.raises(ConfigError, match="is no number"):
        parse_value("tens", "J", "=", "here")


@pytest.mark.parametrize(
    ("tier", "verdict"), [("primary", "differs"), ("pooled", "not_checkable"), ("", "not_checkable")]
)
def test_what_the_paper_itself_prints_decides_what_the_review_prints_once(tier: str, verdict: str) -> None:
    """Outside knowledge contradicts nothing; the paper's own words do, and those of a pooling table stand beside."""
    own = statements(("material of reference 1", "4.A", "metal filament"))
    outside = statements(("material of reference 1", "its stack", "oxides"), outside=True)
    claim: dict[str, Any] = {"kind": "internal", "metric": "material", "subject": "1", "value": "ECM", "unit": ""}
    words = {"status": "text", "device": "d"}
    seen = [printed("material_stack", None, "", tier=tier, **words)] if tier else []
    found = judge(
        readings=seen,
        statements=[*own, *({**one, "parameter": "material_stack"} for one in outside)],
        comparator="=",
        **claim,
    )
    assert found.verdict == verdict
    assert [shown.id for shown in found.evidence] == [reading.id for reading in seen if tier == "primary"]
    assert [shown.id for shown in found.context] == [reading.id for reading in seen if tier == "pooled"]
