"""Which pages deserve the slow look for tables: those with rules enough for cells, or lines with gaps near each other.

A page is spared only where no later step could find a table or name a caption: every test is wider than the one it
stands for.
"""

from itertools import pairwise

from printed.pdf.document import Page
from printed.pdf.lines import PageLine, Word
from printed.tables.pdf.grid.printed_rows import is_leader
from printed.tables.pdf.page.captions import blocks_of
from printed.tables.pdf.page.text_columns import crosses, gutter_of, parted_at
from printed.tables.settings import TABLE_SETTINGS


def may_hold_table(page: Page) -> bool:
    """Whether a page may hold a table or a caption of one; its drawing is not read for this."""
    upright, text = page.upright, page.text
    if upright.truncated or upright.turn or len(text.turned) > 1:
        return True
    # The cheapest test first: most pages end here.
    if page.count_strokes(TABLE_SETTINGS.strokes) >= TABLE_SETTINGS.strokes:
        return True
    return _has_rows(text.lines, upright.width) or any(block.label for block in blocks_of(text.lines))


def _has_rows(lines: list[PageLine], width: float) -> bool:
    """Whether two lines near each other have gaps that may part columns of a table."""
    gutter = gutter_of(lines, width)
    gapped = [i for i, line in enumerate(lines) if _has_gap(line, gutter)]
    return any(b - a <= TABLE_SETTINGS.lines_without_gap for a, b in pairwise(gapped))


def _has_gap(line: PageLine, gutter: float | None) -> bool:
    """A wide gap or leader dots in a line; the gutter between two columns of text is none."""
    sides = [line.words]
    if gutter is not None and not crosses(line, gutter):
        sides = [*parted_at(line, gutter)]
        if all(sides) and not any(side[-1].x1 - side[0].x0 > TABLE_SETTINGS.prose_width for side in sides):
            return True
    least = TABLE_SETTINGS.column_gap * min(word.size for word in line.words)
    for side in sides:
        if any(b.x0 - a.x1 > least for a, b in pairwise(side)) or (len(side) > 1 and any(map(_is_dots, side))):
            return True
    return False


def _is_dots(word: Word) -> bool:
    return is_leader(word.text) or word.text in {".", "..", "·"}
