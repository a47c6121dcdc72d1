"""Columns of a table without vertical rules: white strips that the printed rows share."""

from itertools import pairwise
from statistics import median_high

from memlit.datum import ColumnUnsure, written
from memlit.tables.pdf.grid.grid import Span
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, Row
from memlit.tables.settings import SETTINGS
from printedpages.trace import mark


def find_columns(rows: list[Row], *, traced: bool = False) -> list[Span]:
    """Extents x0, x1 of the columns that the rows share, from left to right; traced: a joined one leaves a mark."""
    multi = [row for row in rows if len(row.bits) >= 2]
    if not multi:
        return []
    counts = sorted(len(row.bits) for row in multi)
    typical = counts[int(SETTINGS.most * (len(counts) - 1))]
    core = [row for row in multi if len(row.bits) >= max(2, typical / 2)]
    size = median_high(row.size for row in core)
    strip = SETTINGS.strip * size
    columns = _split([[(b.x0, b.x1) for b in row.bits] for row in core], strip)
    columns = _split_crossed(columns, core, strip)
    alone = [row.bits[0] for row in rows if len(row.bits) == 1]
    return _join_complements(columns, core, alone, size, traced=traced)


def _split(rows: list[list[Span]], least: float) -> list[Span]:
    """Unions of overlapping extents, parted by strips at least `least` wide that no extent touches."""
    out: list[Span] = []
    for lo, hi in sorted(span for row in rows for span in row):
        if out and lo - out[-1][1] < least:
            out[-1] = (out[-1][0], max(out[-1][1], hi))
        else:
            out.append((lo, hi))
    return out


def _split_crossed(columns: list[Span], core: list[Row], least: float) -> list[Span]:
    """Columns that only a few long bits bridge are parted where most rows have bits on both sides."""
    out: list[Span] = []
    for column in columns:
        parts = [inside for row in core if (inside := [(b.x0, b.x1) for b in _within(row, column)])]
        several = [part for part in parts if len(part) >= 2]
        inner = [column]
        if len(several) >= SETTINGS.fewest_rows and 2 * len(several) > len(parts):
            allowed = max(1, int(SETTINGS.few * len(parts)))
            inner = _split(several, least)
            inner = inner if len(inner) > 1 else _without_bridges(several, allowed, least)
        out += inner if len(inner) > 1 else [column]
    return out


def _without_bridges(rows: list[list[Span]], allowed: int, least: float) -> list[Span]:
    """Columns after leaving out up to `allowed` of the widest extents, the fewest that part them; else none."""
    kept = [list(row) for row in rows]
    spans = sorted(((hi - lo, i, k) for i, row in enumerate(rows) for k, (lo, hi) in enumerate(row)), reverse=True)
    for _, i, k in spans[:allowed]:
        kept[i].remove(rows[i][k])
        inner = _split(kept, least)
        if len(inner) > 1:
            return inner
    return []


def _within(row: Row, column: Span) -> list[Bit]:
    """The bits of a row that reach into a column."""
    return [bit for bit in row.bits if bit.x1 > column[0] and bit.x0 < column[1]]


def _join_complements(
    columns: list[Span], core: list[Row], alone: list[Bit], size: float, *, traced: bool
) -> list[Span]:
    """Neighbours that no row fills both, one of them sparse and near, are one column.

    alone: the bits of lines that have no other, as where labels of two lines are centred on their row.
    """
    out = list(columns)
    i = 0
    while i + 1 < len(out):
        left, right = out[i : i + 2]
        reason = _why_one(left, right, core, alone, size)
        if not reason:
            i += 1
            continue
        out[i : i + 2] = [(left[0], right[1])]
        if traced:
            box = (right[0], core[0].top, right[1], core[-1].bottom)
            mark("column", box, "dropped", f"joined to the one left of it: {reason}")
    return out


def _why_one(left: Span, right: Span, core: list[Row], alone: list[Bit], size: float) -> str:
    """Why two neighbouring columns are one; empty where they are two."""
    here = {i for i, row in enumerate(core) if _within(row, left)}
    there = {i for i, row in enumerate(core) if _within(row, right)}
    texts = [[bit.text for row in core for bit in _within(row, column)] for column in (left, right)]
    numbers = [any(map(is_numeric, found)) for found in texts]
    gap, apart = right[0] - left[1], not here & there

    def stand_alone(lo: float, hi: float) -> int:
        return sum(lo - 1 < bit.x0 and bit.x1 < hi + 1 for bit in alone)

    is_single = len(core) > SETTINGS.fewest_rows and len(there) == 1 and there <= here and not numbers[1]
    if is_single and stand_alone(*right) < 2:
        return "it holds one text"
    if apart and len(here | there) >= SETTINGS.nearly_all * len(core) and not any(numbers):
        return "words, and no row fills both"
    few = min(len(here), len(there)) <= max(1, SETTINGS.some * max(len(here), len(there)))
    lo, hi = (left[0], right[0]) if len(here) <= len(there) else (left[1], right[1])
    if stand_alone(lo, hi) >= SETTINGS.labels:
        return ""
    if apart and few and gap < SETTINGS.text_gap * size:
        return "no row fills both, one is nearly empty and they are near"
    is_head = gap < SETTINGS.far_side * size and _heads_shifted(core, left, right)
    return "one holds the heads over what the other holds" if is_head else ""


