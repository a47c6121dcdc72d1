"""Title, authors, year and DOI as the first page of a document says them; for the reader process."""

import re
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from printed.documents.markup.parsed import MARKUP, tree
from printed.pdf.document import Document

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\|]+", re.IGNORECASE)
HEAD_CHARACTERS = 6000
"""Of the first page: title, authors and address of a paper stand within."""


def first_page(path: Path, kind: str) -> dict[str, str]:
    """Title, authors, DOI and the beginning of the text of a document, as far as it says them; plain text."""
    if kind == "pdf":
        return _of_pdf(path)
    if kind in MARKUP:
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
    with Document.open(path) as document:
        meta = document.metadata
        page = document.page(1)
        plain = page.plain_text
        title, authors = _head(page.handle.get_textpage(), plain, page.size[1])
        more = document.page(2).plain_text if len(document) > 1 else ""
    told = _told(title or meta.get("Title", ""), authors or meta.get("Author", ""), plain)
    return told if told["doi"] else {**told, "doi": _doi(more)}


class _Line(NamedTuple):
    """A line of a page: size of its first letter, distance from the top [points], words, and where these stand."""

    size: float
    top: float
    words: str
    start: int
    end: int


def _head(text: Any, plain: str, height: float) -> tuple[str, str]:
    """(title, authors): the largest letters of the upper page, at least three words, and the names that follow."""
    lines = [line for line in _sized_lines(text, plain, height) if line.top < 0.67 * height and len(line.words) > 3]
    lines = [line for line in lines if not _FURNITURE.fullmatch(line.words)]
    for size in sorted({line.size for line in lines}, reverse=True)[:4]:
        own = [place for place, line in enumerate(lines) if line.size == size]
        words = _joined([lines[place].words for place in own], plain)
        if len(words.split()) >= 3 and re.search(r"[a-z]{3}", words, re.IGNORECASE) and len(words) < 400:
            below = lines[own[-1] + 1 : own[-1] + 1 + _MOST_LINES]
            return words, authors_of([_without_marks(text, plain, line) for line in below])
    return "", ""


_FURNITURE = re.compile(
    r"check for updates|open(?: access)?|paper|letter|article|review|communication"
    r"|(?:research|review|original) (?:article|paper)",
    re.IGNORECASE,
)
"""Lines that a publisher sets beside the title and the names of any paper."""
_BROKEN_WORD = re.compile(r"(\w+)\ufffe(\w+)")
"""PDFium gives a hyphen at the end of a line so, and joins the two lines."""


def _joined(lines: list[str], plain: str) -> str:
    """Lines of a title as one text; a word that a line's end parts has the hyphen that the page prints elsewhere."""

    def whole(match: re.Match[str]) -> str:
        with_hyphen = f"{match[1]}-{match[2]}"
        return with_hyphen if with_hyphen.casefold() in plain.casefold() else match[1] + match[2]

    return _BROKEN_WORD.sub(whole, " ".join(lines))


def _sized_lines(text: Any, plain: str, height: float) -> list[_Line]:
    lines = []
    for line in re.finditer(r"[^\r\n]+", plain):
        first = line.start() + len(line[0]) - len(line[0].lstrip())
        try:
            top = height - text.get_charbox(first)[3]
        except Exception:  # a generated character has no box
            continue
        lines.append(_Line(round(_size(text, first), 1), top, " ".join(line[0].split()), first, line.end()))
    return lines


def _size(text: Any, place: int) -> float:
    """Size of a letter as it is printed [points]."""
    import ctypes

    import pypdfium2.raw as raw

    size: float = raw.FPDFText_GetFontSize(text.raw, place)
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text.raw, place, ctypes.byref(matrix)):
        size *= abs(matrix.d) or abs(matrix.b)
    return size


_RAISED = 0.8
"""Letters smaller than this share of their line's are raised marks."""
_RAISED_MARK = re.compile(r"(?:[^\w\s]|\d|\s|\b[a-z]\b|ID)+")


def _without_marks(text: Any, plain: str, line: _Line) -> str:
    """The words of a line with a comma for each run of raised marks: `Park` and a raised `b` are `Park,`."""
    parts = []
    places = range(line.start, line.end)
    for is_small, run in groupby(places, lambda place: _size(text, place) < _RAISED * line.size):
        piece = "".join(plain[place] for place in run)
        parts.append(", " if is_small and piece.strip() and _RAISED_MARK.fullmatch(piece) else piece)
    return " ".join("".join(parts).split())


