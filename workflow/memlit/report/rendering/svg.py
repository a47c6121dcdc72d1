"""Drawings for inlining: matplotlib's SVG without what no reader sees, all characters outlined once."""

import re
from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

REM_PER_POINT = 59.5 / 619
"""Figures are drawn to one scale: the widest, 619 points, fills the page's width of 59.5 rem."""
GLYPH = re.compile(r'<path id="(DejaVu[\w-]+)"[^>]*/>')
"""The outline of a character, under one id in all figures."""
_GROUP = re.compile(r"<g(?:\s[^>]*[^/>])?>|</g>")
_OF_ALL = re.compile(r"<style[^>]*>\*\{[^}]*\}</style>")
"""matplotlib's rule for every element, which would be one for all of the page; the head of a drawing has it instead."""
_LONG = re.compile(r"scale\([^)]*\)|\d+\.\d{3,}")
"""Scales, and numbers with more decimals than two."""
_LINK = re.compile(r'<a href="[\w.]*#([\w-]+)"[^>]*>')
_STYLE = re.compile(r' style="([^"<]*)"')
_CLIP = re.compile(r'clip-path="(url\(#[\w-]+\))" style="')
_GLYPH_PLACE = re.compile(r'(<use href="#g\d+") transform="translate\(([-\d.]+) ([-\d.]+)\)"')
"""A character of a line of text, and its place in hundredths of the font's size."""
_WORDS = re.compile(r'(?:<use href="#g\d+"(?: [xy]="[-\d.]+")*/>){2,}(?=</g>)')
"""The characters of a line of text."""
_LEAST_WORDS = 64
"""Letters of their code from which words that are repeated are kept once."""
_PATH = re.compile(r' d="([^"]*)"')
_PATH_SPACE = re.compile(r"\s*([A-Za-z])\s*|\s+")
"""Space that a path does not need beside its letters."""


class Drawings:
    """The figures of a page, which share the outlines of their characters."""

    def __init__(self, figures: Mapping[str, str], labels: Mapping[str, str] | None = None, index: str = "#") -> None:
        """figures: SVG text by figure name; labels: words of the entries that marks may lead to, by anchor.

        index: what begins the address of an entry.
        """
        self._index = index
        self._labels = labels or {}
        self._figures = figures
        outlines = {found.group(1): found.group() for svg in figures.values() for found in GLYPH.finditer(svg)}
        self._short = {name: f"g{place}" for place, name in enumerate(sorted(outlines))}
        self._outlines = outlines

    @property
    def glyphs(self) -> Markup:
        """Outlines of all characters of all figures, each once."""
        parts = (
            re.sub(r"\s+", " ", outline).replace(f'"{name}"', f'"{self._short[name]}"')
            for name, outline in sorted(self._outlines.items())
        )
        return Markup('<svg class="glyphs" aria-hidden="true"><defs>{}</defs></svg>').format(Markup("".join(parts)))

    def body(self, name: str, title: str) -> Markup:
        """A figure: without XML head, scaling with the page, named for screen readers by `title`.

        Coordinates keep two decimals, a hundredth of a point; the scale of a text stays, for it is its size. Ids that
        nothing refers to are left out, the others are short and the figure's own, for two figures may use the same.
        """
        body = re.sub(r"^.*?(?=<svg)", "", self._figures[name], count=1, flags=re.DOTALL)
        body = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", body, flags=re.DOTALL)
        body = _OF_ALL.sub("", body)
        body = GLYPH.sub("", body).replace("xlink:href", "href")
        body = _LONG.sub(lambda number: _rounded(number.group()), body)
        prefix = _letters(sorted(self._figures).index(name))
        body = without_plain_groups(self._with_short_ids(body, prefix))
        body = _with_words_once(_GLYPH_PLACE.sub(_glyph_at, body), prefix)
        body = _PATH.sub(lambda path: f' d="{_PATH_SPACE.sub(_path_space, path.group(1))}"', body)
        return Markup(_with_head(_with_classes(body, prefix), title))

    def _with_short_ids(self, body: str, prefix: str) -> str:
        used = dict.fromkeys(name for name in re.findall(r"#([\w.-]+)", body) if name not in self._labels)
        own = [name for name in used if name not in self._short]
        names = {**self._short, **{name: f"{prefix}{place}" for place, name in enumerate(own)}}
        body = re.sub(
            r' id="([\w.-]+)"', lambda found: f' id="{names[found.group(1)]}"' if found.group(1) in used else "", body
        )
        body = re.sub(
            r'((?<=")#|url\(#)([\w.-]+)',
            lambda found: found.group(1) + names.get(found.group(2), found.group(2)),
            body,
        )
        return _LINK.sub(self._labelled, body)

    def _labelled(self, link: re.Match[str]) -> str:
        """A mark that leads to an entry, named by its number for those who do not see it."""
        label = self._labels.get(link.group(1), "")
        target = f"{self._index}{link.group(1)}"
        return Markup('<a href="{}" aria-label="{}"><title>{}</title>').format(target, label, label)


