"""What all pages of the site share: the look of the report, and a policy that lets only the page's own script run."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from memlit import __version__
from memlit.benchmark.formulas import html_symbol
from memlit.datum import anchor
from memlit.presentation import pages
from memlit.presentation.format import result_text
from memlit.presentation.pages import BEFORE_BLOCK, swatch
from memlit.presentation.words import flag_words, parameter_words

_TEMPLATES = Path(__file__).with_name("templates")


def site_page(template: str, script: str = "", **content: Any) -> str:
    """A page. script: the name of the only script that it may run, none where it is empty."""
    text = Markup((_TEMPLATES / script).read_text(encoding="utf-8")) if script else Markup("")
    policy = Markup(f"script-src {pages.source_hash(str(text))}" if script else "script-src 'none'")
    page = _environment().get_template(template).render(script=text, policy=policy, **content)
    return BEFORE_BLOCK.sub("\n", page).strip() + "\n"


@cache
def _environment() -> Environment:
    styles = [pages.STYLE, _TEMPLATES / "site.css"]
    environment = pages.page_environment(
        _TEMPLATES,
        css=Markup("".join(path.read_text(encoding="utf-8") for path in styles)),
        version=__version__,
        swatch=swatch,
        anchor=anchor,
    )
    environment.filters.update(
        parameter_words=parameter_words, flag_words=flag_words, result=result_text, symbol=_symbol
    )
    return environment


def _symbol(sign: str) -> Markup:
    """A sign with its index lowered."""
    return Markup(html_symbol(sign))
