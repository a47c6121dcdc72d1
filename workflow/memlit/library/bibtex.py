"""Entries of a BibTeX text as plain fields; an entry whose text has not changed is not parsed again."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from memlit.caching.packed import Packed

BIBLATEX = {"journaltitle": "journal", "location": "address"}
"""Fields of biblatex that other programs write, with the BibTeX field that each stands for; `date` gives the year."""
PLAIN = ("author", "editor", "title", "booktitle", "journal", "publisher")
_BLOCK_LINE = re.compile(r"^[ \t]*@", re.M)
_COMMENT = re.compile(r"[ \t]*@comment\b", re.I)


class Block(NamedTuple):
    """An entry. line: where it starts, from 0; broken: fields that contain the next field (a lost comma or brace)."""

    kind: str
    key: str
    fields: dict[str, str]
    broken: tuple[str, ...]
    line: int


class FailedBlock(NamedTuple):
    """A block that is not an entry; name: the parser's class for it."""

    name: str
    raw: str
    line: int


class Blocks(NamedTuple):
    """All entries and all other blocks, in the order of the text."""

    entries: list[Block]
    failed: list[FailedBlock]


def read_blocks(text: str, packed: Packed | None = None) -> Blocks:
    """The entries of a text. packed: entries that were parsed before."""
    if packed is not None:
        known = _known_blocks(text, packed)
        if known is not None:
            return Blocks(known, [])
    parsed = _parsed(text)
    failed = [
        FailedBlock(type(block).__name__, block.raw or "", block.start_line or 0) for block in parsed.failed_blocks
    ]
    return Blocks([_block_of(block, 0) for block in parsed.entries], failed)


def _parsed(text: str) -> Any:
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
    return parse_string(text)


def _block_of(entry: Any, first_line: int) -> Block:
    """A parsed entry, its line counted from `first_line`."""
    fields = _own_fields(entry)
    broken = tuple(name for name, value in fields.items() if is_broken(name, value))
    return Block(entry.entry_type.lower(), entry.key, fields, broken, (entry.start_line or 0) - first_line)


def _known_blocks(text: str, packed: Packed) -> list[Block] | None:
    """The entries of a text in which each block begins a line and is whole; None for any other text. Such a block can
    be parsed by itself, so that only blocks that are not known are parsed.
    """
    pieces = list(_pieces(text))
    addresses = [packed.address(piece.encode()) for piece in pieces]
    found: list[Sequence[bytes] | None] = [packed.find(address) for address in addresses]
    missing = [place for place, texts in enumerate(found) if texts is None]
    if missing:
        made = _parsed_pieces([pieces[place] for place in missing])
        if made is None:
            return None
        for place, own in zip(missing, made, strict=True):
            packed.put(addresses[place], own)
            found[place] = own
    blocks = []
    line = 0
    for piece, texts in zip(pieces, found, strict=True):
        for entry in texts or ():
            kind, key, fields, broken, offset = json.loads(entry.decode())
            blocks.append(Block(kind, key, fields, tuple(broken), line + offset))
        line += piece.count("\n")
    return blocks if len({block.key for block in blocks}) == len(blocks) else None


def _pieces(text: str) -> Iterator[str]:
    """The text, split before each line that may begin a block."""
    starts = [0, *(match.start() for match in _BLOCK_LINE.finditer(text) if match.start() > 0)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]


def _parsed_pieces(pieces: Sequence[str]) -> list[list[bytes]] | None:
    """The entry of each piece, none for a comment; None if a piece is not one whole entry or comment."""
    parsed = _parsed("".join(pieces))
    if parsed.failed_blocks or parsed.strings or parsed.preambles:
        return None
    entries = {entry.start_line: entry for entry in parsed.entries}
    made, line = [], 0
    for piece in pieces:
        entry = entries.get(line)
        if entry is None and _BLOCK_LINE.match(piece) and not _COMMENT.match(piece):
            return None
        made.append([] if entry is None else [json.dumps(_block_of(entry, line)).encode()])
        line += piece.count("\n")
    return made if sum(map(len, made)) == len(parsed.entries) else None


def _own_fields(block: Any) -> dict[str, str]:
    """Fields by lower-case name as one line of plain text; those of biblatex also under BibTeX's name."""
    fields = {item.key.lower(): " ".join(str(item.value).split()) for item in block.fields}
    for name in PLAIN:
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
