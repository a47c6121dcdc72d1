"""Blocks of the report: text, tables, figures. Both renderers print the same blocks.

Numbers with their intervals, as tables print them, medians of classes, and settings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from memlit.benchmark.rows import BenchmarkRow
from memlit.changes.release import ReleaseChange
from memlit.config import Classes, Config, Reporting
from memlit.datum import Estimate, Reading, ReconciledDocument, Result
from memlit.devices.stored import StoredReadings
from memlit.grouping import grouped
from memlit.library import Library
from memlit.numbers import PublishedLine, published_lines
from memlit.plots.look.data import FigureData
from memlit.presentation.text import cite, name, symbol
from memlit.report.book import NumberBook

SET_NAMES = {
    "review-fig11": "cited in the review's Fig. 11",
    "synapses": "synapses of any paper",
    "review-text": "other references of the review",
    "survey": "memory survey",
    "tables": "comparison tables",
}
DASH = "–"
LISTED = 200
"""Rows of a table that are text; the tables of a review of a hundred papers are shorter."""
PACKED = 2_000
"""Rows up to which those beyond the first wait in the page; of longer tables the CSV alone has them."""
REST_NOTE = "The first rows of many; the file has all."
ReportBlock = dict[str, Any]
ShownRows = TypeVar("ShownRows", bound=list[Any] | pd.DataFrame)
CellContent = str | Result | Reading | Estimate | None
"""What a cell of a table holds: text with tokens, or a number that becomes its link; None for what is not there."""


class Printing:
    """What sections of any field are written with: its numbers, classes and settings."""

    __slots__ = ()
    classes: Classes
    config: Config
    book: NumberBook
    citation: Mapping[str, Any]
    library: Library

    def symbol(self, metric: str) -> str:
        """The symbol of a metric of config/metrics.yaml."""
        return symbol(self.config.metrics[metric].symbol)

    def class_in_words(self, device_class: str) -> str:
        """`oxide-filament (VCM)` where the class has words of its own, else its short name."""
        known = self.classes.classes.get(device_class)
        short = device_class.replace("_", " ")
        return f"{known.in_words} ({short})" if known and known.in_words else short

    @property
    def tests_a_review(self) -> bool:
        """Whether an earlier review stands in the library, whose benchmark and claims are regenerated."""
        return self.config.report.review_key in self.library.entries

    def cited(self, key: str) -> str:
        """A citation where the library has the key, else the key as a name."""
        return cite(key) if key in self.library.entries else name(key)

    def use(self, number: Result | Reading | None) -> str:
        """The number's token for the text; a dash where there is none."""
        return DASH if number is None else self.book.use(number.id)

    def with_interval(self, estimate: Estimate | None) -> str:
        """`value [low; high]` as tokens, the value alone where there is no interval."""
        if estimate is None:
            return DASH
        if estimate.low is None or estimate.high is None:
            return self.use(estimate.value)
        return f"{self.use(estimate.value)} [{self.use(estimate.low)}; {self.use(estimate.high)}]"

    def cell_text(self, cell: CellContent) -> str:
        """A cell as text with tokens: an estimate with its interval, a dash for what is not there."""
        if isinstance(cell, Estimate):
            return self.with_interval(cell)
        return cell if isinstance(cell, str) else self.use(cell)

    def drawn_numbers(self, identifiers: Iterable[str]) -> list[tuple[str, str]]:
        """Id and text of the numbers that a drawing shows, each once; marks lead to their entries, so they are used."""
        shown = list(dict.fromkeys(identifiers))
        for identifier in shown:
            self.book.use(identifier)
        return [(identifier, self.book.display(identifier)) for identifier in shown]


