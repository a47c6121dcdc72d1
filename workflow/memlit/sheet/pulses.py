"""V, tau and the states of each pulse of a paper, what is missing of them, and the bounds of E_a and P_s."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from memlit.benchmark.bounds import ANY_RATIO, UNKNOWN, Interval, States, magnitude
from memlit.benchmark.metrics import interval_of_metric, metric_meaning
from memlit.config import Metric
from memlit.presentation.format import format_bounds
from memlit.sheet.values import IN_SENTENCES, SheetValue, by_device

Transition = Literal["set", "reset", ""]
PartName = Literal["V", "tau", "G_on", "G_off", "ratio"]
ASKED: tuple[PartName, ...] = ("V", "tau", "G_on", "G_off")
"""What E_a and P_s need of one pulse."""
METRICS = ("action_energy", "standby_power")
MOST_PULSES = 6
"""Pulses of sentences that are shown; a paper that prints more prints series."""
_VOLTAGES: dict[Transition, tuple[str, ...]] = {
    "set": ("set_voltage",),
    "reset": ("reset_voltage", "erase_voltage"),
    "": ("programming_voltage", "write_voltage", "operating_voltage"),
}
_WIDTHS: dict[Transition, tuple[str, ...]] = {
    "set": ("set_pulse_width",),
    "reset": ("reset_pulse_width", "erase_latency"),
    "": ("pulse_width", "write_latency"),
}
_STATES: dict[PartName, tuple[str, ...]] = {
    "G_on": ("g_on", "r_on"),
    "G_off": ("g_off", "r_off"),
    "ratio": ("on_off_ratio",),
}


@dataclass(frozen=True, slots=True)
class PulsePart:
    """V, tau, G_on, G_off or the ratio of a pulse: the values that the paper prints for it, none, one or several."""

    name: PartName
    values: tuple[SheetValue, ...]

    @property
    def value(self) -> SheetValue | None:
        """The only value, None where there is none or where the paper prints several."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def interval(self) -> Interval:
        """What is known of the part, in V, s, S or 1; a resistance as its inverse."""
        value = self.value
        if value is None:
            return ANY_RATIO if self.name == "ratio" else UNKNOWN
        known = magnitude(value.low, value.high)
        if value.parameter.startswith("r_"):
            return _inverse(known)
        return Interval(max(1.0, known.low), max(1.0, known.high)) if self.name == "ratio" else known


