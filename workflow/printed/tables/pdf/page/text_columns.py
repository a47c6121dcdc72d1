"""Text columns of a page, and the areas that figures take."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from printed.geometry import Box, area, come_near, sides_of, union
from printed.pdf.document import Page
from printed.pdf.lines import PageLine, Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import Span
from printed.tables.settings import TABLE_SETTINGS

_MOST_GRAPHICS, _MOST_IMAGES = 2000, 500
"""Strokes and pictures of a page that are looked at."""
_EVERYWHERE = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of prose: where its lines start and end, in points, and how many they are."""

    start: float
    end: float
    n_lines: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A height at x between y0 and y1 that parts what stands left and right of it."""

    y0: float
    y1: float
    x: float


@dataclass(frozen=True, slots=True)
class ColumnZone:
    """A part of the page from y0 to y1 with the x ranges of its columns of text."""

    y0: float
    y1: float
    bands: tuple[Span, ...]


def text_zones(lines: list[PageLine], width: float, rules: list[Rule]) -> list[ColumnZone]:
    """The page cut into zones of one and of two columns of text, from top to bottom."""
    x = gutter_of(lines, width)
    if x is None:
        return [ColumnZone(*_EVERYWHERE, (_EVERYWHERE,))]
    starts = [column.start if column else None for column in _columns_at(lines, x)]
    ruled = _ruled_across(lines, x, rules)
    zones: list[ColumnZone] = []
    is_wide = False
    for above, line in zip([None, *lines], lines, strict=False):
        goes_on = is_wide and above is not None and _may_follow(above, line, x, starts)
        is_wide = goes_on or crosses(line, x) or any(lo <= line.base <= hi for lo, hi in ruled)
        bands = (_EVERYWHERE,) if is_wide else ((_EVERYWHERE[0], x), (x, _EVERYWHERE[1]))
        if zones and zones[-1].bands == bands:
            zones[-1] = ColumnZone(zones[-1].y0, line.base, bands)
        else:
            zones.append(ColumnZone(line.base, line.base, bands))
    return zones


def gutters(zones: list[ColumnZone]) -> list[Cut]:
    """The cuts between the columns of text of a page."""
    cuts = []
    for zone in zones:
        for _, right in zone.bands[:-1]:
            cuts.append(Cut(zone.y0 - TABLE_SETTINGS.touch, zone.y1 + TABLE_SETTINGS.touch, right))
    return cuts


def are_alike(a: Rule, b: Rule) -> bool:
    """Whether two rules have one extent, as those of one table."""
    return abs(a.lo - b.lo) < TABLE_SETTINGS.same_extent and abs(a.hi - b.hi) < TABLE_SETTINGS.same_extent


def parted_at(line: PageLine, x: float) -> tuple[list[Word], list[Word]]:
    """The words of a line left and right of x; one that crosses it is on neither side."""
    return [word for word in line.words if word.x1 <= x], [word for word in line.words if word.x0 >= x]


def crosses(line: PageLine, x: float) -> bool:
    """Whether a word of a line stands on x."""
    return any(word.x0 < x < word.x1 for word in line.words)


def _ruled_across(lines: list[PageLine], x: float, rules: list[Rule]) -> list[Span]:
    """Heights between two rules across the gutter where no line is prose of one column."""
    heights = sorted(rule.at for rule in rules if _reaches_across(rule, x))
    out = []
    for a, b in pairwise(heights):
        between = [line for line in lines if a < line.base < b]
        if between and not any(_is_prose_of_column(line, x) for line in between):
            out.append((a, b))
    return out + _between_three(lines, x, rules)


def _is_prose_of_column(line: PageLine, x: float) -> bool:
    """Whether a line is prose on a side of x, and no word stands on x."""
    return not crosses(line, x) and any(map(is_like_prose, parted_at(line, x)))


def _reaches_across(rule: Rule, x: float) -> bool:
    return rule.lo < x - TABLE_SETTINGS.across and rule.hi > x + TABLE_SETTINGS.across


def _between_three(lines: list[PageLine], x: float, rules: Sequence[Rule]) -> list[Span]:
    """Heights of tables across the gutter: three rules of one extent, the upper two around a short head."""
    across = [rule for rule in rules if _reaches_across(rule, x)]
    out = []
    for top in across:
        same = sorted({rule.at for rule in across if are_alike(rule, top) and rule.at >= top.at})
        if len(same) < TABLE_SETTINGS.fewest_rules or same[1] - same[0] <= TABLE_SETTINGS.double_rule:
            continue
        head = [line for line in lines if same[0] < line.base < same[1]]
        if not 1 <= len(head) <= TABLE_SETTINGS.head_rows:
            continue
        # A line of a short head may be long enough for prose on one side.
        least = 1 if len(head) > 2 else 2
        if all(sum(map(is_like_prose, parted_at(line, x))) < least for line in head):
            out.append((same[0], same[2]))
    return out


def _may_follow(above: PageLine, line: PageLine, x: float, starts: Sequence[float | None]) -> bool:
    """A line that goes on a wide table: near, and on neither side prose that starts where the column does."""
    reach = TABLE_SETTINGS.rule_reach if line.x0 < x < line.x1 else TABLE_SETTINGS.row_gap
    if line.base - above.base > reach * line.size:
        return False
    for words, start in zip(parted_at(line, x), starts, strict=True):
        if not is_like_prose(words):
            continue
        if start is None or abs(words[0].x0 - start) < TABLE_SETTINGS.sentence_gap * line.size:
            return False
    return True


def gutter_of(lines: list[PageLine], width: float) -> float | None:
    """Where the page's two columns of text part: between lines of prose of one width; None where it has one column.

    Prose left of it starts at one x, prose right of it at another, both fill columns of one width, and these are all
    that the page's text spans.
    """
    if len(lines) < TABLE_SETTINGS.lines_of_page:
        return None
    step = width / _STEPS
    crossings = _crossings(lines, step)
    size = lines[len(lines) // 2].size
    best, most = None, 0
    for k in _AROUND_MIDDLE:
        if crossings[k] > (1 - TABLE_SETTINGS.some) * len(lines):
            continue
        left, right = _columns_at(lines, k * step)
        if left is None or right is None:
            continue
        n_lines = left.n_lines + right.n_lines
        is_enough = n_lines >= TABLE_SETTINGS.rows_of_words and crossings[k] <= 3 * n_lines
        if is_enough and n_lines > most and _are_of_one_page(left, right, size):
            best, most = (left.end + right.start) / 2, n_lines
    return best


_STEPS = 100
_AROUND_MIDDLE = range(35, 66)
"""Where the gutter of a page is looked for, of so many steps of its width."""


def _crossings(lines: list[PageLine], step: float) -> list[int]:
    """For each step of a page's width how many lines have a word on it."""
    crossings = [0] * (_STEPS + 1)
    for line in lines:
        crossed: set[int] = set()
        for word in line.words:
            crossed.update(range(max(0, int(word.x0 // step) + 1), min(_STEPS, int(word.x1 / step)) + 1))
        for k in crossed:
            crossings[k] += 1
    return crossings


def _are_of_one_page(left: _Column, right: _Column, size: float) -> bool:
    """Whether two columns are as wide and as near to each other as those of a page; size: of its type."""
    wide = left.end - left.start
    is_alike = abs(wide - (right.end - right.start)) < TABLE_SETTINGS.rounded * wide
    return is_alike and TABLE_SETTINGS.search_gap * size < right.start - left.end < TABLE_SETTINGS.far_side * size


def _columns_at(lines: list[PageLine], x: float) -> tuple[_Column | None, _Column | None]:
    """The columns of prose left and right of x."""
    parts = [parted_at(line, x) for line in lines if not crosses(line, x)]
    return _column_of([left for left, _ in parts]), _column_of([right for _, right in parts])


def _column_of(texts: list[list[Word]]) -> _Column | None:
    """The lines of prose that start at the leftmost x that two share; None without two."""
    prose = sorted((words for words in texts if is_like_prose(words)), key=lambda words: words[0].x0)
    starts = [words[0].x0 for words in prose]
    first = next((a for a, b in pairwise(starts) if b - a < TABLE_SETTINGS.flush), None)
    if first is None:
        return None
    flush = [words for words in prose if abs(words[0].x0 - first) < TABLE_SETTINGS.flush]
    return _Column(first, max(max(word.x1 for word in words) for words in flush), len(flush))


def is_like_prose(words: list[Word]) -> bool:
    """Whether words run like prose: long, without wide gaps."""
    if len(words) < TABLE_SETTINGS.words_of_prose:
        return False
    span = max(word.x1 for word in words) - words[0].x0
    inked = sum(word.x1 - word.x0 for word in words)
    if span <= TABLE_SETTINGS.prose_width or inked <= TABLE_SETTINGS.most * span:
        return False
    gap = max(b.x0 - a.x1 for a, b in pairwise(words))
    return gap < TABLE_SETTINGS.justified_gap * words[0].size


@functools.lru_cache(maxsize=1)
def figure_areas(page: Page) -> list[Box]:
    """Boxes of drawings with curves or slanted lines, and of pictures, that are not the page's ground."""
    width, height = page.upright.width, page.upright.height
    drawn = page.upright_drawing.graphics[:_MOST_GRAPHICS] + page.upright_drawing.images[:_MOST_IMAGES]
    boxes = [(box, 1) for box in drawn if box[3] - box[1] < TABLE_SETTINGS.most * height]
    n_before = -1
    while len(boxes) != n_before:
        n_before, boxes = len(boxes), _merged(sorted(boxes, key=lambda pair: pair[0][0]))
    pictures = set(page.upright_drawing.images)
    largest = TABLE_SETTINGS.figure_share * (width * height)
    figures = []
    for box, n_strokes in boxes:
        is_sizeable = TABLE_SETTINGS.figure_area < area(box) < largest
        is_thin = min(sides_of(box)) <= TABLE_SETTINGS.figure_side
        is_drawn = n_strokes >= TABLE_SETTINGS.strokes_of_figure or box in pictures
        if is_sizeable and is_drawn and not is_thin:
            figures.append(box)
    return figures


def _merged(boxes: list[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Boxes with the number of their strokes, each joined to the first before it that it comes near."""
    out: list[tuple[Box, int]] = []
    for box, count in boxes:
        met = (k for k, (other, _) in enumerate(out) if come_near(other, box, TABLE_SETTINGS.figure_gap))
        near = next(met, None)
        if near is None:
            out.append((box, count))
        else:
            out[near] = union(out[near][0], box), out[near][1] + count
    return out
