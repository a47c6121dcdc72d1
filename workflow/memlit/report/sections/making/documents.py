"""Documents read, their status against the record, the self-check, and what was excluded and why.

What people looked at again: how much is checked, each value in dispute, and how far two readers agree.
"""

import re
from html import unescape

from memlit.analysis.evidence.coverage import CHECKED_COUNT, DISPUTED_COUNT, USED_COUNT
from memlit.analysis.evidence.left_out import Exclusion
from memlit.analysis.evidence.two_readers.agreement import LIMIT_DECADES
from memlit.analysis.evidence.two_readers.record import ALL
from memlit.datum import DISPUTED, UNASSIGNED, Reading
from memlit.report.blocks import DASH, Block, Material, bullets, paragraph, section
from memlit.report.text import cite, name, plain
from memlit.report.words import parameter_words

MAX_LISTED = 8
"""Values found in texts that are listed; readings.csv has all of them."""
_MARKUP = re.compile(r"</?su[bp]>")


def documents(m: Material) -> Block:
    """What was read and what became of it."""
    problems = m.resolved.corpus.problems
    blocks = [_documents(m), _self_check(m), _exclusions(m), _unassigned(m)]
    if problems:
        blocks.append(paragraph("Problems found in this run, each with what mends it:"))
        blocks.append(bullets(name(plain(line)) for line in problems))
    return section("documents", "Documents and exclusions", *blocks)


def _documents(m: Material) -> Block:
    """The documents about which there is something to say."""
    told = [d for d in m.resolved.corpus.documents if d.status != "same" or d.reason]
    unknown = [
        f"{m.cited(document.key)} ({m.book.use(f'document/{document.key}#unmapped')})"
        for document in m.resolved.corpus.documents
        if document.unmapped and document not in told
    ]
    rest = "documents of this run are the same as in their reviewed record."
    if unknown:
        rest += f" Tables with column headers that could not be assigned (number of headers): {', '.join(unknown)}."
    if not told:
        return paragraph(f"All {rest}")
    return m.listing(
        "Documents of this run with something to tell. same: as in the reviewed record; new: no record yet, used; "
        "changed: differs from the record, which stands; record only: the document is absent, its record stands.",
        told,
        [
            ("document", "l", lambda d: m.cited(d.key)),
            ("status", "l", lambda d: d.status.replace("_", " ")),
            ("unknown headers", "r", lambda d: m.book.use(f"document/{d.key}#unmapped") if d.unmapped else None),
            ("reason", "l", lambda d: name(plain(d.reason or DASH))),
        ],
        note=f"All other {rest} The page _documents.html in the folder audit lists all.",
        wide=False,
    )


def _self_check(m: Material) -> Block:
    check = m.analysis.self_check
    if not check.compared.value:
        return {}
    return paragraph(
        f"Self-check: {m.use(check.compared)} cells of documents that restate known readings were mined and "
        f"compared with the record; {m.use(check.agreeing)} are equal. They are counted once and say nothing "
        "about accuracy on other documents."
    )


def _exclusions(m: Material) -> Block:
    def example(exclusion: Exclusion) -> str:
        reading = m.book.readings[exclusion.count.inputs[0]]
        return name(f"{reading.datum.printed.text} ({reading.id})")

    return m.listing(
        "Readings that do not feed the benchmark, by reason.",
        m.analysis.exclusions,
        [
            ("reason", "l", lambda exclusion: exclusion.reason.replace("_", " ")),
            ("readings", "r", lambda exclusion: exclusion.count),
            ("an example", "l", example),
        ],
        source="readings.csv",
        wide=False,
    )


def _unassigned(m: Material) -> Block:
    """Values that sentences state and no person has given to a device, by document and place."""
    found = [reading for reading in m.resolved.corpus.readings if (reading.reason or "").startswith(f"{UNASSIGNED}:")]

    def place(reading: Reading) -> str:
        return name(plain(unescape(_MARKUP.sub("", "; ".join(reading.datum.printed.notes)))))

    return m.listing(
        "Found in text, not assigned: no evidence until an entry of source.yaml names the device.",
        found[:MAX_LISTED],
        [
            ("document", "l", lambda reading: m.cited(reading.datum.locator.document)),
            ("parameter", "l", lambda reading: parameter_words(reading.parameter)),
            ("printed", "l", lambda reading: name(plain(reading.datum.printed.text))),
            ("where it stands", "l", place),
            ("id", "l", lambda reading: name(reading.id)),
        ],
        note="The first ones by id; the file has all." if len(found) > MAX_LISTED else "",
        source="readings.csv",
    )


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
    return f"{m.use(reading)}, {name(plain(about))}, in {place}: {name(plain(last.rule))}"


def double_reading(m: Material) -> Block:
    """How far two readers of the same documents agree, with what is still open between them."""
    record = m.analysis.double_reading
    parts = [paragraph(SOME if record.has_second_reader else NONE_YET)]
    if record.agreements:
        parts.append(
            m.listing(
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
