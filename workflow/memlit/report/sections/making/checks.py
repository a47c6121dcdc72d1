"""What people looked at again: how much is checked, each value in dispute, and how far two readers agree."""

from memlit.analysis.evidence.coverage import CHECKED_COUNT, DISPUTED_COUNT, USED_COUNT
from memlit.analysis.evidence.two_readers.agreement import LIMIT_DECADES
from memlit.analysis.evidence.two_readers.record import ALL
from memlit.datum import DISPUTED, Reading
from memlit.report.blocks import Block, Material, bullets, listing, paragraph, section
from memlit.report.text import cite, name, plain

NONE_YET = (
    "No document of this run was read by a second person, so the error of our own reading is not measured: "
    "the survey's curators stand in for it. A second list in sources/KEY/readings_second.csv measures it."
)
SOME = "A second person read these documents too. Their readings measure the error of the first and feed nothing."
LIMIT = name(f"{LIMIT_DECADES:g} decades")


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


def double_reading(m: Material) -> Block:
    """How far two readers of the same documents agree, with what is still open between them."""
    record = m.analysis.double_reading
    parts = [paragraph(SOME if record.has_second_reader else NONE_YET)]
    if record.agreements:
        parts.append(
            listing(
                m,
                "Agreement of two readers.",
                record.agreements,
                [
                    ("read by two", "l", lambda item: "all" if item.document == ALL else cite(item.document)),
                    ("places", "r", lambda item: item.n_places),
                    ("numbers", "r", lambda item: item.n_numbers),
                    ("equal", "r", lambda item: item.share_equal),
                    ("median", "r", lambda item: item.median_absolute),
                    ("far apart", "r", lambda item: item.share_over),
                    ("classes", "r", lambda item: item.n_classes),
                    ("kappa", "r", lambda item: item.kappa),
                    ("open", "r", lambda item: item.n_open),
                ],
                note=f"Equal, far apart: shares of the numbers, the latter of those more than {LIMIT} (a factor of "
                "two) apart; median of |log10 ratio|; Cohen's kappa on the classes; open: differ, and no correction or "
                "check settles them yet. data/to_settle.csv lists the open ones.",
                source="double_reading.csv",
            )
        )
    return section("double-reading", "Second readings", *parts)
