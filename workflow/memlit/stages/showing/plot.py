"""Rule plot: the benchmark's figures as SVG and PNG."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from memlit.analysis.class_medians import ClassMedians, ClassSummary
from memlit.analysis.comparison.record import ComparedClasses, Comparison
from memlit.analysis.evidence.coverage import CoverageLine
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.guidelines.compare import ComparedGuidelines, Guidelines
from memlit.analysis.robustness.record import Sensitivity
from memlit.analysis.variability.outputs import Variability
from memlit.benchmark.rows import BenchmarkRow, load_rows
from memlit.claims.outputs import Claims
from memlit.claims.verdict import ClaimVerdict
from memlit.devices.resolved import load_shelf
from memlit.files import read_csv
from memlit.library import Library
from memlit.plots.benchmark import coverage, energy_over_width, fig11a, fig11b, fig11c
from memlit.plots.classes import comparisons, designs, functions, mechanisms, pairs
from memlit.plots.look.style import NARROW, WIDE, ClassStyles
from memlit.plots.look.words import SetName, set_name
from memlit.plots.named import energy_parts, pulse_trains, requirements, synapses
from memlit.plots.variability import accuracy, spread
from memlit.plots.variability import arrays as variability
from memlit.stages.job import Job
from memlit.synapses.outputs import EnergyLimits, ModelledClasses, NamedSynapses


class FigureMaterial(Job):
    """What figures are drawn from, each part read when one asks for it."""

    @cached_property
    def styles(self) -> ClassStyles:
        """Colour and mark of each class."""
        return ClassStyles(self.classes)

    @cached_property
    def library(self) -> Library:
        """The papers."""
        return load_shelf(self.path("library")).library

    @cached_property
    def rows(self) -> list[BenchmarkRow]:
        """A row for each device and pulse with its metrics."""
        return load_rows(self.path("benchmark"), self.config)

    @cached_property
    def covered(self) -> tuple[CoverageLine, ...]:
        """What is known and missing of each paper of the headline set."""
        lines = self.record(EvidenceRecord, "evidence").coverage
        return tuple(line for line in lines if line.set_name == self.config.evidence.headline_set)

    @cached_property
    def medians(self) -> tuple[ClassSummary, ...]:
        """The median of each metric and class."""
        return self.record(ClassMedians, "class_medians").classes

    @cached_property
    def compared(self) -> tuple[Comparison, ...]:
        """The quantities of the survey, compared between classes."""
        return self.record(ComparedClasses, "comparisons").comparisons.comparisons

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """What bounds and conventions change."""
        return self.record(Sensitivity, "sensitivity")

    @cached_property
    def measured(self) -> Variability:
        """Spread within and between devices."""
        return self.record(Variability, "variability")

    @cached_property
    def verdicts(self) -> tuple[ClaimVerdict, ...]:
        """The verdict on each claim of the review."""
        return self.record(Claims, "claims").verdicts

    @cached_property
    def named(self) -> NamedSynapses:
        """The named synapses with their grades."""
        return self.record(NamedSynapses, "synapses")

    @cached_property
    def modelled(self) -> ModelledClasses:
        """What the data say of the classes, and the papers to read next."""
        return self.record(ModelledClasses, "class_model")

    @cached_property
    def limits(self) -> EnergyLimits:
        """What arrays ask of their synapses."""
        return self.record(EnergyLimits, "energy_limits")

    @cached_property
    def guidelines(self) -> Guidelines:
        """Papers named with the design guidelines."""
        return self.record(ComparedGuidelines, "guidelines").guidelines

    @cached_property
    def sets(self) -> SetName:
        """How the sets of papers are called in a figure."""
        return set_name(self.library)

    @cached_property
    def neurons(self) -> list[fig11c.NeuronLine]:
        """The neurons of Fig. 11c: computed energies beside those that papers report."""
        reported = list(fig11c.reported_in(read_csv(self.path("readings"))))
        review = self.config.report.review_key
        return fig11c.neuron_lines(self.library, self.classes, self.rows, reported, review, self.covered)


_FigureDrawing = Callable[[FigureMaterial, list[Path], bool], None]
_SMALL = "_narrow"
"""Ends the name of a figure for a narrow screen."""
DRAWINGS: Mapping[str, _FigureDrawing] = {
    "fig11a": lambda m, to, _: fig11a.draw(m.rows, m.library, m.config, m.styles, to, m.verdicts),
    "energy_over_width": lambda m, to, small: energy_over_width.draw(
        m.rows, m.library, m.config.conventions.headline_pulse, m.styles, to, is_narrow=small
    ),
    "designs": lambda m, to, small: designs.draw(m.guidelines.counts, to, is_narrow=small),
    "functions": lambda _, to, small: functions.draw(to, is_narrow=small),
    "mechanisms": lambda m, to, small: mechanisms.draw(m.classes, m.styles, to, is_narrow=small),
    "coverage": lambda m, to, small: coverage.draw(
        coverage.covered_papers(m.covered, m.modelled.next_readings, m.styles), m.library, m.styles, to, is_narrow=small
    ),
    "fig11b": lambda m, to, small: fig11b.draw(m.medians, m.config, m.classes, to, is_narrow=small),
    "fig11c": lambda m, to, small: fig11c.draw(m.neurons, m.library, m.styles, to, is_narrow=small),
    "comparisons": lambda m, to, small: comparisons.draw(m.compared, m.styles, to, _width(small)),
    "pairs": lambda m, to, small: pairs.draw(
        m.compared, m.config.analysis.wording.fragile_below_percent, to, _width(small)
    ),
    "variability": lambda m, to, small: variability.draw(m.measured.variability, to, _width(small), m.sets),
    "spread": lambda m, to, small: spread.draw(m.measured.spread, to, _width(small), m.sets),
    "synapses": lambda m, to, small: synapses.draw(
        synapses.synapse_lines(m.named, m.rows, list(m.classes.classes)),
        m.verdicts,
        m.library,
        m.config,
        m.styles,
        to,
        _width(small),
    ),
    "accuracy": lambda m, to, small: accuracy.draw(m.measured.accuracy, m.styles, to, _width(small), m.sets),
    "energy_parts": lambda m, to, small: energy_parts.draw(
        energy_parts.groups_with_shares(m.named.energy_parts), to, _width(small)
    ),
    "requirements": lambda m, to, small: requirements.draw(
        m.limits.requirements, m.named.budgets, m.styles, to, is_narrow=small
    ),
    "pulse_trains": lambda m, to, small: pulse_trains.draw(m.named.trains, m.library, to, _width(small)),
}
"""How each figure is drawn, for a page or for a narrow screen; `workflow/rules/common.smk` lists which are."""


def run(job: Job) -> None:
    """Draw all figures. outputs: paths by figure, an SVG or PNG each."""
    material = FigureMaterial(job.inputs, job.outputs, job.params)
    for name, path in job.outputs.items():
        draw = DRAWINGS[name.removesuffix("_png").removesuffix(_SMALL)]
        draw(material, [Path(path)], name.endswith(_SMALL))


def _width(is_small: bool) -> float:
    return NARROW if is_small else WIDE
