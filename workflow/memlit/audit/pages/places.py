"""The places of a document on its page: page images with boxes, tables as transcribed, figures, quotations.

Page images: where the licence allows them, of the very file that was read.
"""

import base64
import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memlit.datum import anchor
from memlit.errors import MemlitError
from memlit.files import sha256_of
from memlit.grouping import grouped
from memlit.sources.licences import is_open
from memlit.sources.points import points_of
from memlit.worker import read_safely
from printed.pdf.document import POINTS_AN_INCH, Document

_DPI = 110.0
_COLOURS = 32


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a data URI, with its size in points."""

    uri: str
    width: float
    height: float


def may_show(setting: str, licence: str | None) -> bool:
    """Whether pages may be shown under `audit.images`: open, local or none."""
    return setting == "local" or (setting == "open" and is_open(licence))


def is_the_file(path: Path, sha256: str | None) -> bool:
    """Whether the file that was read is at hand, unchanged; a datum without a digest takes any."""
    return path.is_file() and sha256 in (None, sha256_of(path))


def _page_picture(path: Path, page: int) -> PagePicture | None:
    """A page of a PDF, None where it cannot be drawn."""
    try:
        png, width, height = read_safely(path, draw_page, path, page)
    except MemlitError:
        return None
    return PagePicture(png_uri(png), width, height)


def png_uri(png: bytes) -> str:
    """A PNG file as a `data:` address, so that the page stands alone."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def draw_page(path: Path, page: int) -> tuple[bytes, float, float]:
    """PNG of a page in few colours, with its width and height in points, for the reader process."""
    out = io.BytesIO()
    with Document.open(path) as document:
        sheet = document.page(page)
        width, height = sheet.size
        sheet.picture(_DPI / POINTS_AN_INCH).quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue(), float(width), float(height)


MAX_POINTS = 60
TABLE_SUFFIXES = (".csv", ".tsv")
_Reading = dict[str, Any]


@dataclass(slots=True)
class DatumPlace:
    """One place. kind: `page` (boxes on its image), `table` (cells by row and column), `figure`, `text`.

    rows: of a table its cells in order, each with its text and the readings in it; is_whole: the table as it was
    transcribed, else only the cells that were read; has_head: the first row holds the headers of the columns.
    """

    kind: str
    anchor: str
    title: str
    file: str
    readings: list[_Reading]
    caption: str = ""
    page: int | None = None
    picture: PagePicture | None = None
    overlay: str = ""
    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    is_whole: bool = False
    has_head: bool = False
    why_no_picture: str = ""


def places_of_document(
    key: str, readings: Iterable[_Reading], root: Path, may_show: bool, points: Mapping[str, str]
) -> list[DatumPlace]:
    """The places of the document `key`. may_show: whether its pages and figures may stand on the page.

    points: rows of digitized series by datum id.
    """
    groups = grouped(readings, lambda reading: _group(reading, may_show, root))
    found = [_place(key, group, members, root, may_show, points) for group, members in groups.items()]
    order = {"page": 0, "table": 1, "figure": 2, "text": 3}
    return sorted(found, key=lambda place: (order[place.kind], place.file, place.page or 0, place.title))


def _group(reading: _Reading, may_show: bool, root: Path) -> tuple[Any, ...]:
    datum = reading["datum"]
    at = datum["locator"]
    if datum["figure"]:
        return ("figure", at["file"], at["label"] or at["file"], at["page"], at["panel"])
    path = root / "sources" / at["document"] / at["file"]
    if at["bbox"] and at["page"] and may_show and path.suffix.lower() == ".pdf" and is_the_file(path, at["sha256"]):
        return ("page", at["file"], f"Page {at['page']}", at["page"], None)
    if at["kind"] == "table" and at["row"] is not None:
        return ("table", at["file"], at["label"] or at["file"], at["page"], None)
    return ("text", at["file"], at["label"] or at["place"] or at["file"], at["page"], None)


