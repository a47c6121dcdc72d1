"""The known error on made-up papers: how often readings are wrong, and what that does to metrics and verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from memlit.analysis.medians import Ends, ends_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.evaluate import evaluate_claims
from memlit.config import Classes
from memlit.config.claims import Claim
from memlit.datum import Reading, Result
from memlit.devices.resolved import Resolved, readings_frame
from memlit.errors import certain
from memlit.known_error.draws import ErrorDraws, drawn_readings
from memlit.known_error.intervals import CarriedPaper, Carrier, median_line
from memlit.known_error.rates import rates_of, reading_errors, second_lists, wrong_sizes
from memlit.known_error.record import KnownError
from memlit.known_error.verdicts import verdict_lines
from memlit.sampling.draw import SAMPLED_METHODS
from memlit.sampling.misread import ReadAgain

from tests.builders import METRICS, config_of, corpus_of, entry, reading, reconciled

CONFIG = config_of(analysis={"resamples": {"known_error": 499}})
PLAN = CONFIG.analysis


def read_twice(method: str, n: int, wrong: int = 0, decades: float | None = None) -> list[ReadAgain]:
    return [ReadAgain(f"{method}{i}", method, i < wrong, decades if i < wrong else None) for i in range(n)]


def test_a_rate_is_the_upper_end_of_the_exact_interval_by_method_from_thirty_on() -> None:
    """No wrong one of n shows a rate below 1 - 0.025^(1/n) at a level of 95 %, two-sided."""
    rates = rates_of([*read_twice("table", 40), *read_twice("text", 10)], SAMPLED_METHODS, PLAN)
    assert rates["table"].share == pytest.approx(1 - 0.025 ** (1 / 40))
    assert rates["text"].share == pytest.approx(1 - 0.025 ** (1 / 50))
    assert [rates[name].basis for name in ("table", "text", "figure")] == ["method", "all methods", "all methods"]


def test_without_a_second_reading_the_rate_is_assumed_and_said_to_be() -> None:
    rates = rates_of([], SAMPLED_METHODS, PLAN)
    lines = {line.method: line for line in reading_errors([], rates, {"table": ["a", "b"]}, PLAN)}
    assert {line.basis for line in lines.values()} == {"assumed"}
    assert lines["table"].rate.value == PLAN.reading_error.assumed
    assert (lines["table"].n_values.value, lines["table"].n_twice.value, lines["table"].share) == (2, 0, None)


def test_a_wrong_reading_is_off_by_what_was_found_in_ten_else_by_a_decade() -> None:
    """Two small slips say nothing of how large a slip can be."""
    assert wrong_sizes(read_twice("table", 40), PLAN) == (1.0,)
    assert wrong_sizes(read_twice("table", 40, 2, 0.04), PLAN) == (1.0,)
    assert wrong_sizes(read_twice("table", 40, 10, 0.3), PLAN) == (0.3,) * 10


def test_the_numbers_of_a_second_list_are_counted_by_the_method_of_the_first() -> None:
    first = [reading("set_voltage", 1.0, "V", id="doc:a"), reading("set_voltage", 2.0, "V", id="doc:b")]
    second = (first[0], first[1].model_copy(update={"value": 20.0, "low": 20.0, "high": 20.0}))
    corpus = corpus_of(first, documents=(reconciled(second=second),))
    found = second_lists(corpus)
    assert [(one.id, one.method, one.is_wrong) for one in found] == [
        ("doc:a", "table", False),
        ("doc:b", "table", True),
    ]
    assert found[1].decades == pytest.approx(1.0)


def tuple_of(paper: str = "p1", tier: str = "primary") -> list[Reading]:
    """V, tau and both resistances with the conductances derived from them."""
    place = {"paper": paper, "document": paper, "device": "d", "tier": tier}
    printed = [
        reading("set_voltage", 2.0, "V", id=f"{paper}:v", **place),
        reading("set_pulse_width", 1e-6, "s", id=f"{paper}:t", **place),
        reading("r_on", 1e4, "ohm", id=f"{paper}:r_on", **place),
        reading("r_off", 1e6, "ohm", id=f"{paper}:r_off", **place),
    ]
    derived = [
        reading(name, value, "S", id=f"{paper}:{source}>{name}", inputs=(f"{paper}:{source}",), **place)
        for name, value, source in (("g_on", 1e-4, "r_on"), ("g_off", 1e-6, "r_off"))
    ]
    return [*printed, *derived]


def row_of(paper: str = "p1", tier: str = "primary") -> BenchmarkRow:
    values = {"action_energy": 4 * 1.01e-4 / 2 * 1e-6, "standby_power": 4e-6}
    inputs = (f"{paper}:v", f"{paper}:t", f"{paper}:r_on>g_on", f"{paper}:r_off>g_off")
    metrics = {
        name: Result(
            id=f"{paper}/d/set#{name}", kind="metric", label=name, value=value, low=value, high=value,
            unit=METRICS[name].unit, inputs=inputs, rule="made up",
        )
        for name, value in values.items()
    }  # fmt: skip
    is_own = tier == "primary"
    trust: dict[str, Any] = {"counted" if is_own else "beside": tuple(values)}
    return BenchmarkRow(
        id=f"{paper}/d/set", paper=paper, work=paper, device="d", name="d", device_class="VCM", role="synapse",
        set_name="review-fig11", pulse="set", tier=tier, is_headline=True, metrics=metrics,
        whose_number="measured by the paper" if is_own else "restated", **trust,
    )  # fmt: skip


def drawn(
    readings: Sequence[Reading], rate: float = 0.0, *, with_source: bool = False, **source: list[float]
) -> ErrorDraws:
    by_id = drawn_readings(readings_frame(readings))
    rates = dict.fromkeys(SAMPLED_METHODS, rate)
    draws = ErrorDraws(by_id, rates, (1.0,), source, CONFIG)
    return draws.with_both() if with_source else draws


def test_a_metric_moves_with_its_readings_as_its_formula_says() -> None:
    """P_s = V^2 G_off: every reading wrong by a decade gives two of V and one of G_off, together 1 or 3 decades."""
    draws, row = drawn(tuple_of(), rate=1.0), row_of()
    assert set(np.round(np.abs(draws.of_metric(row, "standby_power")), 9)) == {1.0, 3.0}
    v, t, on, off = (draws.of_reading(f"p1:{name}") for name in ("v", "t", "r_on>g_on", "r_off>g_off"))
    mean = np.log10((1e-4 * 10**on + 1e-6 * 10**off) / (1e-4 + 1e-6))
    assert np.allclose(draws.of_metric(row, "action_energy"), 2 * v + mean + t)


def test_a_derived_reading_has_the_error_of_its_print_and_no_other() -> None:
    draws = drawn(tuple_of(), rate=0.5)
    assert (draws.of_reading("p1:r_on>g_on") == draws.of_reading("p1:r_on")).all()
    assert (draws.of_reading("p1:r_on") != draws.of_reading("p1:r_off")).any()


def test_what_others_print_has_a_source_error_and_what_the_paper_prints_has_none() -> None:
    ratio = [-1.0, 1.0]
    own, others = (drawn(tuple_of(tier=tier), with_source=True, r_on=ratio) for tier in ("primary", "secondary"))
    assert not own.of_reading("p1:r_on").any()
    # the error of one of two readings is that of their ratio over the root of two
    assert set(np.round(np.abs(others.of_reading("p1:r_on")), 9)) == {round(1 / math.sqrt(2), 9)}
    assert not others.of_reading("p1:r_off").any()
    assert not drawn(tuple_of(tier="secondary"), r_on=ratio).of_reading("p1:r_on").any()


def test_rows_of_one_paper_share_its_source_error() -> None:
    place = {"paper": "p1", "document": "survey", "tier": "secondary"}
    rows = [reading("r_on", 1e4, "ohm", id=f"survey:r{number}", **place) for number in range(2)]
    draws = drawn(rows, with_source=True, r_on=[-1.0, 0.5, 2.0])
    assert (draws.of_reading("survey:r0") == draws.of_reading("survey:r1")).all()


def test_a_metric_with_a_voltage_that_nobody_printed_moves_with_the_rest() -> None:
    """P_s = V^2 G_off by the state alone: the voltage stays, and the state's errors are those of the metric."""
    readings, row = tuple_of(), row_of()
    power = row.metrics["standby_power"].model_copy(update={"inputs": ("p1:r_off>g_off",)})
    draws = drawn(readings, rate=0.5)
    errors = draws.of_metric(row.model_copy(update={"metrics": {"standby_power": power}}), "standby_power")
    assert errors == pytest.approx(draws.of_reading("p1:r_off"), abs=1e-12)
    assert errors.any()


