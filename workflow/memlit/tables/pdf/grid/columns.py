"""Columns of a table without vertical rules: white strips that the printed rows share."""

from itertools import pairwise

from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, Row
from memlit.tables.settings import SETTINGS


def find_columns(rows: list[Row]) -> list[tuple[float, float]]:
    """Extents x0, x1 of the columns that the rows share, from left to right."""
    multi = [row for row in rows if len(row.bits) >= 2]
    if not multi:
        return []
    counts = sorted(len(row.bits) for row in multi)
    typical = counts[int(SETTINGS.most * (len(counts) - 1))]
    core = [row for row in multi if len(row.bits) >= max(2, typical / 2)]
    size = sorted(row.size for row in core)[len(core) // 2]
    strip = SETTINGS.strip * size
    columns = _split([[(b.x0, b.x1) for b in row.bits] for row in core], strip)
    columns = _split_crossed(columns, core, strip)
    alone = [row.bits[0] for row in rows if len(row.bits) == 1]
    return _join_complements(columns, core, alone, size)


def _split(rows: list[list[tuple[float, float]]], least: float) -> list[tuple[float, float]]:
    """Unions of overlapping extents, parted by strips at least `least` wide that no extent touches."""
    spans = sorted(span for row in rows for span in row)
    out: list[tuple[float, float]] = []
    for lo, hi in spans:
        if out and lo - out[-1][1] < least:
            out[-1] = (out[-1][0], max(out[-1][1], hi))
        else:
            out.append((lo, hi))
    return out


def _split_crossed(columns: list[tuple[float, float]], core: list[Row], least: float) -> list[tuple[float, float]]:
    """Columns that only a few long bits bridge are parted where most rows have bits on both sides."""
    out: list[tuple[float, float]] = []
    for lo, hi in columns:
        parts = [[(b.x0, b.x1) for b in row.bits if b.x1 > lo and b.x0 < hi] for row in core]
        parts = [p for p in parts if p]
        several = [p for p in parts if len(p) >= 2]
        if len(several) >= SETTINGS.fewest_rows and 2 * len(several) > len(parts):
            allowed = max(1, int(SETTINGS.few * len(parts)))
            inner = _split(several, least)
            if len(inner) == 1:
                inner = _without_bridges(several, allowed, least)
            if len(inner) > 1:
                out.extend(inner)
                continue
        out.append((lo, hi))
    return out


def _without_bridges(rows: list[list[tuple[float, float]]], allowed: int, least: float) -> list[tuple[float, float]]:
    """Columns after leaving out up to `allowed` of the widest extents, the fewest that part them."""
    spans = sorted(((hi - lo, i, k) for i, row in enumerate(rows) for k, (lo, hi) in enumerate(row)), reverse=True)
    left_out: set[tuple[int, int]] = set()
    for _, i, k in spans[:allowed]:
        left_out.add((i, k))
        kept = [[s for k2, s in enumerate(row) if (i2, k2) not in left_out] for i2, row in enumerate(rows)]
        inner = _split(kept, least)
        if len(inner) > 1:
            return inner
    return _split(rows, least)


def _in(bit: Bit, column: tuple[float, float]) -> bool:
    return bit.x1 > column[0] and bit.x0 < column[1]


def _join_complements(
    columns: list[tuple[float, float]], core: list[Row], alone: list[Bit], size: float
) -> list[tuple[float, float]]:
    """Neighbours that no row fills both, one of them sparse and near, are one column.

    alone: the bits of lines that have no other, as where labels of two lines are centred on their row.
    """
    out = list(columns)
    i = 0
    while i + 1 < len(out):
        left = {id(row) for row in core if any(_in(b, out[i]) for b in row.bits)}
        right = {id(row) for row in core if any(_in(b, out[i + 1]) for b in row.bits)}
        few = min(len(left), len(right)) <= max(1, SETTINGS.some * max(len(left), len(right)))
        near = out[i + 1][0] - out[i][1] < SETTINGS.text_gap * size
        texts = [b.text for row in core for b in row.bits if _in(b, out[i + 1])]
        stray = (
            len(core) > SETTINGS.fewest_rows and len(right) == 1 and right <= left and not any(map(is_numeric, texts))
        )
        stray = stray and sum(out[i + 1][0] - 1 < b.x0 and b.x1 < out[i + 1][1] + 1 for b in alone) < 2
        if stray and i + 2 < len(out) and _heads_shifted(core, out[i + 1], out[i + 2]):
            stray = False
        heading = _heads_shifted(core, out[i], out[i + 1]) and out[i + 1][0] - out[i][1] < SETTINGS.far_side * size
        apart = not left & right
        words = apart and len(left | right) >= SETTINGS.nearly_all * len(core) and not _any_number(core, out[i : i + 2])
        lo, hi = (out[i][0], out[i + 1][0]) if len(left) <= len(right) else (out[i][1], out[i + 1][1])
        is_alone = sum(lo - 1 < b.x0 and b.x1 < hi + 1 for b in alone) >= SETTINGS.labels
        if (((apart and few and near) or heading) and not is_alone) or stray or words:
            out[i : i + 2] = [(out[i][0], out[i + 1][1])]
        else:
            i += 1
    return out


def _any_number(core: list[Row], columns: list[tuple[float, float]]) -> bool:
    return any(is_numeric(b.text) for row in core for b in row.bits for c in columns if _in(b, c))


def _heads_shifted(core: list[Row], left: tuple[float, float], right: tuple[float, float]) -> bool:
    """Whether one column holds only words above all that the other holds: a head off its numbers."""
    filled = [[i for i, row in enumerate(core) if any(_in(b, c) for b in row.bits)] for c in (left, right)]
    upper, lower = sorted(filled, key=lambda rows: rows[0] if rows else 0)
    if not upper or not lower or upper[-1] >= lower[0] or len(upper) > SETTINGS.labels or 2 * len(upper) > len(lower):
        return False
    column = left if upper is filled[0] else right
    texts = [b.text for i in upper for b in core[i].bits if _in(b, column)]
    return not any(is_numeric(t) for t in texts)


def parted_bit(bit: Bit, columns: list[tuple[float, float]]) -> list[Bit]:
    """A bit over two columns as two, where a word gap lies between them and both sides are aligned."""
    for (lo, left_end), (right_start, hi) in pairwise(columns):
        if not (bit.x0 < left_end and bit.x1 > right_start):
            continue
        left = [p for p in bit.words if p.word.x1 <= right_start + SETTINGS.same_start]
        right = [p for p in bit.words if p.word.x0 >= left_end - SETTINGS.same_start and p not in left]
        if not left or not right or len(left) + len(right) < len(bit.words):
            continue
        parts = [Bit(left, bit.x0, max(p.word.x1 for p in left)), Bit(right, right[0].word.x0, bit.x1)]
        if _aligned(parts[0], (lo, left_end)) and _aligned(parts[1], (right_start, hi)):
            return [parts[0], *parted_bit(parts[1], columns)]
    return [bit]


def _aligned(bit: Bit, column: tuple[float, float]) -> bool:
    edges = abs(bit.x0 - column[0]), abs(bit.x1 - column[1]), abs(bit.x0 + bit.x1 - column[0] - column[1]) / 2
    return min(edges) < SETTINGS.flush


def assign(rows: list[Row], columns: list[tuple[float, float]]) -> None:
    """Give each bit its columns first..last; bits of one row in one column become one bit."""
    for row in rows:
        row.bits = [part for bit in row.bits for part in parted_bit(bit, columns)]
        placed: list[tuple[Bit, int, int]] = []
        for bit in row.bits:
            first, last = column_span(bit.x0, bit.x1, columns)
            if placed and placed[-1][2] >= first:
                before = placed[-1]
                merged = Bit(before[0].words + bit.words, before[0].x0, max(before[0].x1, bit.x1))
                placed[-1] = (merged, before[1], max(before[2], last))
            else:
                placed.append((bit, first, last))
        row.bits = [p[0] for p in placed]
        row.cols = [(p[1], p[2]) for p in placed]


def column_span(x0: float, x1: float, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """First and last column that an extent reaches into; the nearest one where it lies between columns."""
    slack = min(SETTINGS.few * (x1 - x0), SETTINGS.same_extent)
    hit = [i for i, (lo, hi) in enumerate(columns) if x1 - slack > lo and x0 + slack < hi]
    if hit:
        return hit[0], hit[-1]
    mid = (x0 + x1) / 2
    near = min(range(len(columns)), key=lambda i: max(columns[i][0] - mid, mid - columns[i][1], 0.0))
    return near, near


def straddling(rows: list[Row], n_cols: int) -> dict[int, str]:
    """Bit id -> flag `column-unsure:A|B` for body bits that stand between a blank column and the one given.

    Such a bit is neither flush with nor centred on the other bits of its column and reaches beyond all of
    them towards a neighbour that is blank in its row: it may be meant for both, or for the neighbour.
    """
    out: dict[int, str] = {}
    for col in range(1, n_cols):
        own = [(row, b) for row in rows for b, s in zip(row.bits, row.cols, strict=True) if s == (col, col)]
        for near in (col - 1, col + 1):
            if not 1 <= near < n_cols:
                continue
            beside = [b for row, b in own if near in _filled(row)]
            for row, bit in own:
                if near not in _filled(row) and len(beside) >= 2 and _reaches_out(bit, beside, near < col, row.size):
                    out[id(bit)] = f"column-unsure:{min(near, col)}|{max(near, col)}"
    return out


def _filled(row: Row) -> set[int]:
    return {c for first, last in row.cols for c in range(first, last + 1)}


def _reaches_out(bit: Bit, others: list[Bit], leftwards: bool, size: float) -> bool:
    """Whether a bit lies over the edge of the others on one side and is aligned with them nowhere."""
    middles = [sorted(f(b) for b in others)[len(others) // 2] for f in (_left, _right, _middle)]
    shifts = [abs(f(bit) - m) for f, m in zip((_left, _right, _middle), middles, strict=True)]
    beyond = min(b.x0 for b in others) - bit.x0 if leftwards else bit.x1 - max(b.x1 for b in others)
    return min(*shifts, beyond) >= SETTINGS.strip * size


def _left(bit: Bit) -> float:
    return bit.x0


def _right(bit: Bit) -> float:
    return bit.x1


def _middle(bit: Bit) -> float:
    return (bit.x0 + bit.x1) / 2
