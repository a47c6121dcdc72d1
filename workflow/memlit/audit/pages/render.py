"""Pages to HTML: supplied text is escaped, no script, the look of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from memlit import __version__, report

TEMPLATES = Path(__file__).parent / "templates"
REPORT_TEMPLATES = Path(report.__path__[0]) / "rendering/templates"
STATUS_WORDS = {"value": "value in SI", "text": "a word", "flagged": "no single value", "excluded": "not used"}
CROP_MARGIN = (60.0, 14.0)
"""Points around a cell on its crop, to the sides and above and below."""
PAD = 1.6
"""Points around the characters of a cell, so that its border crosses none."""


def render_page(page: dict[str, Any]) -> str:
    """The page of one document."""
    for place in page["places"]:
        if place["picture"] is not None:
            _place_boxes(place)
    return _environment().get_template("audit.html.j2").render(page=page).lstrip() + "\n"


def render_documents(pages: Iterable[dict[str, Any]]) -> str:
    """The list of all documents."""
    return _environment().get_template("documents.html.j2").render(pages=list(pages)) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    styles = [REPORT_TEMPLATES / "report.css", TEMPLATES / "audit.css"]
    environment.globals.update(
        css=Markup("".join(path.read_text(encoding="utf-8") for path in styles)),
        version=__version__,
        status_words=STATUS_WORDS,
        short=short,
    )
    return environment


def short(value: float | None) -> str:
    """A number of the digitization with six digits, empty where there is none."""
    return "" if value is None else f"{value:.6g}"


def _place_boxes(place: dict[str, Any]) -> None:
    """Where each cell stands on the page image, in per cent; parts of one cell share its box from left to right."""
    picture = place["picture"]
    shared = Counter(tuple(datum["bbox"]) for datum in place["data"])
    seen: Counter[tuple[float, ...]] = Counter()
    for datum in place["data"]:
        box = tuple(datum["bbox"])
        left, top, right, bottom = box[0] - PAD, box[1] - PAD, box[2] + PAD, box[3] + PAD
        width = (right - left) / shared[box]
        left += seen[box] * width
        seen[box] += 1
        ends = (left / picture.width, top / picture.height, width / picture.width, (bottom - top) / picture.height)
        datum["box"] = ";".join(
            f"{name}:{100 * share:.2f}%" for name, share in zip(("left", "top", "width", "height"), ends, strict=True)
        )
        datum["crop"] = _crop(box, picture.width, picture.height)


def _crop(box: tuple[float, ...], width: float, height: float) -> str:
    """The viewBox of a cell with its surroundings, inside the page."""
    left, top = max(0.0, box[0] - CROP_MARGIN[0]), max(0.0, box[1] - CROP_MARGIN[1])
    right, bottom = min(width, box[2] + CROP_MARGIN[0]), min(height, box[3] + CROP_MARGIN[1])
    return f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
