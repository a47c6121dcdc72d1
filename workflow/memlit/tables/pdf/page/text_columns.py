"""Text columns of a page, and the areas that figures take."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from memlit.documents.geometry import Box, area, union
from memlit.documents.pdf.characters import PageContent, Rule
from memlit.documents.pdf.lines import Line, Word
from memlit.tables.settings import SETTINGS

_Column = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the page from y0 to y1 with the x ranges of its columns of text."""

    y0: float
    y1: float
    bands: list[tuple[float, float]]


def text_zones(lines: list[Line], width: float, rules: list[Rule], dividers: Sequence[Rule] = ()) -> list[Zone]:
    """The page cut into zones of one and of two columns of text, from top to bottom.

    dividers: vertical rules that may stand between two columns.
    """
    bands = text_bands(lines, width, rules)
    for rule in dividers:
        beside = [line for line in lines if rule.lo < line.base < rule.hi]
        if beside and not any(_crosses(line, rule.at) for line in beside):
            bands = [(float("-inf"), rule.at), (rule.at, float("inf"))]
    if len(bands) == 1:
        return [Zone(float("-inf"), float("inf"), bands)]
    x = bands[0][1]
    starts = [column[0] if column else None for column in _columns_at(lines, x)]
    ruled = _ruled_across(lines, x, rules)
    wide = [_crosses(line, x) or any(a <= line.base <= b for a, b in ruled) for line in lines]
    for i in range(1, len(lines)):
        if not wide[i] and wide[i - 1] and _may_follow(lines[i - 1], lines[i], x, starts):
            wide[i] = True
    whole = [(float("-inf"), float("inf"))]
    zones: list[Zone] = []
    for line, is_wide in zip(lines, wide, strict=True):
        use = whole if is_wide else bands
        if zones and zones[-1].bands is use:
            zones[-1] = Zone(zones[-1].y0, line.base, use)
        else:
            zones.append(Zone(line.base, line.base, use))
    return zones


def are_alike(a: Rule, b: Rule) -> bool:
    """Whether two rules have one extent, as those of one table."""
    return abs(a.lo - b.lo) < SETTINGS.same_extent and abs(a.hi - b.hi) < SETTINGS.same_extent


def _crosses(line: Line, x: float) -> bool:
    return any(w.x0 < x < w.x1 for w in line.words)


def _prose_beside(line: Line, x: float) -> bool:
    left, right = [w for w in line.words if w.x1 <= x], [w for w in line.words if w.x0 >= x]
    return _fills(left) or _fills(right)


def _prose_on_both(line: Line, x: float) -> bool:
    return all(_fills(words) for words in _parted_at(line, x))


def _ruled_across(lines: list[Line], x: float, rules: list[Rule]) -> list[tuple[float, float]]:
    """Heights between two rules across the gutter where no line is prose of one column."""
    heights = sorted(r.at for r in rules if r.lo < x - SETTINGS.across and r.hi > x + SETTINGS.across)
    out = []
    for a, b in pairwise(heights):
        between = [line for line in lines if a < line.base < b]
        if between and not any(_prose_beside(line, x) and not _crosses(line, x) for line in between):
            out.append((a, b))
    return out + _between_three(lines, x, rules)


