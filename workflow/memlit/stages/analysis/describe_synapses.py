"""Rule describe_synapses: named synapses of any paper, graded, with what is computed of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from memlit.analysis.class_lines import load_class_lines
from memlit.analysis.variability.summaries import measured_summaries
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import load_values
from memlit.config.claims import load_claims
from memlit.datum import Result, results_in
from memlit.devices.class_rule import Saying, described
from memlit.devices.resolved import load_resolved
from memlit.devices.stored import StoredReadings
from memlit.field import load_vocabulary
from memlit.field.codes import STATES
from memlit.frames import cells_of, has_item, row_dicts
from memlit.grouping import grouped
from memlit.library import Library
from memlit.reconcile.figures import train_of
from memlit.sources.points import read_all_points
from memlit.stages.job import Job
from memlit.synapses import members
from memlit.synapses.beside import neurons, properties, variability
from memlit.synapses.beside.measured import (
    MEASURED_SPREADS,
    MEASURED_TRAINS,
    measured_spreads,
    measured_trains,
    spread_numbers,
)
from memlit.synapses.confusion import confusion
from memlit.synapses.energy import medians, off_state, polarisation, printed, programming, spans, train
from memlit.synapses.energy import parts as energy_parts
from memlit.synapses.outputs import NamedSynapses, counts_of, factors_of


def run(job: Job) -> None:
    """Who is in the set, medians, parts of the energy, properties and neurons.

    measured: summaries of measured sets with their recipes, in the folders of their documents; points: those of
    digitized series.
    """
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    devices, library, stored = record.devices, record.library, StoredReadings(job.path("readings"))
    rows, readings = load_rows(job.path("benchmark"), config), list(stored.of(_asked_for(stored, library)))
    copied, values = (_by_id(stored, column) for column in ("lineage", "value"))
    known = described(_sayings(stored))
    found = members.graded_synapses(rows, devices, readings, copied, library, classes, config)
    of_classes = load_class_lines(job.paths("of_classes"), job.paths("numbers_of_classes"))
    claims = load_claims(job.path("claims"))
    polarisations = polarisation.polarisation_terms(rows, devices, readings)
    behind = energy_parts.energy_inputs(rows, found, devices, values, polarisations, config)
    own_properties = properties.properties(readings, known, library, classes, config)
    by_current = programming.programming_energies(rows, found, devices, readings, config)
    made = NamedSynapses(
        counts=counts_of(found),
        factors=factors_of(found, config),
        confusion=tuple(confusion(known, library, classes)),
        medians=tuple(medians.synapse_medians(found, config)),
        printed=tuple(printed.sides_of_medians(claims, of_classes, found, classes, config)),
        energy_inputs=tuple(behind),
        energy_parts=tuple(energy_parts.shares_of(behind, config)),
        energy_spans=tuple(spans.energy_spans(behind, of_classes.reading_errors, config)),
        printed_distance=spans.printed_distance(claims),
        off_state=off_state.off_state_views(load_values(job.path("values"), "metric", "survey"), classes, config),
        programming=tuple(by_current),
        properties=tuple(own_properties),
        spreads=tuple(variability.class_spreads(found, own_properties, config)),
        train_energies=tuple(train.train_energies(rows, devices, _trains(job, stored))),
        neurons=tuple(neurons.values_of_neurons(readings, library, classes, config)),
    )
    summaries = measured_summaries(job.paths("measured"))
    of_spreads = [Result(**row) for row in row_dicts(spread_numbers(summaries))]
    job.write_numbers([*results_in([made]), *of_spreads])
    job.write_tables(made)
    job.write_csv(MEASURED_SPREADS, measured_spreads(summaries))
    job.write_csv(MEASURED_TRAINS, measured_trains(summaries))
    is_charge = grouped(found, lambda item: item.row.not_applicable is not None)
    job.write_table(members.synapses_table(config.metrics), is_charge[False])
    job.write_table(members.CHARGE_SYNAPSES, is_charge[True])


def _asked_for(stored: StoredReadings, library: Library) -> Iterable[str]:
    """Ids of the readings of which more is asked than what the columns say, in their order."""
    table = stored.frame(("id", "paper", "parameter", "flags"))
    parameters = {*properties.PROPERTIES, *members.OF_WEIGHTS, *programming.OF_A_CURRENT}
    parameters |= polarisation.SIZES_OF_CHARGE
    is_asked = table["parameter"].isin(parameters) | table["paper"].isin(neurons.papers_of_neurons(library))
    return list(table["id"][is_asked | has_item(table["flags"], members.NETWORK)])


def _trains(job: Job, stored: StoredReadings) -> dict[str, list[tuple[float, float]]]:
    """The states of each digitized series from which a state of a device was read, by series."""
    points, vocabulary = read_all_points(job.paths("points")), load_vocabulary(job.path("vocabulary"))
    ids = stored.frame(("id",))["id"]
    readings = list(stored.of(ids[ids.str.partition(">")[0].isin(points)]))
    read_from = {
        reading.datum.id
        for reading in readings
        if reading.parameter in STATES and reading.status == "value" and reading.inputs
    }
    return {
        reading.datum.id: train_of(reading.datum, points[reading.datum.id], vocabulary)
        for reading in readings
        if reading.datum.figure is not None and reading.datum.id in read_from
    }


def _by_id(stored: StoredReadings, column: str) -> dict[str, Any]:
    """The cells of a column that are not empty, by the id of the reading."""
    return dict(cells_of(stored.frame(("id", column)).dropna(), ("id", column)))


def _sayings(stored: StoredReadings) -> Iterator[Saying]:
    """What each reading says of its device."""
    columns = ("paper", "device", "name", "parameter", "printed")
    for paper, device, name, parameter, text in cells_of(stored.frame(columns), columns):
        yield Saying(paper, device, name or device, parameter, text or "")
