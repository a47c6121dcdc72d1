"""Files for simulators: what a card knows is in them and comes back; what it does not know is in none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from memlit.cards.model import CardPaper, CardPulse, CardValue, DeviceCard
from memlit.cards.simulators.aihwkit import aihwkit_text, aihwkit_values, read_aihwkit
from memlit.cards.simulators.memdevice_bench import memdevice_metadata, read_memdevice
from memlit.cards.simulators.neurosim import neurosim_text, neurosim_values, read_neurosim
from memlit.errors import RecordError

PAPER = CardPaper(key="doe2026", title="A made-up synapse", author="Doe, Jane", year="2026", doi="10.9999/made.up")


def value(part: str, low: float | None, high: float | None = None, printed: str = "", lineage: str = "") -> CardValue:
    return CardValue(
        id=f"doe2026:{part}",
        part=part,
        parameter=part,
        printed=printed or f"{low}",
        low=low,
        high=low if high is None else high,
        unit="1",
        whose_number="measured by the paper",
        how_checked="once",
        document="doe2026",
        place="Table 1",
        lineage=lineage,
    )


def pulse(transition: str, condition: str = "", **parts: float) -> CardPulse:
    return CardPulse(
        id=f"doe2026/taox/{transition}",
        pulse=transition,
        condition=condition,
        whose_number="measured by the paper",
        how_checked="once",
        values=tuple(value(part, number) for part, number in parts.items()),
    )


def card(pulses: Iterable[CardPulse], *others: CardValue, device_class: str = "VCM") -> DeviceCard:
    return DeviceCard(
        id="doe2026/taox", name="TaOx", device_class=device_class, paper=PAPER, pulses=tuple(pulses), others=others
    )


WHOLE = card(
    [pulse("set", V=1.2, tau=5e-8, G_on=1e-4, G_off=2e-5), pulse("reset", V=-1.5, tau=1e-7, G_on=1e-4, G_off=2e-5)],
    value("n_states", 41),
    value("nonlinearity_potentiation", 2.4, lineage="neurosim"),
    value("nonlinearity_depression", -4.88, lineage="neurosim"),
    value("cycle_to_cycle", 0.035, lineage="neurosim"),
)


def test_neurosim_gets_pulses_as_magnitudes_states_and_a_spread_in_siemens() -> None:
    values = neurosim_values(WHOLE)
    assert values.known == pytest.approx(
        {
            "maxConductance": 1e-4,
            "minConductance": 2e-5,
            "writeVoltageLTP": 1.2,
            "writeVoltageLTD": 1.5,
            "writePulseWidthLTP": 5e-8,
            "writePulseWidthLTD": 1e-7,
            "maxNumLevelLTP": 41,
            "maxNumLevelLTD": 41,
            "NL_LTP": 2.4,
            "NL_LTD": -4.88,
            # 3.5 % of 80 µS
            "sigmaCtoC": 2.8e-6,
        }
    )
    assert read_neurosim(neurosim_text(WHOLE, values), "card") == pytest.approx(values.known)


def test_what_neurosim_lacks_stops_the_compiler_and_has_no_number() -> None:
    values = neurosim_values(WHOLE)
    text = neurosim_text(WHOLE, values)
    assert values.left_out["readVoltage"] == "not printed"
    error = next(line for line in text.splitlines() if line.startswith("#error"))
    assert all(name in error for name in values.left_out)
    assert not any(line.startswith(tuple(f"{name} =" for name in values.left_out)) for line in text.splitlines())


@pytest.mark.parametrize(
    "made, field, why",
    [
        (card([pulse("set", "7 V", V=7.0), pulse("set", "9 V", V=9.0)]), "writeVoltageLTP", "under 2 conditions"),
        (card([pulse("set", V=1.0)]), "writeVoltageLTD", "no reset pulse"),
        (card([pulse("set", G_on=1e-4), pulse("reset", G_on=2e-4)]), "maxConductance", "different states"),
        (
            card([], value("n_states", 97, printed="97"), value("n_states", 102, printed="102")),
            "maxNumLevelLTP",
            "printed as 97 and 102",
        ),
        (card([], value("n_states", None, 128.0)), "maxNumLevelLTP", "within bounds only"),
        (card([], value("nonlinearity_potentiation", 0.5)), "NL_LTP", "by a definition that need not be"),
        (card([], value("cycle_to_cycle", 0.02, lineage="neurosim")), "sigmaCtoC", "2 % of a conductance range"),
    ],
)
def test_what_is_open_or_disagrees_is_left_out_with_the_reason(made: DeviceCard, field: str, why: str) -> None:
    values = neurosim_values(made)
    assert field not in values.known
    assert why in values.left_out[field]


def _module(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(text, names)
    return names


def test_aihwkit_takes_steps_and_spreads_as_shares_of_the_range() -> None:
    values = aihwkit_values(WHOLE)
    # 40 equal steps from -1 to 1; 3.5 % of the range is .07, 1.4 of a step of .05.
    assert values.known == pytest.approx({"w_max": 1, "w_min": -1, "dw_min": 0.05, "dw_min_std": 1.4})
    assert read_aihwkit(aihwkit_text(WHOLE, values), "card") == pytest.approx(values.known)


def test_a_device_of_aihwkit_is_made_only_when_the_rest_was_chosen() -> None:
    values = aihwkit_values(WHOLE)
    made = _module(aihwkit_text(WHOLE, values))["device"]
    with pytest.raises(TypeError, match="dw_min_dtod"):
        made(SimpleNamespace)
    chosen = dict.fromkeys(values.left_out, 0.0)
    assert vars(made(SimpleNamespace, **chosen)) == pytest.approx({**values.known, **chosen})


def test_one_state_gives_no_range_of_weights() -> None:
    values = aihwkit_values(card([pulse("set", G_on=1e-4)], value("n_states", 11)))
    assert "w_max" not in values.known
    assert "conductance range is not known" in values.left_out["w_max"]


def test_memdevice_bench_gets_only_tags_of_a_known_class() -> None:
    metadata = memdevice_metadata(WHOLE, is_resistive=True)
    device = metadata["device"]
    assert (device["terminal_count"], device["technology_tags"], device["mechanism_tags"]) == (
        2,
        ["rram"],
        ["valence-change"],
    )
    assert metadata["source_url"] == "https://doi.org/10.9999/made.up"
    assert read_memdevice(json.loads(json.dumps(metadata)), "card") == metadata
    assert memdevice_metadata(WHOLE, is_resistive=False) == {}
    assert memdevice_metadata(card([], device_class="not_stated"), is_resistive=True) == {}


def test_a_field_that_a_simulator_does_not_have_is_refused() -> None:
    with pytest.raises(RecordError, match="'maxConductence'"):
        read_neurosim("maxConductence = 1;\n", "card.cpp")
    with pytest.raises(RecordError, match="'w_top'"):
        read_aihwkit("KNOWN = {'w_top': 1.0}\n", "card.py")
    with pytest.raises(RecordError, match=r"device\.colour"):
        read_memdevice({"device": {"colour": "blue"}}, "card.json")


def test_memdevice_bench_itself_reads_the_metadata() -> None:
    package = pytest.importorskip("memdevice_bench.metadata", reason="memdevice-bench is not installed")
    metadata = memdevice_metadata(WHOLE, is_resistive=True)
    report = package.validate_metadata(package.metadata_from_dict(metadata))
    assert report.errors == ()


def test_aihwkit_itself_takes_the_fields() -> None:
    devices = pytest.importorskip("aihwkit.simulator.configs.devices", reason="aihwkit is not installed")
    values = aihwkit_values(WHOLE)
    made = _module(aihwkit_text(WHOLE, values))["device"]
    device = made(devices.ConstantStepDevice, **dict.fromkeys(values.left_out, 0.0))
    assert device.dw_min == pytest.approx(0.05)
