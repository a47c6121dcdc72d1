"""The words that may name a series, and on which side of them their keys stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from memlit.digitize.axes.panels import Panel
from memlit.digitize.paths.builder import Box
from memlit.digitize.paths.words import Token
from memlit.digitize.settings import SERIES
from memlit.digitize.shapes.model import GLYPH_MARKS


@dataclass(slots=True)
class Words:
    """Tokens on one line. `keys` says where its legend has the keys, before or behind the words; empty for either."""

    text: str
    box: Box
    size: float
    keys: str = ""


def word_lines(level: list[Token], panel: Panel) -> list[Words]:
    """Lines of words inside the frame, insets left out."""
    box = panel.box
    labels = {id(token) for side in panel.sides.values() for _, _, token in side.labels}
    room = SERIES.inset_labels
    inside = [
        token
        for token in level
        if id(token) not in labels
        and box[0] < token.center[0] < box[2]
        and box[1] < token.center[1] < box[3]
        and not all(char.text in GLYPH_MARKS or "ingbat" in char.font for char in token.chars)
        and not any(
            left - room <= token.center[0] <= right and bottom - room <= token.center[1] <= top
            for left, bottom, right, top in panel.insets
        )
    ]
    lines: list[list[Token]] = []
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
        text = " ".join(token.text + (f"^{token.raised}" if token.raised else "") for token in line)
        low = min(token.base_box[1] for token in line)
        high = max(token.base_box[3] for token in line)
        size = max(token.size for token in line)
        found.append(Words(text, (line[0].box[0], low, line[-1].box[2], high), size))
    return found


def beside(left: float, right: float, words: Words, slack: float = SERIES.key_slack) -> bool:
    """The span stands left of the words, or right of them, within a few letters' width, where their key may be."""
    size = words.size
    before = -slack * size <= words.box[0] - right <= SERIES.key_reach * size
    after = -slack * size <= left - words.box[2] <= SERIES.key_reach * size
    return (before and words.keys != "behind") or (after and words.keys != "before")


def columns(lines: list[Words], keys: list[Box]) -> bool:
    """Say of words in columns, with a key between two of them, on which side theirs is; False where it is not clear.

    The first or the last column of a legend tells: beyond it there is a key, or none.
    """
    rows: list[list[Words]] = []
    for words in lines:
        row = next((row for row in rows if abs(_middle(row[0]) - _middle(words)) < SERIES.words_row * words.size), None)
        if row is None:
            rows.append([words])
        else:
            row.append(words)
    first = last = 0
    shared: list[Words] = []
    for row in rows:
        row.sort(key=lambda words: words.box[0])
        level = [key for key in keys if abs((key[1] + key[3]) / 2.0 - _middle(row[0])) < SERIES.key_level * row[0].size]
        if not any(_between(key, before, after) for before, after in pairwise(row) for key in level):
            continue
        shared += row
        first += any(beside(key[0], key[2], replace(row[0], keys="before")) for key in level)
        last += any(beside(key[0], key[2], replace(row[-1], keys="behind")) for key in level)
    for words in shared:
        words.keys = "behind" if last > first else "before"
    return not shared or first != last


def _between(key: Box, before: Words, after: Words) -> bool:
    return beside(key[0], key[2], before) and beside(key[0], key[2], after)


def _middle(words: Words) -> float:
    return (words.box[1] + words.box[3]) / 2.0
