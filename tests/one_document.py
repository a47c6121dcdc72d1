"""What memlit reads of one document that nobody described: from the file to readings in SI."""

from __future__ import annotations

import shutil
from pathlib import Path

from memlit.datum import DocumentReading, Reading
from memlit.field import Vocabulary
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import Supplied
from memlit.sources.folder import read_folder
from printed.ocr.model import SeenArea


def readings_of(
    path: Path,
    vocabulary: Vocabulary,
    folder: Path | None = None,
    *,
    with_text: bool = False,
    keep_derived: bool = False,
) -> tuple[list[Reading], list[str]]:
    """All readings of one document that nobody described, and the heads that are not known."""
    home = (folder or path.parent) / "sources" / path.stem
    home.mkdir(parents=True)
    shutil.copy(path, home)
    return readings_of_placed(home / path.name, vocabulary, with_text=with_text, keep_derived=keep_derived)


def readings_of_placed(
    path: Path,
    vocabulary: Vocabulary,
    *,
    with_text: bool = False,
    keep_derived: bool = False,
    seen: tuple[SeenArea, ...] = (),
) -> tuple[list[Reading], list[str]]:
    """`readings_of` of a document in a source folder of its own; seen: what OCR saw on its pages."""
    key = path.stem
    source = read_folder(path.parents[1], key)
    file = Supplied(path, "0" * 64, source, vocabulary, seen=seen)
    mined = mine_file(file)
    data = [*mined.data, *(mine_text(file).data if with_text else ())]
    document = DocumentReading(key=key, status="new", data=tuple(sorted(data, key=lambda one: one.id)), files={})
    unknown = [f"{one.text} ({', '.join(one.nearest)})" for one in mined.unmapped]
    readings = reconcile_document(document, {}, vocabulary).readings
    kept = [one for one in readings if one.status != "text" and (keep_derived or not one.is_derived)]
    return kept, [*unknown, *mined.warnings]
