"""What the rule test_sensitivity makes: its record."""

from __future__ import annotations

from memlit.analysis.companions import Companions
from memlit.analysis.identification_model import Identification
from memlit.analysis.multiverse_model import Multiverse
from memlit.datum import Record


class Sensitivity(Record):
    """results/sensitivity.json: what other conventions, unknown values and shared columns would change."""

    multiverse: Multiverse = Multiverse()
    companions: Companions = Companions()
    identification: Identification = Identification()
