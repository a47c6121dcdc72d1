"""Values that the text of a document states become data: candidates, until source.yaml names their device."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from memlit.datum import (
    UNASSIGNED,
    Datum,
    Locator,
    PageContent,
    Printed,
    PrintedAlsoAt,
    SaidHow,
    SaidWhose,
    StatedTogether,
    UnreadNumber,
    grade_said,
    note_text,
)
from memlit.errors import SourceError
from memlit.naming import device_id
from memlit.passages import Find, read_passages
from memlit.passages.printed_again import printed_again
from memlit.passages.tuples import proposed_tuples
from memlit.quantities import read_quantities
from memlit.sources.data.from_numbers import AnsweredNumbers, flags_once_assigned, name_in_ids
from memlit.sources.data.numbers_asked import names_of_numbers, numbers_asked
from memlit.sources.data.supplied import MinedFile, Supplied
from memlit.sources.folder import SOURCE_FILE, PassageEntry

_REASON = f"{UNASSIGNED}: found in the text, no person has said of which device"
_OF_A_SYSTEM = f"{UNASSIGNED}: of an array, a network or a chip, and proposed for no device"
CONTEXT = 110
"""Characters of the sentence kept on each side of a value: enough to judge it, no copy of the text."""


def mine_text(file: Supplied) -> MinedFile:
    """All values stated in one file's text and captions, in reading order.

    A value is a device's that an answer, or a `passages` entry of source.yaml, says to be; every other one is excluded
    as unassigned. Raises DocumentError when the file cannot be read, SourceError for an unknown parameter.
    """
    reading = read_passages(file.document or file.path, file.vocabulary)
    entries = {entry.place: entry for entry in file.folder.description.passages if entry.file == file.path.name}
    numbers = numbers_asked(reading)
    names = names_of_numbers(numbers)
    answered = AnsweredNumbers(numbers, file)
    told = [*_told(reading.finds, names[: len(reading.finds)]), *[()] * len(reading.unnamed)]
    data: list[Datum] = []
    used = set()
    for place, (find, name) in enumerate(zip(numbers, names, strict=True)):
        entry, said = entries.get(name), answered.said_of(name)
        if entry is not None and find.parameter and entry.printed.split() == find.printed.split():
            used.add(name)
            data.append(_datum(find, name, entry, file, told[place]))
        elif said is not None and (said.parameter or find.parameter):
            named = replace(find, parameter=said.parameter or find.parameter)
            datum = answered.datum_of(name, named, _datum(named, name, None, file, told[place]))
            data += [] if datum is None else [datum]
        elif find.parameter:
            data.append(_datum(find, name, None, file, told[place]))
    where = f"sources/{file.folder.key}/{SOURCE_FILE}"
    lost = [(entry.printed, place) for place, entry in sorted(entries.items()) if place not in used]
    problems = [
        str(SourceError(where, f"no value {printed!r} stands at {place} of {file.path.name}", "see memlit passages"))
        for printed, place in lost
    ]
    # What no page gave is said once, by the reader of tables.
    return MinedFile(
        data=tuple(data),
        questions=answered.questions(),
        problems=(*problems, *answered.moved),
        contents=_contents(reading.unnamed, file.path.name),
    )


def _contents(unnamed: Sequence[Find], file: str) -> tuple[PageContent, ...]:
    """The numbers without a name that no words set aside, by page."""
    pages: dict[int | None, list[UnreadNumber]] = defaultdict(list)
    for one in unnamed:
        if not one.is_dismissed:
            pages[one.page].append(UnreadNumber(printed=one.printed, bbox=one.boxes[0] if one.boxes else None))
    return tuple(PageContent(file=file, page=page, numbers=tuple(numbers)) for page, numbers in pages.items())


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


def _datum(find: Find, name: str, entry: PassageEntry | None, file: Supplied, told: tuple[str, ...] = ()) -> Datum:
    path, folder = file.path, file.folder
    parameter = (entry.parameter if entry else None) or find.parameter
    file.check_parameter(parameter, f"unknown parameter {parameter}")
    assigned = (f"assigned by {entry.curator}: {entry.why}",) if entry else ()
    return Datum(
        id=f"{folder.key}:{name_in_ids(file)}/{name}",
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
        flags=(*find.flags, *told) if entry is None else flags_once_assigned(find.flags, entry.how),
    )


def _shared_unit(find: Find) -> str | None:
    """The unit of a value that is printed behind a later one of its list."""
    alone = [quantity for quantity in read_quantities(find.markup) if quantity.kind != "none"]
    if len(alone) == 1 and alone[0].unit is None:
        return find.quantity.unit
    return None
