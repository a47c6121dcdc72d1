"""Values found in the text of a document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from memlit.field.not_a_device import OF_A_SYSTEM
from memlit.quantities import Quantity
from printed.documents.markup.text import SCRIPT
from printed.geometry import Box


@dataclass(frozen=True, slots=True)
class Find:
    """One value stated in a text.

    sentence: as printed, with <sup> and <sub>; the value stands at `offset` in it. markup: the value alone, in one
    spelling. start, end: span of the printed value (`printed`) in the text of the page (from 1) or, where there are no
    pages, of the file. parameter: of the vocabulary, by the words near the value (`words`), empty where they name none.
    kind: of its block, or `row` for what looks like a row of a table. is_dismissed: its words say that it is of no
    device. citations and materials stand in the same sentence: candidates,
    assigned to nothing.
    """

    sentence: str
    offset: int
    printed: str
    markup: str
    start: int
    end: int
    parameter: str
    words: str
    quantity: Quantity
    kind: str = "text"
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    citations: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    is_dismissed: bool = False

    @property
    def place(self) -> str:
        """Where it stands, unique in its document: `p3.c1204` (page 3, offset 1204) or `c1204`."""
        return f"c{self.start}" if self.page is None else f"p{self.page}.c{self.start}"

    @property
    def is_proposed(self) -> bool:
        """Whether it can be a value of one device: what an array, a network or a chip has is not proposed for any."""
        return self.parameter not in OF_A_SYSTEM

    def near(self, context: int) -> str:
        """The value with so many characters of its sentence on each side, `…` where the sentence goes on."""
        return cut_out(self.sentence, self.offset - context, self.offset + len(self.printed) + context)


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What one document's text gave: finds in reading order, numbers without a name, and what could not be read.

    unnamed: numbers with a unit of a device of which no word says what it is; their parameter is empty.
    """

    finds: tuple[Find, ...] = ()
    n_sentences: int = 0
    warnings: tuple[str, ...] = ()
    unnamed: tuple[Find, ...] = ()


_CLOSING = re.compile(r"</su[bp]>")


def cut_out(sentence: str, start: int, end: int) -> str:
    """The characters from `start` to before `end`, `…` where more was cut off: whole tags only, each with its partner.

    A tag that an end cuts is left out. Raised or lowered text of which a part is kept stays so.
    """
    tags = list(SCRIPT.finditer(sentence))
    start, end = max(0, start), min(end, len(sentence))
    start = next((tag.end() for tag in tags if tag.start() < start < tag.end()), start)
    end = next((tag.start() for tag in tags if tag.start() < end < tag.end()), end)
    if start >= end:
        return "…"
    opened = [_open_at(tags, place) for place in (start, end)]
    before = f"<{opened[0]}>" if opened[0] else ""
    behind = f"</{opened[1]}>" if opened[1] else ""
    kept = f"{before}{sentence[start:end]}{behind}"
    return ("…" if start else "") + kept + ("…" if end < len(sentence) else "")


def _open_at(tags: Iterable[re.Match[str]], place: int) -> str:
    """`sup` or `sub` where the text at a place is raised or lowered, else nothing."""
    before = [tag.group() for tag in tags if tag.end() <= place]
    return before[-1].strip("<>") if before and not before[-1].startswith("</") else ""


def span_with_tags(sentence: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """Begin and end of the first `text` from `start` on, raised and lowered letters with their tags; None if absent."""
    tags = {place for tag in SCRIPT.finditer(sentence) for place in range(*tag.span())}
    places = [place for place in range(start, len(sentence)) if place not in tags]
    found = "".join(sentence[place] for place in places).find(text)
    if found < 0 or not text:
        return None
    last = places[found + len(text) - 1] + 1
    closing = _CLOSING.match(sentence, last)
    return places[found], closing.end() if closing else last
