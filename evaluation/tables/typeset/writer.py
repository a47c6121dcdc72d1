"""What the writers of documents share: the order of pages and parts, the numbers of tables, places in the chart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from evaluation.tables.typeset.model import Content, Document, Look, Part

CHART_TITLE = "Figure 1. Development over the years."
BOXES_TITLE = "Figure 2. Steps of the process."
BETWEEN_EQUATIONS = "where the energy follows from"
AXIS_VALUES = range(0, 120, 20)


class Writer(ABC):
    """Makes the source of a document in one language; tables are numbered over all pages."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.n_tables = 0

    def pages(self, document: Document) -> list[list[str]]:
        """The source of each part of each page."""
        return [[self.part(part) for part in page] for page in document.pages]

    def part(self, part: Part) -> str:
        """The source of one part."""
        if part.kind in ("table", "beside", "across"):
            tables = [self._numbered(content) for content in part.tables]
            return self.across(tables[0]) if part.kind == "across" else self.tables(tables)
        raw: dict[str, Callable[[list[str]], str]] = {
            "contents": lambda texts: self.contents([self._marked(text.split("|")) for text in texts]),
            "address": lambda texts: self.address([self._marked(text.split("|")) for text in texts]),
            "equations": self.equations,
            "chart": lambda texts: self.chart([text.split()[0] for text in texts]),
        }
        if part.kind in raw:
            return raw[part.kind](part.texts)
        return str(getattr(self, part.kind)(self._marked(part.texts)))

    def _marked(self, texts: list[str]) -> list[str]:
        return [self.marked(text) for text in texts]

    def _numbered(self, content: Content) -> str:
        self.n_tables += 1
        caption = f"Table {self.n_tables}. {self.marked(content.caption)}"
        return self.captioned(caption, self.table(content), self._marked(list(content.notes)))

    @abstractmethod
    def marked(self, text: str) -> str:
        """Marked text in the language."""

    @abstractmethod
    def captioned(self, caption: str, table: str, notes: list[str]) -> str:
        """A table with its caption, above or below as the look says, and notes, kept together."""

    @abstractmethod
    def table(self, content: Content) -> str: ...

    @abstractmethod
    def tables(self, tables: list[str]) -> str:
        """One table, or two side by side."""

    @abstractmethod
    def across(self, table: str) -> str:
        """A table over all columns of text."""

    @abstractmethod
    def heading(self, texts: list[str]) -> str: ...

    @abstractmethod
    def prose(self, texts: list[str]) -> str: ...

    @abstractmethod
    def bullets(self, texts: list[str]) -> str: ...

    @abstractmethod
    def numbered(self, texts: list[str]) -> str: ...

    @abstractmethod
    def contents(self, rows: list[list[str]]) -> str:
        """Titles with their pages."""

    @abstractmethod
    def references(self, texts: list[str]) -> str: ...

    @abstractmethod
    def equations(self, indices: list[str]) -> str: ...

    @abstractmethod
    def chart(self, labels: list[str]) -> str: ...

    @abstractmethod
    def boxes(self, texts: list[str]) -> str: ...

    @abstractmethod
    def address(self, rows: list[list[str]]) -> str: ...
