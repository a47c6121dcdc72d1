"""Text columns of a page, and the areas that figures take."""

from __future__ import annotations

from itertools import pairwise

from memlit.tables.model import Box
from memlit.tables.pdf_page import PageContent
from memlit.tables.pdf_words import Line


def text_bands(lines: list[Line], width: float) -> list[tuple[float, float]]:
    """x ranges of the page's columns of text: the whole page, or the two sides of a gutter.

    A gutter is a strip near the middle that few lines cross and beside which both sides are filled.
    """
    whole = [(float("-inf"), float("inf"))]
    if len(lines) < 12:
        return whole
    best: tuple[float, float] | None = None
    step = width / 100
    for k in range(35, 66):
        x = k * step
        crossing = beside = filled = 0
        for line in lines:
            left = [w for w in line.words if w.x1 <= x]
            right = [w for w in line.words if w.x0 >= x]
            if len(left) + len(right) < len(line.words):
                crossing += 1
                continue
            if left or right:
                beside += 1
                filled += _fills(left, x) + _fills(right, x) >= 1
        if beside >= 10 and crossing <= 0.35 * beside and filled >= 0.55 * beside:
            score = crossing - 0.001 * filled + 0.01 * abs(k - 50)
            if best is None or score < best[0]:
                best = (score, x)
    if best is None:
        return whole
    return [(float("-inf"), best[1]), (best[1], float("inf"))]


def _fills(words: list, x: float) -> bool:  # type: ignore[type-arg]
    """Whether words run like prose: long, without wide gaps."""
    if len(words) < 4:
        return False
    span = max(w.x1 for w in words) - words[0].x0
    inked = sum(w.x1 - w.x0 for w in words)
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    return span > 90 and inked > 0.7 * span and max(gaps) < 1.2 * words[0].size and abs(x) > 0


def figure_areas(content: PageContent) -> list[Box]:
    """Boxes of drawings with curves or slanted lines, and of pictures, that are not the page's ground."""
    page = content.width * content.height
    high = 0.8 * content.height
    drawn = content.graphics[:2000] + content.images[:500]
    boxes = [b for b in drawn if _area(b) < 0.6 * page and b[3] - b[1] < high]
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
                    out[k] = _union(other, boxes[i])
                    out_counts[k] += counts[i]
                    merged = True
                    break
            else:
                out.append(boxes[i])
                out_counts.append(counts[i])
        boxes, counts = out, out_counts
    pictures = {b for b in content.images if _area(b) > 4000}
    return [
        b
        for b, n in zip(boxes, counts, strict=True)
        if 3000 < _area(b) < 0.6 * page and min(b[2] - b[0], b[3] - b[1]) > 25 and (n >= 4 or b in pictures)
    ]


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _near(a: Box, b: Box, gap: float = 8.0) -> bool:
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
