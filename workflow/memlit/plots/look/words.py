"""What the review prints of a class's metric: ticks outside the axes, never a mark among the evidence.

Measured sets and their reads by names that a reader knows: the authors, and what lay before a read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Result
from memlit.library import Library

_READS = {"prebake": "before the bake", "postbake": "after the bake", "newwrite": "written anew"}
"""Names of reads in the sets; digits after them are the temperature of the bake."""
_READ = re.compile(rf"\b({'|'.join(_READS)})\d*\b")
SetName = Callable[[str], str]
"""The name of a set by the key of its document."""


def read_words(label: str) -> str:
    """`before the bake, kept` for prebake85, kept; another word stays."""
    words = _READ.sub(lambda found: _READS[found[1]], label)
    return words.replace("after the bake over before", "after over before")


def when(read: str) -> str:
    """When a read was made, to stand in a sentence."""
    words = read_words(read)
    return f"at {read}" if words == read else words.replace("written", "when written")


def set_name(library: Library) -> SetName:
    """The names under which the library cites the sets."""
    return lambda key: library.entries[key].short_name if key in library.entries else key


class ReviewPrint(NamedTuple):
    """What the review prints of a class: the claim's number and how it is said; quoted: words that stand for it."""

    classes: tuple[str, ...]
    words: str
    value: Result
    quoted: str = ""


def printed_values(claims: Iterable[ClaimVerdict], metric: str) -> Iterator[ReviewPrint]:
    """The single numbers that the review gives for a metric of one class or several, of which it says the classes."""
    for verdict in claims:
        claim = verdict.claim
        if claim.kind == "class_value" and claim.metric == metric and verdict.claimed is not None and not claim.lacks:
            words = claim.comparator if claim.comparator in {"up to", "order of"} else ""
            yield ReviewPrint(tuple(claim.subject.split(";")), words, verdict.claimed, claim.words)


def printed_inside(printed: Sequence[ReviewPrint], limits: tuple[float, float]) -> list[ReviewPrint]:
    """Those that lie within the limits of an axis, the largest first."""
    inside = [item for item in printed if limits[0] <= (item.value.value or 0.0) <= limits[1]]
    return sorted(inside, key=lambda item: -(item.value.value or 0.0))


def printed_words(item: ReviewPrint, value: str, *, is_short: bool = False) -> str:
    """`VCM: review says 220 pJ`, in short `VCM 34 µW`; `ICM “up to milliseconds”` where it prints words."""
    said = ["" if is_short else "review says", *([f"“{item.quoted}”"] if item.quoted else [item.words, value])]
    return f"{', '.join(item.classes)}{'' if is_short else ':'} {' '.join(filter(None, said))}"


def paper_or_device(row: BenchmarkRow, library: Library, *, is_short: bool = False) -> str:
    """How a figure names a row: by its paper, or by its device where that is a data set without authors.

    is_short: without the number in the review's list.
    """
    entry = library.entries[row.paper]
    if not entry.fields.get("author"):
        return row.name
    return entry.short_name if is_short else entry.numbered_name
