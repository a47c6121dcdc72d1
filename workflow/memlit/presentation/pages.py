"""What every page shares: its templates' environment, its style, marks of classes, and supplied text made safe."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

STYLE = Path(__file__).parent / "report.css"
"""The style that every page shares."""
SCRIPTS = re.compile(r"<(su[bp])>(.*?)</\1>")
"""What a print raises or lowers."""
_ESCAPED = re.compile(r"&lt;(su[bp])&gt;(.*?)&lt;/\1&gt;")


def with_scripts(text: str) -> Markup:
    """Supplied text, escaped but for what its print raises or lowers."""
    page, made = str(escape(text)), 1
    # Once more for scripts within scripts.
    while made:
        page, made = _ESCAPED.subn(r"<\1>\2</\1>", page)
    return Markup(page)


def page_environment(templates: Path, **names: Any) -> Environment:
    """Templates of pages in a folder, in which supplied text is escaped and an unknown name is an error.

    names: what the templates may use besides what they are given.
    """
    environment = Environment(
        loader=FileSystemLoader([templates, STYLE.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(names)
    environment.filters["scripts"] = with_scripts
    return environment


def source_hash(text: str) -> Markup:
    """A source expression of a Content-Security-Policy that allows exactly this script or style."""
    return Markup(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")


SWATCHES = {
    "o": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "s": "M-.9,-.9H.9V.9H-.9Z",
    "^": "M0,-1L1,.8H-1Z",
    "v": "M0,1L1,-.8H-1Z",
    "<": "M-1,0L.8,-1V1Z",
    ">": "M1,0L-.8,-1V1Z",
    "D": "M0,-1L1,0L0,1L-1,0Z",
    "P": "M-.35,-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z",
    "X": "M-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0L-1,-.7Z",
    "h": "M0,-1L.87,-.5L.87,.5L0,1L-.87,.5L-.87,-.5Z",
    "p": "M0,-1L.95,-.31L.59,.81L-.59,.81L-.95,-.31Z",
    "*": "M0,-1L.24,-.31L.95,-.31L.38,.12L.59,.81L0,.38L-.59,.81L-.38,.12L-.95,-.31L-.24,-.31Z",
    "d": "M0,-1L.55,0L0,1L-.55,0Z",
}
"""The markers of the figures as paths, for the small drawings beside class names."""


INK = "#22272e"
"""Colour of text in figures; a dark page turns it."""


def swatch(colour: str, marker: str) -> Markup:
    """The mark of a class as a small drawing beside its name."""
    return Markup(
        '<svg class="swatch" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true"><path d="{}" fill="{}"/></svg>'
    ).format(SWATCHES[marker], "currentColor" if colour == INK else colour)


BEFORE_BLOCK = re.compile(r"\n+(?=</?(?:p|tr|td|th|li|ul|div|table|tbody|thead|section|h[1-4])\b)")
"""Line ends before an element that begins a block: they show nothing, and are kilobytes."""
