"""What people looked at again: how much is checked, and each value in dispute."""

from __future__ import annotations

from memlit.analysis.evidence.coverage import CHECKED_COUNT, DISPUTED_COUNT, USED_COUNT
from memlit.datum import DISPUTED, Reading
from memlit.report.blocks import Block, Material, bullets, paragraph, section
from memlit.report.text import cite, name, plain


def checks(m: Material) -> Block:
    """Left out as long as nobody has looked at a value again."""
    results = m.book.results
    n_checked, n_disputed = results[CHECKED_COUNT], results[DISPUTED_COUNT]
    if not (n_checked.value or n_disputed.value):
        return {}
    parts = [
        paragraph(
            f"{m.book.use(CHECKED_COUNT)} of {m.book.use(USED_COUNT)} printed readings in use were compared with their "
            "source by a person after they were read; their cards name the person and the day."
        )
    ]
    if n_disputed.value:
        parts.append(
            paragraph(
                f"In dispute, and unresolved: {m.book.use(DISPUTED_COUNT)}. A disputed value stays in use until a "
                "correction or a later check settles it."
            )
        )
        disputed = [m.book.readings[identifier] for identifier in n_disputed.inputs]
        parts.append(bullets(_dispute(m, reading) for reading in disputed))
    return section("checks", "Checks", *parts)


def _dispute(m: Material, reading: Reading) -> str:
    last = next(step for step in reversed(reading.steps) if step.op == "check" and step.after == DISPUTED)
    about = f"{reading.datum.device}, {reading.parameter.replace('_', ' ')}"
    place = cite(reading.datum.locator.document)
    return f"{m.book.use(reading.id)}, {name(plain(about))}, in {place}: {name(plain(last.rule))}"
