"""Records of double extraction: how two readers of one document agree, and what they still have to settle."""

from typing import Annotated, Literal

from memlit.datum import Record, Result
from memlit.published import Column, Table, columns_of, meaning, published

What = Literal["number", "word", "class", "only_first", "only_second"]


class Disagreement(Record):
    """One place that two readers read differently. `decades`: |log10| of the ratio, None where there is none.

    `ids`: readings of the first reader, or of the survey's two curators; `settled`: the row that settled it.
    """

    id: Annotated[str, meaning("id of the place; of the survey document, paper and parameter")]
    readers: Annotated[str, meaning("second reader, or curators of the survey")]
    document: Annotated[str, meaning("key of the document")]
    paper: Annotated[str | None, meaning("key of the paper the value is about")]
    what: Annotated[What, meaning("number, word, class, only_first or only_second: the kind of disagreement")]
    parameter: Annotated[str, meaning("what was read")]
    first: Annotated[str, meaning("as the first reader has it")]
    second: Annotated[str, meaning("as the second reader has it")]
    decades: Annotated[float | None, meaning("size of log10 of their ratio, empty where there is none", unit="decades")]
    ids: Annotated[tuple[str, ...], meaning("ids to correct in corrections.csv or to check in checks.csv")]
    settled: str | None = None


@published("double_reading.csv", "Agreement of two readers", "account_evidence")
class Agreement(Record):
    """Two readers of one document, or of all (`document` is `all`). None where nothing of the kind was read twice."""

    id: Annotated[str, meaning("readers and document")]
    readers: Annotated[str, meaning("second reader (sources/KEY/readings_second.csv), or curators of the survey")]
    document: Annotated[str, meaning("key of the document; all: every document with a second reader")]
    n_places: Annotated[Result, meaning("places that both or one of the two read")]
    n_numbers: Annotated[Result, meaning("numbers that both read")]
    share_equal: Annotated[Result | None, meaning("share of them that are equal", unit="1")] = None
    median_absolute: Annotated[
        Result | None, Column("median_absolute_decades", "median of |log10 ratio|", unit="decades")
    ] = None
    share_over: Annotated[Result | None, meaning("share of them that differ by more than 0.3 decades", unit="1")] = None
    n_classes: Annotated[Result, meaning("classes that both read")]
    kappa: Annotated[Result | None, meaning("Cohen's kappa on them; empty where it is not defined", unit="1")] = None
    n_disagreements: Annotated[Result, meaning("places that the two read differently or only one of them read")]
    n_open: Annotated[Result, meaning("of them not settled by a correction or a check")]


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


TO_SETTLE = Table[Disagreement](
    "to_settle.csv",
    "What two readers read differently and nobody settled yet",
    "account_evidence",
    columns_of(Disagreement),
)
