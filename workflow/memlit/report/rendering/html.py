"""report.html from report.json: one self-contained file; supplied text is escaped, numbers go through one helper.

What waits in the page until it is asked for: text as base64 of gzip in data blocks; templates/packed.js opens it.
"""

import base64
import gzip
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from memlit.benchmark.formula_text import html_symbol
from memlit.errors import RecordError
from memlit.presentation.pages import BEFORE_BLOCK, page_environment, source_hash, with_scripts
from memlit.presentation.text import TextSpan, spans
from memlit.report.extent import anchors, readable, within_reach
from memlit.report.paper import is_long
from memlit.report.rendering import TEMPLATES
from memlit.report.rendering.svg import Drawings

ENTRIES_IN_A_DRAWER = 2000
"""About 600 kB of text: opened in some ten milliseconds."""


_GZIP_HEADER = bytes.fromhex("1f8b08000000000002ff")
"""Of RFC 1952: deflate, no name, no time, the best compression, an unknown system."""


def packed(text: str) -> str:
    """A text as base64 of gzip, which holds no character that could end its element."""
    # The header in full: which system and level packed it is written otherwise by each version of Python.
    data = gzip.compress(text.encode(), mtime=0)
    return base64.b64encode(_GZIP_HEADER + data[len(_GZIP_HEADER) :]).decode()


