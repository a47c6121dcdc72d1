"""Columns of a table without vertical rules: white strips that the printed rows share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from statistics import median_high

from printed.notes import ColumnUnsure, cut_note_text
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import Span
from printed.tables.pdf.grid.printed_rows import CellFragment, PrintedRow
from printed.tables.settings import TABLE_SETTINGS
from printed.trace import mark


def find_columns(rows: list[PrintedRow], *, traced: bool = False) -> list[Span]:
    """Extents x0, x1 of the columns that the rows share, from left to right; traced: a joined one leaves a mark."""
    multi = [row for row in rows if len(row.fragments) >= 2]
    if not multi:
        return []
    counts = sorted(len(row.fragments) for row in multi)
    typical = counts[int(TABLE_SETTINGS.most * (len(counts) - 1))]
    core = [row for row in multi if len(row.fragments) >= max(2, typical / 2)]
    size = median_high(row.size for row in core)
    strip = TABLE_SETTINGS.strip * size
    columns = _split([_extents(row.fragments) for row in core], strip)
    columns = _split_crossed(columns, core, strip)
    alone = [row.fragments[0] for row in rows if len(row.fragments) == 1]
    return _join_complements(columns, core, alone, size, traced=traced)


def _extents(fragments: list[CellFragment]) -> list[Span]:
    """The left and the right end of each fragment."""
    return [(fragment.x0, fragment.x1) for fragment in fragments]


def _split(rows: list[list[Span]], least: float) -> list[Span]:
    """Unions of overlapping extents, parted by strips at least `least` wide that no extent touches."""
    out: list[Span] = []
    for lo, hi in sorted(chain.from_iterable(rows)):
        if out and lo - out[-1][1] < least:
            out[-1] = (out[-1][0], max(out[-1][1], hi))
        else:
            out.append((lo, hi))
    return out


def _split_crossed(columns: list[Span], core: list[PrintedRow], least: float) -> list[Span]:
    """Columns that only a few long fragments bridge are parted where most rows have fragments on both sides."""
    out: list[Span] = []
    for column in columns:
        parts = list(filter(None, (_extents(_within(row, column)) for row in core)))
        several = [part for part in parts if len(part) >= 2]
        if len(several) < TABLE_SETTINGS.fewest_rows or 2 * len(several) <= len(parts):
            out.append(column)
            continue
        inner = _split(several, least)
        if len(inner) < 2:
            inner = _without_bridges(several, max(1, int(TABLE_SETTINGS.few * len(parts))), least)
        out += inner or [column]
    return out


def _without_bridges(rows: list[list[Span]], allowed: int, least: float) -> list[Span]:
    """Columns after leaving out up to `allowed` of the widest extents, the fewest that part them; else none."""
    kept = [list(row) for row in rows]
    by_width: list[tuple[float, int, int]] = []
    for number, row in enumerate(rows):
        by_width += [(hi - lo, number, place) for place, (lo, hi) in enumerate(row)]
    for _, number, place in sorted(by_width, reverse=True)[:allowed]:
        kept[number].remove(rows[number][place])
        inner = _split(kept, least)
        if len(inner) > 1:
            return inner
    return []


def _within(row: PrintedRow, column: Span) -> list[CellFragment]:
    """The fragments of a row that reach into a column."""
    return [fragment for fragment in row.fragments if fragment.x1 > column[0] and fragment.x0 < column[1]]


def _join_complements(
    columns: list[Span], core: list[PrintedRow], alone: list[CellFragment], size: float, *, traced: bool
) -> list[Span]:
    """Neighbours that no row fills both, one of them sparse and near, are one column.

    alone: the fragments of lines that have no other, as where labels of two lines are centred on their row.
    """
    out = list(columns)
    i = 0
    while i + 1 < len(out):
        left, right = out[i : i + 2]
        reason = _why_one(_Neighbours(left, right, core, alone, size))
        if not reason:
            i += 1
            continue
        out[i : i + 2] = [(left[0], right[1])]
        if traced:
            box = (right[0], core[0].top, right[1], core[-1].bottom)
            mark("column", box, "dropped", f"joined to the one left of it: {reason}")
    return out


@dataclass(frozen=True)
class _Neighbours:
    """Two neighbouring columns; core: rows of several fragments; alone: fragments of the other lines; size: of type."""

    left: Span
    right: Span
    core: list[PrintedRow]
    alone: list[CellFragment]
    size: float

    @cached_property
    def in_left(self) -> set[int]:
        """The rows that fill the left column."""
        return set(_filled_rows(self.core, self.left))

    @cached_property
    def in_right(self) -> set[int]:
        """The rows that fill the right column."""
        return set(_filled_rows(self.core, self.right))

    @property
    def is_apart(self) -> bool:
        """Whether no row fills both."""
        return not self.in_left & self.in_right

    @property
    def gap(self) -> float:
        """White between them, in points."""
        return self.right[0] - self.left[1]

    def holds_number(self, column: Span) -> bool:
        """Whether a fragment in one of them is a number."""
        return any(any(fragment.is_number for fragment in _within(row, column)) for row in self.core)

    def count_alone(self, lo: float, hi: float) -> int:
        """How many fragments that are alone on their line stand between two sides."""
        return sum(lo - 1 < fragment.x0 and fragment.x1 < hi + 1 for fragment in self.alone)


def _holds_one_text(pair: _Neighbours) -> bool:
    is_single = (
        len(pair.core) > TABLE_SETTINGS.fewest_rows and len(pair.in_right) == 1 and pair.in_right <= pair.in_left
    )
    return is_single and not pair.holds_number(pair.right) and pair.count_alone(*pair.right) < 2


def _are_words_in_turn(pair: _Neighbours) -> bool:
    is_full = len(pair.in_left | pair.in_right) >= TABLE_SETTINGS.nearly_all * len(pair.core)
    return pair.is_apart and is_full and not pair.holds_number(pair.left) and not pair.holds_number(pair.right)


def _has_labels_alone(pair: _Neighbours) -> bool:
    """Whether several lines hold nothing but a text in the emptier column."""
    is_left = len(pair.in_left) <= len(pair.in_right)
    lo, hi = (pair.left[0], pair.right[0]) if is_left else (pair.left[1], pair.right[1])
    return pair.count_alone(lo, hi) >= TABLE_SETTINGS.labels


def _is_nearly_empty(pair: _Neighbours) -> bool:
    fewer, more = sorted((len(pair.in_left), len(pair.in_right)))
    is_sparse = fewer <= max(1, TABLE_SETTINGS.some * more)
    return pair.is_apart and is_sparse and pair.gap < TABLE_SETTINGS.text_gap * pair.size


def _is_of_shifted_heads(pair: _Neighbours) -> bool:
    return pair.gap < TABLE_SETTINGS.far_side * pair.size and _heads_shifted(pair.core, pair.left, pair.right)


TWO_COLUMNS = ""
_REASONS: tuple[tuple[Callable[[_Neighbours], bool], str], ...] = (
    (_holds_one_text, "it holds one text"),
    (_are_words_in_turn, "words, and no row fills both"),
    (_has_labels_alone, TWO_COLUMNS),
    (_is_nearly_empty, "no row fills both, one is nearly empty and they are near"),
    (_is_of_shifted_heads, "one holds the heads over what the other holds"),
)
"""Why two neighbouring columns are one: the first row that holds decides."""


def _why_one(pair: _Neighbours) -> str:
    """Why two neighbouring columns are one; empty where they are two."""
    return next((reason for holds, reason in _REASONS if holds(pair)), TWO_COLUMNS)


def _heads_shifted(core: list[PrintedRow], left: Span, right: Span) -> bool:
    """Whether one column holds only words above all that the other holds: a head off its numbers."""
    upper, lower = _filled_rows(core, left), _filled_rows(core, right)
    column = left
    if lower[0] < upper[0]:
        upper, lower, column = lower, upper, right
    if upper[-1] >= lower[0] or len(upper) > TABLE_SETTINGS.labels or 2 * len(upper) > len(lower):
        return False
    return not any(any(fragment.is_number for fragment in _within(core[i], column)) for i in upper)


def _filled_rows(core: list[PrintedRow], column: Span) -> list[int]:
    """The numbers of the rows that fill a column."""
    return [i for i, row in enumerate(core) if _within(row, column)]


def part_under_rules(columns: list[Span], rows: list[PrintedRow], rules: list[Rule]) -> list[Span]:
    """The columns, one that holds several heads under the rule of a group parted between them.

    Few values in one of the columns, or a text over both, leave no white strip of their own.
    """
    return list(chain.from_iterable(_parts_under_rule(column, rows, rules) for column in columns))


def _parts_under_rule(column: Span, rows: list[PrintedRow], rules: list[Rule]) -> list[Span]:
    """A column as the columns of the heads below the rule over it; the column itself where there are none."""
    for place, (above, row) in enumerate(pairwise(rows[: TABLE_SETTINGS.head_rows]), 1):
        heads = _heads_of_group(column, above, row, rules)
        if len(heads) > 1:
            below = chain.from_iterable(_within(lower, column) for lower in rows[place + 1 :])
            parts = _with_values(heads, below)
            if parts and all(b[0] - a[1] >= TABLE_SETTINGS.column_gap * row.size for a, b in pairwise(parts)):
                return [(column[0], parts[0][1]), *parts[1:-1], (parts[-1][0], column[1])]
    return [column]


def _heads_of_group(column: Span, above: PrintedRow, row: PrintedRow, rules: list[Rule]) -> list[CellFragment]:
    """The words of a line in a column under one rule, below the head of their group on the line above."""
    heads = [fragment for fragment in row.fragments if column[0] <= fragment.x0 and fragment.x1 <= column[1]]
    if not heads or any(head.is_number for head in heads):
        return []
    between = [rule for rule in rules if above.base < rule.at < row.middle]
    over = [rule for rule in between if rule.lo <= heads[0].x1 and rule.hi >= heads[-1].x0]
    return heads if any(_within(above, (rule.lo, rule.hi)) for rule in over) else []


def _with_values(heads: list[CellFragment], below: Iterable[CellFragment]) -> list[Span]:
    """The extents of heads with the values below each; none where a value stands between two of them."""
    parts = _extents(heads)
    for fragment in below:
        met = [k for k, (lo, hi) in enumerate(parts) if fragment.x1 > lo and fragment.x0 < hi]
        if not met:
            return []
        if len(met) == 1:
            lo, hi = parts[met[0]]
            parts[met[0]] = (min(lo, fragment.x0), max(hi, fragment.x1))
    return parts


def parted_fragment(fragment: CellFragment, columns: list[Span]) -> list[CellFragment]:
    """A fragment over two columns as two, where a word gap lies between them and both sides are aligned."""
    for first, second in pairwise(columns):
        if not (fragment.x0 < first[1] and fragment.x1 > second[0]):
            continue
        left = [word for word in fragment.words if word.x1 <= second[0] + TABLE_SETTINGS.same_start]
        right = [
            word for word in fragment.words if word.x0 >= first[1] - TABLE_SETTINGS.same_start and word not in left
        ]
        if left and right and len(left) + len(right) == len(fragment.words):
            one, other = CellFragment(left), CellFragment(right)
            if _is_aligned(one, first) and _is_aligned(other, second):
                return [one, *parted_fragment(other, columns)]
    return [fragment]


def _places(x0: float, x1: float) -> tuple[float, float, float]:
    """Left, right and middle."""
    return x0, x1, (x0 + x1) / 2


def _off_by(fragment: CellFragment, left: float, right: float, middle: float) -> float:
    """How far a fragment is from being flush on a side, or centred, where it is nearest to that."""
    own = _places(fragment.x0, fragment.x1)
    return min(abs(a - b) for a, b in zip(own, (left, right, middle), strict=True))


def _is_aligned(fragment: CellFragment, column: Span) -> bool:
    """Whether a fragment is flush with a column on a side, or centred on it."""
    return _off_by(fragment, *_places(*column)) < TABLE_SETTINGS.flush


def assign(rows: list[PrintedRow], columns: list[Span]) -> None:
    """Give each fragment its columns first..last; fragments of one row in one column become one fragment."""
    for row in rows:
        fragments, row.fragments, row.cols = row.fragments, [], []
        for fragment in chain.from_iterable(parted_fragment(whole, columns) for whole in fragments):
            first, last = column_span(fragment, columns)
            if row.cols and row.cols[-1][1] >= first:
                row.fragments[-1] = CellFragment(row.fragments[-1].words + fragment.words)
                row.cols[-1] = (row.cols[-1][0], max(row.cols[-1][1], last))
            else:
                row.fragments.append(fragment)
                row.cols.append((first, last))


def column_span(fragment: CellFragment, columns: list[Span]) -> tuple[int, int]:
    """First and last column that a fragment reaches into; the nearest one where it lies between columns."""
    slack = min(TABLE_SETTINGS.few * (fragment.x1 - fragment.x0), TABLE_SETTINGS.same_extent)
    hit = [i for i, (lo, hi) in enumerate(columns) if fragment.x1 - slack > lo and fragment.x0 + slack < hi]
    if not hit:
        middle = (fragment.x0 + fragment.x1) / 2
        hit = [nearest_column(middle, columns)]
    return hit[0], hit[-1]


def nearest_column(x: float, columns: list[Span]) -> int:
    """The column that x lies in, or is nearest to."""
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - x, x - columns[i][1], 0.0))


def straddling(rows: list[PrintedRow], n_cols: int) -> dict[CellFragment, str]:
    """CellFragment -> flag ColumnUnsure for body fragments that stand between a blank column and the one given.

    Such a fragment is neither flush with nor centred on the other fragments of its column and reaches beyond all of
    them towards a neighbour that is blank in its row: it may be meant for both, or for the neighbour.
    """
    out: dict[CellFragment, str] = {}
    for col in range(1, n_cols):
        own: list[tuple[PrintedRow, CellFragment]] = []
        for row in rows:
            own += [(row, fragment) for fragment, span in row.placed if span == (col, col)]
        for near in (col - 1, col + 1):
            beside = [b for row, b in own if near in row.columns]
            if not 1 <= near < n_cols or len(beside) < 2:
                continue
            for row, fragment in own:
                if near not in row.columns and _reaches_out(fragment, beside, near < col, row.size):
                    out[fragment] = cut_note_text(ColumnUnsure(min(near, col), max(near, col)))
    return out


def _reaches_out(fragment: CellFragment, others: list[CellFragment], leftwards: bool, size: float) -> bool:
    """Whether a fragment lies over the edge of the others on one side and is aligned with them nowhere."""
    lefts, rights, middles = zip(*(_places(other.x0, other.x1) for other in others), strict=True)
    beyond = min(lefts) - fragment.x0 if leftwards else fragment.x1 - max(rights)
    off = _off_by(fragment, *map(median_high, (lefts, rights, middles)))
    return bool(min(off, beyond) >= TABLE_SETTINGS.strip * size)
