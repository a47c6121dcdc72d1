"""The ink of letters in the picture of a line."""

from __future__ import annotations

import numpy as np
from printed.ocr.engine import ReadLine
from printed.ocr.ink import ink_of_line

WHITE = np.full((20, 700), 255, dtype=np.uint8)
NO_RULES = np.zeros_like(WHITE)


def inked(columns: range, width: int) -> np.ndarray:
    """Bars of that width, ten pixels high, that begin in each of the columns."""
    picture = WHITE.copy()
    for column in columns:
        picture[5:15, column : column + width] = 0
    return picture


def read(text: str, *middles: float) -> ReadLine:
    return ReadLine(text=text, box=(0.0, 0.0, 700.0, 20.0), middles=middles, confidences=(1.0,) * len(middles))


def test_each_letter_has_the_ink_at_its_place() -> None:
    found = ink_of_line(inked(range(10, 50, 20), 8), NO_RULES, read("ab", 14, 34), speck=1.0)
    assert found.boxes == ((10, 5, 18, 15), (30, 5, 38, 15))
    assert found.unread == ()


def test_far_more_ink_than_letters_is_left_unread() -> None:
    """Thirty bars where one letter was read: a hatched field, say."""
    found = ink_of_line(inked(range(10, 610, 20), 8), NO_RULES, read("a", 300), speck=1.0)
    assert found.boxes == (None,)
    assert len(found.unread) == 30