@dataclass(frozen=True, slots=True)
class Material(Printing):
    """Everything the sections are written from."""

    library: Library
    readings: StoredReadings
    rows: Sequence[BenchmarkRow]
    classes: Classes
    config: Config
    book: NumberBook
    figures: FigureData
    """What the figures are drawn from."""
    documents: Sequence[ReconciledDocument] = ()
    devices: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The chosen tuples, as devices.parquet has them."""
    problems: Sequence[str] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """The published tables by name."""
    reporting: Reporting | None = None
    changes: ReleaseChange = field(default_factory=ReleaseChange)
    projects: tuple[str, ...] = ()
    """Installed projects that the stages import."""
    citation: Mapping[str, Any] = field(default_factory=dict)
    """The project's CITATION.cff."""

    def lines(self, table: str | pd.DataFrame) -> list[PublishedLine]:
        """The lines of a published table, by its name, or of rows of one, with their numbers."""
        return published_lines(self.tables[table] if isinstance(table, str) else table, self.book.results)

    @property
    def claims(self) -> list[PublishedLine]:
        """The claims of the review with their verdicts, lines of claims.csv."""
        return self.lines("claims")

    @property
    def headline_classes(self) -> list[PublishedLine]:
        """The synapses of the headline set and pulse by class and metric, lines of classes.csv."""
        wanted = (self.config.evidence.headline_set, self.config.conventions.headline_pulse, "synapse")
        return [line for line in self.lines("classes") if (line.set, line.pulse, line.role) == wanted]

    def papers_behind(self, summaries: Iterable[PublishedLine]) -> Mapping[str, list[PublishedLine]]:
        """The papers of lines of classes.csv, by the id of the line."""
        papers = self.tables["class_papers"]
        own = papers[papers["summary"].isin([summary.id for summary in summaries])]
        return grouped(self.lines(own), lambda paper: str(paper.summary))

    @property
    def review(self) -> str:
        """The review that is regenerated, as a citation; it is named so where a section first speaks of it."""
        return cite(self.config.report.review_key)

    @property
    def headline_papers(self) -> str:
        """What the papers of the headline set are called."""
        if self.tests_a_review:
            return f"papers that {self.review} cites in its Fig. 11"
        return f"papers of the set {self.config.evidence.headline_set}"

    def said_otherwise(self) -> dict[str, PublishedLine]:
        """By paper, a counted named synapse whose source names another class than its own."""
        synapses = self.tables["synapses"]
        own = synapses[synapses["counted"] & synapses["source_class"].notna()]
        return {line.paper: line for line in self.lines(own)}


def section(identifier: str, title: str, *blocks: ReportBlock) -> ReportBlock:
    """A section with its blocks; empty blocks are left out."""
    return {"id": identifier, "title": title, "is_appendix": False, "blocks": [block for block in blocks if block]}


def table(
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    note: str = "",
    source: str = "",
    row_ids: Sequence[str] = (),
) -> ReportBlock:
    """Rows under their columns, which get their number when the report is built; without rows none.

    columns: (label, alignment "l" or "r"); rows: cells as text with tokens; source: the CSV with all of it; row_ids:
    anchors of the rows in report.html, none without.
    """
    shown = [list(row) for row in rows]
    if not shown:
        return {}
    return {
        "type": "table",
        "number": "",
        "caption": caption,
        "columns": [{"label": label, "align": align} for label, align in columns],
        "rows": shown,
        "note": note,
        "source": source,
        "row_ids": list(row_ids),
    }


def shown_rows(items: ShownRows) -> ShownRows:
    """The items of a table that the report holds: all, or of very many the first."""
    return items if len(items) <= PACKED else items[:LISTED]  # type: ignore[return-value]


def figure(
    name: str,
    title: str,
    alt: str,
    caption: str,
    drawn: Sequence[tuple[str, str]] | None = None,
) -> ReportBlock:
    """A figure by its name among the drawings, which gets its number when the report is built; title: what it shows.

    drawn: id and text of the numbers that it shows, for the audit; None where its marks are no numbers of the run, or
    are very many.
    """
    return {
        "type": "figure",
        "name": name,
        "number": "",
        "title": title,
        "alt": alt,
        "caption": caption,
        "drawn": drawn,
    }


def given(number: float) -> str:
    """A setting as it is printed."""
    return name(f"{number:,.10g}")
