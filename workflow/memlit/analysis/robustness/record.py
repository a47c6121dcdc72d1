"""What unknown values and other conventions would change: its record."""

from memlit.analysis.robustness.bounds import MedianLine
from memlit.analysis.robustness.conventions import ChangedConvention
from memlit.datum import Record


class Sensitivity(Record):
    """What other conventions and unknown values would change."""

    conventions: tuple[ChangedConvention, ...] = ()
    medians: tuple[MedianLine, ...] = ()
