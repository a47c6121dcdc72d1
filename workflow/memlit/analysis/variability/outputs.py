"""The record of the rule measure_variability."""

from memlit.analysis.variability.accuracy import Accuracy
from memlit.analysis.variability.measured import MeasuredVariability
from memlit.analysis.variability.record import Spread
from memlit.datum import Record


class Variability(Record):
    """results/variability.json: measured sets, their effect sizes, and what variability costs."""

    variability: MeasuredVariability
    spread: Spread
    accuracy: Accuracy
