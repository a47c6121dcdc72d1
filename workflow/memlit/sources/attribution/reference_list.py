"""The works that a document lists: which printed reference a citation mark stands for.

A numbered list is found by its numbers: lines that begin with [1], [2], ... (or 1., 2., ...) without a gap, most of
which hold a year or an address. A heading is not needed. Without numbers the entries after the heading are taken by
their first author and year, and carry their place in the list.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from memlit.field.citation_marks import NUMBERS, VENUES, YEAR
from memlit.library import squeezed
from memlit.naming import reference_marks
from printed.documents.blocks.model import Block
from printed.documents.opened import OpenDocument, opened

_FEWEST = 3
"""Fewer entries are no list."""
DATED = 0.6
"""So many of the entries of a list hold a year or an address; steps, equations and footnotes do not."""
_MOST_LINES = 14
"""A reference with many authors is not longer; what follows the last one is no part of it."""
MOST_CITED = 4
"""More works at once say of none that the value is its own."""
_LONGEST = 600
"""Characters of a reference that are kept: authors, title and place stand in them."""
_STARTS = (
    re.compile(r"\[(\d{1,3})\][.:]?\s*(?=\S)"),
    re.compile(r"\(?(\d{1,3})[.)]\s*(?=[^\W\d_])"),
    re.compile(r"(\d{1,3})\s+(?=[A-Z]\.)"),
)
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\bdoi\b|\barxiv\b|\bhttps?:|\bwww\.|\.com/|\.org/", re.IGNORECASE)
_SURNAME = r"(?:(?:v[ao]n|de[nr]?|di|la|le|du)\s+){0,3}[A-Z][^\W\d_]+(?:[-’' ][A-Z][^\W\d_]+)?"
_AUTHOR = re.compile(rf"({_SURNAME})(?:\s+et\s+al\.?|\s+(?:and|&)\s+[A-Z][\w’'-]+)?[,.]?\s*[(\[]?({YEAR})")
_AND_OTHERS = re.compile(rf"({_SURNAME})\s+et\s+al\b")
_OTHERS = re.compile(r"\bet\s+al\b")
_VENUE = re.compile(rf"\b({'|'.join(VENUES)})\s?(?:[(\[,]\s?)?({YEAR})", re.IGNORECASE)
_FIRST_AUTHOR = re.compile(rf"(?:[A-Z]\.[- ]?){{1,4}}\s*[A-Z][^\W\d_]|{_SURNAME},\s*(?:[A-Z]\.|[A-Z][a-z]+)")
_AFTER_FIRST = re.compile(r"\bet al\b|[,;&]| and ")
_ALONE = re.compile(rf"\s*(?:refs?\.?\s*)?\(?({NUMBERS})\)?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_LAST_CENTURY = 50
"""Two digits of a year from here on are of 19.."""


@dataclass(frozen=True, slots=True)
class References:
    """The references of a document by number, as printed, each on one line."""

    texts: Mapping[int, str] = field(default_factory=dict)

    def number_of(self, text: str) -> int | None:
        """The work that `Gao et al. (2015)` or `VLSI’18` names: the only one of this author, or venue, and year."""
        venue, author = _VENUE.search(text), _author_in(text)
        if venue is None and author is None:
            return None
        found = list(self.texts)
        if venue is not None:
            found = [number for number in found if _is_of_venue(self.texts[number], *venue.groups())]
        if author is not None:
            found = [number for number in found if _is_of_author(self.texts[number], *author)]
        return found[0] if len(found) == 1 else None


def _author_in(text: str) -> tuple[str, str | None] | None:
    """The first author and, where it is printed, the year of a work that a text names; a venue is no author."""
    named = _AUTHOR.search(_VENUE.sub(" ", text))
    if named is not None:
        return named.group(1), named.group(2)
    others = _AND_OTHERS.search(text)
    return (others.group(1), None) if others is not None else None


def _is_of_author(reference: str, author: str, year: str | None) -> bool:
    is_of_year = year is None or _whole_year(year) in reference
    return is_of_year and squeezed(author) in squeezed(_AFTER_FIRST.split(reference)[0])


def _is_of_venue(reference: str, venue: str, year: str) -> bool:
    names = rf"\b(?:{VENUES[venue.lower()]})"
    return _whole_year(year) in reference and re.search(names, reference, re.IGNORECASE) is not None


def _whole_year(year: str) -> str:
    """Four digits of a year that may be printed as `’19`."""
    digits = "".join(filter(str.isdigit, year))
    if len(digits) == 4:
        return digits
    return f"19{digits}" if int(digits) >= _LAST_CENTURY else f"20{digits}"


def cited_marks(text: str) -> list[str]:
    """The citation marks of a cell that cites: `[12]`, or a number that stands alone (`12`, `Ref. 12,13`)."""
    alone = _ALONE.match(text)
    return reference_marks(text) or ([alone.group(1)] if alone else [])


def names_author(text: str) -> bool:
    """Whether a text names a work by author or venue and year, or by `et al.`."""
    return _AUTHOR.search(text) is not None or is_surely_a_work(text)


def is_surely_a_work(text: str) -> bool:
    """Whether a text by itself can be nothing but a work: `Lee et al.`, `IEDM’19`; a word and a year may be a batch.

    `et al.` is one also where the author before it was cut off.
    """
    return _OTHERS.search(text) is not None or _VENUE.search(text) is not None


def works_cited(
    marks: Sequence[str], text: str, listed: Callable[[], References]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(numbers, printed references) of the works that marks stand for, else that a text names by author or venue.

    Without a list there is none. A number that the list lacks has no reference. listed: reads the document's list.
    """
    if not marks and not names_author(text):
        return (), ()
    references = listed()
    numbers: list[int] = []
    if not marks:
        named = references.number_of(text)
        numbers = [named] if named is not None else []
    elif references.texts:
        for first, last in _RANGE.findall(" ".join(marks)):
            numbers += range(int(first), int(last or first) + 1)
    if len(numbers) > MOST_CITED:
        return (), ()
    numbers = list(dict.fromkeys(numbers))
    texts = tuple(references.texts[number] for number in numbers if number in references.texts)
    return tuple(map(str, numbers)), texts if len(texts) == len(numbers) else ()


