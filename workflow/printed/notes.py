"""Notes of the cutter of tables that carry data of their own: typed here, text among the flags of a cell.

`cut_note_text` is the only writer of their text and `parsed_cut_note` its only reader. Flags that say everything by
their name are plain words and no notes.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class ColumnUnsure:
    """The value may belong to either of two columns of the printed grid, numbered from 0."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class ScriptUndecided:
    """Geometry does not tell whether letters of a word are raised: both readings of the word."""

    plain: str
    raised: str


@dataclass(frozen=True, slots=True)
class LettersUnsure:
    """What a picture prints may be read wrongly: the text as it was read, and why it is doubted."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadingsDiffer:
    """The characters of the text layer say another thing than the picture of the page, read by OCR: both readings."""

    printed: str
    pictured: str


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Another library than memlit's own reader read the table."""

    library: str


CutDoubt = ScriptUndecided | LettersUnsure | ReadingsDiffer
CutNote = ColumnUnsure | CutDoubt | ReadBy
CUT_DOUBTS: tuple[tuple[str, type[CutDoubt]], ...] = (
    ("script-undecided:", ScriptUndecided),
    ("letters-unsure:", LettersUnsure),
    ("readings-differ:", ReadingsDiffer),
)
COLUMN_UNSURE = "column-unsure:"
_READ_BY = "read-by:"
"""How the text of each kind of note begins."""
_SIDES = re.compile(r"((?:\\.|[^\\|])*)\|((?:\\.|[^\\|])*)")
"""The two sides of a doubt; a bar or backslash that is printed has a backslash before it."""


def cut_note_text(note: CutNote) -> str:
    """The text of a note, as it stands among the flags of a cell or a table."""
    if isinstance(note, ColumnUnsure):
        return f"{COLUMN_UNSURE}{note.left}|{note.right}"
    if isinstance(note, ReadBy):
        return _READ_BY + note.library
    beginning = next(text for text, kind in CUT_DOUBTS if isinstance(note, kind))
    return beginning + joined_sides(astuple(note))


def parsed_cut_note(flag: str) -> CutNote | None:
    """The note of the cutter that a flag is the text of; None for any other flag."""
    if flag.startswith(_READ_BY):
        return ReadBy(flag.removeprefix(_READ_BY))
    for beginning, doubt in CUT_DOUBTS:
        sides = parted_sides(flag, beginning)
        if sides is not None:
            return doubt(*map(unescaped_side, sides))
    columns = parted_sides(flag, COLUMN_UNSURE)
    if columns is not None and all(side.isdecimal() for side in columns):
        return ColumnUnsure(*map(int, columns))
    return None


def joined_sides(sides: Sequence[str]) -> str:
    """The sides of a doubt with a bar between them."""
    return "|".join(map(_escaped, sides))


def parted_sides(flag: str, beginning: str) -> tuple[str, str] | None:
    """The two sides of a doubt that begins so, as they are escaped; None where the flag is none of it."""
    sides = _SIDES.fullmatch(flag.removeprefix(beginning)) if flag.startswith(beginning) else None
    return None if sides is None else (sides[1], sides[2])


def _escaped(side: str) -> str:
    """A side with its own backslashes and bars marked, and a mark before a head that is a number."""
    text = side.replace("\\", "\\\\").replace("|", "\\|")
    return f"\\{text}" if text.isdecimal() else text


def unescaped_side(side: str) -> str:
    """A side as it is printed."""
    return re.sub(r"\\(.)", r"\1", side)
