"""The tables of class medians and of coverage, and the stage's record."""

from __future__ import annotations

from memlit.analysis.accuracy import Accuracy
from memlit.analysis.classes import ClassSummary
from memlit.analysis.companions import Companions
from memlit.analysis.comparisons_model import ClassComparisons
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
from memlit.datum import Record, Result, results_in
from memlit.published import Column, Table


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
        return {result.id: result for result in results_in(self)}


CLASSES = Table[ClassSummary](
    "classes.csv",
    "Medians by set, class, role, pulse and metric",
    "analyse",
    (
        Column("id", "set, class, role, pulse and metric"),
        Column("set", "set of papers", lambda line: line.set_name),
        Column("class", "device class by its short name", lambda line: line.device_class),
        Column("role", "synapse, neuron, array or memory"),
        Column("pulse", "set (potentiation) or reset (depression)"),
        Column("metric", f"one of {', '.join(UNITS)}"),
        Column("unit", "SI unit of the median", lambda line: UNITS[line.metric]),
        Column("n_credited", "papers of the class in the set", type="integer"),
        Column("n_papers", "of them with the metric known as a point", type="integer"),
        Column("n_bounded", "of them with the metric only bounded", type="integer"),
        Column(
            "median",
            "median over papers with evidence, known or bounded, on the log scale, where the bounds allow one number "
            "only, in `unit`",
            unit="column unit",
        ),
        Column(
            "lower",
            "its lower bound: median of the papers' lower ends, in `unit`",
            lambda line: line.median and line.median.low,
            unit="column unit",
        ),
        Column(
            "upper",
            "its upper bound: median of their upper ends, inf where there is none, in `unit`",
            lambda line: line.median and line.median.high,
            unit="column unit",
        ),
        Column(
            "middle_of_known",
            "middle of the papers known as a point, the bounded left out, in `unit`",
            unit="column unit",
        ),
        Column("inclusion", "what the number of papers allows to say"),
        Column(
            "identification",
            "what is known of the median over all credited papers: identified, bounded or not identified",
        ),
        Column(
            "papers",
            "keys of the papers with the metric known as a point",
            lambda line: [paper.paper for paper in line.papers],
        ),
        Column(
            "bounded",
            "keys of those with the metric only bounded",
            lambda line: [paper.paper for paper in line.bounded],
        ),
    ),
)
COVERAGE = Table[CoverageLine](
    "coverage.csv",
    "What is known and missing of each paper",
    "analyse",
    (
        Column("paper", "key of the paper", lambda line: line.key),
        Column("set", "first set of papers that the paper belongs to", lambda line: line.set_name),
        Column("class", "device classes of the paper", lambda line: line.device_classes),
        Column("role", "roles of its devices", lambda line: line.roles),
        Column("n_readings", "readings used", type="integer"),
        Column("n_excluded", "readings excluded or without a value", type="integer"),
        Column(
            "n_checked",
            "readings used that a second look confirmed or corrected, see checks.csv",
            type="integer",
        ),
        Column("disputed", "ids of readings that a second look disputes"),
        Column("known", "parts of the tuple with a reading"),
        Column("missing", "parts of the tuple without one"),
        Column("metrics", "metrics known as points"),
        Column("bounded", "metrics known only within bounds"),
        Column("documents", "documents the readings were printed in"),
        Column("supply", "what to supply, and where"),
        Column("find", "where the paper can be read"),
    ),
)
TABLES = (CLASSES, COVERAGE)