def _place(
    key: str,
    group: tuple[Any, ...],
    members: list[_Reading],
    root: Path,
    may_show: bool,
    points: Mapping[str, str],
) -> DatumPlace:
    kind, file, title, page, panel = group
    members = sorted(members, key=_order)
    first = members[0]["datum"]
    name = anchor("/".join(map(str, (key, *group))))
    place = DatumPlace(kind, name, title, file, members, caption=first["printed"]["caption"] or "", page=page)
    path = root / "sources" / key / file
    if kind == "page":
        place.caption = ""
        place.picture = _page_picture(path, page)
        if place.picture is None:
            place.kind, place.why_no_picture = "text", "the page cannot be drawn"
    elif kind == "table":
        _fill_table(place, path)
    elif kind == "figure":
        place.title = f"{title}, panel {panel}" if panel else title
        _fill_figure(place, root, may_show, points)
    return place


def _order(reading: _Reading) -> tuple[int, int, int, str]:
    at = reading["datum"]["locator"]
    return at["row"] or 0, at["column"] or 0, at["part"] or 0, reading["id"]


def _fill_table(place: DatumPlace, path: Path) -> None:
    """The table as transcribed where its file is at hand and says what was read, else the cells that were read."""
    by_cell = grouped(place.readings, _cell)
    grid = _transcribed(path)
    place.is_whole = grid is not None and all(_stands(grid, *cell, found[0]) for cell, found in by_cell.items())
    if grid is None or not place.is_whole:
        grid = _sparse(by_cell)
    place.rows = [
        [{"text": text, "readings": by_cell.get((row, column), [])} for column, text in enumerate(line)]
        for row, line in enumerate(grid)
    ]
    place.has_head = place.is_whole
    if not place.is_whole:
        heads = _heads(by_cell)
        place.has_head = any(heads)
        place.rows = [row for row in place.rows if any(cell["text"] for cell in row)]
        if place.has_head:
            place.rows.insert(0, [{"text": head, "readings": []} for head in heads])


def _cell(reading: _Reading) -> tuple[int, int]:
    """Row and column of a reading in its table."""
    at = reading["datum"]["locator"]
    return at["row"], at["column"]


def _heads(by_cell: Mapping[tuple[int, int], list[_Reading]]) -> list[str]:
    """The headers of each column as they were read, empty where its cells stand under different ones."""
    found: dict[int, set[str]] = defaultdict(set)
    for (_, column), readings in by_cell.items():
        found[column] |= {" · ".join(reading["datum"]["printed"]["headers"]) for reading in readings}
    return [min(found[column]) if len(found[column]) == 1 else "" for column in range(max(found) + 1)]


def _transcribed(path: Path) -> list[list[str]] | None:
    if path.suffix.lower() not in TABLE_SUFFIXES or not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, delimiter="\t" if path.suffix.lower() == ".tsv" else ","))
    except (UnicodeDecodeError, csv.Error):
        return None
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _stands(grid: Sequence[Sequence[str]], row: int, column: int, reading: _Reading) -> bool:
    if row >= len(grid) or column >= len(grid[row]):
        return False
    printed: str = reading["datum"]["printed"]["text"]
    return grid[row][column].split() == printed.split()


def _sparse(by_cell: Mapping[tuple[int, int], list[_Reading]]) -> list[list[str]]:
    """Only what was read, each cell in its row and column."""
    height, width = (max(cell[place] for cell in by_cell) + 1 for place in (0, 1))
    grid = [[""] * width for _ in range(height)]
    for (row, column), found in by_cell.items():
        grid[row][column] = found[0]["datum"]["printed"]["text"]
    return grid


def _fill_figure(place: DatumPlace, root: Path, may_show: bool, points: Mapping[str, str]) -> None:
    from memlit.datum import Datum
    from memlit.naming import overlay_path

    overlay = root / overlay_path(Datum.model_validate(place.readings[0]["datum"]))
    if not may_show:
        place.why_no_picture = "the picture is not shown: its licence is not known to allow it (audit.images)"
    elif overlay.is_file():
        place.overlay = png_uri(overlay.read_bytes())
    else:
        place.why_no_picture = (
            "no overlay was drawn: the source is not at hand as it was digitized, or holds no picture"
        )
    for reading in place.readings:
        found = points_of(points.get(reading["id"], ""))
        reading["points"] = [
            {"index": number, "x": point.x, "y": point.y, "u_x": point.u_x, "u_y": point.u_y, "at": point.locator}
            for number, point in enumerate(found[:MAX_POINTS])
        ]


def digest_of(path: Path) -> str:
    """Digest of a supplied file, empty where it is not at hand."""
    return sha256_of(path) if path.is_file() else ""
