"""Three PDFs from the same report.json, set by typst: no clock, no network, the same bytes on every run.

brief.pdf is the first section, to forward; report.pdf the main text; appendices.pdf the rest, with where the headline's
numbers come from.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from memlit.benchmark.formula_text import typst_symbol
from memlit.errors import RecordError
from memlit.presentation.pages import SCRIPTS
from memlit.presentation.text import TextSpan, spans, tokens_in
from memlit.report.extent import linked, readable
from memlit.report.paper import on_paper
from memlit.report.rendering import TEMPLATES

TEMPLATE = "report.typ"
PrintedPart = Literal["brief", "report", "appendices"]
PRINTED_PARTS: tuple[PrintedPart, ...] = ("brief", "report", "appendices")
_MAX_INPUTS = 12
"""A card with more inputs than this names them without printing their own cards; the HTML has them all."""
HEADLINE_SECTION = "benchmark"
"""The section whose numbers have their chain in appendices.pdf; all others lead to numbers.html beside it."""
_HTML = "report.html"
_NUMBERS = "numbers.html"
NOT_PRINTED = frozenset({"rest", "drawn", "row_ids"})
"""Fields of a block that are for the HTML or the audit."""
SCREEN = frozenset({"tiles"})
"""Blocks that stand on the screen alone: what they show is in a table too."""
_SHORT = 16
"""A column whose cells all have at most these many characters is as wide as they are."""
SHORT_FIRST = 24
"""The same for the first column: a cited paper stays on one line."""
_SIGNS, _BETWEEN = 118, 2
"""Characters that a line of a table holds, and what parts two columns takes of them."""
HEAD_ROOM = 1.7
"""Characters of cells that one of a column's head counts for: it is bold and does not break."""
_LEAST = 9
"""Characters that a column of longer texts has at least: narrower ones are read word by word."""
FLOOR_ROUNDS = 3
"""Rounds in which columns that are too narrow for their longest word take from the others."""
BREAKS = re.compile(r"[^\S\xa0]|[-/](?!\d)|–")
"""Where a word of a cell may break: not between a hyphen and a digit, nor at a blank that holds two words together."""
_MOST_ROWS, _MOST_SIGNS = 8, 1000
"""Rows and characters up to which a table is kept on one page."""
BROAD = 60
"""Characters of a cell, on average over a column, beyond which the column grows no wider."""


SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)pt" height="([\d.]+)pt"')
TEXT_WIDTH, HIGHEST = 460.0, 400.0
"""Width of the text and greatest height of a figure, in points."""


