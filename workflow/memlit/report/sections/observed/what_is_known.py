"""What was read, what of it is of no observation, and what is missing."""

from collections import Counter

from memlit.datum import Result, percent
from memlit.grouping import grouped
from memlit.observations.record import MetricValue
from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section

DISAGREES_FROM = 0.05
"""Share of the printed metric from which its parts are said to disagree with it."""


def printed_otherwise(m: ObservedMaterial) -> list[tuple[MetricValue, str]]:
    """Metrics that are unlike what the source prints for them, each with the id of the printed one."""
    found = []
    for one in m.metrics:
        printed = m.by_observation[one.observation].get(m.field.printed_as.get(one.metric, ""))
        if printed is None or not printed.value or printed.reading is None:
            continue
        if abs((one.result.value or 0.0) / printed.value - 1) > DISAGREES_FROM:
            found.append((one, printed.reading))
    return found


def what_is_known(m: ObservedMaterial) -> ReportBlock:
    """Coverage by metric, values that are of no observation, disagreeing readings and problems."""
    by_reason = grouped(m.observed.left_out, lambda one: one.reason)
    known: list[tuple[str, Result]] = [(name, m.book.results[f"observed#{name}"]) for name in m.config.metrics]
    documents = Counter(reading.datum.locator.document for reading in m.book.readings.values())
    return written_section(
        m,
        "observed/what_is_known",
        known=known,
        reasons=sorted(by_reason.items()),
        conflicts=[one for one in m.observed.values if one.conflict],
        documents=sorted(documents),
        otherwise=printed_otherwise(m),
        share=percent(DISAGREES_FROM),
    )
