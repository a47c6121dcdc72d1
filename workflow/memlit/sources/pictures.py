"""What OCR saw in the pictures of a document's pages: kept beside its record, one area a line, and asked anew.

A run takes what is kept for the same bytes of the same file and asks nothing. `memlit check`, the desk and `memlit
accept` ask, in a reader process with limits of its own; `accept` keeps.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from memlit.caching.entries import Cache
from memlit.datum import KeptArea, parse_record
from memlit.errors import DocumentError, MemlitError
from memlit.files import json_line, read_json_line, text_lines, write_text
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


def look_at_parts(cache: Cache, path: Path, sha256: str, parts: Sequence[ToLookAt]) -> Looked:
    """What OCR sees in parts of the pages of a PDF; what was seen before stands in the cache."""
    from printed.ocr.engine import model_files

    models = model_files()
    areas, doubts = [], []
    pictures = [part for part in parts if part.why != "doubtful-cell"]
    cells = [part for part in parts if part.why == "doubtful-cell"]
    for kind, found, most in (("pictures", pictures, MOST_PICTURES), ("doubtful cells", cells, MOST_DOUBTFUL)):
        if len(found) > most:
            problem = f"has {len(found)} {kind} to read, {most} are looked at, to page {found[most - 1].page}"
            doubts.append(str(DocumentError(path.name, problem, "split it into files")))
    for part in (*pictures[:MOST_PICTURES], *cells[:MOST_DOUBTFUL]):
        address = Cache.key("picture", sha256, json_line([models, part.page, part.box, part.why == "doubtful-cell"]))
        area = _stored(cache, address)
        if area is None:
            try:
                area = _look(path, part)
            except MemlitError as error:
                doubts.append(str(error))
                continue
            cache.put(address, _AREA.dump_python(area, mode="json"))
        areas.append(KeptArea(file=path.name, sha256=sha256, models=models, area=area))
    return Looked(tuple(areas), tuple(doubts))


def look_at_boxes(cache: Cache, path: Path, sha256: str, boxes: Iterable[tuple[int, Box]]) -> Looked:
    """What stands in boxes that somebody drew on the pages of a PDF, page and box each."""
    from printed.ocr.engine import model_files

    models = model_files()
    areas, doubts = [], []
    for page, box in boxes:
        address = Cache.key("box", sha256, json_line([models, page, box]))
        area = _stored(cache, address)
        if area is None:
            name = f"{path.name}, page {page}"
            try:
                area = shared_worker(PICTURE_LIMITS).call(name, see_box, path, page, box)
            except MemlitError as error:
                doubts.append(str(error))
                continue
            cache.put(address, _AREA.dump_python(area, mode="json"))
        areas.append(KeptArea(file=path.name, sha256=sha256, models=models, area=area))
    return Looked(tuple(areas), tuple(doubts))


def without_other_boxes(areas: Iterable[SeenArea], boxes: Sequence[tuple[int, Box]]) -> tuple[SeenArea, ...]:
    """The areas, of boxes only those that are drawn."""
    return tuple(one for one in areas if one.of != "box" or (one.page, one.box) in boxes)


def _look(path: Path, part: ToLookAt) -> SeenArea:
    """What the reader process for pictures sees in a part of a page. Raises MemlitError where it cannot."""
    name, worker = f"{path.name}, page {part.page}", shared_worker(PICTURE_LIMITS)
    if part.why == "doubtful-cell" and part.box is not None:
        return worker.call(name, see_cell, path, part.page, part.box)
    return worker.call(name, see_part, path, part.page, part.box)


def _stored(cache: Cache, address: str) -> SeenArea | None:
    # An entry that does not fit (a damaged disk, another version) counts as absent.
    with contextlib.suppress(ValueError):
        stored = cache.get(address)
        if stored is not None:
            return _AREA.validate_python(stored)
    return None
