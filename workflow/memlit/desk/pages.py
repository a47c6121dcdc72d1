"""Pages of a document as pictures and as text: functions for the reader process, plain values in and out."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

from memlit.documents.pdf.opened import drawn, opened, page_text

SCALE = 2.0
"""Pixels per point of a page picture: sharp at 1440 px, and drawn within a second."""
MOST_PIXELS = 12_000_000
Box = tuple[float, float, float, float]
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\|]+", re.IGNORECASE)
HYPHENS = "-\u2010\u2011\u00ad\u2212"
HEAD_CHARACTERS = 6000
"""Of the first page: title, authors and address of a paper stand within."""


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF in points."""
    with opened(path) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_picture(path: Path, number: int) -> bytes:
    """PNG of page `number`, from 1, as displayed."""
    out = io.BytesIO()
    with opened(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn(page, scale).save(out, "PNG", compress_level=1)
    return out.getvalue()


def letters_of(text: str) -> str:
    """The characters of a text without spaces, accents, ligatures and the hyphens that a line break brings.

    Case stays: mS and MS are not the same.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not c.isspace() and not unicodedata.combining(c) and c not in HYPHENS)


def find_quotation(path: Path, quotation: str, number: int | None = None) -> list[dict[str, Any]]:
    """Pages of a PDF on which the words of `quotation` stand one after another, with a box around them.

    Spaces, hyphens and accents are left out of the comparison, for a line break changes them.
    """
    wanted = letters_of(quotation)
    if len(wanted) < 2:
        return []
    found = []
    with opened(path) as document:
        for place in range(len(document)) if number is None else [number - 1]:
            if not 0 <= place < len(document):
                continue
            page = document[place]
            text = page.get_textpage()
            spots: list[int] = []
            letters: list[str] = []
            for index, character in enumerate(text.get_text_range(0, -1)):
                for letter in letters_of(character):
                    letters.append(letter)
                    spots.append(index)
            start = "".join(letters).find(wanted)
            if start >= 0:
                first, last = spots[start], spots[start + len(wanted) - 1]
                found.append({"page": place + 1, "box": _box(text, first, last, page.get_height())})
    return found


def _box(text: Any, first: int, last: int, height: float) -> Box | None:
    boxes = []
    for index in range(first, last + 1):
        try:
            boxes.append(text.get_charbox(index))
        except Exception:  # a generated character has no box
            continue
    boxes = [box for box in boxes if box[2] > box[0]]
    if not boxes:
        return None
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return (left, height - top, right, height - bottom)


def first_page(path: Path, kind: str) -> dict[str, str]:
    """Title, authors, DOI and the beginning of the text of a document, as far as it says them; plain text."""
    if kind == "pdf":
        return _of_pdf(path)
    if kind in ("jats", "html"):
        return _of_markup(path)
    text = path.read_bytes()[: 8 * HEAD_CHARACTERS].decode("utf-8", errors="replace")
    title = re.search(r"\\title\s*(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}", text)
    author = re.search(r"\\author\s*(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}", text)
    told = {
        name: re.sub(r"\\\w+|[{}~$\\]", " ", found[1]) if found else ""
        for name, found in (("title", title), ("author", author))
    }
    return _told(**told, text=text)


def _of_pdf(path: Path) -> dict[str, str]:
    with opened(path) as document:
        meta = document.get_metadata_dict()
        page = document[0]
        text = page.get_textpage()
        plain = text.get_text_range(0, -1)
        title, authors = _head(text, plain, page.get_height())
        more = page_text(document[1]) if len(document) > 1 else ""
    told = _told(title or meta.get("Title", ""), authors or meta.get("Author", ""), plain)
    return told if told["doi"] else {**told, "doi": _doi(more)}


def _head(text: Any, plain: str, height: float) -> tuple[str, str]:
    """(title, authors): the largest letters of the upper page, at least three words, and the names that follow."""
    lines = [line for line in _sized_lines(text, plain, height) if line[1] < 0.67 * height and len(line[2]) > 3]
    for size in sorted({line[0] for line in lines}, reverse=True)[:4]:
        own = [place for place, line in enumerate(lines) if line[0] == size]
        words = " ".join(lines[place][2] for place in own)
        if len(words.split()) >= 3 and re.search(r"[a-z]{3}", words, re.IGNORECASE) and len(words) < 400:
            return words, _authors([line[2] for line in lines[own[-1] + 1 : own[-1] + 5]])
    return "", ""


def _sized_lines(text: Any, plain: str, height: float) -> list[tuple[float, float, str]]:
    """Letter size, distance from the top and words of each line of a page."""
    import ctypes

    import pypdfium2.raw as raw

    lines = []
    for line in re.finditer(r"[^\r\n]+", plain):
        first = line.start() + len(line[0]) - len(line[0].lstrip())
        size = raw.FPDFText_GetFontSize(text.raw, first)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(text.raw, first, ctypes.byref(matrix)):
            size *= abs(matrix.d) or abs(matrix.b)
        try:
            top = height - text.get_charbox(first)[3]
        except Exception:  # a generated character has no box
            continue
        lines.append((round(size, 1), top, " ".join(line[0].split())))
    return lines


_NAME = re.compile(r"(?:[A-Z][\w'’.-]*[ -]){1,4}[A-Z][\w'’-]+")


def _authors(lines: list[str]) -> str:
    """Names joined as BibTeX joins them, of the lines below a title as long as these are names."""
    found: list[str] = []
    for line in lines:
        bare = re.sub(r"(?<=[a-zé.])[\d*†‡§¶,]+(?=\W|$)|\b[a-z]\)|[\d*†‡§¶]", " ", line)
        parts = [part.strip(" .;") for part in re.split(r",|\band\b|&|;|  +", bare)]
        names = [part for part in parts if part and _NAME.fullmatch(part)]
        if not names or len(names) < 0.6 * len([part for part in parts if part]):
            break
        found += names
    return " and ".join(found)


def _tree(path: Path) -> Any:
    """The elements of an HTML or XML file; no address or entity in it is followed."""
    from lxml import etree

    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    return etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=False, encoding=encoding))


def _of_markup(path: Path) -> dict[str, str]:
    root = _tree(path)
    if root is None:
        return _told("", "", "")

    def first(*paths: str) -> str:
        for way in paths:
            found = root.xpath(way)
            if found:
                item = found[0]
                return " ".join((item if isinstance(item, str) else "".join(item.itertext())).split())
        return ""

    title = first("//meta[@name='citation_title']/@content", "//article-title", "//h1", "//title")
    people = root.xpath("//meta[@name='citation_author']/@content") or [
        ", ".join(filter(None, ("".join(n.xpath(".//surname//text()")), "".join(n.xpath(".//given-names//text()")))))
        for n in root.xpath("//contrib[@contrib-type='author']")
    ]
    told = _told(title, " and ".join(str(one) for one in people), " ".join(root.itertext())[: 4 * HEAD_CHARACTERS])
    doi = first("//meta[@name='citation_doi']/@content", "//article-id[@pub-id-type='doi']")
    return {**told, "doi": doi or told["doi"]}


def _told(title: str, author: str, text: str) -> dict[str, str]:
    def plain(value: str) -> str:
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())

    years = re.findall(r"\b(?:19[6-9]\d|20[0-3]\d)\b", text)
    return {
        "title": plain(title)[:300],
        "author": plain(author)[:500],
        "doi": _doi(text),
        "year": max(years, default=""),
        "text": plain(text)[:HEAD_CHARACTERS],
    }


def _doi(text: str) -> str:
    found = _DOI.search(text)
    return found[0].rstrip(".,;)]") if found else ""


def document_letters(path: Path, kind: str) -> list[str]:
    """The text of each page as `letters_of` gives it; one page where the document has none."""
    if kind == "pdf":
        with opened(path) as document:
            return [letters_of(page_text(page)) for page in document]
    if kind in ("jats", "html"):
        root = _tree(path)
        return [letters_of("".join(root.itertext()))] if root is not None else []
    return [letters_of(path.read_bytes().decode("utf-8", errors="replace"))]
