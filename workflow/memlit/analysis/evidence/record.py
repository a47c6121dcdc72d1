"""What the rule account_evidence makes: its record, and the table of coverage."""

from memlit.analysis.evidence.digitized import DigitizedFigures
from memlit.analysis.evidence.left_out import Exclusion, UnresolvedDevice
from memlit.analysis.evidence.lineage import TupleLineages
from memlit.analysis.evidence.planned import PlannedPair
from memlit.analysis.evidence.prisma import FlowStage
from memlit.analysis.evidence.restated import SelfCheck
from memlit.analysis.evidence.two_readers import DoubleReading
from memlit.datum import Record, Result


class EvidenceRecord(Record):
    """results/evidence.json: what was read, what is missing, and how well it was read."""

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
