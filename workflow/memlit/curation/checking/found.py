"""memlit check KEY: what was found in a document, what is proposed and what is left, each with its place and reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from memlit.curation.checking.reading import DocumentReader
from memlit.curation.record_differences import differences
from memlit.datum import (
    Datum,
    Reading,
    ReconciledDocument,
    SaidHow,
    SaidWhose,
    StatedTogether,
    TableQuestion,
    notes_of,
)
from memlit.errors import counted, some_of
from memlit.field import load_vocabulary
from memlit.field.not_a_device import OF_A_SYSTEM
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.corrections import load_corrections
from memlit.reconcile.page_accounts import PageAccount, left_lines, not_read_whole, page_accounts
from memlit.sources.data.from_answers import PROPOSED

USED = ("value", "text")
_SHOWN = 8
"""Devices or values of one kind that are named in a line."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A printed value that is proposed or left: where, of what, as printed, and why it is not used."""

    place: str
    parameter: str
    printed: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposedPulse:
    """Values of one sentence that belong to one pulse; whose and how (measured, ...) is empty where it is not said."""

    values: tuple[Kept, ...]
    whose: str
    how: str


@dataclass(frozen=True, slots=True)
class UnmatchedHead:
    """A head that no word of the vocabulary fits, with the parameters that look most like it, best first."""

    text: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What is asked about one table: what it means, where nobody said it, its unknown heads, and refused cells.

    reads: its values as they are proposed, used as soon as somebody answers so.
    """

    place: str
    waits: bool
    heads: tuple[UnmatchedHead, ...]
    reads: tuple[str, ...]
    refused: tuple[str, ...]
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table or figure that gave values: how many are used, of which devices."""

    place: str
    values: int
    devices: list[str]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What one document gave. status: of the document against its accepted record; pages: what became of each page that
    prints a table, a figure or a number with a unit of a device; differs: what is read otherwise than the record says.
    """

    key: str
    status: str
    tables: tuple[FoundTable, ...]
    questions: tuple[TableAsked, ...]
    pulses: tuple[ProposedPulse, ...]
    sentences: tuple[Kept, ...]
    left: tuple[Kept, ...]
    warnings: tuple[str, ...]
    pages: tuple[PageAccount, ...]
    differs: tuple[str, ...] = ()


def found_of(root: Path, key: str) -> FoundDocument:
    """What the next run reads of the folder KEY, or of its record."""
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    corrections, _ = load_corrections(root / CORRECTIONS_FILE, vocabulary)
    reader = DocumentReader(root, vocabulary, corrections)
    document = reader.document(key)
    differs = differences(document.data, document.read or ()) if document.status == "changed" else ()
    return replace(found_in(reader.in_si(document)), differs=tuple(differs))


def found_in(document: ReconciledDocument) -> FoundDocument:
    """The account of a document that was read and reconciled."""
    printed = [one for one in document.readings if not one.is_derived]
    printed.sort(key=lambda one: (one.datum.locator.page or 0, one.id))
    used: dict[str, list[Reading]] = defaultdict(list)
    candidates: list[Reading] = []
    left: list[Reading] = []
    for one in printed:
        if one.status in USED:
            used[_table(one.datum)].append(one)
        elif one.datum.method == "text" and one.parameter not in OF_A_SYSTEM:
            candidates.append(one)
        else:
            left.append(one)
    warnings = document.warnings
    if not warnings and document.reason:
        warnings = (document.reason,)
    return FoundDocument(
        document.key,
        document.status,
        tuple(_counted(place, readings) for place, readings in used.items()),
        tuple(_question(asked, left) for asked in document.questions),
        _pulses(candidates),
        tuple(map(_kept, candidates)),
        tuple(_kept(one) for one in left if not _waits(one)),
        warnings,
        page_accounts(document),
    )


def _question(asked: TableQuestion, left: Iterable[Reading]) -> TableAsked:
    """What is asked about a table, with its place in words, and its values that wait for the answer."""
    heads = tuple(UnmatchedHead(head.text, head.nearest) for head in asked.heads)
    place = _place(asked.label or asked.table, asked.page)
    waiting = [
        one for one in left if asked.waits and _waits(one) and one.id.split(":", 1)[1].startswith(f"{asked.table}/")
    ]
    reads = tuple(f"{one.datum.device} {one.parameter} {one.datum.printed.quantity_text}" for one in waiting)
    return TableAsked(place, asked.waits, heads, reads, asked.refused, asked.answered_by)


def _waits(one: Reading) -> bool:
    return one.reason_type == PROPOSED


def _pulses(candidates: Sequence[Reading]) -> tuple[ProposedPulse, ...]:
    """The candidates that their sentences state of one pulse, each pulse once."""
    by_place = {(one.datum.locator.file, one.id.rpartition("/")[2]): one for one in candidates}
    done: set[str] = set()
    pulses = []
    for one in candidates:
        together = notes_of(StatedTogether, one.flags)
        if not together or one.id in done:
            continue
        others = [by_place.get((one.datum.locator.file, place)) for place in together[0].places.split()]
        values = [one, *(other for other in others if other is not None)]
        done |= {value.id for value in values}
        whose = next((note.whose for note in notes_of(SaidWhose, one.flags)), "")
        how = next((note.kind for note in notes_of(SaidHow, one.flags)), "")
        pulses.append(ProposedPulse(tuple(map(_kept, values)), whose, how))
    return tuple(pulses)


def _counted(place: str, readings: Sequence[Reading]) -> FoundTable:
    n_values = sum(one.status == "value" for one in readings)
    return FoundTable(place, n_values, list(dict.fromkeys(one.datum.device for one in readings)))


def _table(datum: Datum) -> str:
    return _place(datum.locator.label or datum.locator.file, datum.locator.page)


def _place(name: str, page: int | None) -> str:
    return f"{name}, page {page}" if page else name


def _kept(reading: Reading) -> Kept:
    datum = reading.datum
    name = reading.id.partition(":")[2]
    shown = f"{_table(datum)} ({name})" if datum.locator.page else name
    return Kept(shown, reading.parameter, datum.printed.quantity_text, reading.reason or reading.status)


def found_lines(one: FoundDocument) -> Iterator[str]:
    """The account for a person; warnings, which are findings, are counted alone."""
    yield summary_line(one)
    for line in one.differs:
        yield f"differs   {line}"
    for table in one.tables:
        yield f"found     {table.place}: {counted(table.values, 'value')} of {_some(table.devices)}"
    for question in one.questions:
        if question.waits:
            reads = some_of(question.reads, _SHOWN) if question.reads else "nothing by its words alone"
            asks = f"{question.answered_by} answered; right?" if question.answered_by else "what does it mean?"
            yield f"asked     {question.place}: {asks} proposed: {reads}"
        for line in question.refused:
            yield f"asked     {question.place}, {line}"
        if not question.heads:
            continue
        heads = [repr(head.text) + (f" ({', '.join(head.nearest)})" if head.nearest else "") for head in question.heads]
        yield f"asked     {question.place}: what is {some_of(heads, _SHOWN)}"
    for pulse in one.pulses:
        values = ", ".join(f"{value.printed} ({value.parameter})" for value in pulse.values)
        said = ", ".join(filter(None, (pulse.how or "how is not said", pulse.whose or "whose is not said")))
        yield f"proposed  one pulse at {pulse.values[0].place}: {values}; {said}"
    for (parameter, reason), kept in _grouped(one.sentences).items():
        values = _some([f"{each.printed} at {each.place}" for each in kept])
        yield f"proposed  {parameter}, {counted(len(kept), 'sentence')}: {values} ({reason})"
    for (parameter, reason), kept in _grouped(one.left).items():
        yield f"left      {parameter}, {reason}: {_some([f'{each.printed!r} at {each.place}' for each in kept])}"
    for line in left_lines(one.pages):
        yield f"page      {line}"


def summary_line(one: FoundDocument) -> str:
    """The counts of one document."""
    values = sum(table.values for table in one.tables)
    n_pages = len(not_read_whole(one.pages))
    return (
        f"{one.key} ({one.status.replace('_', ' ')}): {counted(values, 'value')} found, "
        f"{counted(len(one.questions), 'table')} asked, {counted(len(one.sentences), 'value')} in sentences proposed, "
        f"{counted(len(one.left) + len(one.warnings), 'thing')} left"
        + (f", {counted(n_pages, 'page')} not read whole" if n_pages else "")
    )


def _grouped(kept: Iterable[Kept]) -> dict[tuple[str, str], list[Kept]]:
    groups: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for one in kept:
        groups[one.parameter, one.reason.partition(":")[0].replace("_", " ")].append(one)
    return groups


def _some(names: Sequence[str]) -> str:
    counts = Counter(names)
    return some_of([name if counts[name] == 1 else f"{name} ({counts[name]} times)" for name in counts], _SHOWN)
