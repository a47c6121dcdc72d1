"""What the known errors of reading and of source do to medians, comparisons and verdicts."""

from memlit.known_error.rates import ALL_METHODS
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.energy.medians import HEADLINE_EVIDENCE

COMPARED_TABLE = "comparisons.csv"


def known_error(m: Material) -> ReportBlock:
    """Nothing where no median and no verdict carries an error."""
    record = m.known_errors
    if not record.known_errors:
        return {}
    pulse = m.config.conventions.headline_pulse
    named = f"/{pulse}/{HEADLINE_EVIDENCE}/"
    medians = [line for line in record.of_kind("median") if line.of == COMPARED_TABLE or named in line.id]
    return written_section(
        m,
        "making/known_error",
        record=record,
        counts={count.id.partition("#")[2]: count for count in record.counts},
        total=next(line for line in record.reading_errors if line.method == ALL_METHODS),
        medians=medians,
        ratios=record.of_kind("ratio"),
        verdicts=record.of_kind("verdict"),
        curators=m.analysis.comparisons.curators,
    )
