"""The order of the report: its parts with their sections, then the appendices."""

from collections.abc import Callable

from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import classes
from memlit.report.sections.devices.decide import decide
from memlit.report.sections.devices.neurons import neurons
from memlit.report.sections.devices.placing import placing, what_to_print
from memlit.report.sections.devices.reported_energies import reported_energies
from memlit.report.sections.devices.synapses import synapses
from memlit.report.sections.making.coverage import coverage, flow
from memlit.report.sections.making.documents import checks, documents, double_reading
from memlit.report.sections.making.figures import figures
from memlit.report.sections.making.known_error import known_error
from memlit.report.sections.making.methods import methods, software
from memlit.report.sections.making.plan import plan
from memlit.report.sections.making.sensitivity import bounds, sensitivity
from memlit.report.sections.named.beside import measured_synapses, neuron_values, synapse_properties
from memlit.report.sections.named.class_model import class_model
from memlit.report.sections.named.energy import energy_parts, off_state, programming
from memlit.report.sections.named.energy_limits import energy_limits
from memlit.report.sections.named.next_readings import next_readings
from memlit.report.sections.named.synapses import named_synapses
from memlit.report.sections.review.arrays import arrays, demonstrations
from memlit.report.sections.review.claims import claims
from memlit.report.sections.review.guidelines import guidelines, mechanisms
from memlit.report.sections.summary.findings import changes, definitions, findings
from memlit.report.sections.survey.comparisons import comparisons, survey
from memlit.report.sections.variability.accuracy import accuracy
from memlit.report.sections.variability.measured import variability
from memlit.report.sections.variability.spread import spread

REPORT_PARTS: tuple[tuple[str, tuple[Callable[[Material], ReportBlock], ...]], ...] = (
    ("In short", (findings,)),
    ("Device classes", (mechanisms,)),
    ("The benchmark", (definitions, synapses, classes)),
    ("Devices", (named_synapses, neurons, placing)),
    ("Decide", (decide,)),
    ("Claims", (claims, changes)),
    ("The spread between papers", (energy_parts, off_state)),
    ("Memory cells, as context", (comparisons,)),
    ("Variability", (variability, spread, accuracy)),
    ("Applications", (guidelines, arrays, demonstrations)),
    ("How it was made", (coverage, sensitivity, known_error, flow)),
)
"""The sections of the main text in order, in the parts that the contents show."""
APPENDICES: tuple[Callable[[Material], ReportBlock], ...] = (
    what_to_print,
    plan,
    bounds,
    reported_energies,
    energy_limits,
    class_model,
    programming,
    synapse_properties,
    measured_synapses,
    neuron_values,
    next_readings,
    survey,
    documents,
    figures,
    checks,
    double_reading,
    methods,
    software,
)
"""The sections that follow the main text; before them stand the details of its own sections."""
APPENDIX = "Appendices"
