"""What the rule test_sensitivity makes: its record."""

from memlit.analysis.robustness.bounds import Identification
from memlit.analysis.robustness.conventions import ChangedConvention
from memlit.analysis.robustness.own_energies import OwnEnergy
from memlit.datum import Record


class Sensitivity(Record):
    """What other conventions and unknown values would change, and energies of the authors."""

    conventions: tuple[ChangedConvention, ...] = ()
    own_energies: tuple[OwnEnergy, ...] = ()
    identification: Identification = Identification()
