"""Documents read, their status against the record, the self-check, and what was excluded and why."""

import re
from html import unescape

from memlit.analysis.evidence.left_out import Exclusion
from memlit.datum import UNASSIGNED, Reading
from memlit.report.blocks import DASH, Block, Material, bullets, cited, listing, paragraph, section
from memlit.report.text import name, plain
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
        f"{cited(m, document.key)} ({m.book.use(f'document/{document.key}#unmapped')})"
        for document in m.resolved.corpus.documents
        if document.unmapped and document not in told
    ]
    rest = "documents of this run are the same as in their reviewed record."
    if unknown:
        rest += f" Tables with column headers that could not be assigned (number of headers): {', '.join(unknown)}."
    if not told:
        return paragraph(f"All {rest}")
    return listing(
        m,
        "Documents of this run with something to tell. same: as in the reviewed record; new: no record yet, used; "
        "changed: differs from the record, which stands; record only: the document is absent, its record stands.",
        told,
        [
            ("document", "l", lambda d: cited(m, d.key)),
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
        f"Self-check: {m.book.use(check.compared.id)} cells of documents that restate known readings were mined and "
        f"compared with the record; {m.book.use(check.agreeing.id)} are equal. They are counted once and say nothing "
        "about accuracy on other documents."
    )


def _exclusions(m: Material) -> Block:
    def example(exclusion: Exclusion) -> str:
        reading = m.book.readings[exclusion.count.inputs[0]]
        return name(f"{reading.datum.printed.text} ({reading.id})")

    return listing(
        m,
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

    return listing(
        m,
        "Found in text, not assigned: no evidence until an entry of source.yaml names the device.",
        found[:MAX_LISTED],
        [
            ("document", "l", lambda reading: cited(m, reading.datum.locator.document)),
            ("parameter", "l", lambda reading: parameter_words(reading.parameter)),
            ("printed", "l", lambda reading: name(plain(reading.datum.printed.text))),
            ("where it stands", "l", place),
            ("id", "l", lambda reading: name(reading.id)),
        ],
        note="The first ones by id; the file has all." if len(found) > MAX_LISTED else "",
        source="readings.csv",
    )
