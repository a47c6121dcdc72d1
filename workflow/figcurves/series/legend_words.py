"""The words that may name a series, and on which side of them their keys stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from figcurves.axes.panels import Panel
from figcurves.axes.sides import bound_tokens
from figcurves.paths.words import DrawnToken
from figcurves.settings import SERIES
from figcurves.shapes.model import GLYPH_MARKS
from printed.geometry import Box


@dataclass(slots=True)
class LegendWords:
    """Tokens on one line. `keys` says where its legend has the keys, before or behind the words; empty for either.

    `key_at` is the middle [pt] of its key where the lines of a legend have theirs one below the other.
    """

    text: str
    box: Box
    size: float
    keys: str = ""
    key_at: float | None = None

    @property
    def middle(self) -> float:
        """Half their height [points]."""
        return (self.box[1] + self.box[3]) / 2.0


def word_lines(level: list[DrawnToken], panel: Panel) -> list[LegendWords]:
    """Lines of words inside the frame, insets left out."""
    box, room = panel.box, SERIES.inset_labels
    return _lines(
        token
        for token in _words(level, panel)
        if box[0] < token.center[0] < box[2]
        and box[1] < token.center[1] < box[3]
        and not any(
            left - room <= token.center[0] <= right and bottom - room <= token.center[1] <= top
            for left, bottom, right, top in panel.insets
        )
    )


def lines_around(level: list[DrawnToken], panel: Panel) -> list[LegendWords]:
    """Lines of words right of the frame, above or below it, no farther than it is wide and nearer to no other frame."""
    box, others = panel.box, (*panel.beside, *panel.around)
    reach = box[2] - box[0]
    near = []
    for token in _words(level, panel):
        x, y = token.center
        gap = distance(box, x, y)
        beside_it = x > box[2] or (box[0] < x and not box[1] < y < box[3])
        if beside_it and 0.0 < gap < reach and all(distance(other, x, y) > gap for other in others):
            near.append(token)
    return _lines(near)


def distance(box: Box, x: float, y: float) -> float:
    """How far [pt] a place lies outside a box along the axis where it is farthest, 0 inside."""
    return max(box[0] - x, x - box[2], box[1] - y, y - box[3], 0.0)


def _words(level: list[DrawnToken], panel: Panel) -> list[DrawnToken]:
    """The tokens that are no label of the panel and no mark set as a letter."""
    labels = bound_tokens(panel.sides.values())
    return [
        token
        for token in level
        if id(token) not in labels
        and not all(char.text in GLYPH_MARKS or "ingbat" in char.font for char in token.chars)
    ]


def _lines(inside: Iterable[DrawnToken]) -> list[LegendWords]:
    lines: list[list[DrawnToken]] = []
    for token in sorted(inside, key=lambda t: (-round(t.baseline, 1), t.box[0])):
        for line in lines:
            last = line[-1]
            if (
                abs(last.baseline - token.baseline) < SERIES.words_line * token.size
                and -1 < token.box[0] - last.box[2] < SERIES.words_gap * token.size
            ):
                line.append(token)
                break
        else:
            lines.append([token])
    found = []
    for line in lines:
        text = " ".join(token.printed for token in line)
        low = min(token.base_box[1] for token in line)
        high = max(token.base_box[3] for token in line)
        size = max(token.size for token in line)
        found.append(LegendWords(text, (line[0].box[0], low, line[-1].box[2], high), size))
    return found


def beside(left: float, right: float, words: LegendWords) -> bool:
    """The span stands left of the words, or right of them, within a few letters' width, where their key may be."""
    size = words.size
    if words.key_at is not None:
        return abs((left + right) / 2.0 - words.key_at) < SERIES.key_column
    slack = SERIES.key_slack
    before = -slack * size <= words.box[0] - right <= SERIES.key_reach * size
    after = -slack * size <= left - words.box[2] <= SERIES.key_reach * size
    return (before and words.keys != "behind") or (after and words.keys != "before")


def columns(lines: list[LegendWords], keys: list[Box]) -> bool:
    """Say of words in columns, with a key between two of them, on which side theirs is; False where it is not clear.

    The first or the last column of a legend tells: beyond it there is a key, or none.
    """
    rows: list[list[LegendWords]] = []
    for words in lines:
        near = (row for row in rows if abs(row[0].middle - words.middle) < SERIES.words_row * words.size)
        if (row := next(near, None)) is None:
            rows.append(row := [])
        row.append(words)
    first = last = 0
    shared: list[LegendWords] = []
    for row in rows:
        row.sort(key=lambda words: words.box[0])
        level = [key for key in keys if at_height(key, row[0])]
        if not any(
            beside(key[0], key[2], before) and beside(key[0], key[2], after)
            for before, after in pairwise(row)
            for key in level
        ):
            continue
        shared += row
        first += any(beside(key[0], key[2], replace(row[0], keys="before")) for key in level)
        last += any(beside(key[0], key[2], replace(row[-1], keys="behind")) for key in level)
    for words in shared:
        words.keys = "behind" if last > first else "before"
    return not shared or first != last


def key_columns(lines: list[LegendWords], keys: list[Box]) -> None:
    """Say of the lines of a legend, flush on one side, where their keys stand, if each has one in one column."""
    for block in _blocks(lines):
        middles = [
            {round((key[0] + key[2]) / 2.0, 2) for key in keys if at_height(key, words) and _near(key, words)}
            for words in block
        ]
        shared = [
            at for at in middles[0] if all(any(abs(at - o) < SERIES.key_column for o in of) for of in middles[1:])
        ]
        if shared and max(shared) - min(shared) < 2 * SERIES.key_column:
            for words in block:
                words.key_at = sum(shared) / len(shared)


def _blocks(lines: list[LegendWords]) -> list[list[LegendWords]]:
    """Two lines and more, one below the other, that begin or end at one column."""
    blocks: list[list[LegendWords]] = []
    for words in sorted(lines, key=lambda words: -words.box[1]):
        for block in blocks:
            last = block[-1]
            flush = min(abs(last.box[side] - words.box[side]) for side in (0, 2)) < SERIES.entry_column * words.size
            least, most = (size * words.size for size in SERIES.entry_leading)
            if flush and least < last.box[1] - words.box[1] < most:
                block.append(words)
                break
        else:
            blocks.append([words])
    return [block for block in blocks if len(block) > 1]


def at_height(key: Box, words: LegendWords) -> bool:
    """The key stands at the height of the words."""
    return abs((key[1] + key[3]) / 2.0 - words.middle) < SERIES.key_level * words.size


def _near(key: Box, words: LegendWords) -> bool:
    reach, slack = SERIES.key_far * words.size, SERIES.key_slack * words.size
    before = words.keys != "behind" and -slack <= words.box[0] - key[2] <= reach
    return before or (words.keys != "before" and -slack <= key[0] - words.box[2] <= reach)
