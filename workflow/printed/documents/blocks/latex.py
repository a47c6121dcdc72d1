"""Paragraphs, headings and captions of a LaTeX source; tables and reference lists hold no values here."""

import re
from collections.abc import Iterator
from pathlib import Path

from printed.documents.blocks.markup import flat
from printed.documents.blocks.model import Block
from printed.documents.latex.source import read_latex
from printed.documents.latex.structure import after_option, argument, body_of_document, environments
from printed.documents.latex.text import latex_text

_NAMES = (
    "tabular tabularx tabulary longtable xltabular supertabular equation align gather eqnarray multline displaymath "
    "thebibliography tikzpicture algorithm algorithmic picture tablenotes"
)
_NOT_TEXT = frozenset(name + star for name in _NAMES.split() for star in ("", "*"))
"""Environments of tables, formulas, listings and references."""
_DISPLAY = re.compile(r"\\\[.{0,4000}?\\\]|\$\$.{0,4000}?\$\$", re.DOTALL)
_CAPTION = re.compile(r"\\(?:caption|captionof\s*\{[a-z]+\}|subcaption)\*?(?![A-Za-z])")
_PART = re.compile(
    r"\n[ \t]*\n\s*|\\(?:item|par|maketitle|medskip|bigskip|smallskip)(?![A-Za-z])(?:[ \t]*\[[^\]\n]{0,80}\])?"
    r"|\\(?:begin|end)\s*\{[A-Za-z]+\*?\}(?:\[[^\]\n]{0,80}\])?"
    r"|(?=\\(?:(?:sub)*section|chapter|paragraph|title|author)\*?\s*[\[{])"
)
_HEADING = re.compile(r"\\(?:(?:sub)*section|chapter|title|author|date|affiliation|address)\*?(?=\s*[\[{])")


def read_latex_text(path: Path) -> tuple[list[Block], tuple[str, ...]]:
    """(blocks in order, warnings); offsets count in the plain text of the blocks joined by a blank line."""
    source = read_latex(path)
    blocks: list[Block] = []
    start = 0
    for kind, piece in _pieces(body_of_document(source.text)):
        read = latex_text(piece)
        for markup in (read.markup, *read.notes):
            text, scripts = flat(markup)
            if text.strip():
                blocks.append(Block(text, tuple(range(start, start + len(text))), kind, scripts=scripts))
                start += len(text) + 2
    return blocks, source.warnings


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(kind, source) of each paragraph, heading and caption."""
    kept, done = [], 0
    for block in environments(text, _NOT_TEXT):
        kept += [text[done : block.start], _captions_of(text[block.inner : block.close])]
        done = block.end
    text = _DISPLAY.sub(" ", "".join([*kept, text[done:]]))
    done = 0
    while (match := _CAPTION.search(text, done)) is not None:
        yield from _paragraphs(text[done : match.start()])
        printed, done = argument(text, after_option(text, match.end()))
        yield "caption", printed
    yield from _paragraphs(text[done:])


def _captions_of(inner: str) -> str:
    """A longtable says its caption among its rows."""
    captions = (argument(inner, after_option(inner, match.end()))[0] for match in _CAPTION.finditer(inner))
    return "".join(f"\n\n\\caption{{{printed}}}\n\n" for printed in captions)


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    for part in _PART.split(text):
        heading = _HEADING.match(part)
        if heading is not None:
            printed, end = argument(part, after_option(part, heading.end()))
            yield "text", printed
            part = part[end:]
        if part.strip():
            yield "text", part
