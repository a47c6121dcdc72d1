"""Values of a card for a simulator: one number, or why there is none. Nothing is averaged and nothing assumed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from memlit.cards.model import CardValue, DeviceCard
from memlit.presentation.format import format_bounds
from memlit.presentation.text import listed

KnownOrWhy = float | str
"""A number in SI, or why there is none."""
NOTHING_PRINTED = "not printed"


@dataclass(slots=True)
class SimulatorValues:
    """Fields of a simulator: those that are known, and why each of the others is not."""

    known: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Mapping[str, KnownOrWhy]) -> "SimulatorValues":
        """Numbers and words told apart, in the order of the fields."""
        values = cls()
        for name, value in found.items():
            if isinstance(value, str):
                values.left_out[name] = value
            else:
                values.known[name] = value
        return values


def of_pulse(card: DeviceCard, pulse: str, part: str) -> KnownOrWhy:
    """V, tau, G_on or G_off of a transition, V as a magnitude."""
    pulses = [one for one in card.pulses if one.pulse == pulse]
    if not pulses:
        return f"no {pulse} pulse is known"
    if len(pulses) > 1:
        return f"{pulse} is known under {len(pulses)} conditions: choose one"
    return _one(value for value in pulses[0].values if value.part == part)


def of_either_pulse(card: DeviceCard, part: str) -> KnownOrWhy:
    """A state that set and reset share, or that one of them alone gives."""
    found = [of_pulse(card, pulse, part) for pulse in ("set", "reset")]
    known = [value for value in found if not isinstance(value, str)]
    if len(set(known)) > 1:
        return f"set and reset have different states ({listed(f'{value:.4g} S' for value in known)}): choose one"
    return known[0] if known else found[0] if found[0] != NOTHING_PRINTED else found[1]


def of_device(card: DeviceCard, parameter: str, lineage: str | None = None) -> KnownOrWhy:
    """A value beside the pulses. lineage: only of sources of that lineage, whose definition is the simulator's."""
    values = [value for value in card.others if value.parameter == parameter]
    same = [value for value in values if lineage in (None, value.lineage)]
    if values and not same:
        return f"printed as {values[0].printed!r}, by a definition that need not be the simulator's"
    return _one(same)


def _one(values: Iterable[CardValue]) -> KnownOrWhy:
    """The number on which all values agree."""
    own = list(values)
    points = {abs(value.low) for value in own if value.is_point and value.low is not None}
    if len(points) == 1 and all(value.is_point for value in own):
        return points.pop()
    if len(own) > 1:
        prints = listed(dict.fromkeys(value.printed for value in own))
        return f"printed as {prints}: choose one"
    if own:
        return f"known within bounds only: {format_bounds(own[0].low, own[0].high, own[0].unit)}"
    return NOTHING_PRINTED