_NAME = re.compile(r"(?:[A-Z][\w'’.-]*[ -]){1,4}[A-Z][\w'’-]+")
_MARKS = re.compile(
    r"(?:[,*†‡§¶]\s*)+[a-z]\b(?:,\s*[a-z]\b)*|(?<=[a-zé.])[\d*†‡§¶,]+(?=\W|$)|\b[a-z]\)|[\d*†‡§¶]|(?<=[a-z])ID(?![A-Za-z])"
)
_SEPARATOR = re.compile(r",|\band\b|&|;|·|•|  +", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:Universi|Institut|Laborator|Labs?\b|Departm|Dept|School|College|Faculty|Academy|Cent(?:er|re)\b|Research\b"
    r"|Corp|Compan|Co\b|Ltd|Inc\b|LLC|GmbH|Electronics|Semiconductor|Technolog|Instruments|Materials|Enterprise"
    r"|Industr|Foundr|Division|Group\b)"
)
_MEMBERSHIP = re.compile(
    r"(?:(?:graduate|undergraduate|student|senior|life|associate|founding|honorary|member|fellow|of|the"
    r"|IEEE|ACM|OSA|Optica|SPIE|APS|IET|ECS)\b[\s,]*)+",
    re.IGNORECASE,
)
"""A grade of a society, or a part of one that a line's end parts."""
_MOST_LINES = 24
"""Lines below a title in which its authors are looked for."""


def authors_of(lines: list[str]) -> str:
    """Names joined as BibTeX joins them, of the lines below a title as long as these are names.

    Words in brackets and grades of a society are no names, nor are companies; names in capitals are written as names.
    """
    found: list[str] = []
    for line in lines:
        bare = _MARKS.sub(" , ", re.sub(r"\([^)]*\)|^\s*(?:[A-Z]\w+:|[Bb]y\s)", " ", line))
        parts = [part.strip(" .;") for part in _SEPARATOR.split(bare)]
        parts = [part for part in parts if part and not _MEMBERSHIP.fullmatch(part)]
        if not parts:
            continue
        names = [part for part in parts if _NAME.fullmatch(part) and not _INSTITUTION.search(part)]
        if len(names) < 0.6 * len(parts):
            break
        found += [name.title() if name.isupper() else name for name in names]
    return " and ".join(found)


def _of_markup(path: Path) -> dict[str, str]:
    root = tree(path)
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


_YEAR = re.compile(r"\b(?:19[6-9]\d|20[0-3]\d)\b")
_OF_THE_COPY = re.compile(r"\b(?:downloaded|uploaded|accessed|retrieved|licensed use|submitted on)\b.*", re.IGNORECASE)
"""What a line says of the file at hand: who fetched it and when, to the end of the line."""
_OF_THE_WORK = re.compile(
    r"©|\(c\) ?(?:19|20)|copyright|\bpublished(?:\s+online)?\s*(?::|\bon\b|\bby\b|\d)|date of publication"
    r"|\bvol(?:ume\b|\.)",
    re.IGNORECASE,
)
"""What a line says of the publication and its year."""


def year_of(text: str) -> str:
    """The year in which a work came out, as its first page says it; the latest named where no line says so, else ""."""
    lines = [_OF_THE_COPY.sub("", line) for line in text.splitlines()]
    told = [year for line in lines if _OF_THE_WORK.search(line) for year in _YEAR.findall(line)]
    return max(told or _YEAR.findall("\n".join(lines)), default="")


def _told(title: str, author: str, text: str) -> dict[str, str]:
    def plain(value: str) -> str:
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())

    return {
        "title": plain(title)[:300],
        "author": plain(author)[:500],
        "doi": _doi(text),
        "year": year_of(text),
        "text": plain(text)[:HEAD_CHARACTERS],
    }


def _doi(text: str) -> str:
    found = _DOI.search(text)
    if found is None:
        return ""
    doi = found[0].rstrip(".,;)]")
    # HAL's font gives the angle brackets about a DOI as `ff`.
    return doi.removesuffix("ff") if text[: found.start()].endswith("ff") else doi
