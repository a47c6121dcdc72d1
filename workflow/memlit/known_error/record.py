"""The table of published numbers with the known error carried into them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from memlit.datum import Numbers, Record, Result
from memlit.known_error.rates import ReadingError
from memlit.published import Column, ends, meaning, published

Kind = Literal["median", "ratio", "verdict"]


@published(
    "known_error.csv",
    "Medians, comparisons and verdicts with reading and source error carried into them",
    "carry_errors",
)
class KnownError(Record):
    """One published number or verdict: its interval without an error, with that of reading, and with both.

    `without`, `reading` and `both` are bounds; a verdict has none. `same_reading` and `same_both` are shares of draws.
    """

    id: Annotated[str, meaning("id of the number, or of the claim")]
    kind: Annotated[Kind, meaning("median of a class, ratio of two classes, or verdict on a claim")]
    label: Annotated[str, meaning("what it is")]
    of: Annotated[str, Column("table", "the table that holds it")]
    n_papers: Annotated[Result, meaning("papers that it rests on; of a ratio those of both classes")]
    n_printed: Annotated[Result, meaning("printed values that it rests on")]
    n_twice: Annotated[Result, meaning("of them values that were read a second time, blind")]
    source: Annotated[
        tuple[str, ...],
        Column("source_error", "parameters among them that have a measured source error, as in curators.csv"),
    ]
    value: Annotated[
        Result | None, meaning("the number, in `unit`; empty where it is only bounded", "value", unit="column unit")
    ] = None
    without: Annotated[
        Result | None,
        *ends(
            "interval", "interval without an error; none below six papers", unit="column unit", names=("low", "high")
        ),
    ] = None
    reading: Annotated[
        Result | None,
        *ends(
            "interval", "interval with the error of reading", unit="column unit", names=("low_reading", "high_reading")
        ),
    ] = None
    both: Annotated[
        Result | None,
        *ends(
            "interval", "interval with reading and source error", unit="column unit", names=("low_both", "high_both")
        ),
    ] = None
    unit: Annotated[str, meaning("SI unit of the number and its intervals")] = ""
    says: Annotated[str, meaning("the decision on a pair or the verdict on a claim")] = ""
    same_reading: Annotated[
        Result | None,
        Column(
            "same_reading_percent",
            "draws with the error of reading in which the sign of a ratio or the verdict is the same",
            "value",
            unit="%",
        ),
    ] = None
    same_both: Annotated[
        Result | None, Column("same_both_percent", "the same with reading and source error", "value", unit="%")
    ] = None
    could_change: Annotated[
        bool | None,
        meaning("whether sign or verdict is the same in fewer than the plan's level of the draws with both errors"),
    ] = None
    otherwise: Annotated[tuple[str, ...], meaning("other verdicts that the draws give, the most frequent first")] = ()


class KnownErrors(Record):
    """What the rule makes. counts: of each kind how many numbers there are, and of how many the sign or the word
    could change, see `known_error_counts`."""

    reading_errors: tuple[ReadingError, ...] = ()
    known_errors: tuple[KnownError, ...] = ()
    counts: tuple[Result, ...] = ()


KINDS_OF_NUMBERS: Mapping[Kind, str] = {
    "median": "medians",
    "ratio": "ratios of two classes",
    "verdict": "verdicts on claims",
}


def known_error_counts(lines: Sequence[KnownError]) -> tuple[Result, ...]:
    """Ids `known_error#median`, `known_error#verdict_open` and so on."""
    found = []
    for kind, words in KINDS_OF_NUMBERS.items():
        own = [line for line in lines if line.kind == kind]
        make = Numbers("known_error", rule="numbers counted")
        found.append(make.count(kind, f"{words} that carry the known error", len(own)))
        is_open = [line.same_both.id for line in own if line.could_change and line.same_both]
        found.append(make.counted(f"{kind}_open", f"{words} whose sign or word could change", is_open))
    return tuple(found)
