"""Values that the text of a document states become data: candidates, until source.yaml names their device."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from memlit.datum import (
    UNASSIGNED,
    Datum,
    Locator,
    OfACandidate,
    PageContent,
    Printed,
    PrintedAlsoAt,
    SaidHow,
    SaidWhose,
    StatedTogether,
    UnreadNumber,
    grade_said,
    note_text,
    parsed_note,
)
from memlit.errors import SourceError
from memlit.naming import device_id, slug
from memlit.passages import Find, Unnamed, read_passages
from memlit.passages.printed_again import printed_again
from memlit.passages.tuples import proposed_tuples
from memlit.quantities import read_quantities
from memlit.sources.data.supplied import MinedFile, Supplied
from memlit.sources.folder import SOURCE_FILE, PassageEntry

_REASON = f"{UNASSIGNED}: found in the text, no person has said of which device"
_OF_A_SYSTEM = f"{UNASSIGNED}: of an array, a network or a chip, and proposed for no device"
CONTEXT = 110
"""Characters of the sentence kept on each side of a value: enough to judge it, no copy of the text."""


def mine_text(file: Supplied) -> MinedFile:
    """All values stated in one file's text and captions, in reading order.

    A value that a `passages` entry of source.yaml names by its place is that device's; every other one is excluded
    as unassigned. Raises DocumentError when the file cannot be read, SourceError for an unknown parameter.
    """
    reading = read_passages(file.document or file.path, file.vocabulary)
    folder = file.folder
    entries = {entry.place: entry for entry in folder.description.passages if entry.file == file.path.name}
    names = _names(reading.finds)
    told = _told(reading.finds, names)
    data, used = [], set()
    for find, name, flags in zip(reading.finds, names, told, strict=True):
        entry = entries.get(name)
        if entry is not None and entry.printed.split() != find.printed.split():
            entry = None
        if entry is not None:
            used.add(name)
        data.append(_datum(find, name, entry, file, flags))
    where = f"sources/{folder.key}/{SOURCE_FILE}"
    lost = [(entry.printed, place) for place, entry in sorted(entries.items()) if place not in used]
    problems = [
        str(SourceError(where, f"no value {printed!r} stands at {place} of {file.path.name}", "see memlit passages"))
        for printed, place in lost
    ]
    # What no page gave is said once, by the reader of tables.
    return MinedFile(data=tuple(data), problems=tuple(problems), contents=_contents(reading.unnamed, file.path.name))


def _contents(unnamed: Sequence[Unnamed], file: str) -> tuple[PageContent, ...]:
    """The numbers without a name, by page."""
    pages: dict[int | None, list[UnreadNumber]] = defaultdict(list)
    for one in unnamed:
        pages[one.page].append(UnreadNumber(printed=one.printed, bbox=one.box))
    return tuple(PageContent(file=file, page=page, numbers=tuple(numbers)) for page, numbers in pages.items())


def _names(finds: Iterable[Find]) -> list[str]:
    """The place of each value, with a number behind it where several begin there."""
    seen: Counter[str] = Counter()
    names = []
    for find in finds:
        seen[find.place] += 1
        names.append(find.place if seen[find.place] == 1 else f"{find.place}.{seen[find.place]}")
    return names


def _told(finds: Sequence[Find], names: Sequence[str]) -> list[tuple[str, ...]]:
    """What of each value is known until a person says of which device it is, as notes among its flags."""
    name_of = {id(find): name for find, name in zip(finds, names, strict=True)}
    of_pulse: dict[int, list[str]] = {}
    for proposed in proposed_tuples(finds):
        said: list[str] = []
        if proposed.whose:
            said.append(note_text(SaidWhose(proposed.whose)))
        if proposed.kind:
            said.append(note_text(SaidHow(proposed.kind)))
        for find in proposed.finds:
            others = [name_of[id(other)] for other in proposed.finds if other is not find]
            together = note_text(StatedTogether(" ".join(others)))
            of_pulse.setdefault(id(find), []).extend([together, *said])
    told = []
    for find, again in zip(finds, printed_again(finds), strict=True):
        notes = of_pulse.get(id(find), [])
        if again:
            notes.append(note_text(PrintedAlsoAt(" ".join(names[other] for other in again))))
        told.append(tuple(notes))
    return told


def flags_once_assigned(flags: Iterable[str], entry: PassageEntry) -> tuple[str, ...]:
    """The flags of a value of the text whose device a person named: what only helped to choose is left out, and how it
    was come by stands as the person says it.
    """
    said = (note_text(SaidHow(entry.how)),) if entry.how else ()
    return (*(flag for flag in flags if not isinstance(parsed_note(flag), OfACandidate)), *said)


def _datum(find: Find, name: str, entry: PassageEntry | None, file: Supplied, told: tuple[str, ...] = ()) -> Datum:
    path, folder = file.path, file.folder
    parameter = (entry.parameter if entry else None) or find.parameter
    file.check_parameter(parameter, f"unknown parameter {parameter}")
    assigned = (f"assigned by {entry.curator}: {entry.why}",) if entry else ()
    return Datum(
        id=f"{folder.key}:text-{slug(path.name)}/{name}",
        paper=(entry.paper or folder.key) if entry else None,
        device=device_id(entry.device) if entry else UNASSIGNED,
        parameter=parameter,
        printed=Printed(
            text=find.printed,
            markup=None if find.markup == find.printed else find.markup,
            notes=(find.near(CONTEXT), *assigned),
            unit=_shared_unit(find),
        ),
        locator=Locator(
            document=folder.key,
            file=path.name,
            sha256=file.sha256,
            page=find.page,
            kind="text",
            place=name,
            bbox=find.boxes[0] if find.boxes else None,
        ),
        method="text",
        tier=entry.tier if entry else "primary",
        lineage=folder.description.lineage,
        read_at=folder.description.read_at,
        pulse=entry.set_or_reset if entry else None,
        condition=entry.condition if entry else None,
        grade=grade_said(entry.grade, entry.how) if entry else None,
        excluded=None if entry else _REASON if find.is_proposed else _OF_A_SYSTEM,
        flags=(*find.flags, *told) if entry is None else flags_once_assigned(find.flags, entry),
    )


def _shared_unit(find: Find) -> str | None:
    """The unit of a value that is printed behind a later one of its list."""
    alone = [quantity for quantity in read_quantities(find.markup) if quantity.kind != "none"]
    if len(alone) == 1 and alone[0].unit is None:
        return find.quantity.unit
    return None
