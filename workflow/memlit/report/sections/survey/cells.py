"""The survey of memory cells and the devices without a resolved citation: apart from the review's own papers."""

from memlit.benchmark.rows import UNPAIRED_SET
from memlit.devices.gather import SURVEY
from memlit.report.blocks import Block, Material
from memlit.report.sections.devices.classes import by_class
from memlit.report.written import written


def survey(m: Material) -> Block:
    """Class tables of the survey by pulse, the unpaired sensitivity, and the unresolved set."""
    summaries = [s for s in m.analysis.classes if s.set_name in {SURVEY, UNPAIRED_SET}]
    if not summaries and not m.analysis.unresolved:
        return {}
    sets = {
        "set": [s for s in summaries if s.set_name == SURVEY and s.pulse == "set"],
        "reset": [s for s in summaries if s.set_name == SURVEY and s.pulse == "reset"],
        "unpaired": [s for s in summaries if s.set_name == UNPAIRED_SET],
    }
    tables = {
        pulse: [(name, found) for name, found in by_class(own) if any(s.papers for s in found.values())]
        for pulse, own in sets.items()
    }
    return written(m, "survey/cells", tables=tables, unresolved=m.analysis.unresolved)
