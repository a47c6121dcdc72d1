"""IBM's aihwkit: the fields of PulsedDevice that a card knows, as a module that imports nothing.

A weight has no unit. The two states are the bounds of the weight, -1 and 1 by definition, so that every step and spread
is a share of the conductance range. What is not known must be chosen where the device is made.
"""

import ast

from memlit.cards.fields import check_fields, simulator_fields, simulator_source
from memlit.cards.model import DeviceCard
from memlit.cards.values import KnownOrWhy, SimulatorValues, of_device, of_either_pulse
from memlit.errors import RecordError

AIHWKIT_FIELDS = "aihwkit"
_RANGE = 2.0
"""From the least weight, -1, to the largest, 1."""
_NOT_PRINTED_AS_THIS = "not printed by the simulator's definition"


def aihwkit_values(card: DeviceCard) -> SimulatorValues:
    """Fields of PulsedDevice, with the conductance range as the range of the weight."""
    states = [of_either_pulse(card, part) for part in ("G_off", "G_on")]
    lacking = next((state for state in states if isinstance(state, str)), None)
    step = _step(of_device(card, "n_states"))
    found: dict[str, KnownOrWhy] = dict.fromkeys(simulator_fields(AIHWKIT_FIELDS), _NOT_PRINTED_AS_THIS)
    found |= {
        "w_max": 1.0 if lacking is None else f"the conductance range is not known: {lacking}",
        "w_min": -1.0 if lacking is None else f"the conductance range is not known: {lacking}",
        "dw_min": step,
        "dw_min_std": _relative(of_device(card, "cycle_to_cycle", "neurosim"), step),
    }
    return SimulatorValues.of(found)


def _step(states: KnownOrWhy) -> KnownOrWhy:
    """The mean step over the range: as many equal parts as there are states less one."""
    if isinstance(states, str):
        return f"number of states: {states}"
    return _RANGE / (states - 1) if states > 1 else "there is one state"


def _relative(share: KnownOrWhy, step: KnownOrWhy) -> KnownOrWhy:
    """Spread of a step relative to the step, from its share of the conductance range."""
    if isinstance(share, str):
        return share
    return step if isinstance(step, str) else share * _RANGE / step


def aihwkit_text(card: DeviceCard, values: SimulatorValues) -> str:
    """A module with what is known, what is not, and a function that makes a device of both."""
    source = simulator_source(AIHWKIT_FIELDS)
    return f'''"""Device card {card.id} for {source.name} {source.version}, written by memlit.

The bounds of the weight, -1 and 1, are the two states of the device by definition.
from aihwkit.simulator.configs.devices import ConstantStepDevice
device(ConstantStepDevice, dw_min_dtod=..., ...)
"""

KNOWN = {_dictionary(values.known)}
NOT_KNOWN = {_dictionary(values.left_out)}


def device(kind, **chosen):
    """A device of an aihwkit class. What is not known of it must be chosen; its class is a choice too."""
    missing = [name for name in NOT_KNOWN if name not in chosen]
    if missing:
        raise TypeError("not known of this device, choose " + ", ".join(missing))
    return kind(**{{**KNOWN, **chosen}})
'''


def _dictionary(values: dict[str, float] | dict[str, str]) -> str:
    lines = [
        f"    {name!r}: {float(f'{value:.12g}') if isinstance(value, float) else value!r},\n"
        for name, value in values.items()
    ]
    return "{\n" + "".join(lines) + "}" if lines else "{}"


def read_aihwkit(text: str, where: str) -> dict[str, float]:
    """The fields that a module knows; it is read, not run. Raises RecordError for another file."""
    try:
        statements = ast.parse(text).body
    except SyntaxError:
        raise RecordError(where, "is no Python module", "make the cards again") from None
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id="KNOWN")], value=value):
                found: dict[str, float] = ast.literal_eval(value)
                check_fields(AIHWKIT_FIELDS, found, where)
                return found
    raise RecordError(where, "says nothing that is known", "make the cards again")
