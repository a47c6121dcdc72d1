"""What the data do say of the classes: prior, posterior, votes and a laboratory left out, never on the first page."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.class_model import LEAST_LABORATORIES, ClassStatement


def class_model(m: Material) -> ReportBlock:
    """Medians and comparisons of the classes, a row a prior; nothing where no class has an own number."""
    said = [line for line in m.modelled.statements if not line.why_not]
    few = dict.fromkeys(
        (line.device_class, line.metric) for line in m.modelled.statements if line.why_not and not line.below
    )
    if not m.modelled.statements:
        return {}
    return written_section(
        m,
        "named/class_model",
        medians=[line for line in said if not line.below],
        comparisons=[line for line in said if line.below],
        few=list(few),
        votes=_votes,
        LEAST_LABORATORIES=LEAST_LABORATORIES,
    )


def _votes(line: ClassStatement) -> str:
    """`, 1 open` where bounds leave votes open."""
    return f", {line.n_open} open" if line.n_open else ""
