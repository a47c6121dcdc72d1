"""Readings derived within one document: conductance from resistance or current, G_off, states from a window.

Each derived reading names its inputs and its assumption; the printed readings are not changed.
"""

from collections.abc import Iterable, Sequence

from memlit.datum import ARRAY_WINDOW, DERIVED_MARK, SUPPORTING_ONLY, Reading, Step
from memlit.vocabulary import Vocabulary

PLAIN = ("=", "~")
SWAPPED = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "up_to": "down_to",
    "down_to": "up_to",
    "=": "=",
    "~": "~",
}


def derived_readings(readings: Iterable[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """G_on and G_off of every device and table of one document that prints resistances, a ratio or a window.

    G = 1/R assumes an ohmic state; G_off = G_on / ratio needs both from one table (one source) and one condition.
    Nothing is derived from a value that is only supporting.
    """
    groups: dict[tuple[str | None, ...], dict[str, list[Reading]]] = {}
    for reading in readings:
        if reading.status != "value" or reading.low == 0 == reading.high or SUPPORTING_ONLY in reading.flags:
            continue
        datum, place = reading.datum, reading.datum.locator
        about = (datum.paper, datum.device, datum.pulse, datum.condition)
        key = (*about, place.label or place.file, datum.tier)
        groups.setdefault(key, {}).setdefault(reading.parameter, []).append(reading)
    derived: list[Reading] = []
    for group in groups.values():
        derived.extend(_of_group(group, vocabulary))
    return derived


def _of_group(group: dict[str, list[Reading]], vocabulary: Vocabulary) -> list[Reading]:
    derived: list[Reading] = []
    for resistance, conductance in (("r_on", "g_on"), ("r_off", "g_off")):
        if conductance not in group:
            derived.extend(_inverse(reading, conductance, vocabulary) for reading in group.get(resistance, []))
    read_at = group.get("read_voltage", [])
    for current, conductance, resistance in (("on_current", "g_on", "r_on"), ("off_current", "g_off", "r_off")):
        if conductance not in group and resistance not in group and len(read_at) == 1:
            derived.extend(_at_read(reading, read_at[0], conductance, vocabulary) for reading in group.get(current, []))
    g_on = group.get("g_on") or [reading for reading in derived if reading.parameter == "g_on"]
    has_g_off = "g_off" in group or any(reading.parameter == "g_off" for reading in derived)
    ratios = group.get("on_off_ratio", [])
    if len(g_on) == 1 and len(ratios) == 1 and not has_g_off:
        quotient = _quotient(g_on[0], ratios[0], vocabulary)
        if quotient is not None:
            derived.append(quotient)
    if not g_on and not has_g_off:
        for window in group.get("conductance_range", []):
            derived.extend(_window_ends(window))
    return derived


def _inverse(reading: Reading, parameter: str, vocabulary: Vocabulary) -> Reading:
    unit = vocabulary.parameters[parameter].unit
    low, high = _reciprocal(reading.high), _reciprocal(reading.low)
    value = _reciprocal(reading.value)
    step = Step(
        op="derive",
        before=f"{reading.parameter} = {_text(reading)}",
        after=f"{parameter} = {ends_text(low, high)} {unit}",
        rule="G = 1/R, assuming an ohmic state at the read voltage",
    )
    return _derived(reading, parameter, (value, low, high), unit, SWAPPED[reading.comparator], step, [reading])


def _at_read(current: Reading, voltage: Reading, parameter: str, vocabulary: Vocabulary) -> Reading:
    """The conductance of a state whose current is printed, at the only read voltage of its device."""
    unit, volts = vocabulary.parameters[parameter].unit, abs(voltage.value or 0.0)

    def of(end: float | None) -> float | None:
        return None if end is None or not volts else end / volts

    step = Step(
        op="derive",
        before=f"{current.parameter} = {_text(current)}; read_voltage = {_text(voltage)}",
        after=f"{parameter} = {ends_text(of(current.low), of(current.high))} {unit}",
        rule="G = I/V at the read voltage",
    )
    numbers = (of(current.value), of(current.low), of(current.high))
    return _derived(current, parameter, numbers, unit, current.comparator, step, [current, voltage])


def _window_ends(window: Reading) -> list[Reading]:
    """G_on and G_off at the ends of the range in which an array was tuned, flagged as such; none if the range is
    half-open.
    """
    low, high = window.low, window.high
    if low is None or high is None or not 0 < low < high:
        return []
    ends = []
    for parameter, end in (("g_on", high), ("g_off", low)):
        step = Step(
            op="derive",
            before=f"{window.parameter} = {_text(window)}",
            after=f"{parameter} = {end:.6g} {window.unit}",
            rule="the ends of the range in which the array was tuned, as its on and its off state",
        )
        derived = _derived(window, parameter, (end, end, end), window.unit or "", window.comparator, step, [window])
        ends.append(derived.model_copy(update={"flags": (*derived.flags, ARRAY_WINDOW)}))
    return ends


def _quotient(g_on: Reading, ratio: Reading, vocabulary: Vocabulary) -> Reading | None:
    """G_off from a ratio that is a point; a ratio that is only a bound is used as a bound in the benchmark."""
    if ratio.comparator not in PLAIN or ratio.low is None or ratio.high is None or ratio.low < 1:
        return None
    unit = vocabulary.parameters["g_off"].unit
    low = None if g_on.low is None else g_on.low / ratio.high
    high = None if g_on.high is None else g_on.high / ratio.low
    value = None if g_on.value is None or ratio.value is None else g_on.value / ratio.value
    step = Step(
        op="derive",
        before=f"g_on = {_text(g_on)}; on_off_ratio = {_text(ratio)}",
        after=f"g_off = {ends_text(low, high)} {unit}",
        rule="G_off = G_on / ratio, both from one table",
    )
    return _derived(g_on, "g_off", (value, low, high), unit, g_on.comparator, step, [g_on, ratio])


def _derived(
    parent: Reading,
    parameter: str,
    numbers: tuple[float | None, float | None, float | None],
    unit: str,
    comparator: str,
    step: Step,
    inputs: Sequence[Reading],
) -> Reading:
    value, low, high = numbers
    flags = tuple(dict.fromkeys(flag for reading in inputs for flag in reading.flags))
    return Reading(
        datum=parent.datum,
        id=f"{parent.id.split(DERIVED_MARK)[0]}{DERIVED_MARK}{parameter}",
        parameter=parameter,
        value=value,
        low=low,
        high=high,
        unit=unit,
        comparator=comparator,
        steps=(step,),
        flags=flags,
        status="value",
        inputs=tuple(reading.id for reading in inputs),
    )


def _reciprocal(number: float | None) -> float | None:
    return None if not number else 1.0 / number


def ends_text(low: float | None, high: float | None, digits: int = 6) -> str:
    """An interval for a step, to so many digits: a number where its ends are equal, `-` for an open end."""
    lower, upper = ("-" if end is None else f"{end:.{digits}g}" for end in (low, high))
    return lower if low is not None and low == high else f"[{lower}, {upper}]"


def _text(reading: Reading) -> str:
    return f"{ends_text(reading.low, reading.high)} {reading.unit}"
