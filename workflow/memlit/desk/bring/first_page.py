"""Title, authors, year and DOI as the first page of a document says them; for the reader process."""

import re
from pathlib import Path
from typing import Any

from memlit.desk.read.quotations import tree
from memlit.documents.markup.parsed import MARKUP
from printedpages.pdf.opened import opened, page_text

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\|]+", re.IGNORECASE)
HEAD_CHARACTERS = 6000
"""Of the first page: title, authors and address of a paper stand within."""


def first_page(path: Path, kind: str) -> dict[str, str]:
    """Title, authors, DOI and the beginning of the text of a document, as far as it says them; plain text."""
    if kind == "pdf":
        return _of_pdf(path)
    if kind in MARKUP:
        return _of_markup(path, kind)
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
            return words, authors_of([line[2] for line in lines[own[-1] + 1 : own[-1] + 1 + MOST_LINES]])
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
_MARKS = re.compile(r"(?<=[a-zé.])[\d*†‡§¶,]+(?=\W|$)|\b[a-z]\)|[\d*†‡§¶]")
_INSTITUTION = re.compile(r"\b(?:Universi|Institut|Laborator|Department|School|College|Corporation|Academy)")
MOST_LINES = 24
"""Lines below a title in which its authors are looked for."""


def authors_of(lines: list[str]) -> str:
    """Names joined as BibTeX joins them, of the lines below a title as long as these are names.

    Words in brackets are a membership; names in capitals are written as names.
    """
    found: list[str] = []
    for line in lines:
        bare = _MARKS.sub(" ", re.sub(r"\([^)]*\)|^\s*(?:[A-Z]\w+:|[Bb]y\s)", " ", line))
        parts = [part.strip(" .;") for part in re.split(r",|\band\b|&|;|  +", bare, flags=re.IGNORECASE)]
        parts = [part for part in parts if part]
        if not parts:
            continue
        names = [part for part in parts if _NAME.fullmatch(part) and not _INSTITUTION.search(part)]
        if len(names) < 0.6 * len(parts):
            break
        found += [name.title() if name.isupper() else name for name in names]
    return " and ".join(found)


def _of_markup(path: Path, kind: str) -> dict[str, str]:
    root = tree(path, kind)
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
