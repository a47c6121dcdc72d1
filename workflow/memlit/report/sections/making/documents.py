"""Documents read, their status against the record, the self-check, and what was excluded and why."""

from __future__ import annotations

import re

from memlit.datum import UNASSIGNED
from memlit.report.blocks import DASH, Block, Material, bullets, cited, paragraph, section, table
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
    rows = [
        [
            cited(m, document.key),
            document.status.replace("_", " "),
            m.book.use(f"document/{document.key}#unmapped") if document.unmapped else DASH,
            name(plain(document.reason or DASH)),
        ]
        for document in told
    ]
    unknown = [
        f"{cited(m, document.key)} ({m.book.use(f'document/{document.key}#unmapped')})"
        for document in m.resolved.corpus.documents
        if document.unmapped and document not in told
    ]
    rest = "documents of this run are the same as in their reviewed record."
    if unknown:
        rest += f" Tables with column headers that could not be assigned (number of headers): {', '.join(unknown)}."
    if not rows:
        return paragraph(f"All {rest}")
    return table(
        "Documents of this run with something to tell. same: as in the reviewed record; new: no record yet, used; "
        "changed: differs from the record, which stands; record only: the document is absent, its record stands.",
        [("document", "l"), ("status", "l"), ("unknown headers", "r"), ("reason", "l")],
        rows,
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
    readings = {reading.id: reading for reading in m.resolved.corpus.readings}
    rows = []
    for exclusion in m.analysis.exclusions:
        example = readings[exclusion.count.inputs[0]]
        rows.append(
            [
                exclusion.reason.replace("_", " "),
                m.book.use(exclusion.count.id),
                name(f"{example.datum.printed.text} ({example.id})"),
            ]
        )
    return table(
        "Readings that do not feed the benchmark, by reason.",
        [("reason", "l"), ("readings", "r"), ("an example", "l")],
        rows,
        source="readings.csv",
        wide=False,
    )


def _unassigned(m: Material) -> Block:
    """Values that sentences state and no person has given to a device, by document and place."""
    found = [reading for reading in m.resolved.corpus.readings if (reading.reason or "").startswith(f"{UNASSIGNED}:")]
    if not found:
        return {}
    rows = [
        [
            cited(m, reading.datum.locator.document),
            parameter_words(reading.parameter),
            name(plain(reading.datum.printed.text)),
            name(plain(_MARKUP.sub("", "; ".join(reading.datum.printed.notes)))),
            name(reading.id),
        ]
        for reading in found[:MAX_LISTED]
    ]
    return table(
        "Found in text, not assigned: no evidence until an entry of source.yaml names the device.",
        [("document", "l"), ("parameter", "l"), ("printed", "l"), ("where it stands", "l"), ("id", "l")],
        rows,
        note="The first ones by id; the file has all." if len(found) > MAX_LISTED else "",
        source="readings.csv",
    )
