"""What OCR saw in the pictures of a document's pages: kept beside its record, one area a line, and asked anew.

A run takes what is kept for the same bytes of the same file and asks nothing. `memlit check`, the desk and `memlit
accept` ask, in a reader process with limits of its own; `accept` keeps.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from memlit.caching.entries import Cache
from memlit.datum import KeptArea, parse_record
from memlit.errors import DocumentError, MemlitError
from memlit.files import json_line, read_json_line, text_lines, write_text
from memlit.sources.data.supplied import Supplied
from memlit.sources.points import PICTURES_SUFFIX
from memlit.worker import PICTURE_LIMITS, shared_worker
from printed.documents.pictures import see_box, see_cell, see_part
from printed.geometry import Box
from printed.ocr.model import SeenArea
from printed.tables.model import ToLookAt

MOST_PICTURES = 40
"""Of one file, that are looked at: a scanned book is read in parts that a person chooses."""
MOST_DOUBTFUL = 200
"""Doubtful cells of one file that are looked at, half a second each."""


_AREA: TypeAdapter[SeenArea] = TypeAdapter(SeenArea)
_AREAS: TypeAdapter[list[SeenArea]] = TypeAdapter(list[SeenArea])


def pictures_path(records: Path, key: str) -> Path:
    """What was seen in the pictures of a document, beside its record."""
    return records / f"{key}{PICTURES_SUFFIX}"


def kept_pictures(path: Path) -> list[KeptArea]:
    """What is kept of a document, in its order; nothing where there is no such file.

    Raises RecordError that names the line that holds no such area.
    """
    if not path.is_file():
        return []
    lines = [(number, read_json_line(line, path, number)) for number, line in text_lines(path)]
    return [parse_record(KeptArea, plain, f"{path}:{number}") for number, plain in lines]


def write_pictures(path: Path, areas: Iterable[KeptArea]) -> None:
    """Keep the areas by file and page; no file where there is none."""
    ordered = sorted(areas, key=lambda one: (one.file, one.area.page, one.area.box))
    if ordered:
        write_text(path, "".join(f"{json_line(one.model_dump(mode='json'))}\n" for one in ordered))
    else:
        path.unlink(missing_ok=True)


def seen_of(kept: Iterable[KeptArea], name: str, sha256: str) -> tuple[SeenArea, ...]:
    """What was seen of the file of that name and digest."""
    return tuple(one.area for one in kept if (one.file, one.sha256) == (name, sha256))


def seen_digest(areas: Sequence[SeenArea]) -> str:
    """What a reading that rests on these areas is stored under; empty for none."""
    return hashlib.sha256(_AREAS.dump_json(list(areas))).hexdigest() if areas else ""


@dataclass(frozen=True, slots=True)
class Looked:
    """areas: what was seen; doubts: a line for each part that could not be looked at."""

    areas: tuple[KeptArea, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sight:
    """A part of a page to look at: what of it decides what is seen, and what the reader process calls to see it."""

    page: int
    address: str
    see: Callable[..., SeenArea]
    box: Box | None


def look_at_parts(cache: Cache, file: Supplied, parts: Sequence[ToLookAt]) -> tuple[Supplied, Looked]:
    """The file with what OCR sees in parts of its pages; what was seen before stands in the cache."""
    pictures = [part for part in parts if part.why != "doubtful-cell"]
    cells = [part for part in parts if part.why == "doubtful-cell"]
    doubts = []
    for kind, found, most in (("pictures", pictures, MOST_PICTURES), ("doubtful cells", cells, MOST_DOUBTFUL)):
        if len(found) > most:
            problem = f"has {len(found)} {kind} to read, {most} are looked at, to page {found[most - 1].page}"
            doubts.append(str(DocumentError(file.path.name, problem, "split it into files")))
    models = _models()
    sights = []
    for part in (*pictures[:MOST_PICTURES], *cells[:MOST_DOUBTFUL]):
        is_cell = part.why == "doubtful-cell"
        address = Cache.key("picture", file.sha256, json_line([models, part.page, part.box, is_cell]))
        sights.append(_Sight(part.page, address, see_cell if is_cell and part.box else see_part, part.box))
    looked = _look(cache, file, sights, models, doubts)
    return replace(file, seen=(*file.seen, *(one.area for one in looked.areas))), looked


def look_at_boxes(cache: Cache, file: Supplied, boxes: Iterable[tuple[int, Box]]) -> tuple[Supplied, Looked]:
    """The file with what stands in boxes that somebody drew on its pages, page and box each, and in no other box."""
    models = _models()
    sights = [
        _Sight(page, Cache.key("box", file.sha256, json_line([models, page, box])), see_box, box) for page, box in boxes
    ]
    looked = _look(cache, file, sights, models, [])
    seen = (*without_other_boxes(file.seen, ()), *(one.area for one in looked.areas))
    return replace(file, seen=seen), looked


def _models() -> dict[str, str]:
    from printed.ocr.engine import model_files

    return model_files()


def _look(cache: Cache, file: Supplied, sights: Iterable[_Sight], models: dict[str, str], doubts: list[str]) -> Looked:
    """What the reader process for pictures sees, or has seen before; what it cannot see is a doubt."""
    areas = []
    for sight in sights:
        area = _stored(cache, sight.address)
        if area is None:
            name = f"{file.path.name}, page {sight.page}"
            try:
                area = shared_worker(PICTURE_LIMITS).call(name, sight.see, file.path, sight.page, sight.box)
            except MemlitError as error:
                doubts.append(str(error))
                continue
            cache.put(sight.address, _AREA.dump_python(area, mode="json"))
        areas.append(KeptArea(file=file.path.name, sha256=file.sha256, models=models, area=area))
    return Looked(tuple(areas), tuple(doubts))


def without_other_boxes(areas: Iterable[SeenArea], boxes: Sequence[tuple[int, Box]]) -> tuple[SeenArea, ...]:
    """The areas, of boxes only those that are drawn."""
    return tuple(one for one in areas if one.of != "box" or (one.page, one.box) in boxes)


def _stored(cache: Cache, address: str) -> SeenArea | None:
    # An entry that does not fit (a damaged disk, another version) counts as absent.
    with contextlib.suppress(ValueError):
        stored = cache.get(address)
        if stored is not None:
            return _AREA.validate_python(stored)
    return None
