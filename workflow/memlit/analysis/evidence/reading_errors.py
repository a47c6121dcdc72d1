"""How often a second, blind reading does not confirm what stands in the record, by the route of the value into it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from memlit.analysis.evidence.two_readers import document_pairs
from memlit.datum import LISTED_METHOD, Estimate, Method, Numbers, Reading, Record, Result
from memlit.devices.gather import Corpus
from memlit.field import load_vocabulary
from memlit.field.codes import ALL_ROUTES
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.sampling.agreement import read_blind
from memlit.sampling.draw import RecordedValues, as_printed
from memlit.statistics import clopper_pearson

Route = Literal["typed", "table", "sentence", "figure"]
ROUTES: tuple[Route, ...] = get_args(Route)
_FIGURES: tuple[Method, ...] = ("vector-figure", "raster-figure", "imported-digitization")


class ReadAgain(NamedTuple):
    """A printed value that was read again: its id, its route, and whether no second reading is as the record."""

    id: str
    route: Route
    is_wrong: bool


class ReadingError(Record):
    """Values of one route that were read again, blind, and how many of them were not confirmed."""

    id: str
    n_twice: Result
    n_wrong: Result
    share: Estimate | None = None


READING_ERRORS_TABLE: PublishedTable[ReadingError] = published_table(
    __file__, "reading_errors", {"share": "share.value", "share_low": "share.low", "share_high": "share.high"}
)


def route_of(method: Method) -> Route | None:
    """How a value came into its record; None for raw measurements, which no page prints."""
    if method == "measured":
        return None
    if method in (LISTED_METHOD, "transcribed"):
        return "typed"
    if method in _FIGURES:
        return "figure"
    return "sentence" if method == "text" else "table"


def second_lists(corpus: Corpus) -> Iterator[ReadAgain]:
    """The numbers of the documents that a second reader read whole; one that a check confirmed is not wrong."""
    twice = [document for document in corpus.documents if document.second]
    first = grouped(corpus.readings, lambda reading: reading.datum.locator.document) if twice else {}
    for document in twice:
        printed = [reading for reading in first[document.key] if not reading.is_derived]
        for pair in document_pairs(document, printed):
            route = route_of(corpus.by_id[pair.ids[0]].datum.method) if pair.ids else None
            if pair.log_ratio is not None and route:
                differs = pair.disagreement
                is_wrong = differs is not None and not (differs.settled or "").startswith("check")
                yield ReadAgain(pair.ids[0], route, is_wrong)


def reading_errors(twice: Iterable[ReadAgain], level: float) -> list[ReadingError]:
    """A line for each route and one for all; a value that was read again in two ways is counted once."""
    values = list({value.id: value for value in twice}.values())
    own = grouped(values, lambda value: value.route)
    return [*(_line(route, own[route], level) for route in ROUTES), _line(ALL_ROUTES, values, level)]


def _line(name: str, values: Sequence[ReadAgain], level: float) -> ReadingError:
    wrong = [value.id for value in values if value.is_wrong]
    make = Numbers(f"reading_error/{name}", tuple(value.id for value in values), "values counted", f", {name}")
    share = None
    if values:
        found = clopper_pearson(len(wrong), len(values), level=level)
        label = "share of readings that a second one does not confirm"
        share = make.estimate("share", label, (found.estimate, found.low, found.high), "not confirmed over read again")
    return ReadingError(
        id=name,
        n_twice=make.count("twice", "values read a second time", len(values)),
        n_wrong=make.counted("wrong", "of them not confirmed", wrong),
        share=share,
    )


def sampled_again(
    readings: Iterable[Reading], blind: Collection[Path], vocabulary: Path, corrections: Path
) -> Iterator[ReadAgain]:
    """The drawn values with a blind reading that could be read. blind: its file; none before a draw."""
    if not blind:
        return
    words = load_vocabulary(vocabulary)
    usable, _ = load_corrections(corrections, words)
    rows = by_datum(usable)
    printed = (reading for reading in readings if not reading.is_derived)
    data = {reading.datum.id: as_printed(reading, rows.get(reading.datum.id, [])) for reading in printed}
    for one in read_blind(Path(), RecordedValues(Path(), words, rows, data)):
        route = route_of(one.datum.method)
        if one.equals and route:
            yield ReadAgain(one.datum.id, route, one.is_wrong)
