"""report.json laid out by `templates`: `html` with `svg` for the page, `pdf` with `columns` for paper."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
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
        loader=FileSystemLoader(templates),
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
