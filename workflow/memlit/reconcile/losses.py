"""What was not read from the files of a document, one line each.

Warnings of a reader are reported in every run. What is asked about a table and printed values that are not read are
reported until a person has accepted the document as it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from memlit.datum import DocumentReading, Reading, TableQuestion, Unmapped
from memlit.errors import SourceError, some_of

ACCEPTED = ("same", "record_only")
"""Status of a document that is read as its reviewed record says."""
_SHOWN = 6
"""Number of headers of a table that are named."""
_IMPOSSIBLE = ("wrong_dimension", "negative_")
"""How the type of a reason begins by which the value itself is at fault; others say what a person decided."""


def losses(document: DocumentReading, readings: Iterable[Reading]) -> list[str]:
    """The lines about a document with its readings, in the order: warnings, headers, values."""
    if document.status in ACCEPTED:
        return list(document.warnings)
    # The values of a changed document are those of its record, which was accepted.
    own = [] if document.status == "changed" else list(readings)
    return [*document.warnings, *_questions(document), *_values_not_read(document, own), *_of_no_paper(document, own)]


def _questions(document: DocumentReading) -> Iterator[str]:
    """Lines for each table that nobody answered, whose answers gave no value, or with unknown headers over values."""
    for question in document.questions:
        where = f"sources/{document.key}/{question.file}" + (f": {question.label}" if question.label else "")
        if question.waits:
            yield str(SourceError(where, *_why_it_waits(question, document.key)))
        if question.refused:
            problem = f"cells gave no value as they were answered: {some_of(question.refused, _SHOWN)}"
            yield str(SourceError(where, problem, f"answer these cells, memlit ask {document.key}"))
        if question.waits or not question.heads:
            continue
        named = list(dict.fromkeys(map(_named, question.heads)))
        problem = f"the cells under these headers are not read: {some_of(named, _SHOWN)}"
        remedy = "give them a meaning under headers in source.yaml, or accept the document without them"
        yield str(SourceError(where, problem, remedy))


def _why_it_waits(question: TableQuestion, key: str) -> tuple[str, str]:
    """Why the values of a table are not used yet, and how to go on."""
    if question.answered_by is None:
        problem = "is a table that nobody has answered, so that its values are proposed and not used"
        return problem, f"answer it in memlit desk, or memlit ask {key}"
    problem = f"is answered by {question.answered_by} and accepted by nobody, so that its values are not used"
    return problem, f"hold them against the print, then memlit accept {key}"


def _named(head: Unmapped) -> str:
    """A header with the parameters that it is like, if any."""
    return f"{head.text!r} (nearest: {', '.join(head.nearest)})" if head.nearest else repr(head.text)


def _of_no_paper(document: DocumentReading, readings: Iterable[Reading]) -> Iterator[str]:
    """One line where values were read and none of them is of a paper of the library: none is used."""
    known = [reading for reading in readings if reading.status == "value" and reading.datum.method != "text"]
    if not known or any(reading.datum.paper for reading in known):
        return
    problem = f"of {len(known)} values none is of a paper in references.bib, so none is used, such as {known[0].id}"
    remedy = "memlit add the papers of its lines, or say whose they are under references or devices in source.yaml"
    yield str(SourceError(f"sources/{document.key}", problem, remedy))


def is_impossible(reading: Reading) -> bool:
    """Whether a value was left out because it cannot be what it is taken for, and not because a person said so."""
    return reading.status == "excluded" and reading.reason_type.startswith(_IMPOSSIBLE)


def _values_not_read(document: DocumentReading, readings: Iterable[Reading]) -> Iterator[str]:
    """One line for each file and kind of fault, with the first of its values. Candidates from sentences are not a
    fault.
    """
    faults: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        is_fault = reading.status == "flagged" or is_impossible(reading)
        if is_fault and not reading.is_derived and reading.datum.method != "text":
            faults[reading.datum.locator.file, reading.reason_type].append(reading)
    for (file, kind), found in sorted(faults.items()):
        first = found[0]
        count = "a printed value has" if len(found) == 1 else f"{len(found)} printed values have"
        detail = (first.reason or "").partition(":")[2].strip()
        problem = f"{count} no value in SI ({kind.replace('_', ' ')}), such as {first.id}" + (
            f": {detail}" if detail else f", {first.datum.printed.text!r}"
        )
        remedy = "correct it (memlit desk), or accept the document without it"
        yield str(SourceError(f"sources/{document.key}/{file}", problem, remedy))
