"""Printed rows as fragments: neighbouring words without a gap that may part columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, groupby

from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import Span, by_line
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.settings import TABLE_SETTINGS


@dataclass(slots=True, eq=False)
class CellFragment:
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

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or a mark that stands for one."""
        return is_numeric(self.text)


@dataclass(slots=True, eq=False)
class PrintedRow:
    """A printed row: fragments from left to right with the columns they span, baseline and type size in points."""

    fragments: list[CellFragment]
    base: float
    size: float
    top: float
    bottom: float
    cols: list[tuple[int, int]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Height of the middle of its small letters [points from the top]."""
        return self.base - TABLE_SETTINGS.half_letter * self.size

    @property
    def placed(self) -> list[tuple[CellFragment, tuple[int, int]]]:
        """Each fragment with the first and the last of its columns."""
        return list(zip(self.fragments, self.cols, strict=True))

    @property
    def words(self) -> list[Word]:
        """Its words from left to right."""
        return list(chain.from_iterable(fragment.words for fragment in self.fragments))

    @property
    def columns(self) -> set[int]:
        """The columns in which it holds something."""
        columns: set[int] = set()
        for first, last in self.cols:
            columns.update(range(first, last + 1))
        return columns


def make_row(words: list[Word], *, gap: float = TABLE_SETTINGS.column_gap, walls: Iterable[Rule] = ()) -> PrintedRow:
    """A row from the words of one line; leader dots and vertical rules (walls) part fragments."""
    words = sorted(words, key=lambda w: w.x0)
    size = sorted(w.size for w in words)[len(words) // 2]
    base = sorted(w.base for w in words)[len(words) // 2]
    middle = base - TABLE_SETTINGS.half_letter * size
    crossed = [wall.at for wall in walls if wall.lo - 1 <= middle <= wall.hi + 1]
    fragments = [CellFragment(part) for part in _parted(words, size, gap * size, crossed)]
    return PrintedRow(fragments, base, size, min(w.top for w in words), max(w.bottom for w in words))


def _parted(words: list[Word], size: float, gap: float, walls: list[float]) -> list[list[Word]]:
    """Words from left to right, parted by gaps wider than `gap`, by leader dots and by walls (x, in points)."""
    parts: list[list[Word]] = []
    end = float("-inf")
    dots = _spaced_dots(words)
    for word in words:
        is_apart = word.x0 - end > TABLE_SETTINGS.search_gap * size
        is_ellipsis = word.text == "..." and is_apart
        if word in dots or (is_leader(word.text) and not is_ellipsis):
            if parts:
                parts.append([])
                end = word.x0
            continue
        is_near = word.x0 - end <= gap and not any(end - 1 <= x <= word.x0 + 1 for x in walls)
        if not parts or (parts[-1] and not is_near):
            parts.append([])
        end = max(end, word.x1) if parts[-1] else word.x1
        parts[-1].append(word)
    return [part for part in parts if part]


def upright_rows(
    words: Iterable[Word], *, gap: float = TABLE_SETTINGS.column_gap, walls: Iterable[Rule] = ()
) -> list[PrintedRow]:
    """The rows of upright words from top to bottom, those of nothing but leader dots left out."""
    lines = by_line(word for word in words if not word.box_turned)
    rows = sorted((make_row(line, gap=gap, walls=walls) for line in lines), key=lambda row: row.base)
    return [row for row in rows if row.fragments]


def _spaced_dots(words: list[Word]) -> set[Word]:
    """Single dots in runs of at least three, which lead like leader dots."""
    leading: set[Word] = set()
    for are_dots, run in groupby(words, key=lambda word: word.text in (".", "..", "·")):
        dots = list(run)
        if are_dots and len(dots) >= 3:
            leading.update(dots)
    return leading


def part_at_strips(row: PrintedRow, strips: list[Span], above: list[PrintedRow]) -> None:
    """Part fragments at narrow gaps on strips that the lines above leave white.

    Only numbers may stand right of it, or a word must start there where most lines above have one start: a long
    label comes nearer to what stands right of it than words of two columns usually do.
    """
    least = TABLE_SETTINGS.thin_strip * row.size
    for k, fragment in enumerate(row.fragments):
        for i in range(len(fragment.words) - 1, 0, -1):
            lo, hi = fragment.words[i - 1].x1, fragment.words[i].x0
            if not any(min(hi, b) - max(lo, a) >= least for a, b in strips):
                continue
            left, right = CellFragment(fragment.words[:i]), CellFragment(fragment.words[i:])
            are_numbers = all(behind.is_number for behind in (right, *row.fragments[k + 1 :]))
            if are_numbers or (hi - lo > TABLE_SETTINGS.strip * row.size and _starts_column(hi, above)):
                row.fragments[k : k + 1] = [left, right]
                part_at_strips(row, strips, above)
                return


def _starts_column(x: float, rows: list[PrintedRow]) -> bool:
    """Whether in most of the rows a fragment behind the first starts at x."""
    n_starts = 0
    for row in rows:
        n_starts += any(abs(fragment.x0 - x) < TABLE_SETTINGS.same_start for fragment in row.fragments[1:])
    return n_starts >= max(TABLE_SETTINGS.fewest_rows, TABLE_SETTINGS.most * len(rows))


def is_leader(text: str) -> bool:
    """Dots that lead the eye from a label to its value."""
    return len(text) >= 3 and not text.strip("._·…‥ ")
