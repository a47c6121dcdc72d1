"""What the evidence says of the classes, and how complete it is."""

from memlit.analysis.classes import ClassSummary, summarise_classes
from memlit.analysis.coverage import CoverageLine, cover
from memlit.analysis.self_check import SelfCheck, check_restatements

__all__ = [
    "ClassSummary",
    "CoverageLine",
    "SelfCheck",
    "check_restatements",
    "cover",
    "summarise_classes",
]
