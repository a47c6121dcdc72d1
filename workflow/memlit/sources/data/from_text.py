"""Values that the text of a document states become data: candidates, until source.yaml names their device."""

from collections import Counter

from memlit.datum import UNASSIGNED, Datum, Locator, Printed, RivalParameter, parsed_note
from memlit.errors import SourceError
from memlit.passages import Find, read_passages
from memlit.quantities import read_quantities
from memlit.sources.data.supplied import MinedFile, Supplied
from memlit.sources.folder import SOURCE_FILE, PassageEntry
from memlit.sources.naming import device_id, slug

_REASON = f"{UNASSIGNED}: found in the text, no person has said of which device"
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
    seen: Counter[str] = Counter()
    data, used = [], set()
    for find in reading.finds:
        seen[find.place] += 1
        name = find.place if seen[find.place] == 1 else f"{find.place}.{seen[find.place]}"
        entry = entries.get(name)
        if entry is not None and entry.printed.split() != find.printed.split():
            entry = None
        if entry is not None:
            used.add(name)
        data.append(_datum(find, name, entry, file))
    where = f"sources/{folder.key}/{SOURCE_FILE}"
    lost = [(entry.printed, place) for place, entry in sorted(entries.items()) if place not in used]
    problems = [
        str(SourceError(where, f"no value {printed!r} stands at {place} of {file.path.name}", "see memlit passages"))
        for printed, place in lost
    ]
    # What no page gave is said once, by the reader of tables.
    return MinedFile(data=tuple(data), problems=tuple(problems))


def _datum(find: Find, name: str, entry: PassageEntry | None, file: Supplied) -> Datum:
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
        excluded=None if entry else _REASON,
        flags=tuple(flag for flag in find.flags if entry is None or not isinstance(parsed_note(flag), RivalParameter)),
    )


def _shared_unit(find: Find) -> str | None:
    """The unit of a value that is printed behind a later one of its list."""
    alone = [quantity for quantity in read_quantities(find.markup) if quantity.kind != "none"]
    if len(alone) == 1 and alone[0].unit is None:
        return find.quantity.unit
    return None