def _in_parts(kind: str, text: str) -> list[dict[str, str]]:
    """A text in parts of its own kind, with what its print raises or lowers as parts `sup` and `sub`."""
    parts, done = [], 0
    for script in SCRIPTS.finditer(text):
        parts += [(kind, text[done : script.start()]), (script.group(1), script.group(2))]
        done = script.end()
    return [{"kind": one, "text": piece, "label": ""} for one, piece in (*parts, (kind, text[done:]))]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table in characters: its longest text, what is usual for it, and its longest word."""

    place: int
    needs: int
    usual: float
    word: int
    is_short: bool


def _kept_whole(columns: Sequence[_Column], room: int) -> list[_Column]:
    """Short columns, which are as wide as they need.

    Where there are others that lack room for their words, the widest of these break too, the first column last.
    """
    short = [column for column in columns if column.is_short]
    kept = sorted(short, key=lambda column: (column.place > 0, column.needs))
    broken = [column for column in columns if not column.is_short]
    while broken and kept and sum(one.needs for one in kept) + sum(one.word for one in broken) > room:
        broken.append(kept.pop())
    return kept


class PdfTexts:
    """Turns texts with tokens into lists of spans that the typst template lays out."""

    def __init__(self, report: dict[str, Any], shares: Mapping[str, float] | None = None) -> None:
        """report: with the sections, cards and references that are printed; shares: of the page's width by figure."""
        self.shares = shares or {}
        self.numbers: dict[str, dict[str, str]] = report["numbers"]
        self.references = {reference["key"]: reference for reference in report["references"]}
        self.sections = {section["id"]: section["title"] for section in report["sections"]}
        self.cards = {card["id"] for card in report["cards"]}

    def number(self, identifier: str) -> dict[str, str]:
        """A number and its card, here or in numbers.html. Raises RecordError where there is no such number."""
        entry = self.numbers.get(identifier)
        if entry is None:
            raise RecordError(identifier, "is no number of this report", "use the id of a datum, statistic or claim")
        if identifier in self.cards:
            return {"kind": "num", "text": entry["text"], "label": entry["anchor"]}
        return {"kind": "far", "text": entry["text"], "label": f"{_NUMBERS}#{entry['anchor']}"}

    def prose(self, text: str) -> list[dict[str, str]]:
        """The text in parts as the template sets them: words, numbers, references and symbols."""
        parts = []
        for span in spans(text):
            if span.kind == "num":
                parts.append(self.number(span.content))
            elif span.kind == "cite" and span.content in self.references:
                reference = self.references[span.content]
                parts.append({"kind": "cite", "text": reference["label"], "label": reference["anchor"]})
            elif span.kind == "see":
                parts.append(self._see(span))
            elif span.kind == "sym":
                parts.append({"kind": "sym", "text": span.content, "label": typst_symbol(span.content)})
            else:
                parts += _in_parts("text" if span.kind == "cite" else span.kind, span.content)
        return parts

    def _see(self, span: TextSpan) -> dict[str, str]:
        """A section is here, a row of a table in report.html."""
        if span.target in self.sections:
            words = span.content or self.sections[span.target]
            return {"kind": "see", "text": words, "label": f"section-{span.target}"}
        return {"kind": "away", "text": span.content or span.target, "label": f"{_HTML}#{span.target}"}

    def convert(self, value: Any) -> Any:
        """A block with every text that may hold tokens as spans."""
        if isinstance(value, dict):
            converted = {key: self._field(value, key, item) for key, item in value.items() if key not in NOT_PRINTED}
            if value.get("type") == "figure":
                converted["share"] = self.shares.get(value["name"], 1.0)
            if value.get("type") == "table":
                converted["widths"] = self._widths(value)
                converted["is_long"] = len(value["rows"]) > _MOST_ROWS or self._length(value["rows"]) > _MOST_SIGNS
            return converted
        return value

    def card(self, card: dict[str, Any]) -> dict[str, Any]:
        """A card with its own number in the heading, as in the HTML."""
        heading = [*self.prose(card["heading"]), {"kind": "own", "text": self.numbers[card["id"]]["text"], "label": ""}]
        place = self.prose(card["place"])
        return {**self.convert(card), "heading": heading, "place": place}

    def _length(self, rows: list[list[str]]) -> int:
        return sum(len(span["text"]) for row in rows for cell in row for span in self.prose(cell))

    def _widths(self, block: dict[str, Any]) -> list[float | None]:
        """Shares of the width by column, by the characters of its cells; None for a column as wide as it needs.

        A table that fits as it is has no shares: its columns would drift apart.
        """
        columns = [self._column(block, place) for place in range(len(block["columns"]))]
        room = _SIGNS - _BETWEEN * len(columns)
        if sum(column.needs for column in columns) <= room:
            return [None] * len(columns)
        kept = _kept_whole(columns, room)
        shared = room - sum(column.needs for column in kept)
        widths = [None if column in kept else min(column.usual, BROAD) for column in columns]
        for _ in range(FLOOR_ROUNDS):
            total = sum(width for width in widths if width is not None)
            widths = [
                None if width is None else max(width, column.word * total / max(shared, 1))
                for width, column in zip(widths, columns, strict=True)
            ]
        return widths

    def _column(self, block: dict[str, Any], place: int) -> "_Column":
        label = block["columns"][place]["label"]
        texts = [row[place] for row in block["rows"]]
        cells = [self._length([[text]]) for text in texts] or [0]
        head = self._length([[label]])
        short = SHORT_FIRST if place == 0 else _SHORT
        return _Column(
            place,
            needs=max(head, *cells),
            usual=max(sum(cells) / len(cells), max(cells) ** 0.8, HEAD_ROOM * head),
            word=max(_LEAST, self._longest_word(texts), self._longest_word([label]) + 2),
            is_short=max(cells) <= short,
        )

    def _longest_word(self, cells: list[str]) -> int:
        """Characters of the longest word of some cells: a column must hold it, for it does not break."""
        texts = ("".join(span["text"] for span in self.prose(cell)) for cell in cells)
        return max((len(word) for text in texts for word in BREAKS.split(text)), default=0)

    def _field(self, block: dict[str, Any], key: str, item: Any) -> Any:
        if key in {"text", "caption", "note", "heading", "label", "title"} and isinstance(item, str):
            return self.prose(item)
        if key == "items" and block["type"] == "list":
            return [self.prose(text) for text in item]
        if key == "items" and block["type"] in {"answers", "counters"}:
            return [{name: self.prose(text) for name, text in entry.items()} for entry in item]
        if key == "steps":
            return [{"text": self.prose(s["text"]), "side": [self.prose(line) for line in s["side"]]} for s in item]
        if key == "rows":
            return [[self.prose(cell) for cell in row] for row in item]
        if key == "lines":
            return [[label, self.prose(text)] for label, text in item]
        if key in {"columns", "blocks"}:
            return [self.convert(element) for element in item]
        return item


