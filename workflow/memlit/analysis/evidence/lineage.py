"""What the complete tuples rest on: numbers of one lineage, a table with its copies or data, are one witness."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import pandas as pd

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Numbers, Record, Result, joined_ids
from memlit.devices.device import TUPLE_PARTS
from memlit.field.codes import ALL_SETS, CHOSEN_PARTS, MEMORY
from memlit.frames import cells_of, items_of, paired_items
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table

COMPLETE = "action_energy"
"""A tuple that gives this metric as a point is complete."""


class PrintedPlace(Record):
    """A table, or another place of a document, that readings were printed in."""

    document: str
    label: str
    page: int | None = None


class LineageShare(Record):
    """Papers all of whose complete tuples hold a reading of one lineage.

    partly: papers whose tuples have other parts from elsewhere, each with the parts that are of the lineage; n_whole:
    how many of the papers have none. places: where the readings of each paper were printed. is_own: whether these are
    data of the papers themselves, and no table by others.
    """

    lineage: str
    n: Result
    n_whole: Result
    papers: tuple[str, ...]
    partly: dict[str, tuple[str, ...]]
    places: dict[str, tuple[PrintedPlace, ...]]
    is_own: bool


class TupleLineages(Record):
    """Papers of a set, or of all sets but surveys (`set_name` None), with a complete tuple, and what these rest on.

    n_alone: papers that have one without a reading of any lineage, or whose tuples share none.
    """

    set_name: str | None
    n_complete: Result
    n_alone: Result
    shares: tuple[LineageShare, ...]


class LineagePlace(Record):
    """A place where a paper's numbers of a lineage were printed."""

    set_name: str
    lineage: str
    paper: str
    parts: tuple[str, ...]
    document: str
    place: str
    page: int | None
    is_own: bool


LINEAGES_TABLE: PublishedTable[LineagePlace] = published_table(__file__, "lineages", {"set": "set_name"})


def lineage_places(found: Iterable[TupleLineages]) -> Iterator[LineagePlace]:
    """The places of each lineage, the lineage of most papers first."""
    for lineages in found:
        for share in lineages.shares:
            for paper, places in share.places.items():
                parts = share.partly.get(paper, ())
                for place in places:
                    yield LineagePlace(
                        set_name=lineages.set_name or ALL_SETS,
                        lineage=share.lineage,
                        paper=paper,
                        parts=parts,
                        document=place.document,
                        place=place.label,
                        page=place.page,
                        is_own=share.is_own,
                    )


class _Printed(NamedTuple):
    """Where a reading of a tuple was printed, by columns of readings.csv."""

    id: str
    document: str
    place: str
    page: int | None
    lineage: str | None


PRINTED_COLUMNS = _Printed._fields
_Parts = Mapping[str, _Printed]
"""The readings of a tuple by part."""


def tuple_lineages(
    rows: Iterable[BenchmarkRow], devices: pd.DataFrame, readings: pd.DataFrame, headline_set: str
) -> tuple[TupleLineages, TupleLineages]:
    """For the headline set, and for all devices that are no memory cells of a survey.

    devices: of devices.parquet; readings: PRINTED_COLUMNS of readings.parquet.
    """
    complete = [
        row for row in rows if row.evidence_of(COMPLETE) and row.role != MEMORY and row.value(COMPLETE) is not None
    ]
    whole = devices[devices["id"].isin([row.source for row in complete])]
    ids = {one for cell in whole["readings"] for one in items_of(cell)}
    printed = map(_Printed._make, cells_of(readings[readings["id"].isin(ids)], PRINTED_COLUMNS))
    by_id = {each.id: each for each in printed}
    tuples = {
        source: {part: by_id[one] for part, one in paired_items(parts, chosen).items()}
        for source, parts, chosen in cells_of(whole, ["id", CHOSEN_PARTS, "readings"])
    }
    own = [row for row in complete if row.set_name == headline_set]
    return _lineages(headline_set, own, tuples), _lineages(None, complete, tuples)


