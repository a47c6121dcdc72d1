"""What the rule of the named synapses makes."""

from collections.abc import Iterable, Sequence

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import Numbers, Record, Result, count_of
from memlit.devices.stored import StoredReadings
from memlit.field.codes import HEADLINE_EVIDENCE, OWN, WHOSE
from memlit.frames import has_item
from memlit.grouping import grouped
from memlit.library import Library
from memlit.synapses import members
from memlit.synapses.beside import neurons, properties
from memlit.synapses.beside.neurons import NeuronValue
from memlit.synapses.beside.properties import Property
from memlit.synapses.beside.variability import ClassSpread
from memlit.synapses.confusion import Confusion
from memlit.synapses.energy import polarisation, programming
from memlit.synapses.energy.medians import SynapseMedian, chosen_by
from memlit.synapses.energy.off_state import OffState
from memlit.synapses.energy.parts import EnergyShare, Inputs
from memlit.synapses.energy.printed import Sides
from memlit.synapses.energy.programming import Programming
from memlit.synapses.energy.spans import EnergySpan, PrintedDistance
from memlit.synapses.energy.train import TrainEnergy
from memlit.synapses.members import Synapse


class ClassFactor(Record):
    """How far the devices of a class lie apart: the largest over the least action energy of its known ones."""

    device_class: str
    factor: Result
    n_papers: Result


class NamedSynapses(Record):
    """How many they are, what is printed and what is computed of them."""

    counts: tuple[Result, ...] = ()
    factors: tuple[ClassFactor, ...] = ()
    confusion: tuple[Confusion, ...] = ()
    medians: tuple[SynapseMedian, ...] = ()
    printed: tuple[Sides, ...] = ()
    energy_inputs: tuple[Inputs, ...] = ()
    energy_parts: tuple[EnergyShare, ...] = ()
    energy_spans: tuple[EnergySpan, ...] = ()
    printed_distance: PrintedDistance | None = None
    off_state: OffState = OffState()
    programming: tuple[Programming, ...] = ()
    properties: tuple[Property, ...] = ()
    spreads: tuple[ClassSpread, ...] = ()
    train_energies: tuple[TrainEnergy, ...] = ()
    neurons: tuple[NeuronValue, ...] = ()


def counts_of(found: Sequence[Synapse]) -> tuple[Result, ...]:
    """Devices, papers and lineages that are weights, and papers by the best that is known of their action energy."""
    counted = [item for item in found if item.is_counted]
    devices = {(item.row.paper, item.row.device) for item in counted}
    papers = {item.row.paper for item in counted}
    lineages = {item.lineage for item in counted}
    results = [
        count_of(f"synapses#{what}", f"named synapses: {what}", len(of), f"{what} counted")
        for what, of in (("devices", devices), ("papers", papers), ("lineages", lineages))
    ]
    known = [item.row for item in counted if "action_energy" in item.row.metrics]
    best = {paper: min(map(_known_of, rows), key=_BEST_FIRST.index) for paper, rows in grouped(known, _paper).items()}
    for kind, own in grouped(best, best.__getitem__).items():
        label = f"papers of which the best that is known of the action energy is: {kind.replace('#', ', ')}"
        results.append(count_of(f"synapses/{kind}", label, len(own), "papers counted, each once"))
    return tuple(results)


_BEST_FIRST = (
    *("grade A#known", "grade B#known", "no grade#known", "own#bounded"),
    *(f"{whose}#{what}" for what in ("known", "bounded") for whose in WHOSE if whose != OWN),
)
"""What may be known of a paper's action energy: own numbers, then own bounds, then what others print or set."""


def _paper(row: BenchmarkRow) -> str:
    return row.paper


def _known_of(row: BenchmarkRow) -> str:
    """Which of _BEST_FIRST a row is."""
    is_known = row.value("action_energy") is not None
    if row.whose_number != OWN:
        return f"{row.whose_number}#{'known' if is_known else 'bounded'}"
    if not is_known:
        return "own#bounded"
    return f"grade {row.grade}#known" if row.grade else "no grade#known"


def factors_of(found: Iterable[Synapse], config: Config) -> tuple[ClassFactor, ...]:
    """The factor of each class with two devices or more whose own paper gives it an action energy, headline pulse."""
    pulse = config.conventions.headline_pulse
    own = [item for item in chosen_by(HEADLINE_EVIDENCE, found) if item.row.pulse == pulse]
    known = [item for item in own if item.row.value("action_energy")]
    factors = []
    for device_class, items in sorted(grouped(known, lambda item: item.device_class).items()):
        values = [value for item in items if (value := item.row.value("action_energy"))]
        # Conditions of one device are no devices.
        if len({(item.row.paper, item.row.device) for item in items}) > 1:
            inputs = tuple(item.row.metrics["action_energy"].id for item in items)
            make = Numbers(f"synapses/{device_class}", inputs, "largest action energy over the least")
            label = f"{device_class} devices: largest action energy over the least"
            n_papers = len({item.row.paper for item in items})
            factors.append(
                ClassFactor(
                    device_class=device_class,
                    factor=make.statistic("factor", label, max(values) / min(values)),
                    n_papers=make.count("factor_papers", f"papers of these {device_class} devices", n_papers),
                )
            )
    return tuple(factors)


def asked_of_readings(stored: StoredReadings, library: Library) -> Iterable[str]:
    """Ids of the readings of which more is asked than what the columns say, in their order."""
    table = stored.frame(("id", "paper", "parameter", "flags"))
    parameters = {*properties.PROPERTIES, *members.OF_WEIGHTS, *programming.OF_A_CURRENT}
    parameters |= polarisation.SIZES_OF_CHARGE
    is_asked = table["parameter"].isin(parameters) | table["paper"].isin(neurons.papers_of_neurons(library))
    return list(table["id"][is_asked | has_item(table["flags"], members.NETWORK)])
