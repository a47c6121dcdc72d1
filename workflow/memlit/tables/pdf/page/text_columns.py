"""Text columns of a page, and the areas that figures take."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from memlit.tables.pdf.grid.grid import Span
from memlit.tables.settings import TABLE_SETTINGS
from printedpages.geometry import Box, area, union
from printedpages.pdf.document import Page
from printedpages.pdf.lines import PageLine, Word
from printedpages.pdf.rules import Rule

_EVERYWHERE = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of prose: where its lines start and end, in points, and how many they are."""

    start: float
    end: float
    n_lines: int


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
    wide = False
    for above, line in zip([None, *lines], lines, strict=False):
        goes_on = wide and above is not None and _may_follow(above, line, x, starts)
        wide = goes_on or _crosses(line, x) or any(lo <= line.base <= hi for lo, hi in ruled)
        bands = (_EVERYWHERE,) if wide else ((_EVERYWHERE[0], x), (x, _EVERYWHERE[1]))
        if zones and zones[-1].bands == bands:
            zones[-1] = ColumnZone(zones[-1].y0, line.base, bands)
        else:
            zones.append(ColumnZone(line.base, line.base, bands))
    return zones


def are_alike(a: Rule, b: Rule) -> bool:
    """Whether two rules have one extent, as those of one table."""
    return abs(a.lo - b.lo) < TABLE_SETTINGS.same_extent and abs(a.hi - b.hi) < TABLE_SETTINGS.same_extent


def parted_at(line: PageLine, x: float) -> tuple[list[Word], list[Word]]:
    """The words of a line left and right of x; one that crosses it is on neither side."""
    return [word for word in line.words if word.x1 <= x], [word for word in line.words if word.x0 >= x]


def _crosses(line: PageLine, x: float) -> bool:
    return any(word.x0 < x < word.x1 for word in line.words)


def _ruled_across(lines: list[PageLine], x: float, rules: list[Rule]) -> list[Span]:
    """Heights between two rules across the gutter where no line is prose of one column."""
    heights = sorted(rule.at for rule in rules if _reaches_across(rule, x))
    out = []
    for a, b in pairwise(heights):
        between = [line for line in lines if a < line.base < b]
        if between and not any(any(map(_fills, parted_at(line, x))) and not _crosses(line, x) for line in between):
            out.append((a, b))
    return out + _between_three(lines, x, rules)


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
        is_enough = any if len(head) > 2 else all
        if 1 <= len(head) <= TABLE_SETTINGS.head_rows and not any(
            is_enough(map(_fills, parted_at(line, x))) for line in head
        ):
            out.append((same[0], same[2]))
    return out


def _may_follow(above: PageLine, line: PageLine, x: float, starts: Sequence[float | None]) -> bool:
    """A line that goes on a wide table: near, and on neither side prose that starts where the column does."""
    reach = TABLE_SETTINGS.rule_reach if line.x0 < x < line.x1 else TABLE_SETTINGS.row_gap
    return line.base - above.base <= reach * line.size and not any(
        _fills(words) and (start is None or abs(words[0].x0 - start) < TABLE_SETTINGS.sentence_gap * line.size)
        for words, start in zip(parted_at(line, x), starts, strict=True)
    )


def gutter_of(lines: list[PageLine], width: float) -> float | None:
    """Where the page's two columns of text part: between lines of prose of one width; None where it has one column.

    Prose left of it starts at one x, prose right of it at another, both fill columns of one width, and these are all
    that the page's text spans.
    """
    if len(lines) < TABLE_SETTINGS.lines_of_page:
        return None
    step = width / 100
    crossings = [0] * 101
    for line in lines:
        for k in {k for w in line.words for k in range(max(0, int(w.x0 // step) + 1), min(100, int(w.x1 / step)) + 1)}:
            crossings[k] += 1
    size = lines[len(lines) // 2].size
    found = []
    for k in range(35, 66):
        if crossings[k] > (1 - TABLE_SETTINGS.some) * len(lines):
            continue
        left, right = _columns_at(lines, k * step)
        if left is None or right is None:
            continue
        wide, n_lines = left.end - left.start, left.n_lines + right.n_lines
        is_alike = abs(wide - (right.end - right.start)) < TABLE_SETTINGS.rounded * wide
        is_near = TABLE_SETTINGS.search_gap * size < right.start - left.end < TABLE_SETTINGS.far_side * size
        if is_alike and is_near and n_lines >= TABLE_SETTINGS.rows_of_words and crossings[k] <= 3 * n_lines:
            found.append((n_lines, (left.end + right.start) / 2))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _columns_at(lines: list[PageLine], x: float) -> tuple[_Column | None, _Column | None]:
    """The columns of prose left and right of x."""
    parts = [parted_at(line, x) for line in lines if not _crosses(line, x)]
    return _column_of([left for left, _ in parts]), _column_of([right for _, right in parts])


def _column_of(texts: list[list[Word]]) -> _Column | None:
    """The lines of prose that start at the leftmost x that two share; None without two."""
    prose = sorted((words for words in texts if _fills(words)), key=lambda words: words[0].x0)
    starts = [words[0].x0 for words in prose]
    first = next((a for a, b in pairwise(starts) if b - a < TABLE_SETTINGS.flush), None)
    if first is None:
        return None
    flush = [words for words in prose if abs(words[0].x0 - first) < TABLE_SETTINGS.flush]
    return _Column(first, max(word.x1 for words in flush for word in words), len(flush))


def _fills(words: list[Word]) -> bool:
    """Whether words run like prose: long, without wide gaps."""
    if len(words) < TABLE_SETTINGS.words_of_prose:
        return False
    span = max(word.x1 for word in words) - words[0].x0
    inked = sum(word.x1 - word.x0 for word in words)
    gap = max(b.x0 - a.x1 for a, b in pairwise(words))
    return (
        span > TABLE_SETTINGS.prose_width
        and inked > TABLE_SETTINGS.most * span
        and gap < TABLE_SETTINGS.justified_gap * words[0].size
    )


def figure_areas(page: Page) -> list[Box]:
    """Boxes of drawings with curves or slanted lines, and of pictures, that are not the page's ground."""
    width, height = page.upright.width, page.upright.height
    drawn = page.drawing.graphics[:2000] + page.drawing.images[:500]
    boxes = [(box, 1) for box in drawn if box[3] - box[1] < TABLE_SETTINGS.most * height]
    n_before = -1
    while len(boxes) != n_before:
        n_before, boxes = len(boxes), _merged(sorted(boxes, key=lambda pair: pair[0][0]))
    pictures = {box for box in page.drawing.images if area(box) > TABLE_SETTINGS.figure_area}
    return [
        box
        for box, n_strokes in boxes
        if TABLE_SETTINGS.figure_area < area(box) < TABLE_SETTINGS.figure_share * (width * height)
        and min(box[2] - box[0], box[3] - box[1]) > TABLE_SETTINGS.figure_side
        and (n_strokes >= TABLE_SETTINGS.strokes_of_figure or box in pictures)
    ]


def _merged(boxes: list[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Boxes with the number of their strokes, each joined to the first before it that it comes near."""
    out: list[tuple[Box, int]] = []
    for box, count in boxes:
        near = next((k for k, (other, _) in enumerate(out) if _near(other, box)), None)
        if near is None:
            out.append((box, count))
        else:
            out[near] = union(out[near][0], box), out[near][1] + count
    return out


def _near(a: Box, b: Box) -> bool:
    gap = TABLE_SETTINGS.figure_gap
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]
