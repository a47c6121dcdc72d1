"""The card of a device, and its files for simulators."""

from collections.abc import Callable, Collection, Iterable

from memlit.audit.chain import place_parts
from memlit.benchmark.rows import BenchmarkRow
from memlit.cards.fields import simulator_source
from memlit.cards.model import CardMetric, CardPaper, CardPulse, CardValue, DeviceCard, SimulatorFile
from memlit.cards.named import ChartDevice
from memlit.cards.simulators.aihwkit import AIHWKIT_FIELDS, aihwkit_text, aihwkit_values
from memlit.cards.simulators.memdevice_bench import MEMDEVICE_FIELDS, memdevice_left_out, memdevice_metadata
from memlit.cards.simulators.neurosim import NEUROSIM_FIELDS, neurosim_text, neurosim_values
from memlit.cards.values import SimulatorValues
from memlit.datum import SUPPORTING_ONLY, Reading
from memlit.devices.device import DevicePulse
from memlit.devices.trust import how_checked
from memlit.field.codes import CIRCUIT, STATES, TUPLE_PARAMETERS
from memlit.files import json_text
from memlit.presentation.words import whose_number

PART_SIGNS = {"v_spike": "V", "tau": "tau", "g_on": "G_on", "g_off": "G_off", "ratio": "ratio"}
DID_NOT_RUN = "no: the file has the fields that the simulator names, and did not run in it"
_OF_A_TUPLE = {
    *(name for parameters in TUPLE_PARAMETERS.values() for name in parameters.values()),
    *STATES.values(),
    *CIRCUIT.values(),
    "r_on",
    "r_off",
}
_ARRAY_REMARK = "The states are the ends of the range in which the cells of an array were tuned."


def has_evidence_for_card(device: ChartDevice) -> bool:
    """Whether a transition has a width and an amplitude, or both states."""
    return any({"v_spike", "tau"} <= parts or {"g_on", "g_off"} <= parts for parts in map(_parts, device.tuples))


def _parts(one: DevicePulse) -> set[str]:
    parts = set(one.chosen.parts)
    return parts | {"g_off"} if {"g_on", "ratio"} <= parts else parts


def device_card(device: ChartDevice, simulators: Collection[str]) -> tuple[DeviceCard, dict[str, str]]:
    """The card, and the texts of its files for `simulators` by the end of their names."""
    bare = _bare_card(device)
    files = [
        file
        for file in (
            _for_program(bare, NEUROSIM_FIELDS, ".cpp", neurosim_values(bare), neurosim_text),
            _for_program(bare, AIHWKIT_FIELDS, ".py", aihwkit_values(bare), aihwkit_text),
            _for_memdevice_bench(bare, device),
        )
        if file[0].simulator in simulators
    ]
    named = [one.model_copy(update={"file": f"{device.key}.{ending}" if text else ""}) for one, ending, text in files]
    card = bare.model_copy(update={"simulators": tuple(named)})
    return card, {ending: text for _, ending, text in files if text}


def _bare_card(device: ChartDevice) -> DeviceCard:
    entry = device.entry
    pulses = [_pulse(row, one) for row, one in zip(device.rows, device.tuples, strict=True)]
    beside = [reading for reading in device.readings if _is_beside(reading)]
    return DeviceCard(
        id=device.id,
        name=device.name,
        device_class=device.device_class,
        weight=device.weight,
        paper=CardPaper(
            key=entry.key,
            title=entry.plain("title"),
            author=entry.plain("author"),
            year=entry.fields.get("year", ""),
            doi=entry.fields.get("doi", ""),
        ),
        pulses=tuple(pulses),
        others=tuple(card_value(reading, reading.parameter) for reading in beside),
    )


def _is_beside(reading: Reading) -> bool:
    is_other = reading.parameter not in _OF_A_TUPLE and reading.datum.figure is None
    return reading.status == "value" and is_other and SUPPORTING_ONLY not in reading.flags


def _pulse(row: BenchmarkRow, one: DevicePulse) -> CardPulse:
    parts = one.chosen.parts
    return CardPulse(
        id=row.id,
        pulse=row.pulse,
        condition=row.condition or "",
        whose_number=row.whose_number,
        how_checked=row.how_checked,
        grade=row.grade or "",
        flags=row.flags,
        values=tuple(card_value(reading, PART_SIGNS.get(part, part), one.confirmed) for part, reading in parts.items()),
        metrics=tuple(
            CardMetric(id=m.id, name=name, low=m.low, high=m.high, unit=m.unit, inputs=m.inputs)
            for name, m in row.metrics.items()
        ),
    )


def card_value(reading: Reading, part: str, confirmed: Iterable[str] = ()) -> CardValue:
    """A reading as a card says it. confirmed: ids of readings that another place prints alike."""
    datum = reading.datum
    return CardValue(
        id=reading.id,
        part=part,
        parameter=reading.parameter,
        printed=datum.printed.text,
        low=reading.low,
        high=reading.high,
        unit=reading.unit or "1",
        whose_number=whose_number(datum.tier, datum.grade, datum.paper, datum.flags),
        how_checked=how_checked(datum.method, reading.flags, reading.id in confirmed),
        document=datum.locator.document,
        place=", ".join(place_parts(datum.locator.model_dump())),
        lineage=datum.lineage or "",
        flags=reading.flags,
        inputs=reading.inputs,
    )


def _for_program(
    card: DeviceCard,
    simulator: str,
    suffix: str,
    values: SimulatorValues,
    text_of: Callable[[DeviceCard, SimulatorValues], str],
) -> tuple[SimulatorFile, str, str]:
    """The file of a simulator, the end of its name, and its text; no text where nothing that it takes is known."""
    text = text_of(card, values) if values.known else ""
    return _file(simulator, values, card), f"{simulator}{suffix}", text


def _file(simulator: str, values: SimulatorValues, card: DeviceCard) -> SimulatorFile:
    is_array = any("array_window" in pulse.flags for pulse in card.pulses)
    return SimulatorFile(
        simulator=simulator,
        version=simulator_source(simulator).version,
        fields=tuple(values.known),
        left_out=values.left_out,
        remarks=(_ARRAY_REMARK,) if is_array else (),
        ran=DID_NOT_RUN,
    )


def _for_memdevice_bench(card: DeviceCard, device: ChartDevice) -> tuple[SimulatorFile, str, str]:
    is_resistive = all(row.not_applicable is None for row in device.rows)
    metadata = memdevice_metadata(card, is_resistive=is_resistive)
    left_out = memdevice_left_out(metadata)
    about = SimulatorFile(
        simulator=MEMDEVICE_FIELDS,
        version=simulator_source(MEMDEVICE_FIELDS).version,
        fields=tuple(metadata),
        left_out=left_out,
        ran=DID_NOT_RUN,
    )
    return about, f"{MEMDEVICE_FIELDS}.json", json_text(metadata) if metadata else ""
