"""Records of double extraction: how two readers of one document agree, and what they still have to settle."""

from __future__ import annotations

from typing import Literal

from memlit.datum import Record, Result

What = Literal["number", "word", "class", "only_first", "only_second"]


class Disagreement(Record):
    """One place that two readers read differently. `decades`: |log10| of the ratio, None where there is none.

    `ids`: readings of the first reader, or of the survey's two curators; `settled`: the row that settled it.
    """

    id: str
    readers: str
    document: str
    paper: str | None
    what: What
    parameter: str
    first: str
    second: str
    decades: float | None
    ids: tuple[str, ...]
    settled: str | None = None


class Agreement(Record):
    """Two readers of one document, or of all (`document` is `all`). None where nothing of the kind was read twice."""

    id: str
    readers: str
    document: str
    n_places: Result
    n_numbers: Result
    share_equal: Result | None
    median_absolute: Result | None
    share_over: Result | None
    n_classes: Result
    kappa: Result | None
    n_disagreements: Result
    n_open: Result


class DoubleReading(Record):
    """All agreements, single documents first, and every disagreement, the open ones first."""

    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def has_second_reader(self) -> bool:
        """Whether any document has a readings_second.csv that is used."""
        return any(item.document == ALL for item in self.agreements)

    @property
    def open_places(self) -> tuple[Disagreement, ...]:
        """Disagreements that nobody settled."""
        return tuple(item for item in self.disagreements if item.settled is None)


ALL = "all"
