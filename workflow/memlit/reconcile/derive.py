"""Readings derived within one document: conductance from resistance or current, G_off, states from a window, diameter.

Each derived reading names its inputs and its assumption; the printed readings are not changed.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from memlit.datum import ARRAY_WINDOW, DERIVED_MARK, LISTED_METHOD, SUPPORTING_ONLY, Reading, Step
from memlit.field import Vocabulary

_PLAIN = ("=", "~")
_ABOVE = {"<": ">", "<=": ">=", "up_to": "down_to"}
SWAPPED = {**dict(zip(_PLAIN, _PLAIN, strict=True)), **_ABOVE, **{above: below for below, above in _ABOVE.items()}}
"""The comparator of an inverse."""
_OF_A_PERSON = ("text", LISTED_METHOD)
"""Methods by which a person said of which device a value is."""


def derived_readings(readings: Iterable[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """G_on and G_off of every device and table of one document that prints resistances, a ratio or a window.

    G = 1/R assumes an ohmic state; G_off = G_on / ratio needs both from one table (one source) and one condition.
    A current of a sentence or a list is read at the one read voltage that these say of its device, wherever it stands.
    Nothing is derived from a value that is only supporting.
    """
    groups: dict[tuple[str | None, ...], dict[str, list[Reading]]] = {}
    read_at: dict[tuple[str | None, ...], list[Reading]] = {}
    for reading in readings:
        if reading.status != "value" or reading.low == 0 == reading.high or SUPPORTING_ONLY in reading.flags:
            continue
        datum, place = reading.datum, reading.datum.locator
        about = (datum.paper, datum.device, datum.pulse, datum.condition)
        key = (*about, place.label or place.file, datum.tier)
        groups.setdefault(key, {}).setdefault(reading.parameter, []).append(reading)
        if reading.parameter == "read_voltage" and datum.method in _OF_A_PERSON:
            read_at.setdefault((datum.paper, datum.device, datum.tier), []).append(reading)
    derived: list[Reading] = []
    for (paper, device, *_, tier), group in groups.items():
        derived.extend(_of_group(group, read_at.get((paper, device, tier), []), vocabulary))
        if "feature_size" not in group:
            derived.extend(_diameter(radius, vocabulary) for radius in group.get("electrode_radius", []))
    return derived


def _of_group(group: dict[str, list[Reading]], said: Sequence[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """said: read voltages of the device in sentences and lists of the document."""
    derived: list[Reading] = []
    for conductance, resistance, current in (("g_on", "r_on", "on_current"), ("g_off", "r_off", "off_current")):
        if conductance in group:
            continue
        if resistance in group:
            derived += [_inverse(reading, conductance, vocabulary) for reading in group[resistance]]
            continue
        for reading in group.get(current, []):
            voltage = _read_voltage(reading, group.get("read_voltage", []), said)
            if voltage is not None:
                derived.append(_at_read(reading, voltage, conductance, vocabulary))
    g_on = group.get("g_on") or [reading for reading in derived if reading.parameter == "g_on"]
    if "g_off" in group or any(reading.parameter == "g_off" for reading in derived):
        return derived
    ratios = group.get("on_off_ratio", [])
    if len(g_on) == 1 and len(ratios) == 1:
        derived += _quotient(g_on[0], ratios[0], vocabulary)
    if not g_on:
        for window in group.get("conductance_range", []):
            derived += _window_ends(window, vocabulary)
    return derived


def _read_voltage(current: Reading, of_group: Sequence[Reading], said: Sequence[Reading]) -> Reading | None:
    """The only read voltage beside a current; where none stands there, the only one said of its device."""
    if of_group or current.datum.method not in _OF_A_PERSON:
        return of_group[0] if len(of_group) == 1 else None
    return said[0] if len({(one.value, one.low, one.high) for one in said}) == 1 else None


_Ends = tuple[float | None, float | None, float | None]
"""Value, low and high."""


def _inverse(reading: Reading, parameter: str, vocabulary: Vocabulary) -> Reading:
    value, low, high = (1.0 / end if end else None for end in (reading.value, reading.high, reading.low))
    rule = "G = 1/R, assuming an ohmic state at the read voltage"
    inverse = _derived([reading], parameter, (value, low, high), rule, vocabulary)
    return inverse.model_copy(update={"comparator": SWAPPED[reading.comparator]})


def _diameter(radius: Reading, vocabulary: Vocabulary) -> Reading:
    value, low, high = (None if end is None else 2 * end for end in (radius.value, radius.low, radius.high))
    rule = "the diameter is twice the radius of the electrode"
    return _derived([radius], "feature_size", (value, low, high), rule, vocabulary)


def _at_read(current: Reading, voltage: Reading, parameter: str, vocabulary: Vocabulary) -> Reading:
    """The conductance of a state whose current is printed, at the only read voltage of its device."""
    volts = abs(voltage.value or 0.0)
    numbers: _Ends = None, None, None
    if volts:
        value, low, high = (None if end is None else end / volts for end in (current.value, current.low, current.high))
        numbers = value, low, high
    return _derived([current, voltage], parameter, numbers, "G = I/V at the read voltage", vocabulary)


def _window_ends(window: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """G_on and G_off at the ends of the range in which an array was tuned, flagged as such; none if the range is
    half-open.
    """
    low, high = window.low, window.high
    if low is None or high is None or not 0 < low < high:
        return []
    rule = "the ends of the range in which the array was tuned, as its on and its off state"
    g_on = _derived([window], "g_on", (high, high, high), rule, vocabulary)
    g_off = _derived([window], "g_off", (low, low, low), rule, vocabulary)
    return [end.model_copy(update={"flags": (*end.flags, ARRAY_WINDOW)}) for end in (g_on, g_off)]


def _quotient(g_on: Reading, ratio: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """G_off from a ratio that is a point; a ratio that is only a bound is used as a bound in the benchmark."""
    if ratio.comparator not in _PLAIN or ratio.low is None or ratio.high is None or ratio.low < 1:
        return []
    low = None if g_on.low is None else g_on.low / ratio.high
    high = None if g_on.high is None else g_on.high / ratio.low
    value = None if g_on.value is None or ratio.value is None else g_on.value / ratio.value
    rule = "G_off = G_on / ratio, both from one table"
    return [_derived([g_on, ratio], "g_off", (value, low, high), rule, vocabulary)]


def _derived(inputs: Sequence[Reading], parameter: str, numbers: _Ends, rule: str, vocabulary: Vocabulary) -> Reading:
    """A reading of `parameter` computed from `inputs`, about the datum of the first, with its comparator."""
    parent = inputs[0]
    value, low, high = numbers
    unit = vocabulary.parameters[parameter].unit
    before = "; ".join(f"{item.parameter} = {ends_text(item.low, item.high)} {item.unit}" for item in inputs)
    after = f"{parameter} = {ends_text(low, high)} {unit}"
    return Reading(
        datum=parent.datum,
        id=f"{parent.id.split(DERIVED_MARK)[0]}{DERIVED_MARK}{parameter}",
        parameter=parameter,
        value=value,
        low=low,
        high=high,
        unit=unit,
        comparator=parent.comparator,
        steps=(Step(op="derive", before=before, after=after, rule=rule),),
        flags=tuple(dict.fromkeys(chain.from_iterable(reading.flags for reading in inputs))),
        status="value",
        inputs=tuple(reading.id for reading in inputs),
    )


def ends_text(low: float | None, high: float | None, digits: int = 6) -> str:
    """An interval for a step, to so many digits: a number where its ends are equal, `-` for an open end."""
    lower, upper = ("-" if end is None else f"{end:.{digits}g}" for end in (low, high))
    return lower if low is not None and low == high else f"[{lower}, {upper}]"