def printed_cards(report: dict[str, Any]) -> set[str]:
    """Ids of the cards that are printed: of the headline's numbers, and of what they came from."""
    text = [part for part in report["sections"] if part["id"] == HEADLINE_SECTION]
    return linked(tokens_in(text, "num"), report["cards"], _MAX_INPUTS)


def _sections_of(report: Mapping[str, Any], part: PrintedPart) -> list[dict[str, Any]]:
    """The sections of a PDF, with the blocks that stand on paper."""
    printed = on_paper(report["sections"])
    main = [section for section in printed if not section["is_appendix"]]
    kept = {
        "brief": main[:1],
        "report": main,
        "appendices": [section for section in printed if section["is_appendix"]],
    }
    sections = []
    for section in kept[part]:
        blocks = [block for block in section["blocks"] if block["type"] not in SCREEN]
        if blocks:
            sections.append({**section, "blocks": blocks})
    return sections


def share_of_width(svg: str) -> float:
    """The share of the page's width that leaves room for text above a drawing; at its own size at most."""
    found = SIZE.search(svg)
    if found is None:
        return 1.0
    width, height = map(float, found.groups())
    return round(min(1.0, width / TEXT_WIDTH, HIGHEST * width / height / TEXT_WIDTH), 3)


def render_pdf(report: dict[str, Any], figures: Mapping[str, Path], part: PrintedPart = "report") -> bytes:
    """One of the PDFs. figures: SVG files by figure name. Raises RecordError for a number that the report lacks."""
    import typst

    text = readable(report)
    sections = _sections_of(text, part)
    shown = {block["name"] for section in sections for block in section["blocks"] if block["type"] == "figure"}
    drawings = {name: path.read_text(encoding="utf-8") for name, path in figures.items() if name in shown}
    shown_cards = printed_cards(text) if part == "appendices" else set()
    cards = [card for card in text["cards"] if card["id"] in shown_cards]
    cited = set(tokens_in([sections, cards], "cite"))
    references = [entry for entry in text["references"] if entry["key"] in cited]
    printed = {**text, "sections": sections, "cards": cards, "references": references}
    texts = PdfTexts(printed, {name: share_of_width(svg) for name, svg in drawings.items()})
    content = {
        "title": text["title"],
        "subtitle": text["subtitle"],
        "part": part,
        "sections": [
            {**section, "blocks": [texts.convert(block) for block in section["blocks"]]} for section in sections
        ],
        "cards": [texts.card(card) for card in cards],
        "numbering": text["numbering"],
        "references": references,
    }
    pdf = typst.compile(
        str(TEMPLATES / TEMPLATE),
        root=str(TEMPLATES),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={
            "report": json.dumps(content, sort_keys=True),
            "figures": json.dumps(drawings, sort_keys=True),
        },
    )
    assert isinstance(pdf, bytes)
    return pdf