def test_a_very_large_corpus_has_fewer_draws() -> None:
    """Errors of all readings stay below fifteen million, and both tails of 95 % hold two draws at least."""
    one = reading("set_voltage", 1.0, "V", id="v")
    assert drawn([one]).n == 499
    for n, draws in ((100_000, 150), (1_000_000, 99)):
        (alike,) = drawn_readings(readings_frame([one])).values()
        assert ErrorDraws(dict.fromkeys(map(str, range(n)), alike), {}, (1.0,), {}, CONFIG).n == draws


def carrier_of(readings: Sequence[Reading], rows: Sequence[BenchmarkRow], rate: float) -> Carrier:
    draws = drawn(readings, rate)
    metrics = {result.id: (row, name) for row in rows for name, result in row.metrics.items()}
    return Carrier(draws, draws.with_both(), metrics, frozenset({"p1:v"}), CONFIG)


def test_a_median_of_three_papers_has_the_interval_of_their_errors_and_says_what_it_rests_on() -> None:
    papers = ("p1", "p2", "p3")
    readings = [one for paper in papers for one in tuple_of(paper)]
    rows = [row_of(paper) for paper in papers]
    median = Result(id="class/x#median", kind="statistic", label="median", value=4e-6, unit="W", rule="made up")
    own = [CarriedPaper(row.paper, Ends(4e-6, 4e-6), ((row.metrics["standby_power"].id,),)) for row in rows]
    line = median_line(median, own, "classes.csv", carrier_of(readings, rows, 0.0))
    assert line.without is None
    assert ends_of(certain(line.reading)) == Ends(pytest.approx(4e-6), pytest.approx(4e-6))
    assert (line.n_papers.value, line.n_printed.value, line.n_twice.value) == (3, 12, 1)
    wide = median_line(median, own, "classes.csv", carrier_of(readings, rows, 1.0))
    assert ends_of(certain(wide.reading)) == Ends(pytest.approx(4e-9), pytest.approx(4e-3))


