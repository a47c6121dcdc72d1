"""What the evidence says of the classes, and how complete it is."""

from memlit.analysis.classes import ClassSummary, summarise_classes
from memlit.analysis.coverage import CoverageLine, cover
from memlit.analysis.documents import count_exclusions, count_unmapped
from memlit.analysis.prisma import prisma_flow
from memlit.analysis.self_check import SelfCheck, check_restatements
from memlit.analysis.unresolved import unresolved_devices

__all__ = [
    "ClassSummary",
    "CoverageLine",
    "SelfCheck",
    "check_restatements",
    "count_exclusions",
    "count_unmapped",
    "cover",
    "prisma_flow",
    "summarise_classes",
    "unresolved_devices",
]
