"""What the review prints of a class's metric: ticks outside the axes, never a mark among the evidence.

Measured sets and their reads by names that a reader knows: the authors, and what lay before a read.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData

_READS = {"prebake": "before the bake", "postbake": "after the bake", "newwrite": "written anew"}
"""Names of reads in the sets; digits after them are the temperature of the bake."""
_READ = re.compile(rf"\b({'|'.join(_READS)})\d*\b")


def read_words(label: str) -> str:
    """`before the bake, kept` for prebake85, kept; another word stays."""
    words = _READ.sub(lambda found: _READS[found[1]], label)
    return words.replace("after the bake over before", "after over before")


def when(read: str) -> str:
    """When a read was made, to stand in a sentence."""
    words = read_words(read)
    return f"at {read}" if words == read else words.replace("written", "when written")


class ReviewPrint(NamedTuple):
    """What the review prints of a class: the claim's number and how it is said; quoted: words that stand for it.

    number: its id; value in `unit`.
    """

    classes: tuple[str, ...]
    words: str
    number: str
    value: float
    unit: str
    quoted: str = ""


def printed_values(data: FigureData, metric: str) -> list[ReviewPrint]:
    """The single numbers that the review gives for a metric of one class or several, of which it says the classes."""
    claims, numbers = data.table("claims"), data.numbers("claims")
    claims = claims.assign(number="claim/" + claims["id"] + "#claimed")
    is_value = (claims["kind"] == "class_value") & (claims["metric"] == metric) & claims["lacks"].isna()
    known = claims[is_value & claims["number"].isin(numbers.index)].join(numbers.add_suffix("_si"), on="number")
    return [
        ReviewPrint(
            tuple(row["subject"].split(";")),
            row["comparator"] if row["comparator"] in {"up to", "order of"} else "",
            row["number"],
            row["value_si"],
            row["unit_si"],
            row["words"] or "",
        )
        for row in row_dicts(known)
    ]


def printed_inside(printed: Sequence[ReviewPrint], limits: tuple[float, float]) -> list[ReviewPrint]:
    """Those that lie within the limits of an axis, the largest first."""
    return sorted((item for item in printed if limits[0] <= item.value <= limits[1]), key=lambda item: -item.value)


def printed_words(item: ReviewPrint, value: str, *, is_short: bool = False) -> str:
    """`VCM: review says 220 pJ`, in short `VCM 34 µW`; `ICM “up to milliseconds”` where it prints words."""
    said = ["" if is_short else "review says", *([f"“{item.quoted}”"] if item.quoted else [item.words, value])]
    return f"{', '.join(item.classes)}{'' if is_short else ':'} {' '.join(filter(None, said))}"


def paper_or_device(row: Mapping[str, Any], data: FigureData, *, is_short: bool = False) -> str:
    """How a figure names a row of the benchmark: by its paper, by its device where that is a data set without authors.

    is_short: without the number in the review's list.
    """
    if not isinstance(data.papers.at[row["paper"], "author"], str):
        return str(row["name"])
    return data.short_name(row["paper"]) if is_short else data.numbered_name(row["paper"])


def shortened(name: str, most: int) -> str:
    """A name in at most so many letters; a long stack of layers is cut between two of them."""
    if len(name) <= most:
        return name
    kept = name[: most - 1]
    layers = kept[: kept.rfind("/") + 1]
    return f"{layers if len(layers) > most / 2 else kept}…"
