"""Whether the characters of a page make text, or are what is left of a font that does not tell its letters.

In a font without a table of its letters the codes of glyphs stand for letters: `6LPXODWLRQ` for `Simulation`. In text
the ten commonest letters of English are two of three (66 % or more on each of 560 pages of
publications); moved as such a font moves them, at most 47 %.
"""

from collections.abc import Iterable

from printed.pdf.characters import Char
from printed.symbols import UNREADABLE

COMMON_LETTERS = frozenset("etaoinsrhl")
LEAST_COMMON = 0.55
"""Share of the commonest letters below which letters make no words."""
MOST_WITHOUT_LETTER = 0.2
"""Share of characters without any letter from which a page cannot be read."""
FEWEST = 150
"""With fewer letters, as on a page of one figure, their shares say nothing."""


def is_unreadable(characters: Iterable[Char]) -> bool:
    """Whether the characters of a page, some hundred of them, make no words."""
    texts = [one.text for one in characters if not one.text.isspace()]
    n_without = texts.count(UNREADABLE)
    if n_without >= FEWEST and n_without > MOST_WITHOUT_LETTER * len(texts):
        return True
    letters = [letter for letter in "".join(texts).lower() if "a" <= letter <= "z"]
    n_common = sum(letter in COMMON_LETTERS for letter in letters)
    return len(letters) >= FEWEST and n_common < LEAST_COMMON * len(letters)
