"""Printed rows as bits: neighbouring words without a gap that may part columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.grid import Grid, Placed
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.settings import SETTINGS


@dataclass(slots=True)
class Bit:
    """Neighbouring words of one printed row."""

    words: list[Placed]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """Its words, a blank between them."""
        return " ".join([p.word.text for p in self.words])


@dataclass(slots=True)
class Row:
    """A printed row: bits from left to right, baseline and type size in points."""

    bits: list[Bit]
    base: float
    size: float
    top: float = 0.0
    bottom: float = 0.0
    cols: list[tuple[int, int]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Height of the middle of its small letters [points from the top]."""
        return self.base - SETTINGS.half_letter * self.size


def make_row(words: list[Placed], *, gap: float = SETTINGS.column_gap, walls: Iterable[Rule] = ()) -> Row:
    """A row from the words of one line; leader dots and vertical rules (walls) part bits."""
    words = sorted(words, key=lambda p: p.word.x0)
    size = sorted(p.word.size for p in words)[len(words) // 2]
    base = sorted(p.word.base for p in words)[len(words) // 2]
    middle = base - SETTINGS.half_letter * size
    crossed = [w.at for w in walls if w.lo - 1 <= middle <= w.hi + 1]
    bits: list[Bit] = []
    dots = _spaced_dots(words)
    for placed in words:
        word = placed.word
        beside = bits[-1].x1 if bits else word.x0 - size
        if (is_leader(word.text) and not (word.text == "..." and word.x0 - beside > SETTINGS.search_gap * size)) or id(
            placed
        ) in dots:
            if bits:
                bits.append(Bit([], word.x0, word.x0))
            continue
        near = bits and bits[-1].words and word.x0 - bits[-1].x1 <= gap * size
        if near and not any(bits[-1].x1 - 1 <= x <= word.x0 + 1 for x in crossed):
            bits[-1].words.append(placed)
            bits[-1].x1 = max(bits[-1].x1, word.x1)
        else:
            bits.append(Bit([placed], word.x0, word.x1))
    bits = [b for b in bits if b.words]
    top, bottom = min(p.word.top for p in words), max(p.word.bottom for p in words)
    return Row(bits, base, size, top, bottom)


def drop_leaders(grid: Grid) -> None:
    """Take the dots that lead from a label out of the cell that holds it; a cell of nothing but dots stays."""
    for cell in grid.cells:
        lines: dict[int, list[Placed]] = {}
        for placed in cell.words:
            lines.setdefault(placed.line, []).append(placed)
        led: set[int] = set()
        for line in lines.values():
            line.sort(key=lambda p: p.word.x0)
            dots = _spaced_dots(line) | {id(p) for p in line if is_leader(p.word.text) and p.word.text != "..."}
            if id(line[0]) in dots:
                continue
            led |= dots
            while len(line) > 1 and (id(line[-1]) in led or line[-1].word.text in (".", "..")):
                led.add(id(line.pop()))
        cell.words = [p for p in cell.words if id(p) not in led]


def _spaced_dots(words: list[Placed]) -> set[int]:
    """Ids of single dots in runs of at least three, which lead like leader dots."""
    out: set[int] = set()
    run: list[int] = []
    for placed in words:
        if placed.word.text in (".", "..", "·"):
            run.append(id(placed))
            continue
        out.update(run if len(run) >= 3 else ())
        run = []
    return out | set(run if len(run) >= 3 else ())


def part_at_strips(row: Row, strips: list[tuple[float, float]], above: list[Row]) -> None:
    """Part bits at narrow gaps on strips that the lines above leave white.

    Only numbers may stand right of it, or a word must start there where most lines above have one start: a long
    label comes nearer to what stands right of it than words of two columns usually do.
    """
    size = row.size
    for k, bit in enumerate(list(row.bits)):
        words = bit.words
        for i in range(len(words) - 1, 0, -1):
            lo, hi = words[i - 1].word.x1, words[i].word.x0
            if hi - lo < SETTINGS.thin_strip * size or not any(
                min(hi, b) - max(lo, a) >= SETTINGS.thin_strip * size for a, b in strips
            ):
                continue
            right = Bit(words[i:], hi, bit.x1)
            others = row.bits[k + 1 :]
            numbers = is_numeric(right.text) and all(is_numeric(b.text) for b in others)
            if numbers or (
                hi - lo > SETTINGS.strip * size
                and _starts(right.x0, above) >= max(SETTINGS.fewest_rows, SETTINGS.most * len(above))
            ):
                left = Bit(words[:i], bit.x0, max(p.word.x1 for p in words[:i]))
                row.bits[k : k + 1] = [left, right]
                part_at_strips(row, strips, above)
                return


def _starts(x: float, rows: list[Row]) -> int:
    """In how many rows a bit right of the first starts at x."""
    return sum(any(abs(b.x0 - x) < SETTINGS.same_start for b in row.bits[1:]) for row in rows)


def is_leader(text: str) -> bool:
    """Dots that lead the eye from a label to its value."""
    return len(text) >= 3 and not text.strip("._·…‥ ")
