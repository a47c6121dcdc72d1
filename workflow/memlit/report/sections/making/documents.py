"""Documents read, their status against the record, the self-check, and what was excluded and why.

What people looked at again: how much is checked, and each value in dispute.
"""

from memlit.datum import DISPUTED, UNASSIGNED, Reading
from memlit.errors import certain
from memlit.field.codes import CHECKED_COUNT, DISPUTED_COUNT, USED_COUNT
from memlit.numbers import PublishedLine
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from printed.documents.markup.text import without_scripts

MAX_LISTED = 8
"""Values found in texts that are listed; readings.csv has all of them."""


def documents(m: Material) -> ReportBlock:
    """What was read, what became of it, and what sentences state that no person has given to a device."""
    told = [document for document in m.documents if document.status != "same" or document.reason]
    reasons = m.readings.frame(("id", "reason"))
    unassigned = reasons["id"][reasons["reason"].str.partition(":")[0] == UNASSIGNED]
    return written_section(
        m,
        "making/documents",
        told=told,
        unknown=[document for document in m.documents if document.unmapped and document not in told],
        unmapped=lambda document: m.book.results[f"document/{document.key}#unmapped"],
        example=lambda exclusion: _first_of(exclusion, m),
        unassigned=list(m.readings.of(unassigned[:MAX_LISTED])),
        is_cut=len(unassigned) > MAX_LISTED,
        place=lambda reading: without_scripts("; ".join(reading.datum.printed.notes)),
    )


def _first_of(exclusion: PublishedLine, m: Material) -> Reading:
    return m.book.readings[certain(exclusion.number("n")).inputs[0]]


def checks(m: Material) -> ReportBlock:
    """Left out as long as nobody has looked at a value again."""
    checked, used, disputed = (m.book.results[count] for count in (CHECKED_COUNT, USED_COUNT, DISPUTED_COUNT))
    if not (checked.value or disputed.value):
        return {}
    readings = [m.book.readings[identifier] for identifier in disputed.inputs] if disputed.value else []
    return written_section(
        m, "making/checks", checked=checked, used=used, disputed=disputed, readings=readings, dispute=_dispute
    )


def _dispute(reading: Reading) -> str:
    """What was said when a reading was disputed last."""
    return next(step for step in reversed(reading.steps) if step.op == "check" and step.after == DISPUTED).rule
