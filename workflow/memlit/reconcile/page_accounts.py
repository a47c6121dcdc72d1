"""What became of each page of a document: read, asked, set aside, or not read, with what to do."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from memlit.datum import Locator, PageContent, Reading, ReconciledDocument
from memlit.errors import counted, some_of
from memlit.grouping import grouped
from memlit.sources.data.from_answers import PROPOSED

_CUT = re.compile(r"fig_p(\d+)_\d+\.png")
"""The desk names a figure so that it cuts out of a page."""
_SHOWN = 3
"""Numbers of a page that are named."""
_NO_TEXT = "the page, a picture without text"
_NO_WORDS = "its text, whose letters make no words"
WHAT_TO_DO = (
    "what is not read: draw a table in the desk (memlit desk) or transcribe it as a CSV, digitize a figure in the "
    "desk, list a device's numbers in readings.csv"
)
"""For below the lines of pages."""


@dataclass(frozen=True, slots=True)
class PageAccount:
    """One page that prints a table, a figure or a number with a unit of a device, and what became of these.

    n_read: values that are used; n_asked: values of tables and sentences that wait for a person; n_aside: values that
    were seen and are not used, with the reason of each. left: what was not read, a text each. is_said: a warning of the
    reader names all of that; is_table_left: a ruled grid, lines of a table or the text of the whole page is left, which
    no warning names; n_figures: all that is left, where that is figures alone.
    """

    file: str
    page: int | None
    n_read: int
    n_asked: int
    n_aside: int
    left: tuple[str, ...]
    is_said: bool
    is_table_left: bool
    n_figures: int

    @property
    def line(self) -> str:
        """The page in one line: how many values came of it, and what is left."""
        counts = (("read", self.n_read), ("asked", self.n_asked), ("set aside", self.n_aside))
        became = ", ".join(f"{count} {word}" for word, count in counts if count) or "nothing read"
        where = self.file if self.page is None else f"{self.file}, page {self.page}"
        return f"{where}: {became}" + (f"; not read: {', '.join(self.left)}" if self.left else "")


def page_accounts(document: ReconciledDocument, readings: Iterable[Reading] | None = None) -> tuple[PageAccount, ...]:
    """The pages of a document, in order, that print something or of which values came.

    readings: those of the document, where it does not hold them itself.
    """
    contents = {(content.file, content.page or 0): content for content in document.pages}
    files = {content.file for content in document.pages}
    only = files.pop() if len(files) == 1 else ""
    of_page = grouped(
        (one for one in (document.readings if readings is None else readings) if not one.is_derived),
        lambda one: _place(one.datum.locator, only),
    )
    # A value of a list without a box, or of a transcribed table, stands on no page that a reader saw.
    places = sorted({*contents, *(place for place in of_page if place[1])})
    return tuple(
        _account(contents.get(place) or PageContent(file=place[0], page=place[1] or None), of_page.get(place, ()))
        for place in places
    )


def _place(place: Locator, only: str) -> tuple[str, int]:
    """The file and page on which a value stands, 0 for none; only: the file of all pages, where there is one.

    A figure that was cut out of a page stands on that page.
    """
    if place.drawn is not None:
        return place.drawn.file, place.drawn.page
    cut = _CUT.fullmatch(place.file)
    return (only, int(cut[1])) if cut and only else (place.file, place.page or 0)


def not_read_whole(accounts: Iterable[PageAccount]) -> list[PageAccount]:
    """The pages of which something was not read that no warning of the reader names."""
    return [one for one in accounts if one.left and not one.is_said]


def left_lines(accounts: Iterable[PageAccount]) -> Iterator[str]:
    """A line for each page of which something was not read, one for all those that lack figures alone, what to do."""
    left = not_read_whole(accounts)
    for one in left:
        if not one.n_figures:
            yield one.line
    pictured: dict[str, list[PageAccount]] = defaultdict(list)
    for one in left:
        if one.n_figures:
            pictured[one.file].append(one)
    for file, pages in pictured.items():
        named = ", ".join(str(one.page) for one in pages)
        which = f"page{'' if len(pages) == 1 else 's'} {named}"
        yield f"{file}, {which}: not read: {counted(sum(one.n_figures for one in pages), 'figure')}"
    if left:
        yield WHAT_TO_DO


def _account(content: PageContent, readings: Sequence[Reading]) -> PageAccount:
    count = Counter(_outcome(one) for one in readings)
    said, unsaid, others = content.captions, tuple(_tables(content)), tuple(_others(content, readings))
    # Of a page whose text is absent, or no text, nothing else is told.
    if content.is_picture:
        said, unsaid, others = (_NO_TEXT,), (), ()
    elif content.is_unreadable:
        unsaid, others = (_NO_WORDS,), ()
    left = (*said, *unsaid, *others)
    figures = counted(len(content.figures), "figure")
    return PageAccount(
        file=content.file,
        page=content.page,
        n_read=count["read"],
        n_asked=count["asked"],
        n_aside=count["aside"],
        left=left,
        is_said=left == said,
        is_table_left=bool(unsaid),
        n_figures=len(content.figures) if left == (figures,) else 0,
    )


def _outcome(reading: Reading) -> str:
    if reading.status in ("value", "text"):
        return "read"
    return "asked" if reading.datum.method == "text" or reading.reason_type == PROPOSED else "aside"


def _tables(content: PageContent) -> Iterator[str]:
    # A grid under a caption is the table of that caption.
    n_grids = content.n_grids - len(content.captions)
    if n_grids > 0:
        yield f"{counted(n_grids, 'ruled grid')} with numbers"
    if content.is_cut:
        yield "a part of its lines, so that a table may lack rows or columns"


def _others(content: PageContent, readings: Iterable[Reading]) -> Iterator[str]:
    kinds = {one.datum.locator.kind for one in readings}
    if content.tables and "table" not in kinds:
        yield f"{counted(len(content.tables), 'table')} under heads that are not known"
    if content.figures and "figure" not in kinds:
        yield counted(len(content.figures), "figure")
    if content.numbers:
        shown = some_of(list(dict.fromkeys(one.printed for one in content.numbers)), _SHOWN)
        yield f"{counted(len(content.numbers), 'number')} that no word names ({shown})"
