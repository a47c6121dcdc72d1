"""The pages of docs/ as HTML, with links among them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from memlit.site.layout import site_page

DOCS = "docs"
_NOT_OF_A_SLUG = re.compile(r"[^\w\- ]")


def documentation_pages(root: Path, items: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of each page, sorted; none where the review has no docs. items: what the site has pages of."""
    paths = sorted((root / DOCS).glob("*.md"))
    titles = {path.stem: _title(path) for path in paths}
    for path in paths:
        body = _body(path.read_text(encoding="utf-8"), titles)
        yield path.stem, site_page("document.html.j2", title=titles[path.stem], body=body, up="../", items=items)


def documentation_titles(root: Path) -> dict[str, str]:
    """Titles of the pages by name, sorted by name."""
    return {path.stem: _title(path) for path in sorted((root / DOCS).glob("*.md"))}


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as stream:
        return stream.readline().lstrip("# ").strip() or path.stem


def _body(text: str, known: dict[str, str]) -> Markup:
    """A page without HTML of its own; headings have the anchors that GitHub gives them."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", heading_anchor(following.content))
    for token in tokens:
        if token.children:
            token.children = list(_inside(token.children, known))
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def heading_anchor(heading: str) -> str:
    """`What is asked` as `what-is-asked`."""
    return _NOT_OF_A_SLUG.sub("", heading.lower().replace("`", "")).strip().replace(" ", "-")


def _inside(tokens: Sequence[Token], known: dict[str, str]) -> Iterator[Token]:
    """The tokens of a line; a link that leads out of the docs, into files that are not here, is plain text."""
    is_open = False
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href") or ""), known)
            is_open = target is not None
            if target is not None:
                token.attrSet("href", target)
                yield token
        elif token.type == "link_close":
            if is_open:
                yield token
        elif token.type == "image":
            yield Token("text", "", 0, content=token.content)
        else:
            yield token


def _target(address: str, known: dict[str, str]) -> str | None:
    """Where a link leads in the site, None where it leads nowhere."""
    if address.startswith(("https://", "http://", "#")):
        return address
    path, mark, fragment = address.partition("#")
    name = PurePosixPath(path)
    if name.suffix == ".md" and name.parent == PurePosixPath() and name.stem in known:
        return f"{name.stem}.html{mark}{fragment}"
    return None