def lines_of_claim(rate: float, **claim: Any) -> KnownError:
    """A claim on the standby power of p1, which is 4 µW."""
    fields = {
        "id": "made-up", "section": "5.A", "kind": "device_value", "subject": "1", "role": "synapse",
        "metric": "standby_power", "statistic": "value", "comparator": "=", "value": "4", "unit": "µW", **claim,
    }  # fmt: skip
    readings, rows = tuple_of(), [row_of()]
    own = entry("p1", reviewref="1", sets=("review-fig11",), device_classes=("VCM",), roles=("synapse",))
    corpus = corpus_of(readings, documents=(reconciled(key="p1"),))
    resolved = Resolved(entries={"p1": own}, corpus=corpus, devices=())
    classes = Classes.model_validate({"classes": {"VCM": {"name": "VCM"}}, "fig11_credits": {"VCM": (1,)}})
    verdicts = evaluate_claims([Claim.model_validate(fields)], resolved, rows, classes, CONFIG)
    (line,) = verdict_lines(verdicts, resolved, rows, classes, carrier_of(readings, rows, rate), {})
    return line


def test_a_verdict_holds_without_an_error_and_falls_where_every_reading_is_wrong() -> None:
    sure, wrong = lines_of_claim(0.0), lines_of_claim(1.0)
    assert (sure.says, sure.could_change, sure.otherwise) == ("reproduced", False, ())
    assert certain(sure.same_reading).value == 100
    assert (wrong.says, wrong.could_change, wrong.otherwise) == ("reproduced", True, ("differs",))
    assert certain(wrong.same_both).value == 0


def test_a_verdict_far_from_its_claim_survives_an_error_of_a_decade() -> None:
    assert not lines_of_claim(1.0, comparator="<", value="1", unit="W").could_change
