"""Entries of a BibTeX text as plain fields."""

import logging
import re
from typing import Any

BIBLATEX = {"journaltitle": "journal", "location": "address"}
"""Fields of biblatex that other programs write, with the BibTeX field that each stands for; `date` gives the year."""
_PLAIN = ("author", "editor", "title", "booktitle", "journal", "publisher")


def parsed_bibtex(text: str, **options: Any) -> Any:
    """The text as bibtexparser reads it with its options: `entries`, and `failed_blocks` for what is none."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
    return parse_string(text, **options)


def fields_of(entry: Any) -> dict[str, str]:
    """Fields of a parsed entry by lower-case name as one line of plain text; those of biblatex also under BibTeX's
    name.
    """
    fields = {item.key.lower(): " ".join(str(item.value).split()) for item in entry.fields}
    for name in _PLAIN:
        if "\\" in fields.get(name, ""):
            fields[name] = plain_text(fields[name])
    for name, usual in BIBLATEX.items():
        if name in fields:
            fields.setdefault(usual, plain_text(fields[name]))
    if "date" in fields and (year := re.match(r"\d{4}", fields["date"])):
        fields.setdefault("year", year.group())
    return fields


def plain_text(text: str) -> str:
    """LaTeX's accents and symbols as the characters that they print; text without a backslash is unchanged."""
    if "\\" not in text:
        return text
    from pylatexenc.latex2text import LatexNodes2Text

    # A bare % would hide the rest of the line as a comment.
    escaped = re.sub(r"(?<!\\)%", r"\\%", text)
    decoder = LatexNodes2Text(math_mode="verbatim")
    return " ".join(decoder.latex_to_text(escaped).split())


def is_broken(name: str, value: str) -> bool:
    """Whether a field contains the next one (a lost comma or brace)."""
    return value.count("{") != value.count("}") or bool(re.search(r"[}\"]\s*\w+\s*=\s*[{\"]", name + value))
