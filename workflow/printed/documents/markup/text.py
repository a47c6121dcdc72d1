"""Text and markup of an XML or HTML node: <sup> and <sub> kept, formulas in line, paragraphs parted.

A markup is the printed text with `<sup>` and `<sub>` around what is raised or lowered; nothing else in it is a tag, and
nothing is escaped: `<1 V` is written as it is printed.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple

from printed.xml_names import local_name

BREAK = "\n"
SCRIPT = re.compile(r"</?su[bp]>")
"""The tags of a markup."""
_BLOCKS = {"p", "br", "break", "div", "li", "list-item", "disp-formula", "tr", "dd", "dt", "title", "sec"}
_SKIPPED = {
    "script", "style", "template", "noscript", "annotation", "annotation-xml", "tex-math", "graphic",
    "inline-graphic", "img", "svg", "object-id", "alt-text", "long-desc", "permissions", "table", "button",
}  # fmt: skip
_PICTURES = {"graphic", "inline-graphic", "img", "svg"}


class MarkedText(NamedTuple):
    """A printed text: plain, as a markup, and flags that say what of it could not be read.

    notes: the texts of its footnotes, marked up, where these stand in it, as in LaTeX.
    """

    plain: str
    markup: str
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Its markup in one line."""
        return self.markup.replace("\n", " ")


@dataclass
class Flow:
    """Text being gathered: plain and marked up, with what could not be read."""

    plain: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Take on text."""
        self.plain.append(text)
        self.marked.append(text)

    def tag(self, tag: str) -> None:
        """Take on a tag, in the markup only."""
        self.marked.append(tag)

    def part(self) -> None:
        """Begin a paragraph."""
        self.add("\x00")

    def gathered(self) -> MarkedText:
        """The whole text, blanks made one."""
        return MarkedText(_tidy("".join(self.plain)), _tidy_markup("".join(self.marked)), tuple(sorted(self.flags)))


def node_text(node: Any) -> MarkedText:
    """The text of a node's content; paragraphs are parted by line feeds."""
    flow = Flow()
    _content(node, flow)
    return flow.gathered()


def levels(markup: str) -> str:
    """Markup for a terminal: raised as ^{}, lowered as _{}."""
    return markup.replace("<sup>", "^{").replace("<sub>", "_{").replace("</sup>", "}").replace("</sub>", "}")


def without_scripts(markup: str) -> str:
    """The text of a markup without the tags of what is raised or lowered."""
    return SCRIPT.sub("", markup)


def _tidy(text: str) -> str:
    lines = [re.sub(r"[ \t\r\n\u00a0]+", " ", line).strip() for line in text.split("\x00")]
    return BREAK.join(line for line in lines if line)


def _tidy_markup(text: str) -> str:
    text = re.sub(r"<(sup|sub)>(\s*)</\1>", r"\2", text)
    text = re.sub(r"</(sup|sub)><\1>", "", text)
    return _tidy(text)


def _content(node: Any, flow: Flow) -> None:
    if node.text:
        flow.add(node.text)
    for child in node:
        _element(child, flow)
        if child.tail:
            flow.add(child.tail)


def _element(node: Any, flow: Flow) -> None:
    if not isinstance(node.tag, str):
        _entity(node, flow)
        return
    name = local_name(node)
    if name in _SKIPPED or _hidden(node):
        if name in _PICTURES:
            flow.flags.add("picture")
        elif name == "table":
            flow.flags.add("nested-table")
        elif name == "tex-math" and not _has_mathml(node):
            flow.flags.add("tex-formula")
            flow.add(_tex_body("".join(node.itertext())))
        return
    if name in ("sup", "sub"):
        flow.tag(f"<{name}>")
        _content(node, flow)
        flow.tag(f"</{name}>")
    elif name in ("msup", "msub", "msubsup", "mover", "munder"):
        _math_scripts(node, name, flow)
    elif name == "mfrac":
        parts = list(node)
        for i, part in enumerate(parts):
            if i:
                flow.add("/")
            _element(part, flow)
    elif name in _BLOCKS:
        flow.part()
        _content(node, flow)
        flow.part()
    elif name in ("mrow", "math", "mstyle", "semantics", "mfenced", "msqrt", "mpadded"):
        for child in node:
            _element(child, flow)
    else:
        _content(node, flow)


def _entity(node: Any, flow: Flow) -> None:
    """Standard named characters are written out; entities the document defines itself are not expanded."""
    text = node.text or ""
    if not (text.startswith("&") and text.endswith(";")):
        return
    known = unescape(text)
    if known == text:
        flow.flags.add(f"entity-not-read:{text}")
    flow.add(known)


def _math_scripts(node: Any, name: str, flow: Flow) -> None:
    """MathML scripts (MathML 3, 3.4): the base, then what is lowered and raised."""
    parts = list(node)
    tags = {"msup": ["sup"], "msub": ["sub"], "msubsup": ["sub", "sup"]}.get(name, [])
    for i, part in enumerate(parts):
        tag = tags[i - 1] if 0 < i <= len(tags) else ""
        if tag:
            flow.tag(f"<{tag}>")
        _element(part, flow)
        if tag:
            flow.tag(f"</{tag}>")


def _hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or node.get("hidden") is not None:
        return True
    classes = (node.get("class") or "").split()
    return "katex-html" in classes or "MathJax_Preview" in classes or "MJX_Assistive_MathML" in classes


def _has_mathml(node: Any) -> bool:
    parent = node.getparent()
    return parent is not None and any(local_name(other) == "math" for other in parent)


def _tex_body(source: str) -> str:
    match = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.DOTALL)
    return (match.group(1) if match else source).strip().strip("$").strip()