def drawers(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Entries (anchor and HTML) in packed blocks by anchor, each with its first one: lines of anchor, tab and HTML.

    In a block the entries stand by their place and id, for what is alike packs well side by side.
    """
    found = sorted(entries)
    parts = [found[start : start + ENTRIES_IN_A_DRAWER] for start in range(0, len(found), ENTRIES_IN_A_DRAWER)]
    return [
        (
            part[0][0],
            packed("".join(f"{anchor}\t{html.replace(chr(10), ' ').strip()}\n" for anchor, html in _alike(part))),
        )
        for part in parts
    ]


def _alike(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Entries by how they end, which is their place and id."""
    return sorted(entries, key=lambda entry: entry[1].rpartition("<i>in</i>")[2])


HOME = "report.html"
_NUMBERS = "numbers.html"
"""The index of all numbers, beside the report: where a link of a number leads without script."""
UNBROKEN = 18
"""Characters of a number that are kept on one line; a longer text may wrap."""


class HtmlRenderer:
    """Turns the texts of one report into HTML. `number` is the only way a number gets into a page."""

    def __init__(self, report: dict[str, Any], home: str = "") -> None:
        """home: the page with the report's sections and references, empty for that page itself."""
        self.home = home
        self.numbers: dict[str, dict[str, str]] = report["numbers"]
        self.references = {reference["key"]: reference for reference in report["references"]}
        self.anchors = anchors(report)
        self.titles = {section["id"]: section["title"] for section in report["sections"]}

    def number(self, identifier: str) -> Markup:
        """A number as a link to its card, with its source as tooltip. Raises RecordError where there is none."""
        entry = self._entry(identifier)
        style = "num" if len(entry["text"]) <= UNBROKEN else "num long"
        title = Markup(' title="{}"').format(entry["title"]) if entry["title"] else ""
        target = f"{_NUMBERS}#{entry['anchor']}"
        return Markup('<a class="{}" href="{}"{}>{}</a>').format(style, target, title, entry["text"])

    def input_number(self, identifier: str) -> Markup:
        """A number inside a card: by the thousand, so the link has no tooltip."""
        entry = self._entry(identifier)
        return Markup("<a href=#{}>{}</a>").format(entry["anchor"], entry["text"])

    def own_number(self, identifier: str) -> str:
        """The number that a card is about."""
        return self._entry(identifier)["text"]

    def _entry(self, identifier: str) -> dict[str, str]:
        entry = self.numbers.get(identifier)
        if entry is None:
            raise RecordError(identifier, "is no number of this report", "use the id of a datum, statistic or claim")
        return entry

    def cite(self, key: str) -> Markup:
        """A link to the reference of `key` under its label; the key alone where the list has no such reference."""
        reference = self.references.get(key)
        if reference is None:
            return Markup('<span class="name">{}</span>').format(key)
        target = f"{self.home}#{reference['anchor']}"
        return Markup('<a class="cite" href="{}">{}</a>').format(target, reference["label"])

    def prose(self, text: str) -> Markup:
        """Text with its tokens as links; everything else escaped."""
        return Markup("").join(self._span(span) for span in spans(text))

    def spoken(self, text: str) -> str:
        """Text for a label that is read aloud: words and numbers without links."""
        return "".join(map(self._spoken_span, spans(text)))

    def _spoken_span(self, span: TextSpan) -> str:
        if span.kind == "num":
            return self._entry(span.content)["text"]
        if span.kind == "cite" and span.content in self.references:
            return str(self.references[span.content]["label"])
        return span.content

    def card(self, text: str) -> Markup:
        """The same inside a card, as short as it can be: there every word that is no link is of the print or a rule."""
        return Markup("").join(
            with_scripts(span.content)
            if span.kind == "name"
            else self.input_number(span.content)
            if span.kind == "num"
            else self._span(span)
            for span in spans(text)
        )

    def _span(self, span: TextSpan) -> Markup:
        if span.kind == "num":
            return self.number(span.content)
        if span.kind == "cite":
            return self.cite(span.content)
        if span.kind == "sym":
            return Markup(html_symbol(span.content))
        if span.kind == "see" and span.target in self.anchors:
            return Markup('<a href="#{}">{}</a>').format(span.target, span.content or self.titles[span.target])
        if span.kind == "strong":
            return Markup("<b>{}</b>").format(span.content)
        if span.kind in {"name", "see"}:
            return Markup('<span class="name">{}</span>').format(with_scripts(span.content or span.target))
        return escape(span.content)


def render_html(report: dict[str, Any], figures: Mapping[str, str]) -> str:
    """The page. figures: SVG text by figure name."""
    text = readable(report)
    environment = _environment(HtmlRenderer(report))
    drawings = Drawings(
        figures, {number["anchor"]: number["text"] for number in report["numbers"].values()}, f"{_NUMBERS}#"
    )
    parts: Any = environment.get_template("parts.html.j2").make_module(environment.globals)
    entries = [*text["cards"], *within_reach(text)]
    references = [(entry["anchor"], parts.reference(entry)) for entry in text["packed_references"]]
    waiting = drawers([*_entries(entries, parts), *references])
    has_tables = any(block["type"] == "table" for part in text["sections"] for block in part["blocks"])
    scripts = _scripts(_script_names(has_tables=has_tables, is_packed=bool(waiting or text["is_cut"])))
    page = environment.get_template("report.html.j2").render(
        report=text,
        folded={part["id"] for part in text["sections"] if part["is_appendix"]},
        contents=report.get("parts") or [{"title": "", "sections": text["sections"]}],
        figure=drawings.body,
        glyphs=drawings.glyphs,
        packed_rows=lambda block: packed(
            "".join(parts.row(block, row, len(block["rows"]) + place) for place, row in enumerate(block["rest"]))
        ),
        drawers=waiting,
        scripts=[Markup(script) for script in scripts],
        policy=_policy(scripts),
    )
    return BEFORE_BLOCK.sub("", page) + "\n"


def render_numbers(report: dict[str, Any]) -> str:
    """The index of all numbers, a page of its own: the entries that the report's text leads to, the others packed."""
    text = readable(report)
    environment = _environment(HtmlRenderer(report, HOME))
    parts: Any = environment.get_template("parts.html.j2").make_module(environment.globals)
    waiting = drawers(_entries(text["packed_cards"], parts))
    scripts = _scripts(["packed.js"] if waiting else [])
    page = environment.get_template("numbers.html.j2").render(
        report=text,
        drawers=waiting,
        scripts=[Markup(script) for script in scripts],
        policy=_policy(scripts),
        groups=[(key, list(cards)) for key, cards in groupby(text["cards"], key=lambda card: card["place"])],
    )
    return BEFORE_BLOCK.sub("", page) + "\n"


def _environment(renderer: HtmlRenderer) -> Environment:
    return page_environment(
        TEMPLATES,
        prose=renderer.prose,
        card=renderer.card,
        spoken=renderer.spoken,
        own_number=renderer.own_number,
        markup=Markup,
        is_long=is_long,
    )


def _script_names(*, has_tables: bool, is_packed: bool) -> list[str]:
    """The scripts that a page needs, in their order. is_packed: parts of it wait packed."""
    return [*(["packed.js"] if is_packed else []), *(["contents.js", "search.js"] if has_tables else [])]


def _scripts(names: Iterable[str]) -> list[str]:
    return [(TEMPLATES / name).read_text(encoding="utf-8") for name in names]


def _policy(scripts: Iterable[str]) -> Markup:
    """Which scripts the page may run: these and no other."""
    hashes = [source_hash(script) for script in scripts]
    return Markup(" ".join(["script-src", *hashes]) if hashes else "script-src 'none'")


def _entries(cards: Iterable[Mapping[str, Any]], parts: Any) -> Iterator[tuple[str, str]]:
    """Anchor and HTML of entries, each with its place. parts: the macros of parts.html.j2."""
    for card in cards:
        yield card["anchor"], parts.entry(card, card["place"])
