"""report.json laid out by `templates`: `html` with `svg` for the page, `pdf` with `columns` for paper."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


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
    return environment
