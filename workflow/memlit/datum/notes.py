"""Notes that carry data of their own beside a printed value: typed, text in a record's flags.

Those of the cutter of tables are in `printed.notes`, all others here. `note_text` is the only writer of their text and
`parsed_note` its only reader. Flags that say everything by their name (`lost_exponent`) are plain words and no notes.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import TypeVar

from printed.notes import (
    COLUMN_UNSURE,
    CutNote,
    cut_note_text,
    joined_sides,
    parsed_cut_note,
    parted_sides,
    unescaped_side,
)
from printed.notes import ColumnUnsure as ColumnUnsure
from printed.notes import LettersUnsure as LettersUnsure
from printed.notes import ReadBy as ReadBy
from printed.notes import ReadingsDiffer as ReadingsDiffer
from printed.notes import ScriptUndecided as ScriptUndecided


@dataclass(frozen=True, slots=True)
class HeadUnsure:
    """The value may stand under either of two printed heads."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class LineRole:
    """The row or column of the value is of one operation, as `set` or `reset`."""

    role: str


@dataclass(frozen=True, slots=True)
class HeadQualifier:
    """The head says which of many values this one is, as `maximum`, or that it is `required` or `simulated`."""

    word: str


@dataclass(frozen=True, slots=True)
class LineStatistic:
    """The row or column is of a mean, an end or a spread of many values."""

    word: str


@dataclass(frozen=True, slots=True)
class UnderSection:
    """The row stands below a line that heads a section of the table."""

    title: str


@dataclass(frozen=True, slots=True)
class RivalParameter:
    """The sentence may state another parameter as well."""

    parameter: str


@dataclass(frozen=True, slots=True)
class StatedTogether:
    """The sentence states these other values of the same pulse: their places, with blanks between."""

    places: str


@dataclass(frozen=True, slots=True)
class PrintedAlsoAt:
    """The document prints the value under the same parameter in other sentences: their places, with blanks between."""

    places: str


@dataclass(frozen=True, slots=True)
class SaidWhose:
    """The words of the sentence say whose the value is: `own`, `general`, or `cited` with its marks."""

    whose: str


@dataclass(frozen=True, slots=True)
class SaidHow:
    """The words of the sentence say how the value was come by: measured, simulated, assumed or extrapolated."""

    kind: str


@dataclass(frozen=True, slots=True)
class FigureTrust:
    """How far the digitized curve behind the value is to be trusted: a tier of FIGURE_TRUSTS."""

    tier: str


FIGURE_TRUSTS = (
    "measured",
    "vector_verified",
    "import_recomputed",
    "raster_verified",
    "looked_at",
    "vector_unverified",
    "raster_unverified",
    "values_only",
)
"""Tiers of digitized curves (docs/digitize.md), most trusted first."""


@dataclass(frozen=True, slots=True)
class CountsAs:
    """The source does not count as a publication, but as, for example, a `simulator`."""

    kind: str


OfACandidate = RivalParameter | StatedTogether | PrintedAlsoAt | SaidWhose | SaidHow
"""What is known of a value of a sentence until a person says of which device it is."""
Remark = LineRole | HeadQualifier | LineStatistic | UnderSection | FigureTrust | CountsAs | OfACandidate
Note = CutNote | HeadUnsure | Remark
NoteT = TypeVar("NoteT", bound=Note)
_REMARKS: tuple[tuple[str, type[Remark]], ...] = (
    ("role:", LineRole),
    ("header: ", HeadQualifier),
    ("statistic: ", LineStatistic),
    ("section: ", UnderSection),
    ("or:", RivalParameter),
    ("with:", StatedTogether),
    ("also:", PrintedAlsoAt),
    ("whose:", SaidWhose),
    ("how:", SaidHow),
    ("trust:", FigureTrust),
    ("counts_as_", CountsAs),
)
"""How the text of each kind of note begins. Two columns begin as two heads do, and have digits alone."""


def note_text(note: Note) -> str:
    """The text of a note, as it stands among the flags of a record."""
    if isinstance(note, CutNote):
        return cut_note_text(note)
    if isinstance(note, HeadUnsure):
        return COLUMN_UNSURE + joined_sides((note.left, note.right))
    beginning = next(text for text, kind in _REMARKS if isinstance(note, kind))
    (said,) = astuple(note)
    return f"{beginning}{said}"


def parsed_note(flag: str) -> Note | None:
    """The note that a flag is the text of; None for a flag that is a plain word."""
    for beginning, remark in _REMARKS:
        if flag.startswith(beginning):
            return remark(flag.removeprefix(beginning))
    of_cut = parsed_cut_note(flag)
    heads = parted_sides(flag, COLUMN_UNSURE) if of_cut is None else None
    return of_cut if heads is None else HeadUnsure(*map(unescaped_side, heads))


def notes_of(kind: type[NoteT], flags: Iterable[str]) -> list[NoteT]:
    """The notes of one kind among flags, in their order."""
    return [note for note in map(parsed_note, flags) if isinstance(note, kind)]


def weakest_trust(flags: Iterable[str]) -> list[str]:
    """Of the flags `trust:...` the least trusted, as a list of one; empty where nothing comes from a figure."""
    found = notes_of(FigureTrust, flags)
    return [note_text(max(found, key=lambda note: FIGURE_TRUSTS.index(note.tier)))] if found else []
