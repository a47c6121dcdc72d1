"""What stands on the page of one document, as plain values for the template.

The summaries of a measured set on its page: each table as it stands, with the numbers of the run marked in it.

Pages to HTML: supplied text is escaped, no script, the look of the report.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from memlit import __version__
from memlit.audit.chain import place_parts
from memlit.audit.pages.chains import Chains
from memlit.audit.pages.places import (
    PagePicture,
    digest_of,
    may_show,
    places_of_document,
)
from memlit.config import read_yaml
from memlit.datum import DocumentStatus, Reading, ReconciledDocument, anchor
from memlit.errors import MemlitError
from memlit.field.codes import AT_SOURCE
from memlit.files import read_csv
from memlit.library import Entry
from memlit.naming import RECIPE_FILE
from memlit.presentation import pages
from memlit.presentation.words import flag_words, parameter_words, whose_number
from memlit.reconcile.page_accounts import not_read_whole, page_accounts
from memlit.sources.folder import SourceDescription, read_folder
from memlit.sources.licences import is_open, licence_of


def measured_tables(key: str, chains: Chains, root: Path) -> list[dict[str, Any]]:
    """One table a summary, in the order of their names: header, rows, how it was computed, the numbers in it.

    A cell is its text, and the number of the run that it is, None for any other.
    """
    tables = []
    for file, numbers in sorted(chains.measured.get(key, {}).items()):
        rows = read_csv(root / "sources" / key / file)
        tables.append(
            {
                "title": file,
                "anchor": file.removesuffix(".csv"),
                "rule": next(iter(numbers.values()))["rule"],
                "head": list(rows[0]) if rows else [],
                "rows": [
                    [(text, numbers.get((line, column))) for column, text in row.items()]
                    for line, row in enumerate(rows, start=2)
                ],
                "n": len(numbers),
            }
        )
    return tables


def measured_from(key: str, root: Path) -> tuple[str, list[tuple[str, str]]]:
    """Where the raw files of a measured set are and what read them, and each file with its digest; else nothing."""
    path = root / "sources" / key / RECIPE_FILE
    if not path.is_file():
        return "", []
    recipe = read_yaml(path)
    origin = str(recipe["origin"]) + (f" at {recipe['commit']}" if recipe["commit"] else "")
    raw = [(f"{name} of {origin}", str(said.get("sha256", ""))) for name, said in recipe["files"].items()]
    counted = f"{len(raw)} file{'s' * (len(raw) > 1)} of " if raw else ""
    return f"{counted}{origin}, by {recipe['script']}", raw


_MOST = 12
"""Other readings of a datum that are shown, and claims that rest on it."""
DOCUMENT_WORDS: dict[DocumentStatus, str] = {
    "same": "reviewed, and read the same in this run",
    "changed": "reviewed, and read otherwise in this run; the reviewed record is used",
    "new": "not reviewed yet",
    "record_only": "reviewed; the document is not at hand",
    "excluded": "left out",
}
STEP_WORDS = {
    "parse": "read",
    "convert": "in SI",
    "check": "checked",
    "derive": "derived",
    "correct": "corrected",
}


def _address(fields: Mapping[str, str], said: str | None) -> str:
    """Where the document stands: by its DOI, else as the library or its folder says."""
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    return fields.get("url") or said or ""


def page_of(
    document: ReconciledDocument,
    entry: Entry | None,
    chains: Chains,
    root: Path,
    images: str,
    points: Mapping[str, str],
) -> dict[str, Any]:
    """The page of a document; its readings are those of the index."""
    said = description_of(root, document.key)
    entry = entry or Entry(document.key, "", {})
    fields = entry.fields
    licence = licence_of(entry, said)
    readings = chains.printed(document.key)
    places = places_of_document(document.key, readings, root, may_show(images, licence), points)
    summaries = measured_tables(document.key, chains, root)
    files = sorted({reading["datum"]["locator"]["file"] for reading in readings})
    files += [table["title"] for table in summaries]
    measured, raw = measured_from(document.key, root)
    return {
        "key": document.key,
        "title": entry.plain("title") or said.title or document.title or document.key,
        "author": entry.plain("author"),
        "year": fields.get("year", ""),
        "url": _address(fields, said.url),
        "facts": {
            "licence": licence or "not stated",
            "record": DOCUMENT_WORDS[document.status] + (f": {document.reason}" if document.reason else ""),
            "kind": document.kind.replace("_", " "),
            "lineage": said.lineage or "",
            "read at": said.read_at or "",
            "note": said.note or "",
            "source": _origins(readings),
            "measured": measured,
        },
        "files": [*((name, digest_of(root / "sources" / document.key / name)) for name in files), *raw],
        "images": _images(images, licence),
        "counts": sorted(Counter(reading["status"] for reading in readings).items()),
        "n_data": len(readings),
        "n_measured": sum(table["n"] for table in summaries),
        "summaries": summaries,
        "warnings": list(document.warnings),
        "pages_left": _pages_left(document, readings),
        "unmapped": [f"{header.text} ({header.label or header.file})" for header in document.unmapped],
        "places": places,
        "chains": chains,
    }


def _pages_left(document: ReconciledDocument, readings: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line for each page that was not read whole; readings: of the index, for a run stores documents without them."""
    if not document.pages:
        return []
    # The page adds to a reading its text and the points of its curve.
    own = Reading.model_fields
    read = [Reading.model_validate({name: one[name] for name in one.keys() & own.keys()}) for one in readings]
    return [page.line for page in not_read_whole(page_accounts(document, read))]


