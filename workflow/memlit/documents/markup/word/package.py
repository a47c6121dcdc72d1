"""The parts of a Word document: its text, styles, numbering and notes; nothing else of the archive is opened."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memlit.documents.kind import MOST_BYTES, WORD_TEXT
from memlit.documents.markup.parsed import xml_of
from memlit.errors import DocumentError
from printedpages.xml_names import local_name

_REMEDY = "save it again as DOCX without a password"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says of a paragraph or a run. outline: level of a heading from 0; script: `sup`, `sub` or empty.

    numbered: id and level of a list, the level None where the list itself names the style.
    """

    name: str = ""
    outline: int | None = None
    script: str = ""
    numbered: tuple[str, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """Root elements by the name of their part (`document`, `styles`, ...), and the styles by their ids."""

    roots: Mapping[str, Any]
    styles: Mapping[str, WordStyle] = field(default_factory=dict)


def read_package(path: Path) -> Package:
    """The parts of a file. Raises DocumentError where it is broken, encrypted or unpacks to too much."""
    roots = {}
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            main = min((name for name in names if WORD_TEXT.fullmatch(name)), default="")
            wanted = {"document": main} | {part: f"word/{part}.xml" for part in _PARTS}
            left = MOST_BYTES
            for part, name in wanted.items():
                if name not in names:
                    continue
                with archive.open(name) as file:
                    data = file.read(left + 1)
                left -= len(data)
                if left < 0:
                    problem = f"holds more than {MOST_BYTES // 1_000_000} MB of text"
                    raise DocumentError(path.name, problem, "split the document")
                roots[part] = xml_of(path.name, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise DocumentError(path.name, "is a broken or encrypted Word document", _REMEDY) from error
    if "document" not in roots:
        raise DocumentError(path.name, "holds no Word document", _REMEDY)
    return Package(roots, _styles(roots.get("styles")))


def child(node: Any, *names: str) -> Any:
    """The element that these local names lead to, each within the one before; None where there is none."""
    for name in names:
        node = next((one for one in node if local_name(one) == name), None) if node is not None else None
    return node


def attribute_of(node: Any, name: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace; None where it or the element is missing."""
    found = node.attrib.items() if node is not None else ()
    return next((text for key, text in found if key.rpartition("}")[2] == name), None)


def whole(text: str | None) -> int | None:
    """A number without sign; None where the text is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def script_of(properties: Any) -> str:
    """`sup` or `sub` where the properties of a run raise or lower it, by their name or by a shift of the line."""
    named = {"superscript": "sup", "subscript": "sub"}.get(attribute_of(child(properties, "vertalign")) or "", "")
    shift = attribute_of(child(properties, "position")) or ""
    return named or ("sub" if shift.startswith("-") else "sup" if shift.strip("0") else "")


def numbered_by(properties: Any) -> tuple[str, int | None] | None:
    """Id and level of the list that the properties of a paragraph name; id `0` is no list."""
    which, level = (attribute_of(child(properties, "numpr", name)) for name in ("numid", "ilvl"))
    return (which, whole(level)) if which is not None else None


def _styles(root: Any) -> dict[str, WordStyle]:
    nodes = (
        {attribute_of(node, "styleId"): node for node in root if local_name(node) == "style"}
        if root is not None
        else {}
    )
    return {name: _style(name, nodes, len(nodes)) for name in nodes if name}


def _style(name: str | None, nodes: Mapping[str | None, Any], steps: int) -> WordStyle:
    """A style with what it takes over from those that it is based on, at most `steps` of them."""
    node = nodes.get(name)
    if node is None or steps < 0:
        return WordStyle()
    based = _style(attribute_of(child(node, "basedon")), nodes, steps - 1)
    outline = whole(attribute_of(child(node, "ppr", "outlinelvl")))
    return WordStyle(
        (attribute_of(child(node, "name")) or "").casefold(),
        based.outline if outline is None else outline,
        script_of(child(node, "rpr")) or based.script,
        numbered_by(child(node, "ppr")) or based.numbered,
    )