@dataclass(frozen=True, slots=True)
class BoundedMetric:
    """A metric of a pulse: its symbol, its formula, what is known of it in words, and its ends in SI."""

    symbol: str
    meaning: str
    text: str
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class PulseFound:
    """One pulse of a device. metrics: empty where the formulas do not hold; clash: what cannot be of one device."""

    device: str
    transition: Transition
    parts: Mapping[PartName, PulsePart]
    metrics: tuple[BoundedMetric, ...]
    clash: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a pulse or of its states was found."""
        return not any(part.values for part in self.parts.values())

    @property
    def missing(self) -> tuple[PartName, ...]:
        """What E_a and P_s need and the paper does not print of this pulse."""
        return tuple(name for name in ASKED if not self.parts[name].values)

    @property
    def unclear(self) -> tuple[PartName, ...]:
        """Of what the paper prints several values, and does not say which belongs to this pulse."""
        return tuple(name for name in ASKED if len(self.parts[name].values) > 1)


def pulses_of(
    values: Sequence[SheetValue], metrics: Mapping[str, Metric], *, is_resistive: bool
) -> tuple[PulseFound, ...]:
    """The pulses of all devices. is_resistive: False where V^2 G tau says nothing of the devices."""
    shown = {name: metrics[name] for name in METRICS if name in metrics} if is_resistive else {}
    found: list[PulseFound] = []
    for device, own in by_device(values).items():
        if device == IN_SENTENCES:
            found += [_pulse(IN_SENTENCES, transition, parts, shown) for transition, parts in _of_sentences(values)]
        else:
            found += [_pulse(device, transition, parts, shown) for transition, parts in _of_table(own)]
    return tuple(found) or (_pulse(IN_SENTENCES, "", _parts(()), shown),)


def _pulse(
    device: str, transition: Transition, parts: Mapping[PartName, PulsePart], metrics: Mapping[str, Metric]
) -> PulseFound:
    try:
        states = States.of(parts["G_on"].interval, parts["G_off"].interval, parts["ratio"].interval)
    except ValueError:
        clash = "the two states and the ratio cannot be of one device"
        return PulseFound(device, transition, parts, (), clash)
    known = {
        "V": parts["V"].interval,
        "tau": parts["tau"].interval,
        "G_on": states.g_on,
        "G_off": states.g_off,
        "r": states.ratio,
    }
    return PulseFound(device, transition, parts, tuple(_metric(one, known) for one in metrics.values()))


def _metric(metric: Metric, known: Mapping[str, Interval]) -> BoundedMetric:
    found = interval_of_metric(metric, known, "arithmetic")
    text = format_bounds(found.low, found.high, metric.unit) if found.is_informative else "not bounded"
    return BoundedMetric(metric.symbol, metric_meaning(metric), text, found.low, found.high)


def _of_table(values: Sequence[SheetValue]) -> Iterator[tuple[Transition, Mapping[PartName, PulsePart]]]:
    """The pulses of a device of a table: set and reset apart where its heads say which."""
    named: tuple[Transition, ...] = ("set", "reset")
    said = [one for one in named if any(value.parameter in (*_VOLTAGES[one], *_WIDTHS[one]) for value in values)]
    general = [value for value in values if value.parameter in (*_VOLTAGES[""], *_WIDTHS[""])]
    for transition in said:
        yield transition, _parts(values, transition)
    if not said and (general or any(map(_is_state, values))):
        yield "", _parts(values)


def _of_sentences(values: Sequence[SheetValue]) -> Iterator[tuple[Transition, Mapping[PartName, PulsePart]]]:
    """The pulses that sentences state as a whole, with their states, or else those that the text prints once."""
    in_text = [value for value in values if value.device == IN_SENTENCES]
    groups = _stated_pulses(in_text)
    if not groups:
        yield from _of_table(in_text)
    states = list(filter(_is_state, in_text))
    for group in groups[:MOST_PULSES]:
        own_states = list(filter(_is_state, group))
        transition = _transition(group)
        yield transition, _parts([*group, *(own_states or states)], transition)


def _stated_pulses(in_text: Sequence[SheetValue]) -> list[list[SheetValue]]:
    """The values of each pulse that a sentence states, pulses of the same numbers once."""
    by_name = {value.name: value for value in in_text}
    found: dict[object, list[SheetValue]] = {}
    for value in in_text:
        group = [value, *(by_name[name] for name in value.together if name in by_name)]
        if value.together and _is_pulse(group):
            numbers = tuple(sorted((one.parameter, one.low or 0.0, one.high or 0.0) for one in group))
            found.setdefault(numbers, group)
    return list(found.values())


def _is_state(value: SheetValue) -> bool:
    return any(value.parameter in names for names in _STATES.values())


def _is_pulse(group: Sequence[SheetValue]) -> bool:
    """Whether a group has an amplitude that writes: a read or a forming pulse is none."""
    return any(value.parameter in names for value in group for names in _VOLTAGES.values())


def _transition(group: Iterable[SheetValue]) -> Transition:
    names = {value.parameter for value in group}
    said: list[Transition] = [one for one in ("set", "reset") if names & {*_VOLTAGES[one], *_WIDTHS[one]}]
    return said[0] if len(said) == 1 else ""


def _parts(values: Iterable[SheetValue], transition: Transition = "") -> dict[PartName, PulsePart]:
    """The parts of a pulse among the values: those of its transition before those that name none."""
    values = tuple(values)
    wanted: dict[PartName, tuple[tuple[str, ...], ...]] = {
        "V": (_VOLTAGES[transition], _VOLTAGES[""]),
        "tau": (_WIDTHS[transition], _WIDTHS[""]),
        **{name: (parameters,) for name, parameters in _STATES.items()},
    }
    return {name: PulsePart(name, _first(values, choices)) for name, choices in wanted.items()}


def _first(values: Sequence[SheetValue], choices: Iterable[tuple[str, ...]]) -> tuple[SheetValue, ...]:
    """The distinct values of the first choice of parameters that has any."""
    for parameters in choices:
        found: list[SheetValue] = []
        for value in values:
            if value.parameter in parameters and not any(value.is_like(other) for other in found):
                found.append(value)
        if found:
            return tuple(found)
    return ()


def _inverse(interval: Interval) -> Interval:
    low = 1.0 / interval.high if interval.high else 0.0
    return Interval(low, 1.0 / interval.low if interval.low else float("inf"))
