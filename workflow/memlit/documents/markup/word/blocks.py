"""The paragraphs and tables of a Word document in order, as one page of HTML.

Word                                  HTML
paragraph, title, heading             p, h1, h2; the number of a list stands in the text
table: gridSpan, vMerge, gridBefore   table: colspan, rowspan, a blank cell
paragraphs below `References`         li of an ol of the class `references`
endnotes, footnotes                   li of such a list at the end, p at the end
text box                              its blocks behind the paragraph it is tied to
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from memlit.documents.markup.word.letters import HOLDERS, InlineWriter
from memlit.documents.markup.word.numbering import Numbering, numbering_of
from memlit.documents.markup.word.package import (
    Package,
    WordStyle,
    attribute_of,
    child,
    numbered_by,
    read_package,
    whole,
)
from memlit.documents.paragraphs import AFTER_REFERENCES, REFERENCES, is_caption
from printedpages.xml_names import local_name

MOST_SPANNED = 1000
"""Columns that a cell may span."""


def word_root(path: Path) -> Any:
    """The document as an element `html`. Raises DocumentError as `read_package`."""
    package = read_package(path)
    writer = _Writer(package)
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    body.extend(_with_list(writer.blocks(child(package.roots["document"], "body"))))
    body.extend(writer.notes("footnote", "p"))
    listed = list(writer.notes("endnote", "li"))
    if listed:
        body.append(_list_of_references())
        body[-1].extend(listed)
    return root


def _list_of_references() -> Any:
    return etree.Element("ol", {"class": "references"})


def _with_list(blocks: Iterable[Any]) -> Iterator[Any]:
    """The blocks, those between the heading of the references and what follows them as items of a list."""
    entries: Any = None
    for block in blocks:
        text = "".join(block.itertext())
        is_heading = REFERENCES.match(text.strip()) is not None
        if block.tag != "p" or is_heading or AFTER_REFERENCES.match(text) or is_caption(text):
            entries = None
        if entries is None:
            yield block
        else:
            block.tag = "li"
            entries.append(block)
        if is_heading:
            entries = _list_of_references()
            yield entries


class _Writer:
    """Makes blocks out of the elements of a package, counting its lists and notes as it goes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering: Numbering = numbering_of(package.roots.get("numbering"))
        self._letters = InlineWriter(package.styles, etree.Element)

    def blocks(self, node: Any) -> Iterator[Any]:
        """Paragraphs that print something and tables, of the body, a cell, a text box or a note."""
        for one in node if node is not None else ():
            name = local_name(one)
            if name == "p":
                yield from self._paragraph(one)
            elif name == "tbl":
                yield self._table(one)
            elif name in HOLDERS:
                yield from self.blocks(one)

    def notes(self, kind: str, tag: str) -> Iterator[Any]:
        """The notes of one kind that the text has marked, with their numbers."""
        root = self._package.roots.get(f"{kind}s")
        known = {attribute_of(note, "id"): note for note in root} if root is not None else {}
        marked = self._letters.notes[kind]
        for number, which in enumerate(marked, 1):
            note = etree.Element(tag, {"value": str(number)} if tag == "li" else {})
            note.text = "" if tag == "li" else f"{number} "
            for block in self.blocks(known.get(which)):
                note.append(block)
                block.tag = "span"
            yield note

    def _paragraph(self, node: Any) -> Iterator[Any]:
        properties = child(node, "ppr")
        name = attribute_of(child(properties, "pstyle"))
        style = self._package.styles.get(name or "", WordStyle())
        own = whole(attribute_of(child(properties, "outlinelvl")))
        outline = style.outline if own is None else own
        is_title = style.name == "title"
        block: Any = etree.Element("h1" if is_title else "p" if outline is None or outline > 8 else "h2")
        numbered = numbered_by(properties) or style.numbered
        label = self._numbering.next_label(*numbered, name) if numbered else ""
        block.text = f"{label} " if label else None
        self._letters.write(node, block)
        boxes, self._letters.boxes = self._letters.boxes, []
        if "".join(block.itertext()).strip() or block.find("img") is not None:
            yield block
        for box in boxes:
            yield from self.blocks(box)

    def _table(self, node: Any) -> Any:
        table = etree.Element("table")
        above: dict[int, Any] = {}
        for row in _within(node, "tr"):
            shown = etree.SubElement(table, "tr")
            column = _number(attribute_of(child(row, "trpr", "gridbefore")), 0)
            if column:
                etree.SubElement(shown, "td", colspan=str(column))
            here: dict[int, Any] = {}
            for cell in _within(row, "tc"):
                width = _number(attribute_of(child(cell, "tcpr", "gridspan")), 1)
                merge = child(cell, "tcpr", "vmerge")
                going_on = above.get(column) if merge is not None and attribute_of(merge) != "restart" else None
                if going_on is not None and going_on.get("colspan") == str(width):
                    going_on.set("rowspan", str(int(going_on.get("rowspan")) + 1))
                    here[column] = going_on
                else:
                    made = etree.SubElement(shown, "td", colspan=str(width), rowspan="1")
                    made.extend(self.blocks(cell))
                    here[column] = made if merge is not None else None
                column += width
            above = here
        return table


def _number(text: str | None, least: int) -> int:
    return max(least, min(whole(text) or least, MOST_SPANNED))


def _within(node: Any, name: str) -> Iterator[Any]:
    """Rows or cells of a table, those in content controls too; not those that a reviewer deleted."""
    for one in node:
        if local_name(one) == name and child(one, "trpr", "del") is None:
            yield one
        elif local_name(one) in HOLDERS:
            yield from _within(one, name)