def _letters(number: int) -> str:
    """A to Z, then AA and on: with a number behind it an id that is short, for a page has ten thousand of them."""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def _rounded(found: str) -> str:
    """A number with two decimals, the scale of a text as it is."""
    return found if found.startswith("scale") else f"{float(found):.2f}".rstrip("0").rstrip(".")


def _glyph_at(found: re.Match[str]) -> str:
    """A character at its place, to a tenth of a hundredth of its size: for a character, x and y say the same."""
    use, *place = found.groups()
    parts = (f' {axis}="{value}"' for axis, value in zip("xy", map(_to_tenth, place), strict=True) if value != "0")
    return use + "".join(parts)


def _to_tenth(number: str) -> str:
    return f"{round(float(number), 1) + 0.0:g}"


def _with_words_once(body: str, prefix: str) -> str:
    """Words that a figure repeats, such as a name in two panels, once: the others refer to the first."""
    repeated = Counter(_WORDS.findall(body))
    first: dict[str, str] = {}

    def once(found: re.Match[str]) -> str:
        words = found.group()
        if repeated[words] == 1 or len(words) < _LEAST_WORDS:
            return words
        if words in first:
            return f'<use href="#{first[words]}"/>'
        first[words] = f"{prefix}w{len(first)}"
        return f'<g id="{first[words]}">{words}</g>'

    return _WORDS.sub(once, body)


def _path_space(found: re.Match[str]) -> str:
    return found.group(1) or " "


def without_plain_groups(body: str) -> str:
    """SVG without groups that say nothing, empty definitions and space between tags."""
    parts, end = [], 0
    kept: list[bool] = []
    for tag in _GROUP.finditer(body):
        parts.append(body[end : tag.start()])
        end = tag.end()
        if tag.group() != "</g>":
            kept.append(tag.group() != "<g>")
            is_kept = kept[-1]
        else:
            is_kept = kept.pop()
        parts.append(tag.group() if is_kept else "")
    whole = "".join([*parts, body[end:]])
    whole = re.sub(r">\s+<", "><", whole).replace("<defs></defs>", "")
    return re.sub(r'\s+(?=["/>])', "", whole)


_SPACE_OF_STYLE = re.compile(r"([:;]) +")


def _without_space(style: str) -> str:
    return _SPACE_OF_STYLE.sub(r"\1", style)


def _with_classes(body: str, prefix: str) -> str:
    """Styles that elements share as classes, the part of the page that they are cut to among them."""
    body = _CLIP.sub(r'style="clip-path: \1; ', body)
    styles = {text: f"{prefix}{place}" for place, text in enumerate(sorted(set(_STYLE.findall(body))))}
    body = _STYLE.sub(lambda found: f' class="{styles[found.group(1)]}"', body)
    rules = "".join(f".{label}{{{_without_space(text)}}}" for text, label in styles.items())
    return re.sub(r"(<svg[^>]*>)", lambda head: f"{head.group()}<style>{rules}</style>", body, count=1)


def _with_head(body: str, title: str) -> str:
    width = re.search(r'<svg[^>]*? width="([\d.]+)pt"', body)
    limit = f"--full:{float(width.group(1)) * REM_PER_POINT:.1f}rem" if width else "--full:100%"
    role = "group" if _LINK.search(body) else "img"
    head = Markup('<svg role="{}" aria-label="{}" style="{}" stroke-linejoin="round" ').format(role, title, limit)
    body = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", body, count=1)
    body = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", body, count=1)
    return body.replace("<svg ", str(head), 1)