def description_of(root: Path, key: str) -> SourceDescription:
    """What the folder of a document says of it; nothing where it cannot be read."""
    try:
        return read_folder(root / "sources", key).description
    except MemlitError:
        return SourceDescription()


def _images(setting: str, licence: str | None) -> str:
    if setting == "none":
        return "Pages and figures are not shown (audit.images: none)."
    if setting == "local":
        return "Pages and figures of your own copy are shown, for your eyes only (audit.images: local)."
    if is_open(licence):
        return "Its licence allows pages and figures to be shown."
    return "Its licence is not known to allow pages or figures to be shown; quotations and places are."


def _origins(readings: Iterable[Mapping[str, Any]]) -> str:
    """Of values that came by way of a collection, how many were checked at the source."""
    counts = Counter(flag for reading in readings for flag in AT_SOURCE if flag in reading["flags"])
    return "; ".join(f"{counts[flag]} {flag_words(flag)}" for flag in AT_SOURCE if counts[flag])


_TEMPLATES = Path(__file__).parent / "templates"
STATUS_WORDS = {"value": "value in SI", "text": "a word", "flagged": "no single value", "excluded": "not used"}
CROP_MARGIN = (60.0, 14.0)
"""Points around a cell on its crop, to the sides and above and below."""
_PAD = 1.6
"""Points around the characters of a cell, so that its border crosses none."""


def render_page(page: dict[str, Any]) -> str:
    """The page of one document."""
    for place in page["places"]:
        if place.picture is not None:
            _place_boxes(place.picture, place.readings)
    return _environment().get_template("audit.html.j2").render(page=page).lstrip() + "\n"


def render_documents(pages: Iterable[dict[str, Any]]) -> str:
    """The list of all documents."""
    return _environment().get_template("documents.html.j2").render(pages=list(pages)) + "\n"


@cache
def _environment() -> Environment:
    styles = [pages.STYLE, _TEMPLATES / "audit.css"]
    environment = pages.page_environment(
        _TEMPLATES,
        css=Markup("".join(path.read_text(encoding="utf-8") for path in styles)),
        version=__version__,
        status_words=STATUS_WORDS,
        step_words=STEP_WORDS,
        most=_MOST,
        at_source=list(AT_SOURCE),
        short=short,
        anchor=anchor,
        place_parts=place_parts,
        whose_number=whose_number,
    )
    environment.filters.update(parameter_words=parameter_words, flag_words=flag_words)
    return environment


def short(value: float | None) -> str:
    """A number of the digitization with six digits, empty where there is none."""
    return "" if value is None else f"{value:.6g}"


def _place_boxes(picture: PagePicture, readings: Sequence[dict[str, Any]]) -> None:
    """Where each cell stands on the page image, in per cent; parts of one cell share its box from left to right."""
    boxes = [tuple(reading["datum"]["locator"]["bbox"]) for reading in readings]
    shared = Counter(boxes)
    seen: Counter[tuple[float, ...]] = Counter()
    for reading, box in zip(readings, boxes, strict=True):
        left, top, right, bottom = box[0] - _PAD, box[1] - _PAD, box[2] + _PAD, box[3] + _PAD
        width = (right - left) / shared[box]
        left += seen[box] * width
        seen[box] += 1
        ends = (left / picture.width, top / picture.height, width / picture.width, (bottom - top) / picture.height)
        reading["box"] = ";".join(
            f"{name}:{100 * share:.2f}%" for name, share in zip(("left", "top", "width", "height"), ends, strict=True)
        )
        reading["crop"] = _crop(box, picture.width, picture.height)


def _crop(box: tuple[float, ...], width: float, height: float) -> str:
    """The viewBox of a cell with its surroundings, inside the page."""
    left, top = max(0.0, box[0] - CROP_MARGIN[0]), max(0.0, box[1] - CROP_MARGIN[1])
    right, bottom = min(width, box[2] + CROP_MARGIN[0]), min(height, box[3] + CROP_MARGIN[1])
    return f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
