"""What the rule test_sensitivity makes: its record."""

from memlit.analysis.robustness.bounds import Identification
from memlit.analysis.robustness.companions import Companions
from memlit.analysis.robustness.conventions import ChangedConvention
from memlit.datum import Record


class Sensitivity(Record):
    """results/sensitivity.json: what other conventions, unknown values and shared columns would change."""

    conventions: tuple[ChangedConvention, ...] = ()
    companions: Companions = Companions()
    identification: Identification = Identification()
