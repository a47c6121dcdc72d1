"""What bounded papers and several devices of a paper do to the medians, and whether a decision survives the bounds."""

from memlit.analysis.robustness.bounds import NOT_CENSORED
from memlit.analysis.robustness.bounds_record import CornerTest, MedianLine
from memlit.report.blocks import SET_NAMES, Block, Material
from memlit.report.written import written

TITLES = {"on_off_ratio": "on/off ratio", "endurance": "reported endurance", "set_time": "SET time"}
SETS = {**SET_NAMES, "survey-unpaired": "memory survey, unpaired"}


def bounds(m: Material) -> Block:
    """The bounds of the medians, the decisions at their corners, and the medians over devices."""
    lines = m.analysis.identification.medians
    if not lines:
        return {}

    def quantity(line: MedianLine | CornerTest) -> str:
        return m.symbol(line.quantity) if line.quantity in m.config.metrics else TITLES[line.quantity]

    fitted = [line for line in lines if line.censored]
    refused = [line for line in lines if not line.censored and line.censored_reason != NOT_CENSORED]
    return written(
        m,
        "making/bounds",
        lines=lines,
        quantity=quantity,
        censored=[*fitted, *refused],
        SETS=SETS,
        NOT_CENSORED=NOT_CENSORED,
    )