def _heads_shifted(core: list[Row], left: Span, right: Span) -> bool:
    """Whether one column holds only words above all that the other holds: a head off its numbers."""
    filled = [([i for i, row in enumerate(core) if _within(row, column)], column) for column in (left, right)]
    (upper, column), (lower, _) = sorted(filled, key=lambda pair: pair[0][0])
    if upper[-1] >= lower[0] or len(upper) > SETTINGS.labels or 2 * len(upper) > len(lower):
        return False
    return not any(is_numeric(bit.text) for i in upper for bit in _within(core[i], column))


def parted_bit(bit: Bit, columns: list[Span]) -> list[Bit]:
    """A bit over two columns as two, where a word gap lies between them and both sides are aligned."""
    for first, second in pairwise(columns):
        if not (bit.x0 < first[1] and bit.x1 > second[0]):
            continue
        left = [word for word in bit.words if word.x1 <= second[0] + SETTINGS.same_start]
        right = [word for word in bit.words if word.x0 >= first[1] - SETTINGS.same_start and word not in left]
        if left and right and len(left) + len(right) == len(bit.words):
            one, other = Bit(left), Bit(right)
            if _is_aligned(one, first) and _is_aligned(other, second):
                return [one, *parted_bit(other, columns)]
    return [bit]


def _places(x0: float, x1: float) -> tuple[float, float, float]:
    """Left, right and middle."""
    return x0, x1, (x0 + x1) / 2


def _is_aligned(bit: Bit, column: Span) -> bool:
    """Whether a bit is flush with a column on a side, or centred on it."""
    apart = (abs(a - b) for a, b in zip(_places(bit.x0, bit.x1), _places(*column), strict=True))
    return min(apart) < SETTINGS.flush


def assign(rows: list[Row], columns: list[Span]) -> None:
    """Give each bit its columns first..last; bits of one row in one column become one bit."""
    for row in rows:
        bits, row.bits, row.cols = row.bits, [], []
        for bit in (part for whole in bits for part in parted_bit(whole, columns)):
            first, last = column_span(bit, columns)
            if row.cols and row.cols[-1][1] >= first:
                row.bits[-1] = Bit(row.bits[-1].words + bit.words)
                row.cols[-1] = (row.cols[-1][0], max(row.cols[-1][1], last))
            else:
                row.bits.append(bit)
                row.cols.append((first, last))


def column_span(bit: Bit, columns: list[Span]) -> tuple[int, int]:
    """First and last column that a bit reaches into; the nearest one where it lies between columns."""
    slack = min(SETTINGS.few * (bit.x1 - bit.x0), SETTINGS.same_extent)
    hit = [i for i, (lo, hi) in enumerate(columns) if bit.x1 - slack > lo and bit.x0 + slack < hi]
    if not hit:
        middle = (bit.x0 + bit.x1) / 2
        hit = [nearest_column(middle, columns)]
    return hit[0], hit[-1]


def nearest_column(x: float, columns: list[Span]) -> int:
    """The column that x lies in, or is nearest to."""
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - x, x - columns[i][1], 0.0))


def straddling(rows: list[Row], n_cols: int) -> dict[Bit, str]:
    """Bit -> flag ColumnUnsure for body bits that stand between a blank column and the one given.

    Such a bit is neither flush with nor centred on the other bits of its column and reaches beyond all of
    them towards a neighbour that is blank in its row: it may be meant for both, or for the neighbour.
    """
    out: dict[Bit, str] = {}
    for col in range(1, n_cols):
        own = [(row, b) for row in rows for b, span in zip(row.bits, row.cols, strict=True) if span == (col, col)]
        for near in (col - 1, col + 1):
            beside = [b for row, b in own if near in row.columns]
            if not 1 <= near < n_cols or len(beside) < 2:
                continue
            for row, bit in own:
                if near not in row.columns and _reaches_out(bit, beside, near < col, row.size):
                    out[bit] = written(ColumnUnsure(min(near, col), max(near, col)))
    return out


def _reaches_out(bit: Bit, others: list[Bit], leftwards: bool, size: float) -> bool:
    """Whether a bit lies over the edge of the others on one side and is aligned with them nowhere."""
    edges = zip(_places(bit.x0, bit.x1), *(_places(b.x0, b.x1) for b in others), strict=True)
    shifts: list[float] = [abs(own - median_high(usual)) for own, *usual in edges]
    beyond = min(b.x0 for b in others) - bit.x0 if leftwards else bit.x1 - max(b.x1 for b in others)
    return min(*shifts, beyond) >= SETTINGS.strip * size