def _between_three(lines: list[Line], x: float, rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """Heights of tables across the gutter: three rules of one extent, the upper two around a short head."""
    across = [r for r in rules if r.lo < x - SETTINGS.across and r.hi > x + SETTINGS.across]
    out = []
    for a in across:
        same = sorted({r.at for r in across if are_alike(r, a) and r.at >= a.at})
        if len(same) >= SETTINGS.fewest_rules and same[1] - same[0] > SETTINGS.double_rule:
            head = [line for line in lines if same[0] < line.base < same[1]]
            prose = _prose_beside if len(head) > 2 else _prose_on_both
            if 1 <= len(head) <= SETTINGS.head_rows and not any(prose(line, x) for line in head):
                out.append((same[0], same[2]))
    return out


def _may_follow(above: Line, line: Line, x: float, starts: list[float | None]) -> bool:
    """A line that goes on a wide table: near, and on neither side prose that starts where the column does."""
    reach = SETTINGS.rule_reach if line.x0 < x < line.x1 else SETTINGS.row_gap
    if line.base - above.base > reach * line.size:
        return False
    for words, start in zip(_parted_at(line, x), starts, strict=True):
        if _fills(words) and (start is None or abs(words[0].x0 - start) < SETTINGS.sentence_gap * line.size):
            return False
    return True


def text_bands(lines: list[Line], width: float, rules: Sequence[Rule] = ()) -> list[tuple[float, float]]:
    """x ranges of the page's columns of text: the whole page, or the two sides of a gutter.

    A gutter is a strip near the middle that few lines cross and beside which both sides are filled.
    """
    whole = [(float("-inf"), float("inf"))]
    if len(lines) < SETTINGS.lines_of_page:
        return whole
    between = _between_paragraphs(lines, width)
    if between is not None:
        return [(float("-inf"), between), (between, float("inf"))]
    best: tuple[float, float] | None = None
    step = width / 100
    for k in range(35, 66):
        x = k * step
        ruled = _between_three(lines, x, rules)
        crossing = beside = filled = right_filled = 0
        for line in lines:
            left = [w for w in line.words if w.x1 <= x]
            right = [w for w in line.words if w.x0 >= x]
            if len(left) + len(right) < len(line.words) or any(a <= line.base <= b for a, b in ruled):
                crossing += 1
                continue
            if left or right:
                beside += 1
                right_filled += _fills(right)
                filled += _fills(left) + _fills(right) >= 1
        both = (
            right_filled >= max(SETTINGS.fewest_rows, SETTINGS.few * beside)
            or _stands_beside_prose(lines, x) >= SETTINGS.fewest_rows
        )
        if (
            both
            and beside >= SETTINGS.lines_of_page
            and crossing <= SETTINGS.over_third * beside
            and filled >= SETTINGS.over_half * beside
        ):
            score = crossing - 0.001 * filled + 0.01 * abs(k - 50)
            if best is None or score < best[0]:
                best = (score, x)
    if best is None:
        return whole
    return [(float("-inf"), best[1]), (best[1], float("inf"))]


def _between_paragraphs(lines: list[Line], width: float) -> float | None:
    """The middle of a gutter between lines of prose of one width, on a page that holds little else but tables.

    Prose left of it starts at one x, prose right of it at another, both fill columns of one width, and these are all
    that the page's text spans.
    """
    best: tuple[int, float] | None = None
    step = width / 100
    crossings = [0] * 101
    for line in lines:
        for k in {k for w in line.words for k in range(max(0, int(w.x0 // step) + 1), min(100, int(w.x1 / step)) + 1)}:
            crossings[k] += 1
    for k in range(35, 66):
        x, crossing = k * step, crossings[k]
        if crossing > (1 - SETTINGS.some) * len(lines):
            continue
        left, right = _columns_at(lines, x)
        if left is None or right is None:
            continue
        (l0, l1, n_left), (r0, r1, n_right) = left, right
        size = lines[len(lines) // 2].size
        alike = abs((l1 - l0) - (r1 - r0)) < SETTINGS.rounded * (l1 - l0)
        near = SETTINGS.search_gap * size < r0 - l1 < SETTINGS.far_side * size
        n = n_left + n_right
        if alike and near and n >= SETTINGS.rows_of_words and crossing <= 3 * n and (best is None or n > best[0]):
            best = n, (l1 + r0) / 2
    return best[1] if best else None


def _parted_at(line: Line, x: float) -> tuple[list[Word], list[Word]]:
    return [w for w in line.words if w.x1 <= x], [w for w in line.words if w.x0 >= x]


def _columns_at(lines: list[Line], x: float) -> list[_Column | None]:
    """The columns of prose left and right of x."""
    sides: list[list[list[Word]]] = [[], []]
    for line in lines:
        if _crosses(line, x):
            continue
        for side, words in zip(sides, _parted_at(line, x), strict=True):
            if _fills(words):
                side.append(words)
    return [_column_of(side) for side in sides]


def _column_of(texts: list[list[Word]]) -> _Column | None:
    """Start, end and number of the lines of prose that start at the leftmost x that two share; None without two."""
    starts = sorted(words[0].x0 for words in texts)
    first = next((a for a, b in pairwise(starts) if b - a < SETTINGS.flush), None)
    if first is None:
        return None
    flush = [words for words in texts if abs(words[0].x0 - first) < SETTINGS.flush]
    return first, max(w.x1 for words in flush for w in words), len(flush)


def _stands_beside_prose(lines: list[Line], x: float) -> int:
    """Lines with words right of x and prose that ends left of it at their height or next to it."""
    filled = [_fills([w for w in line.words if w.x1 <= x]) for line in lines]
    count = 0
    for i, line in enumerate(lines):
        if _crosses(line, x) or line.words[-1].x0 < x:
            continue
        near = (k for k in (i - 1, i, i + 1) if 0 <= k < len(lines))
        count += any(
            filled[k]
            and not _crosses(lines[k], x)
            and abs(lines[k].base - line.base) < SETTINGS.wider_pitch * line.size
            for k in near
        )
    return count


def _fills(words: list[Word]) -> bool:
    """Whether words run like prose: long, without wide gaps."""
    if len(words) < SETTINGS.words_of_prose:
        return False
    span = max(w.x1 for w in words) - words[0].x0
    inked = sum(w.x1 - w.x0 for w in words)
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    return (
        span > SETTINGS.prose_width
        and inked > SETTINGS.most * span
        and max(gaps) < SETTINGS.justified_gap * words[0].size
    )


def figure_areas(content: PageContent) -> list[Box]:
    """Boxes of drawings with curves or slanted lines, and of pictures, that are not the page's ground."""
    drawn = content.graphics[:2000] + content.images[:500]
    boxes = [b for b in drawn if _is_within(b, content)]
    counts = [1] * len(boxes)
    merged = True
    while merged and len(boxes) > 1:
        merged = False
        order = sorted(range(len(boxes)), key=lambda i: boxes[i][0])
        out: list[Box] = []
        out_counts: list[int] = []
        for i in order:
            for k, other in enumerate(out):
                if _near(other, boxes[i]):
                    out[k] = union(other, boxes[i])
                    out_counts[k] += counts[i]
                    merged = True
                    break
            else:
                out.append(boxes[i])
                out_counts.append(counts[i])
        boxes, counts = out, out_counts
    pictures = {b for b in content.images if area(b) > SETTINGS.figure_area}
    return [
        b
        for b, n in zip(boxes, counts, strict=True)
        if SETTINGS.figure_area < area(b)
        and area(b) < SETTINGS.figure_share * content.width * content.height
        and min(b[2] - b[0], b[3] - b[1]) > SETTINGS.figure_side
        and (n >= SETTINGS.strokes_of_figure or b in pictures)
    ]


def _is_within(box: Box, content: PageContent) -> bool:
    """Whether a box is a part of the page and not its ground."""
    is_high = box[3] - box[1] >= SETTINGS.most * content.height
    return not is_high and area(box) < SETTINGS.figure_share * content.width * content.height


def _near(a: Box, b: Box) -> bool:
    gap = SETTINGS.figure_gap
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]
