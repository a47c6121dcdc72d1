"""memlit found KEY: what was found in a document, what is proposed and what is left, each with its place and reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.config import CONFIG_FILE
from memlit.curation.checking.finding import counted
from memlit.curation.checking.reading import DocumentReader
from memlit.datum import Datum, Reading, ReconciledDocument, SaidHow, SaidWhose, StatedTogether, notes_of
from memlit.errors import SourceError, some_of
from memlit.field import load_vocabulary
from memlit.field.not_a_device import OF_A_SYSTEM
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.reconcile.corrections import CORRECTIONS_FILE, load_corrections
from memlit.sources.folder import source_keys

USED = ("value", "text")
_SHOWN = 8
"""Devices or values of one kind that are named in a line for a person; --json has all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A printed value that is proposed or left: where, of what, as printed, and why it is not used."""

    place: str
    parameter: str
    device: str
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

    place: str
    text: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table or figure that gave values: how many are used, of which devices."""

    place: str
    values: int
    texts: int
    devices: list[str]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What one document gave. status: of the document against its accepted record."""

    key: str
    status: str
    tables: tuple[FoundTable, ...]
    heads: tuple[UnmatchedHead, ...]
    pulses: tuple[ProposedPulse, ...]
    sentences: tuple[Kept, ...]
    left: tuple[Kept, ...]
    warnings: tuple[str, ...]


def found_of(root: Path, key: str) -> FoundDocument:
    """What the next run reads of the folder KEY. Raises SourceError when there is none."""
    keys, _ = source_keys(root / "sources")
    if key not in keys and not (root / "extracted" / f"{key}.json").is_file():
        raise SourceError(
            key, "has neither a folder under sources/ nor a record", f"see {CONFIG_FILE}, or memlit add it"
        )
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    corrections, _ = load_corrections(root / CORRECTIONS_FILE, vocabulary)
    return found_in(DocumentReader(root, vocabulary, corrections).reconciled(key))


def found_in(document: ReconciledDocument) -> FoundDocument:
    """The account of a document that was read and reconciled."""
    printed = [one for one in document.readings if not one.is_derived]
    printed.sort(key=lambda one: (one.datum.locator.page or 0, one.id))
    used: dict[str, list[Reading]] = defaultdict(list)
    for one in printed:
        if one.status in USED:
            used[_table(one.datum)].append(one)
    unused = [one for one in printed if one.status not in USED]
    of_text = [one for one in unused if one.datum.method == "text"]
    candidates = [one for one in of_text if one.parameter not in OF_A_SYSTEM]
    heads = [
        UnmatchedHead(f"{one.label or one.file}, row {one.row}, column {one.column}", one.text, one.nearest)
        for one in document.unmapped
        if any(character.isalpha() for character in one.text)
    ]
    return FoundDocument(
        document.key,
        document.status,
        tuple(_counted(place, readings) for place, readings in used.items()),
        tuple(heads),
        _pulses(candidates),
        tuple(map(_kept, candidates)),
        tuple(_kept(one) for one in unused if one not in candidates),
        document.warnings or tuple(filter(None, [document.reason])),
    )


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
    count = Counter(one.status for one in readings)
    return FoundTable(place, count["value"], count["text"], list(dict.fromkeys(one.datum.device for one in readings)))


def _table(datum: Datum) -> str:
    place = datum.locator
    return ", ".join(filter(None, (place.label or place.file, f"page {place.page}" if place.page else "")))


def _kept(reading: Reading) -> Kept:
    datum = reading.datum
    name = reading.id.partition(":")[2]
    shown = f"{_table(datum)} ({name})" if datum.locator.page else name
    return Kept(shown, reading.parameter, datum.device, datum.printed.quantity_text, reading.reason or reading.status)


def found_lines(one: FoundDocument) -> Iterator[str]:
    """The account for a person."""
    yield summary_line(one)
    for table in one.tables:
        yield f"found     {table.place}: {counted(table.values, 'value')} of {_some(table.devices)}"
    for head in one.heads:
        yield f"proposed  {head.place}: {head.text!r} may be {', '.join(head.nearest)}"
    for pulse in one.pulses:
        values = ", ".join(f"{value.printed} ({value.parameter})" for value in pulse.values)
        said = ", ".join(filter(None, (pulse.how or "how is not said", pulse.whose or "whose is not said")))
        yield f"proposed  one pulse at {pulse.values[0].place}: {values}; {said}"
    for (parameter, reason), kept in _grouped(one.sentences).items():
        values = _some([f"{each.printed} at {each.place}" for each in kept])
        yield f"proposed  {parameter}, {counted(len(kept), 'sentence')}: {values} ({reason})"
    for (parameter, reason), kept in _grouped(one.left).items():
        yield f"left      {parameter}, {reason}: {_some([f'{each.printed!r} at {each.place}' for each in kept])}"
    for warning in one.warnings:
        yield f"left      {warning}"


def summary_line(one: FoundDocument) -> str:
    """The counts of one document."""
    values = sum(table.values for table in one.tables)
    return (
        f"{one.key} ({one.status.replace('_', ' ')}): {counted(values, 'value')} found, "
        f"{counted(len(one.heads), 'head')} and {counted(len(one.sentences), 'value')} in sentences proposed, "
        f"{counted(len(one.left) + len(one.warnings), 'thing')} left"
    )


def _grouped(kept: Iterable[Kept]) -> dict[tuple[str, str], list[Kept]]:
    groups: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for one in kept:
        groups[one.parameter, one.reason.partition(":")[0].replace("_", " ")].append(one)
    return groups


def _some(names: Sequence[str]) -> str:
    counts = Counter(names)
    return some_of([name if counts[name] == 1 else f"{name} ({counts[name]} times)" for name in counts], _SHOWN)
