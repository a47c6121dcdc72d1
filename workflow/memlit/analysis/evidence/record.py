"""What the rule account_evidence makes: its record, and the table of coverage."""

from memlit.analysis.evidence.coverage import CoverageLine
from memlit.analysis.evidence.digitized import DigitizedFigures
from memlit.analysis.evidence.left_out import Exclusion, UnresolvedDevice
from memlit.analysis.evidence.lineage import TupleLineages
from memlit.analysis.evidence.planned import PlannedPair
from memlit.analysis.evidence.prisma import FlowStage
from memlit.analysis.evidence.restated import SelfCheck
from memlit.analysis.evidence.two_readers.record import DoubleReading
from memlit.datum import Record, Result
from memlit.published import Column, Table


class Evidence(Record):
    """results/evidence.json: what was read, what is missing, and how well it was read."""

    coverage: tuple[CoverageLine, ...]
    counts: tuple[Result, ...]
    self_check: SelfCheck
    exclusions: tuple[Exclusion, ...]
    unmapped: tuple[Result, ...]
    prisma: tuple[FlowStage, ...]
    unresolved: tuple[UnresolvedDevice, ...]
    planned: tuple[PlannedPair, ...] = ()
    figures: DigitizedFigures = DigitizedFigures()
    double_reading: DoubleReading = DoubleReading()
    lineages: tuple[TupleLineages, ...] = ()


COVERAGE = Table[CoverageLine](
    "coverage.csv",
    "What is known and missing of each paper",
    "account_evidence",
    (
        Column("paper", "key of the paper", "key"),
        Column("set", "first set of papers that the paper belongs to", "set_name"),
        Column("class", "device classes of the paper", "device_classes"),
        Column("role", "roles of its devices", "roles"),
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
        Column(
            "not_printed",
            "what a person looked for and did not find, with what was read for it; the rest is unread",
        ),
    ),
)
TABLES = (COVERAGE,)
