"""Rule describe_synapses: named synapses of any paper, graded, with what is computed of them."""

from memlit.analysis.class_medians import ClassMedians
from memlit.analysis.comparison.record import ComparedClasses
from memlit.analysis.variability.measured import measured_sets
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import load_values
from memlit.config.claims import load_claims
from memlit.devices.class_rule import described, sayings
from memlit.devices.resolved import load_resolved
from memlit.grouping import grouped
from memlit.stages.job import Job
from memlit.synapses import budgets, members
from memlit.synapses.beside import measured, neurons, properties, variability
from memlit.synapses.confusion import confusion
from memlit.synapses.energy import medians, off_state, printed, programming, spans
from memlit.synapses.energy import parts as energy_parts
from memlit.synapses.outputs import NamedSynapses, counts_of, factors_of, members_of


def run(job: Job) -> None:
    """Who is in the set, medians, parts of the energy, properties and neurons.

    measured: summaries of measured sets with their recipes, in the folders of their documents.
    """
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    devices, readings, library = record.devices, record.corpus.readings, record.library
    rows = load_rows(job.path("benchmark"), config)
    known = described(sayings(readings))
    found = members.graded_synapses(rows, devices, readings, library, classes, config)
    summaries = job.record(ClassMedians, "class_medians").classes
    claims = load_claims(job.path("claims"))
    behind = energy_parts.energy_inputs(rows, found, devices, config)
    own_properties = properties.properties(readings, known, library, classes, config)
    by_current = programming.programming_energies(rows, found, devices, readings, config)
    compared = job.record(ComparedClasses, "comparisons").comparisons
    sets = measured_sets(job.paths("measured"))
    made = NamedSynapses(
        members=members_of(found),
        counts=counts_of(found),
        factors=factors_of(found, config),
        confusion=tuple(confusion(known, library, classes)),
        medians=tuple(medians.synapse_medians(found, config)),
        printed=tuple(printed.sides_of_medians(claims, summaries, found, classes, config)),
        energy_inputs=tuple(behind),
        energy_parts=tuple(energy_parts.shares_of(behind, config)),
        budgets=tuple(budgets.budget_lines(rows, own_properties, config)),
        energy_spans=tuple(spans.energy_spans(behind, compared.curators, config)),
        printed_distance=spans.printed_distance(claims),
        off_state=off_state.off_state_views(load_values(job.path("values")), classes, config),
        programming=tuple(by_current),
        programming_classes=tuple(programming.programming_classes(by_current, config)),
        properties=tuple(own_properties),
        spreads=tuple(variability.class_spreads(found, own_properties, config)),
        measured=tuple(measured.spreads(sets)),
        trains=tuple(measured.trains(sets)),
        neurons=tuple(neurons.values_of_neurons(readings, library, classes, config)),
    )
    job.write_record("synapses", made)
    is_charge = grouped(found, lambda item: item.row.not_applicable is not None)
    job.write_table(members.synapses_table(config.metrics), is_charge[False])
    job.write_table(members.CHARGE_SYNAPSES, is_charge[True])
