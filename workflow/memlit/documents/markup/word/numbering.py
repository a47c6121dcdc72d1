"""The numbers that Word prints before the paragraphs of a list: `[12]`, `TABLE II.`, `2.1`; they are in no text."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from memlit.documents.markup.word.package import attribute_of, child, whole
from printedpages.xml_names import local_name

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str | None


@dataclass(slots=True)
class Numbering:
    """Lists of a document and how far each has counted; lists of one definition count on together."""

    definitions: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next_label(self, which: str, level: int | None, style: str | None) -> str:
        """What stands before the next paragraph of a list; empty for bullets and for what is no list."""
        definition = self.definitions.get(which, "")
        levels = self.levels.get(definition, {})
        if level is None:
            level = next((number for number, one in levels.items() if style and one.style == style), 0)
        if level not in levels:
            return ""
        counts = self.counts[definition]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            of = int(match.group(1)) - 1
            return _written(counts.get(of, levels[of].start), levels[of].form) if of in levels else ""

        return re.sub(r"%([1-9])", number, levels[level].text)


def numbering_of(root: Any) -> Numbering:
    """The lists of the part `numbering`, none where it is missing."""
    numbering = Numbering()
    for node in root if root is not None else ():
        if local_name(node) == "abstractnum":
            name = attribute_of(node, "abstractNumId") or ""
            levels = (one for one in node if local_name(one) == "lvl")
            numbering.levels[name] = {whole(attribute_of(one, "ilvl")) or 0: _level(one) for one in levels}
        elif local_name(node) == "num":
            numbering.definitions[attribute_of(node, "numId") or ""] = attribute_of(child(node, "abstractnumid")) or ""
    return numbering


def _level(node: Any) -> _Level:
    start, form, text, style = (attribute_of(child(node, name)) for name in ("start", "numfmt", "lvltext", "pstyle"))
    return _Level(1 if (first := whole(start)) is None else first, form or "decimal", text or "", style)


def _written(number: int, form: str) -> str:
    """A number as a list writes it; Arabic for the forms of other scripts."""
    if form.endswith("Roman"):
        text, left = "", number
        for size, letters in _ROMAN:
            text, left = text + letters * (left // size), left % size
    elif form.endswith("Letter") and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text
