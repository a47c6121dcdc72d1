"""What one page of a document prints that may hold values, as its readers saw it."""

from collections.abc import Iterable

from memlit.datum.record import Record
from printed.geometry import Box, holds, middle_of


class UnreadNumber(Record):
    """A number with a unit of a device that no reader took, as printed; its place on the page, in points."""

    printed: str
    bbox: Box | None = None


class PageContent(Record):
    """A page with a table, a figure or a number with a unit of a device, or whose text cannot be read.

    page: from 1, None where a file has no pages. tables and figures: boxes in points from the top left of the page as
    displayed; captions: labels of captions without a table; n_grids: ruled grids with numbers of which no table was
    read. is_picture: it has no text; is_unreadable: its characters make no words; is_cut: it draws more than is read,
    so that a table of it may lack rules. numbers: those that stand in no value that was read or proposed.
    """

    file: str
    page: int | None = None
    tables: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()
    captions: tuple[str, ...] = ()
    n_grids: int = 0
    is_picture: bool = False
    is_unreadable: bool = False
    is_cut: bool = False
    numbers: tuple[UnreadNumber, ...] = ()

    @property
    def has_something(self) -> bool:
        """Whether a value may stand there."""
        shown = self.tables or self.figures or self.captions or self.n_grids or self.numbers
        return bool(shown) or self.is_picture or self.is_unreadable


def joined_pages(parts: Iterable[PageContent]) -> tuple[PageContent, ...]:
    """The pages of some files in order, each once, from what several readers saw of them.

    Numbers within a table that was read or within a figure are of these.
    """
    pages: dict[tuple[str, int], dict[str, object]] = {}
    for part in parts:
        known = pages.setdefault((part.file, part.page or 0), {"file": part.file, "page": part.page})
        known.update({name: value for name, value in part if value})
    whole = (PageContent.model_validate(pages[place]) for place in sorted(pages))
    return tuple(page for page in map(_without_taken, whole) if page.has_something)


def _without_taken(page: PageContent) -> PageContent:
    boxes = (*page.tables, *page.figures)
    free = tuple(
        one for one in page.numbers if one.bbox is None or not any(holds(box, *middle_of(one.bbox)) for box in boxes)
    )
    return page if free == page.numbers else page.model_copy(update={"numbers": free})
