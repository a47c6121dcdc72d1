"""Columns of results/data/classes.csv and coverage.csv, each with its meaning, and the stage's record."""

from __future__ import annotations

from typing import Any

from memlit.analysis.accuracy import Accuracy
from memlit.analysis.classes import ClassSummary
from memlit.analysis.companions import Companions
from memlit.analysis.comparisons_model import ClassComparisons, results_in
from memlit.analysis.coverage import CoverageLine
from memlit.analysis.documents import Exclusion
from memlit.analysis.double_reading_model import DoubleReading
from memlit.analysis.figures_model import DigitizedFigures
from memlit.analysis.guidelines_model import Guidelines
from memlit.analysis.identification_model import Identification
from memlit.analysis.lineage import TupleLineages
from memlit.analysis.measured_model import MeasuredVariability
from memlit.analysis.multiverse_model import Multiverse
from memlit.analysis.plan import PlannedPair
from memlit.analysis.prisma import FlowStage
from memlit.analysis.self_check import SelfCheck
from memlit.analysis.spread_model import Spread
from memlit.analysis.unresolved import UnresolvedDevice
from memlit.benchmark.rows import UNITS
from memlit.datum import Record, Result


class Analysis(Record):
    """results/analysis.json."""

    classes: tuple[ClassSummary, ...]
    coverage: tuple[CoverageLine, ...]
    counts: tuple[Result, ...]
    self_check: SelfCheck
    exclusions: tuple[Exclusion, ...]
    unmapped: tuple[Result, ...]
    prisma: tuple[FlowStage, ...]
    unresolved: tuple[UnresolvedDevice, ...]
    comparisons: ClassComparisons
    variability: MeasuredVariability
    spread: Spread
    accuracy: Accuracy
    guidelines: Guidelines
    planned: tuple[PlannedPair, ...] = ()
    figures: DigitizedFigures = DigitizedFigures()
    multiverse: Multiverse = Multiverse()
    companions: Companions = Companions()
    identification: Identification = Identification()
    double_reading: DoubleReading = DoubleReading()
    lineages: tuple[TupleLineages, ...] = ()

    @property
    def results(self) -> dict[str, Result]:
        """All computed numbers of the analysis by id."""
        found = [*self.counts, self.self_check.compared, self.self_check.agreeing, *self.unmapped]
        found += [exclusion.count for exclusion in self.exclusions]
        found += [*self.comparisons.results, *self.variability.results, *self.spread.results, *self.accuracy.results]
        found += self.guidelines.results
        found += results_in((self.planned, self.multiverse, self.companions, self.identification))
        found += results_in((self.double_reading, self.lineages))
        found += self.figures.results
        for stage in self.prisma:
            found += [stage.n, stage.n_excluded, *(count for _, count in stage.reasons)]
        for line in self.coverage:
            found += [line.n_readings, line.n_excluded, line.n_checked]
        for summary in self.classes:
            found += [summary.n_credited, summary.n_papers, summary.n_bounded]
            found += [paper.result for paper in (*summary.papers, *summary.bounded)]
            found += filter(None, [summary.median, summary.middle_of_known])
        return {result.id: result for result in found}


_CLASS_MEANINGS = {
    "id": "set, class, role, pulse and metric",
    "set": "set of papers",
    "class": "device class by its short name",
    "role": "synapse, neuron, array or memory",
    "pulse": "set (potentiation) or reset (depression)",
    "metric": "action_energy, standby_power, spike_timing, spiking_energy or firing_energy",
    "unit": "SI unit of the median",
    "n_credited": "papers of the class in the set",
    "n_papers": "of them with the metric known as a point",
    "n_bounded": "of them with the metric only bounded",
    "median": "median over papers with evidence, known or bounded, on the log scale, where the bounds allow one number "
    "only, in `unit`",
    "lower": "its lower bound: median of the papers' lower ends, in `unit`",
    "upper": "its upper bound: median of their upper ends, inf where there is none, in `unit`",
    "middle_of_known": "middle of the papers known as a point, the bounded left out, in `unit`",
    "inclusion": "what the number of papers allows to say",
    "identification": "what is known of the median over all credited papers: identified, bounded or not identified",
    "papers": "keys of the papers with the metric known as a point",
    "bounded": "keys of those with the metric only bounded",
}
CLASS_COLUMNS = tuple(_CLASS_MEANINGS)

_COVERAGE_MEANINGS = {
    "paper": "key of the paper",
    "set": "first set of papers that the paper belongs to",
    "class": "device classes of the paper",
    "role": "roles of its devices",
    "n_readings": "readings used",
    "n_excluded": "readings excluded or without a value",
    "n_checked": "readings used that a second look confirmed or corrected, see checks.csv",
    "disputed": "ids of readings that a second look disputes",
    "known": "parts of the tuple with a reading",
    "missing": "parts of the tuple without one",
    "metrics": "metrics known as points",
    "bounded": "metrics known only within bounds",
    "documents": "documents the readings were printed in",
    "supply": "what to supply, and where",
    "find": "where the paper can be read",
    "not_printed": "what a person looked for and did not find, with what was read for it; the rest is unread",
}
COVERAGE_COLUMNS = tuple(_COVERAGE_MEANINGS)
MEANINGS = {"classes.csv": _CLASS_MEANINGS, "coverage.csv": _COVERAGE_MEANINGS}


def class_row(summary: ClassSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "set": summary.set_name,
        "class": summary.device_class,
        "role": summary.role,
        "pulse": summary.pulse,
        "metric": summary.metric,
        "unit": UNITS[summary.metric],
        "n_credited": summary.n_credited.value,
        "n_papers": summary.n_papers.value,
        "n_bounded": summary.n_bounded.value,
        "median": summary.median.value if summary.median else None,
        "lower": summary.median.low if summary.median else None,
        "upper": summary.median.high if summary.median else None,
        "middle_of_known": summary.middle_of_known.value if summary.middle_of_known else None,
        "inclusion": summary.inclusion,
        "identification": summary.identification,
        "papers": [paper.paper for paper in summary.papers],
        "bounded": [paper.paper for paper in summary.bounded],
    }


def coverage_row(line: CoverageLine) -> dict[str, Any]:
    return {
        "paper": line.key,
        "set": line.set_name,
        "class": line.device_classes,
        "role": line.roles,
        "n_readings": line.n_readings.value,
        "n_excluded": line.n_excluded.value,
        "n_checked": line.n_checked.value,
        "disputed": line.disputed,
        "known": line.known,
        "missing": line.missing,
        "metrics": line.metrics,
        "bounded": line.bounded,
        "documents": line.documents,
        "supply": line.supply,
        "find": line.find,
        "not_printed": line.not_printed,
    }