def read_references(source: Path | OpenDocument) -> References:
    """The reference list of a PDF, JATS XML, HTML or LaTeX document; empty where none can be read."""
    with opened(source) as document:
        return _references_of(document)


def _references_of(document: OpenDocument) -> References:
    from memlit.errors import DocumentError
    from printed.documents.markup.parsed import MARKUP

    path, kind = document.path, document.kind
    try:
        if kind == "pdf":
            return _of_lines(_block_lines(document.blocks[0]))
        if kind in MARKUP:
            return _of_markup(path, kind)
        if kind == "latex":
            return References(dict(enumerate(_latex_entries(path), 1)))
    except DocumentError:
        pass
    return References()


def _latex_entries(path: Path) -> Iterator[str]:
    from printed.documents.latex.source import BIBLIOGRAPHY_ITEM, read_latex
    from printed.documents.latex.text import latex_text

    text = re.sub(r"\\end\s*\{thebibliography\}.*", "", read_latex(path).text, flags=re.DOTALL)
    places = [match.span() for match in BIBLIOGRAPHY_ITEM.finditer(text)]
    for (_, start), (end, _) in zip(places, [*places[1:], (len(text), 0)], strict=True):
        yield " ".join(latex_text(text[start:end][: 4 * _LONGEST]).plain.split())[:_LONGEST]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    is_listed: bool
    ends_block: bool


def _block_lines(blocks: Sequence[Block]) -> list[_Line]:
    lines = []
    for block in blocks:
        texts = block.text.split("\n")
        for place, text in enumerate(texts, 1):
            lines.append(_Line(text.strip(), block.kind == "references", place == len(texts)))
    return lines


