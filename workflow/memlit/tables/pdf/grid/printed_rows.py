"""Printed rows as bits: neighbouring words without a gap that may part columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from memlit.tables.pdf.grid.grid import Span, by_line
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.settings import SETTINGS
from printedpages.pdf.lines import Word
from printedpages.pdf.rules import Rule


@dataclass(slots=True, eq=False)
class Bit:
    """Neighbouring words of one printed row, from x0 to x1 in points."""

    words: list[Word]
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0, self.x1 = self.words[0].x0, max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words, a blank between them."""
        return " ".join([word.text for word in self.words])


@dataclass(slots=True, eq=False)
class Row:
    """A printed row: bits from left to right with the columns they span, baseline and type size in points."""

    bits: list[Bit]
    base: float
    size: float
    top: float
    bottom: float
    cols: list[tuple[int, int]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Height of the middle of its small letters [points from the top]."""
        return self.base - SETTINGS.half_letter * self.size

    @property
    def columns(self) -> set[int]:
        """The columns in which it holds something."""
        return {col for first, last in self.cols for col in range(first, last + 1)}


def make_row(words: list[Word], *, gap: float = SETTINGS.column_gap, walls: Iterable[Rule] = ()) -> Row:
    """A row from the words of one line; leader dots and vertical rules (walls) part bits."""
    words = sorted(words, key=lambda w: w.x0)
    size = sorted(w.size for w in words)[len(words) // 2]
    base = sorted(w.base for w in words)[len(words) // 2]
    middle = base - SETTINGS.half_letter * size
    crossed = [wall.at for wall in walls if wall.lo - 1 <= middle <= wall.hi + 1]
    parts: list[list[Word]] = []
    end = float("-inf")
    dots = _spaced_dots(words)
    for word in words:
        is_apart = word.x0 - end > SETTINGS.search_gap * size
        if word in dots or (is_leader(word.text) and not (word.text == "..." and is_apart)):
            if parts:
                parts.append([])
                end = word.x0
            continue
        is_near = word.x0 - end <= gap * size and not any(end - 1 <= x <= word.x0 + 1 for x in crossed)
        if not parts or (parts[-1] and not is_near):
            parts.append([])
        end = max(end, word.x1) if parts[-1] else word.x1
        parts[-1].append(word)
    bits = [Bit(part) for part in parts if part]
    return Row(bits, base, size, min(w.top for w in words), max(w.bottom for w in words))


def upright_rows(words: Iterable[Word], *, gap: float = SETTINGS.column_gap, walls: Iterable[Rule] = ()) -> list[Row]:
    """The rows of upright words from top to bottom, those of nothing but leader dots left out."""
    lines = by_line(word for word in words if not word.box_turned)
    rows = sorted((make_row(line, gap=gap, walls=walls) for line in lines), key=lambda row: row.base)
    return [row for row in rows if row.bits]


def _spaced_dots(words: list[Word]) -> set[Word]:
    """Single dots in runs of at least three, which lead like leader dots."""
    runs = groupby(words, key=lambda word: word.text in (".", "..", "·"))
    dotted = [list(run) for are_dots, run in runs if are_dots]
    return {word for run in dotted if len(run) >= 3 for word in run}


def part_at_strips(row: Row, strips: list[Span], above: list[Row]) -> None:
    """Part bits at narrow gaps on strips that the lines above leave white.

    Only numbers may stand right of it, or a word must start there where most lines above have one start: a long
    label comes nearer to what stands right of it than words of two columns usually do.
    """
    least = SETTINGS.thin_strip * row.size
    for k, bit in enumerate(row.bits):
        for i in range(len(bit.words) - 1, 0, -1):
            lo, hi = bit.words[i - 1].x1, bit.words[i].x0
            if not any(min(hi, b) - max(lo, a) >= least for a, b in strips):
                continue
            left, right = Bit(bit.words[:i]), Bit(bit.words[i:])
            numbers = all(is_numeric(b.text) for b in (right, *row.bits[k + 1 :]))
            starts = sum(any(abs(b.x0 - hi) < SETTINGS.same_start for b in r.bits[1:]) for r in above)
            is_column = starts >= max(SETTINGS.fewest_rows, SETTINGS.most * len(above))
            if numbers or (hi - lo > SETTINGS.strip * row.size and is_column):
                row.bits[k : k + 1] = [left, right]
                part_at_strips(row, strips, above)
                return


def is_leader(text: str) -> bool:
    """Dots that lead the eye from a label to its value."""
    return len(text) >= 3 and not text.strip("._·…‥ ")
