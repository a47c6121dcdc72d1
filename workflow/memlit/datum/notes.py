"""Notes that carry data of their own beside a printed value: typed here, text in a record's flags.

`written` is the only writer of their text and `parsed` its only reader. Flags that say everything by their name
(`lost_exponent`) are plain words and no notes.
"""

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class ColumnUnsure:
    """The value may belong to either of two columns of the printed grid, numbered from 0."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class HeadUnsure:
    """The value may stand under either of two printed heads."""

    left: str
    right: str


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
class ReadBy:
    """Another library than memlit's own reader read the table."""

    library: str


@dataclass(frozen=True, slots=True)
class CountsAs:
    """The source does not count as a publication, but as, for example, a `simulator`."""

    kind: str


Doubt = HeadUnsure | ScriptUndecided | LettersUnsure | ReadingsDiffer
OfACandidate = RivalParameter | StatedTogether | PrintedAlsoAt | SaidWhose | SaidHow
"""What is known of a value of a sentence until a person says of which device it is."""
Remark = LineRole | HeadQualifier | LineStatistic | UnderSection | FigureTrust | ReadBy | CountsAs | OfACandidate
Note = ColumnUnsure | Doubt | Remark
NoteT = TypeVar("NoteT", bound=Note)
DOUBTS: tuple[tuple[str, type[Doubt]], ...] = (
    ("column-unsure:", HeadUnsure),
    ("script-undecided:", ScriptUndecided),
    ("letters-unsure:", LettersUnsure),
    ("readings-differ:", ReadingsDiffer),
)
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
    ("read-by:", ReadBy),
    ("counts_as_", CountsAs),
)
"""How the text of each kind of note begins. Two columns begin as two heads do, and have digits alone."""
_SIDES = re.compile(r"((?:\\.|[^\\|])*)\|((?:\\.|[^\\|])*)")
"""The two sides of a doubt; a bar or backslash that is printed has a backslash before it."""


def note_text(note: Note) -> str:
    """The text of a note, as it stands among the flags of a record."""
    if isinstance(note, ColumnUnsure):
        return f"column-unsure:{note.left}|{note.right}"
    beginning = next(text for text, kind in (*DOUBTS, *_REMARKS) if isinstance(note, kind))
    sides = astuple(note)
    return beginning + (sides[0] if len(sides) == 1 else "|".join(map(_escaped, sides)))


def parsed_note(flag: str) -> Note | None:
    """The note that a flag is the text of; None for a flag that is a plain word."""
    for beginning, remark in _REMARKS:
        if flag.startswith(beginning):
            return remark(flag.removeprefix(beginning))
    for beginning, doubt in DOUBTS:
        sides = _SIDES.fullmatch(flag.removeprefix(beginning)) if flag.startswith(beginning) else None
        if sides is not None:
            left, right = sides.groups()
            if doubt is HeadUnsure and left.isdecimal() and right.isdecimal():
                return ColumnUnsure(int(left), int(right))
            return doubt(_unescaped(left), _unescaped(right))
    return None


def notes_of(kind: type[NoteT], flags: Iterable[str]) -> list[NoteT]:
    """The notes of one kind among flags, in their order."""
    return [note for note in map(parsed_note, flags) if isinstance(note, kind)]


def weakest_trust(flags: Iterable[str]) -> list[str]:
    """Of the flags `trust:...` the least trusted, as a list of one; empty where nothing comes from a figure."""
    found = notes_of(FigureTrust, flags)
    return [note_text(max(found, key=lambda note: FIGURE_TRUSTS.index(note.tier)))] if found else []


def _escaped(side: str) -> str:
    """A side with its own backslashes and bars marked, and a mark before a head that is a number."""
    text = side.replace("\\", "\\\\").replace("|", "\\|")
    return f"\\{text}" if text.isdecimal() else text


def _unescaped(side: str) -> str:
    return re.sub(r"\\(.)", r"\1", side)
