"""report.json laid out by `templates`: `html` with `svg` for the page, `pdf` with `columns` for paper."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
