"""States in the wrong order: R_on of a device above its R_off in one table. They are flagged; no value changes."""

from collections.abc import Sequence

from memlit.datum import Reading

_ORDERED = {"r_on_above_r_off": ("r_on", "r_off"), "g_off_above_g_on": ("g_off", "g_on")}
"""Flag, the parameter that should be smaller, and the one that should be larger."""

_Place = tuple[str, str | None, str, str]


def with_crossed_states(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order; those whose values are all above all values of the partner have a flag."""
    known: dict[_Place, list[float]] = {}
    for reading in readings:
        if reading.status == "value" and reading.value is not None:
            known.setdefault(_place(reading, reading.parameter), []).append(reading.value)
    return [_flagged(reading, known) for reading in readings]


def _flagged(reading: Reading, known: dict[_Place, list[float]]) -> Reading:
    for flag, pair in _ORDERED.items():
        if reading.parameter in pair:
            small, large = (known.get(_place(reading, name), []) for name in pair)
            if small and large and min(small) > max(large):
                return reading.model_copy(update={"flags": (*reading.flags, flag)})
    return reading


def _place(reading: Reading, parameter: str) -> _Place:
    """A parameter of one device in one table."""
    datum = reading.datum
    return datum.id.partition("/")[0], datum.paper, datum.device, parameter
