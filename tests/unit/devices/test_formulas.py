"""Formulas of metrics: what is arithmetic is computed, all else is refused; directions hold against sampled devices."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from memlit.benchmark.bounds import Interval, States
from memlit.benchmark.formula_text import HTML, SPELT, TYPST, formula_text, html_symbol, typst_symbol
from memlit.benchmark.formulas import parse
from memlit.benchmark.metrics import check_metrics, interval_of_metric, rule_of
from memlit.config import Metric
from memlit.errors import ConfigError

from tests.builders import METRICS, config_of
from tests.metrics import known

DEVICE = {"V": 2.0, "tau": 3.0, "G_on": 5.0, "G_off": 1.0, "r": 5.0}


def metric(formula: str, unit: str, **fields: object) -> Metric:
    about = {"name": "a metric", "symbol": "M_x", "roles": ("synapse",), **fields}
    return Metric.model_validate({**about, "formula": formula, "unit": unit})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("V^2 * G_off", 4.0),
        ("V^2*(G_on + G_off)/2*tau", 36.0),
        ("sqrt(V^2 * 4)", 4.0),
        ("log(r)", math.log(5)),
        ("G_off * (r - 1)", 4.0),
        ("G_on^-1", 0.2),
        ("V^1.5", 2**1.5),
        ("2 * tau / V / 3", 1.0),
        ("mean(G_on, G_off)", 3.0),
    ],
)
def test_a_formula_has_the_value_of_its_arithmetic(formula: str, expected: float) -> None:
    read = parse(formula, "x")
    assert read.value(DEVICE, "arithmetic") == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("__import__('os').system('true')", "has no place in a formula"),
        ("V.real", "V.real has no place"),
        ("[V]", "has no place"),
        ("V if V else tau", "has no place"),
        ("lambda: V", "has no place"),
        ("V and tau", "has no place"),
        ("True * V", "True has no place"),
        ("'a' * V", "has no place"),
        ("1j * V", "1j has no place"),
        ("1e999 * V", "has no place"),
        ("exp(r)", "has no place"),
        ("log(r, 2)", "has no place"),
        ("mean(G_on)", "has no place"),
        ("sqrt(x=V)", "has no place"),
        ("mean(*G_on, G_off)", "has no place"),
        ("-V", "has no place"),
        ("V // tau", "has no place"),
        ("C * V", "C has no place"),
        ("V^tau", "no such power"),
        ("r^9^9", "no such power"),
        ("V^7", "no such power"),
        ("V +", "is not a formula"),
        ("V; tau", "is not a formula"),
        ("(" * 150 + "V", "is not a formula"),
        ("V\0", "is not a formula"),
        ("V" + " + V" * 99, "more than 200 characters"),
        ("r" + "+r" * 40, "more than 60 parts"),
        ("9" * 190 + "*9" * 3, "names no parameter"),
        ("2 + 3", "names no parameter"),
        ("G_on - G_off", "may be negative"),
        ("log(r / 2)", "may be negative"),
        ("log(r - 1)", "may be negative"),
        ("V / (r - 2)", "may be negative"),
    ],
)
def test_all_else_is_refused_with_what_is_wrong(formula: str, said: str) -> None:
    with pytest.raises(ConfigError, match="x: ") as caught:
        parse(formula, "x")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("formula", "unit", "is_in"),
    [
        ("V^2 * G_off * tau", "J", True),
        ("V^2 * G_off * tau", "V*A*s", True),
        ("V^2 * G_off * tau", "V*A", False),
        ("1 / G_on + V / (V * G_off)", "ohm", True),
        ("sqrt(V^3) * V^0.5", "V^2", True),
        ("tau * log(r)", "s/cycle", True),
        ("tau", "degC", None),
        ("V + tau", "V", None),
        ("1 + V", "V", None),
        ("mean(G_on, V)", "S", None),
        ("log(G_on)^2", "1", None),
    ],
)
def test_dimension_of_a_formula(formula: str, unit: str, is_in: bool | None) -> None:
    """None: it has no dimension, because its parts do not fit each other, or its unit does not begin at zero."""
    if is_in is None:
        with pytest.raises(TypeError):
            parse(formula, "x").is_in(unit)
    else:
        assert parse(formula, "x").is_in(unit) is is_in


def test_a_metric_in_another_unit_than_its_formula_is_refused() -> None:
    check_metrics(config_of())
    for wrong, said in (
        (metric("V^2 * G_off", "J"), "'V^2 * G_off' is not in J"),
        (metric("V + tau", "V"), "'V + tau' has no dimension: Cannot convert from 'volt'"),
        (metric("tau * 0^0", "s"), "'tau * 0^0' has no dimension"),
        (metric("V", "mV"), "unit 'mV' is not in SI"),
        (metric("V", "furlong"), "unit 'furlong' is not one that memlit reads"),
        (metric("V^2 * G_off", "W", symbol="P_s"), "has the symbol of standby_power"),
    ):
        with pytest.raises(ConfigError) as caught:
            check_metrics(config_of(metrics={**METRICS, "wrong": wrong}))
        assert said in str(caught.value)
    with pytest.raises(ConfigError, match="retention is no metric of a synapse; write one of action_energy"):
        check_metrics(config_of(analysis={"primary": "retention"}))
    with pytest.raises(ConfigError, match="firing_energy is no metric of a synapse"):
        check_metrics(config_of(analysis={"secondary": ["firing_energy"]}))


@pytest.mark.parametrize(
    ("formula", "directions", "is_monotone"),
    [
        ("V^2 * mean(G_on, G_off) * tau", (1, 1, 1, 1), True),
        ("tau / (G_on + G_off)", (1, -1, -1), True),
        ("tau * (1 + r) / 2", (1, 1), True),
        ("G_off * (r - 1)", (1, 1), False),  # r is of both states
        ("G_on / G_off", (1, -1), False),  # rises with one state, falls with the other
        ("r / (1 + r)", (None,), False),
        ("1 + 1 / r", (-1,), True),
        ("V^2 / V", (None,), False),
        ("V^-2", (-1,), True),
        ("V^0 * tau", (0, 1), True),
        ("log(r) * tau", (1, 1), True),
        ("sqrt(G_on * G_off)", (1, 1), True),
    ],
)
def test_directions(formula: str, directions: tuple[int | None, ...], is_monotone: bool) -> None:
    found = parse(formula, "x")
    assert tuple(found.directions.values()) == directions
    assert found.is_monotone is is_monotone


numbers = st.floats(1e-3, 1e3)
parts = st.recursive(
    st.sampled_from(["V", "tau", "G_on", "r", "1", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda all_three: f"({' '.join(all_three)})"),
        st.tuples(inner, st.sampled_from(["2", "0.5", "-1", "-2"])).map(lambda both: f"({both[0]})^{both[1]}"),
        st.tuples(st.sampled_from(["log", "sqrt"]), inner).map(lambda both: f"{both[0]}({both[1]})"),
        st.tuples(inner, inner).map(lambda both: f"mean({both[0]}, {both[1]})"),
    ),
    max_leaves=6,
)


@given(parts, st.data(), st.sampled_from(["arithmetic", "logarithmic", "on_only"]))
@settings(max_examples=300, deadline=None)
def test_no_value_is_negative_or_beyond_the_ends_of_a_monotone_formula(
    text: str, data: st.DataObject, mean: str
) -> None:
    try:
        formula = parse(text, "x")
    except ConfigError:
        assume(False)
    spans = {name: sorted(1 + data.draw(numbers) for _ in range(3)) for name in formula.parameters}
    rises = {name: formula.directions[name] == 1 for name in spans}
    low, inside, high = (
        formula.value({name: spans[name][at if rises[name] else 2 - at] for name in spans}, mean)  # type: ignore[arg-type]
        for at in range(3)
    )
    assert inside >= -1e-9
    if formula.is_monotone:
        assert low <= inside * (1 + 1e-9) + 1e-9
        assert inside <= high * (1 + 1e-9) + 1e-9


@st.composite
def devices(draw: st.DrawFn) -> tuple[Interval, Interval, States]:
    """What may be known of a device: each part a point, a span, or open to one side; states that fit each other."""

    def around(value: float) -> Interval:
        low = draw(st.sampled_from([0.0, value, value / 3]))
        return Interval(low, draw(st.sampled_from([math.inf, value, value * 2])))

    g_on, share = draw(numbers), draw(st.floats(1e-3, 1))
    g_off = g_on * share
    ratio = draw(st.sampled_from([Interval(1, math.inf), Interval(max(1, 0.5 / share), 2 / share)]))
    return around(draw(numbers)), around(draw(numbers)), States.of(around(g_on), around(g_off), ratio)


def grid(interval: Interval) -> list[float]:
    """Members of an interval, its ends among them; an open one far out."""
    high = interval.high if math.isfinite(interval.high) else max(interval.low, 1.0) * 1e4
    return [interval.low + (high - interval.low) * share for share in (0, 0.05, 0.5, 1)]


def fitting(states: States) -> list[tuple[float, float]]:
    """States on a grid that fit the ratio, those at its ends among them."""
    pairs = set(itertools.product(grid(states.g_on), grid(states.g_off)))
    for ratio in grid(states.ratio):
        pairs |= {(g_off * ratio, g_off) for g_off in grid(states.g_off)}
        pairs |= {(g_on, g_on / ratio) for g_on in grid(states.g_on)}
    slack = 1 + 1e-9

    def fits(interval: Interval, value: float) -> bool:
        return interval.low <= value * slack and value <= interval.high * slack

    return [
        (g_on, g_off)
        for g_on, g_off in sorted(pairs)
        if fits(states.g_on, g_on)
        and fits(states.g_off, g_off)
        and fits(states.ratio, g_on / g_off if g_off else math.inf)
    ]


FORMULAS = [
    *((name, entry) for name, entry in METRICS.items()),
    ("falling", metric("tau / (G_on + G_off)", "s/S")),
    ("root", metric("sqrt(G_on * G_off)", "S")),
    ("decades", metric("log(r)", "1")),
    ("inverse", metric("1 + 1 / r", "1")),
]


CASES = [
    pytest.param(entry, mean, id=f"{name}-{mean}")
    for name, entry in FORMULAS
    for mean in (("arithmetic", "logarithmic", "on_only") if "mean" in entry.formula else ("arithmetic",))
]


@pytest.mark.parametrize(("entry", "mean"), CASES)
@given(device=devices())
@settings(max_examples=15, deadline=None)
def test_bounds_hold_every_device_that_fits_and_are_reached(
    entry: Metric, mean: str, device: tuple[Interval, Interval, States]
) -> None:
    """Against brute force: devices on a grid of what is known that fit 0 <= G_off <= G_on and the ratio."""
    voltage, width, states = device
    found = interval_of_metric(entry, known(*device), mean)  # type: ignore[arg-type]
    values = []
    for v, tau, (g_on, g_off) in itertools.product(grid(voltage), grid(width), fitting(states)):
        value = _by_hand(entry, {"V": v, "tau": tau, "G_on": g_on, "G_off": g_off}, mean)
        if value is not None:
            values.append(value)
    slack = 1 + 1e-6
    # Two equal conductances divided give one, or the number next to it, whose logarithm is not quite 0.
    rounding = 1e-15
    for value in values:
        assert found.low <= value * slack + rounding
        assert value <= found.high * slack + rounding
    # The corners are devices that fit, so the ends are no wider than they must be.
    if found.is_informative and values and math.isfinite(found.high):
        assert max(values) == pytest.approx(found.high, rel=1e-6)
    # A low end that only a state without upper end comes near is reached by no device of the grid.
    if found.low > 0 and values and math.isfinite(states.g_on.high):
        assert min(values) == pytest.approx(found.low, rel=1e-6)


def _by_hand(entry: Metric, device: dict[str, float], mean: str) -> float | None:
    """The formulas worked in plain Python, None where a device has no value."""
    v, tau, on, off = (device[name] for name in ("V", "tau", "G_on", "G_off"))
    if mean == "on_only":
        average = on
    elif mean == "arithmetic":
        average = (on + off) / 2
    else:
        average = 0.0 if off == 0 else on if math.isclose(on, off, rel_tol=1e-9) else (on - off) / math.log(on / off)
    try:
        return {
            METRICS["action_energy"]: lambda: v * v * average * tau,
            METRICS["standby_power"]: lambda: v * v * off,
            METRICS["spike_timing"]: lambda: tau,
            METRICS["spiking_energy"]: lambda: v * v * off * tau,
            METRICS["firing_energy"]: lambda: v * v * on * tau,
            METRICS["energy_power_ratio"]: lambda: v * v * average * tau / (v * v * off),
            METRICS["action_power"]: lambda: v * v * average,
            metric("tau / (G_on + G_off)", "s/S"): lambda: tau / (on + off),
            metric("sqrt(G_on * G_off)", "S"): lambda: math.sqrt(on * off),
            metric("log(r)", "1"): lambda: math.log(on / off),
            metric("1 + 1 / r", "1"): lambda: 1 + off / on,
        }[entry]()
    except ZeroDivisionError:
        return None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (States.of(Interval(5, 5), Interval(1, 1)), (9, 9)),  # 3 s (1 + 5)/2
        (States.of(ratio=Interval(5, 5)), (9, 9)),  # a printed ratio alone
        (States.of(ratio=Interval(5, math.inf)), (9, math.inf)),
        (States.of(Interval(5, 5), ratio=Interval(1, 5)), (3, 9)),
        (States.of(Interval(5, 5)), (0, math.inf)),  # the on state alone: nothing
    ],
)
def test_energy_over_power_takes_the_width_and_the_ratio_alone(states: States, expected: tuple[float, float]) -> None:
    parameters = known(Interval(), Interval(3, 3), states)
    found = interval_of_metric(METRICS["energy_power_ratio"], parameters, "arithmetic")
    assert (found.low, found.high) == pytest.approx(expected)


def test_a_formula_that_is_not_monotone_has_points_only() -> None:
    entry = metric("G_on / G_off", "1")
    point = known(Interval(), Interval(), States.of(Interval(5, 5), Interval(1, 1)))
    span = known(Interval(), Interval(), States.of(Interval(5, 5), Interval(1, 2)))
    assert interval_of_metric(entry, point, "arithmetic") == Interval(5, 5)
    assert interval_of_metric(entry, span, "arithmetic") == Interval()


def test_what_is_divided_by_nothing_is_not_known() -> None:
    entry = metric("tau / G_off", "s/S")
    for off in (Interval(0, 0), Interval(0, 1)):
        found = interval_of_metric(entry, known(Interval(), Interval(2, 2), States(Interval(5, 5), off)), "arithmetic")
        assert found == (Interval() if off.is_point else Interval(2, math.inf))


def test_formulas_are_written_for_text_page_and_print() -> None:
    energy, ratio = METRICS["action_energy"], METRICS["energy_power_ratio"]
    assert rule_of(energy, "arithmetic") == "E_a = V^2 mean(G_on, G_off) tau, arithmetic mean"
    assert rule_of(METRICS["spike_timing"], "arithmetic") == "tau, the pulse width"
    assert rule_of(ratio, "logarithmic") == "E_a/P_s = tau mean(r, 1), logarithmic mean, r = G_on/G_off"
    formula = parse(energy.formula, "x")
    assert formula_text(formula, SPELT, "arithmetic") == "V^2 (G_on + G_off)/2 tau"
    assert formula_text(formula, SPELT, "logarithmic") == "V^2 (G_on - G_off)/log(G_on/G_off) tau"
    assert formula_text(formula, HTML, "on_only") == (
        "<i>V</i><sub>spike</sub><sup>2</sup> · <i>G</i><sub>on</sub> · <i>τ</i>"
    )
    assert formula_text(parse("tau / (G_on * (G_on + G_off)) ^ 2", "x"), SPELT) == "tau/(G_on (G_on + G_off))^2"
    assert formula_text(parse("r - (1 / r)", "x"), TYPST) == "r − frac(1, r)"
    assert html_symbol("E_a/P_s") == "<i>E</i><sub>a</sub>/<i>P</i><sub>s</sub>"
    assert typst_symbol("E_a/P_s") == r'E_"a" \/ P_"s"'
    assert metric("V / tau", "V/s").column("slope") == "slope_v_per_s"
    assert metric("r", "1").column("ratio") == "ratio"
