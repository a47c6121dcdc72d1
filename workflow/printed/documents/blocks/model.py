"""A block of text and where it stands."""

from dataclasses import dataclass

from printed.geometry import Box


class OverPages:
    """A text that may go on over the end of a page. pages: for each character its page, empty where all stand on
    `page`.
    """

    __slots__ = ()
    page: int | None
    pages: tuple[int, ...]

    def page_of(self, character: int) -> int | None:
        """The page on which a character stands."""
        return self.pages[character] if self.pages else self.page

    def last_on_page(self, start: int, end: int) -> int:
        """The last character from `start` to before `end` that stands on the page of the first."""
        page = self.page_of(start)
        return next(place for place in range(end - 1, start - 1, -1) if self.page_of(place) == page)


@dataclass(frozen=True, slots=True)
class Block(OverPages):
    """A paragraph, caption or cell. `start` is the offset of its first character in the text of its page or file.

    places: for each character its offset in that text. scripts: 1 raised, -1 lowered, 0 normal, one a character;
    empty where the text carries its own markup (Markdown, LaTeX). boxes: one a character, empty where there is no
    page. kind: text, caption, cell or references. header: what stands over a cell; lead: over a
    list, of an item of it. pages: for each character its page, empty where all stand on `page`.
    """

    text: str
    places: tuple[int, ...]
    kind: str = "text"
    page: int | None = None
    scripts: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    header: str | None = None
    lead: str = ""
    pages: tuple[int, ...] = ()
