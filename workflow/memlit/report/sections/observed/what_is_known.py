"""What was read, what of it is of no observation, and what is missing."""

from memlit.datum import Result, percent
from memlit.grouping import grouped
from memlit.observations.metrics import DISAGREES_FROM, printed_otherwise
from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section


def what_is_known(m: ObservedMaterial) -> ReportBlock:
    """Coverage by metric, values that are of no observation, disagreeing readings and problems."""
    by_reason = grouped(m.lines.left_out, lambda one: one.reason)
    known: list[tuple[str, Result]] = [(name, m.counted(name)) for name in m.config.metrics]
    read = {reading.datum.locator.document for reading in m.book.readings.values()}
    return written_section(
        m,
        "observed/what_is_known",
        known=known,
        reasons=sorted(by_reason.items()),
        conflicts=[one for one in m.lines.observations if one.conflict],
        documents=[document for document in m.documents if document.key in read],
        otherwise=printed_otherwise(m.lines.metrics, m.lines.observations, m.field),
        share=percent(DISAGREES_FROM),
    )
