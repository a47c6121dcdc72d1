"""Paragraphs and captions of JATS XML and HTML; tables are read elsewhere, reference lists hold no values."""

import re
from pathlib import Path
from typing import Any

from printed.documents.blocks.model import Block
from printed.documents.markup.parsed import root_of
from printed.documents.markup.text import node_text
from printed.documents.paragraphs import REFERENCES, is_caption, is_lead
from printed.xml_names import local_name

_TEXTS = {"p", "title", "article-title", "li", "figcaption", "blockquote", "dd", "h1", "h2", "h3", "h4"}
_NOT_TEXT = {"table", "ref-list", "script", "style", "nav", "footer", "back", "table-wrap-foot", "contrib-group", "aff"}
_REFERENCES = re.compile(r"(?:^|[\s_-])(?:references?|bibliography|ref-list|citations?)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4")
_PIECE = re.compile(r"<(/?)(sup|sub)>|[^<]+|<", re.DOTALL)


def read_markup(path: Path, kind: str) -> list[Block]:
    """Blocks in document order; offsets count in the plain text of the blocks joined by a blank line."""
    root = root_of(path, kind)
    blocks: list[Block] = []
    start = 0
    for node in root.iter():
        name = local_name(node)
        if name not in _TEXTS or _is_inner(node) or _is_left_out(node):
            continue
        text, scripts = flat(node_text(node).markup)
        if not text.strip():
            continue
        inside = {local_name(parent) for parent in node.iterancestors()}
        is_of_figure = name == "figcaption" or bool(inside & {"caption", "fig", "figure"}) or is_caption(text)
        places = tuple(range(start, start + len(text)))
        blocks.append(Block(text, places, "caption" if is_of_figure else "text", scripts=scripts, lead=_lead(node)))
        start += len(text) + 2
    return blocks


def _lead(node: Any) -> str:
    """What stands above the list that an item is of."""
    above = node.getparent().getprevious() if local_name(node) == "li" else None
    text = node_text(above).plain if above is not None and isinstance(above.tag, str) else ""
    return text if is_lead(text, is_heading=local_name(above) in _HEADINGS if text else False) else ""


def _is_inner(node: Any) -> bool:
    """A paragraph within a paragraph is read with the outer one."""
    return any(local_name(parent) in _TEXTS for parent in node.iterancestors())


def _is_left_out(node: Any) -> bool:
    for parent in (node, *node.iterancestors()):
        if local_name(parent) in _NOT_TEXT:
            return True
        if _names_references(parent):
            return local_name(parent) in ("section", "ol", "ul", "div", "li")
    return False


def _names_references(node: Any) -> bool:
    return local_name(node) not in ("html", "body", "article", "main") and bool(
        _REFERENCES.search(f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}")
    )


def is_reference_list(node: Any) -> bool:
    """Whether an item of HTML stands in a list of references: by the names of its parents, or by the heading before."""
    parents = [node, *node.iterancestors()]
    if any(_names_references(parent) for parent in parents):
        return True
    headings = node.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4][1]")
    return any(REFERENCES.match(" ".join(heading.itertext()).strip()) for heading in headings)


def flat(markup: str) -> tuple[str, tuple[int, ...]]:
    """Plain text of a markup with, for each character, whether it is raised (1) or lowered (-1)."""
    text: list[str] = []
    scripts: list[int] = []
    now = 0
    for match in _PIECE.finditer(markup):
        if match.group(2):
            now = 0 if match.group(1) else 1 if match.group(2) == "sup" else -1
            continue
        text.append(match.group())
        scripts += [now] * len(match.group())
    return "".join(text), tuple(scripts)