def _of_lines(lines: Sequence[_Line]) -> References:
    best: dict[int, str] = {}
    for start in _STARTS:
        for chain in _chains(lines, start):
            texts = {number: _entry(lines, place, end, start) for number, place, end in chain}
            # Of two that end alike the later one: headings of sections may be numbered before it.
            if len(texts) >= len(best) and _is_list(list(texts.values())):
                best = texts
        if best:
            break
    return References(best or _by_author(lines))


def _chains(lines: Sequence[_Line], start: re.Pattern[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Runs of lines that begin with 1, 2, 3, ...: (number, its line, the line after its entry)."""
    found: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        match = start.match(line.text)
        if match is not None:
            found.append((int(match.group(1)), place))
    for first, (number, _) in enumerate(found):
        if number != 1:
            continue
        places: list[int] = []
        for number, place in found[first:]:
            if number == len(places) + 1:
                places.append(place)
        ends = [*places[1:], len(lines)]
        yield [(number, place, end) for number, (place, end) in enumerate(zip(places, ends, strict=True), 1)]


def _entry(lines: Sequence[_Line], place: int, end: int, start: re.Pattern[str]) -> str:
    """The text of an entry. Of the last one, the block it stands in."""
    taken = []
    for line in lines[place : min(end, place + _MOST_LINES)]:
        taken.append(line.text)
        if end == len(lines) and line.ends_block:
            break
    return _joined(taken, start)


def _joined(texts: Sequence[str], start: re.Pattern[str] | None = None) -> str:
    """Lines as one, a word that is parted at a line's end put together."""
    out = ""
    for text in texts:
        is_parted = out.endswith("-") and text[:1].islower()
        out = f"{out[:-1]}{text}" if is_parted and not out.endswith(" -") else f"{out} {text}"
    out = " ".join(out.split())
    return (start.sub("", out, count=1) if start else out)[:_LONGEST].strip()


def _is_list(texts: Sequence[str]) -> bool:
    return len(texts) >= _FEWEST and sum(_DATED.search(text) is not None for text in texts) >= DATED * len(texts)


def _by_author(lines: Sequence[_Line]) -> dict[int, str]:
    """Entries of a list without numbers, each from a line that begins with an author to the next."""
    entries: list[list[str]] = []
    for line in lines:
        if not line.is_listed:
            continue
        is_whole = not entries or _DATED.search(" ".join(entries[-1])) is not None
        if _FIRST_AUTHOR.match(line.text) and is_whole:
            entries.append([])
        if entries and len(entries[-1]) < _MOST_LINES:
            entries[-1].append(line.text)
    texts = [_joined(entry) for entry in entries]
    return dict(enumerate(texts, 1)) if _is_list(texts) else {}


def _of_markup(path: Path, kind: str) -> References:
    from printed.documents.blocks.markup import is_reference_list
    from printed.documents.markup.parsed import root_of
    from printed.documents.markup.text import node_text
    from printed.xml_names import local_name

    root = root_of(path, kind)
    is_jats = kind == "jats"
    texts: dict[int, str] = {}
    for node in root.iter():
        name = local_name(node)
        if not (name == "ref" if is_jats else name in ("li", "p") and is_reference_list(node)):
            continue
        label = next((node_text(child).plain for child in node if local_name(child) == "label"), "")
        text = " ".join(node_text(node).plain.split()).removeprefix(label).strip()
        marked = next(filter(None, (start.match(text) for start in _STARTS)), None)
        if name == "p" and marked is None:
            continue
        shown = (label, marked.group(1) if marked else "", node.get("value") or "")
        printed = next(filter(None, map(_NUMBER.search, shown)), None)
        number = int(printed.group()) if printed else len(texts) + 1
        texts[number] = (text[marked.end() :] if marked else text)[:_LONGEST]
    return References(texts) if is_jats or _is_list(list(texts.values())) else References()
