"""The sections of the report by the names that field.yaml puts in order."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from memlit.config import FIELD_FILE
from memlit.errors import ConfigError
from memlit.report.blocks import ReportBlock
from memlit.report.sections.devices.classes import classes
from memlit.report.sections.devices.neurons import neurons
from memlit.report.sections.devices.placing import placing, what_to_print
from memlit.report.sections.devices.synapses import synapses
from memlit.report.sections.making.coverage import coverage, flow
from memlit.report.sections.making.documents import checks, documents
from memlit.report.sections.making.figures import figures
from memlit.report.sections.making.methods import methods, software
from memlit.report.sections.making.plan import plan
from memlit.report.sections.making.sensitivity import bounds, sensitivity
from memlit.report.sections.named.beside import measured_synapses, neuron_values, synapse_properties
from memlit.report.sections.named.energy import energy_parts, off_state, programming
from memlit.report.sections.named.energy_limits import energy_limits
from memlit.report.sections.named.next_readings import next_readings
from memlit.report.sections.named.synapses import named_synapses
from memlit.report.sections.observed.best_items import best_items
from memlit.report.sections.observed.classes_compared import classes_compared
from memlit.report.sections.observed.first_finding import first_finding
from memlit.report.sections.observed.how_made import how_made
from memlit.report.sections.observed.what_is_known import what_is_known
from memlit.report.sections.review.arrays import arrays, demonstrations, outlook
from memlit.report.sections.review.claims import claims
from memlit.report.sections.review.guidelines import guidelines, mechanisms
from memlit.report.sections.summary.findings import changes, definitions, findings
from memlit.report.sections.survey.comparisons import comparisons, survey
from memlit.report.sections.variability.accuracy import accuracy
from memlit.report.sections.variability.measured import variability

ReportSection = Callable[[Any], ReportBlock]
SECTION_OF_NAME: Mapping[str, ReportSection] = {
    written.__name__: written
    for written in (
        first_finding,
        best_items,
        classes_compared,
        what_is_known,
        how_made,
        findings,
        changes,
        definitions,
        mechanisms,
        synapses,
        classes,
        named_synapses,
        neurons,
        placing,
        what_to_print,
        claims,
        energy_parts,
        off_state,
        programming,
        comparisons,
        survey,
        variability,
        accuracy,
        guidelines,
        arrays,
        demonstrations,
        outlook,
        coverage,
        flow,
        sensitivity,
        bounds,
        plan,
        energy_limits,
        synapse_properties,
        measured_synapses,
        neuron_values,
        next_readings,
        documents,
        figures,
        checks,
        methods,
        software,
    )
}
APPENDIX = "Appendices"


def sections_called(names: Iterable[str]) -> list[ReportSection]:
    """The sections of these names. Raises ConfigError for a name that no section has."""
    found = []
    for name in names:
        if name not in SECTION_OF_NAME:
            raise ConfigError(
                FIELD_FILE, f"there is no section {name!r}", f"write one of {', '.join(sorted(SECTION_OF_NAME))}"
            )
        found.append(SECTION_OF_NAME[name])
    return found
