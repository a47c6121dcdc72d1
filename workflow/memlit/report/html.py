"""report.html from report.json: one self-contained file; supplied text is escaped, numbers go through one helper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from memlit.errors import RecordError
from memlit.report.text import spans

TEMPLATES = Path(__file__).parent / "templates"
SYMBOLS = {
    "E_a": "<i>E</i><sub>a</sub>",
    "P_s": "<i>P</i><sub>s</sub>",
    "E_s": "<i>E</i><sub>s</sub>",
    "E_f": "<i>E</i><sub>f</sub>",
    "tau": "<i>τ</i>",
    "V_spike": "<i>V</i><sub>spike</sub>",
    "G_on": "<i>G</i><sub>on</sub>",
    "G_off": "<i>G</i><sub>off</sub>",
}
EQUATIONS = {
    "E_a": "<i>E</i><sub>a</sub> = <i>V</i><sub>spike</sub><sup>2</sup> · (<i>G</i><sub>on</sub> + "
    "<i>G</i><sub>off</sub>)/2 · <i>τ</i>",
    "P_s": "<i>P</i><sub>s</sub> = <i>V</i><sub>spike</sub><sup>2</sup> · <i>G</i><sub>off</sub>",
    "E_s": "<i>E</i><sub>s</sub> = <i>V</i><sub>spike</sub><sup>2</sup> · <i>G</i><sub>off</sub> · <i>τ</i>",
    "E_f": "<i>E</i><sub>f</sub> = <i>V</i><sub>spike</sub><sup>2</sup> · <i>G</i><sub>on</sub> · <i>τ</i>",
}
EQUATION_NAMES = {
    "E_a": "action energy of a synapse",
    "P_s": "standby power of a synapse",
    "E_s": "spiking energy of a neuron",
    "E_f": "firing energy of a neuron",
}


UNBROKEN = 18
"""Characters of a number that are kept on one line; a longer text may wrap."""
REM_PER_POINT = 52 / 547
"""Figures are drawn to one scale: the widest, 547 points, fills the text's width of 52 rem."""


class HtmlRenderer:
    """Turns the texts of one report into HTML. `number` is the only way a number gets into a page."""

    def __init__(self, report: dict[str, Any]) -> None:
        self.numbers: dict[str, dict[str, str]] = report["numbers"]
        self.references = {reference["key"]: reference for reference in report["references"]}

    def number(self, identifier: str, with_title: bool = True) -> Markup:
        """A number as a link to its card, with its source as tooltip. Raises RecordError where there is none."""
        entry = self.numbers.get(identifier)
        if entry is None:
            raise RecordError(identifier, "is no number of this report", "use the id of a datum, statistic or claim")
        style = "num" if len(entry["text"]) <= UNBROKEN else "num long"
        title = Markup(' title="{}"').format(entry["title"]) if with_title else ""
        return Markup('<a class="{}" href="#{}"{}>{}</a>').format(style, entry["anchor"], title, entry["text"])

    def cite(self, key: str) -> Markup:
        reference = self.references.get(key)
        if reference is None:
            return Markup('<span class="name">{}</span>').format(key)
        label = reference["short"] + (f" [{reference['reviewref']}]" if reference["reviewref"] else "")
        return Markup('<a class="cite" href="#{}">{}</a>').format(reference["anchor"], label)

    def prose(self, text: str, with_titles: bool = True) -> Markup:
        """Text with its tokens as links; everything else escaped."""
        parts = []
        for span in spans(text):
            if span.kind == "num":
                parts.append(self.number(span.content, with_titles))
            elif span.kind == "cite":
                parts.append(self.cite(span.content))
            elif span.kind == "sym":
                parts.append(Markup(SYMBOLS[span.content]))
            elif span.kind == "name":
                parts.append(Markup('<span class="name">{}</span>').format(span.content))
            else:
                parts.append(escape(span.content))
        return Markup("").join(parts)


def svg_body(svg: str, title: str) -> Markup:
    """An SVG file for inlining: without XML head, scaling with the page, named for screen readers."""
    body = re.sub(r"^.*?(?=<svg)", "", svg, count=1, flags=re.DOTALL)
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    width = re.search(r'<svg[^>]*? width="([\d.]+)pt"', body)
    limit = f"max-width:{float(width.group(1)) * REM_PER_POINT:.1f}rem" if width else ""
    head = Markup('<svg role="img" aria-label="{}" style="{}" ').format(title, limit)
    body = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", body, count=1)
    body = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", body, count=1)
    return Markup(body.replace("<svg ", str(head), 1))


def render_html(report: dict[str, Any], figures: dict[str, str]) -> str:
    """The page. figures: SVG text by figure name."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    renderer = HtmlRenderer(report)
    environment.globals.update(
        prose=renderer.prose,
        cite=renderer.cite,
        figure=lambda name, alt: svg_body(figures[name], alt),
        equation=lambda name: Markup(EQUATIONS[name]),
        equation_name=EQUATION_NAMES.__getitem__,
    )
    return environment.get_template("report.html.j2").render(report=report) + "\n"
