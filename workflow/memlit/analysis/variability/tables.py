"""The record of the rule measure_variability."""

from memlit.analysis.variability.accuracy import Accuracy
from memlit.analysis.variability.measured_record import MeasuredVariability
from memlit.analysis.variability.record import Spread
from memlit.datum import Record


class Variability(Record):
    """results/variability.json: measured sets, their effect sizes, and what variability costs."""

    variability: MeasuredVariability
    spread: Spread
    accuracy: Accuracy


_AS_EFFECTS = "as in effect_sizes.csv"
_NEW_DEVICE = "prediction interval for a new device"