def _lineages(set_name: str | None, rows: Sequence[BenchmarkRow], tuples: Mapping[str, _Parts]) -> TupleLineages:
    by_paper = grouped(rows, lambda row: row.paper)
    parts = {paper: [tuples[row.source] for row in own] for paper, own in by_paper.items()}
    complete = _CompleteTuples(Numbers(f"lineage/{set_name or ALL_SETS}", rule="papers counted"), by_paper, parts)
    shares = [share for lineage in complete.lineages() if (share := complete.share(lineage))]
    shares.sort(key=lambda share: (-len(share.papers), share.lineage))
    bound = {paper for share in shares for paper in share.papers}
    alone = sorted(set(by_paper) - bound)
    return TupleLineages(
        set_name=set_name,
        n_complete=complete.count("complete", "papers with a complete tuple", sorted(by_paper)),
        n_alone=complete.count("alone", "papers whose complete tuples rest on no lineage", alone),
        shares=tuple(shares),
    )


@dataclass(frozen=True, slots=True)
class _CompleteTuples:
    """The complete tuples of a set: by paper their rows, and the readings of each tuple by part."""

    make: Numbers
    rows: Mapping[str, Sequence[BenchmarkRow]]
    parts: Mapping[str, Sequence[_Parts]]

    def count(self, name: str, label: str, papers: Collection[str]) -> Result:
        """How many papers, with the metrics of their complete tuples as inputs."""
        behind = joined_ids([row.metrics[COMPLETE].id for row in self.rows[paper]] for paper in papers)
        return self.make.count(name, label, len(papers), inputs=behind)

    def lineages(self) -> list[str]:
        """The lineages that any reading of these tuples is of, sorted."""
        tuples = chain.from_iterable(self.parts.values())
        readings = chain.from_iterable(parts.values() for parts in tuples)
        return sorted({reading.lineage for reading in readings if reading.lineage})

    def share(self, lineage: str) -> LineageShare | None:
        """The papers all of whose tuples hold a reading of the lineage; None where there is none."""
        of_lineage = {paper: [_of(lineage, parts) for parts in self.parts[paper]] for paper in sorted(self.parts)}
        shared = {paper: own for paper, own in of_lineage.items() if all(own)}
        if not shared:
            return None
        mixed = {paper: own for paper, own in shared.items() if own != self.parts[paper]}
        readings = {paper: [*chain.from_iterable(parts.values() for parts in own)] for paper, own in shared.items()}
        label = f"papers whose complete tuples rest on the lineage {lineage}"
        return LineageShare(
            lineage=lineage,
            n=self.count(lineage, label, shared),
            n_whole=self.count(f"{lineage}_alone", f"{label} alone", [paper for paper in shared if paper not in mixed]),
            papers=tuple(shared),
            partly={paper: _named_parts(own) for paper, own in mixed.items()},
            places={paper: _places(own) for paper, own in readings.items()},
            is_own=all(_are_printed_in(paper, own) for paper, own in readings.items()),
        )


def _of(lineage: str, parts: _Parts) -> dict[str, _Printed]:
    return {part: reading for part, reading in parts.items() if reading.lineage == lineage}


def _named_parts(tuples: Sequence[_Parts]) -> tuple[str, ...]:
    """The parts that any of the tuples has, in their order."""
    return tuple(part for part in TUPLE_PARTS if any(part in parts for parts in tuples))


def _are_printed_in(paper: str, readings: Iterable[_Printed]) -> bool:
    return all(reading.document == paper for reading in readings)


def _places(readings: Iterable[_Printed]) -> tuple[PrintedPlace, ...]:
    """Where readings were printed, each place once."""
    places = {(reading.document, reading.place, reading.page) for reading in readings}
    ordered = sorted(places, key=lambda place: (place[0], place[2] or 0, place[1]))
    return tuple(PrintedPlace(document=document, label=label, page=page) for document, label, page in ordered)
