"""What the complete tuples rest on: numbers of one lineage, a table with its copies or data, are one witness."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Numbers, Reading, Record, Result, joined_ids
from memlit.devices.device import TUPLE_PARTS, DevicePulse, PulseTuple
from memlit.field.codes import MEMORY
from memlit.grouping import grouped

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


def tuple_lineages(
    rows: Iterable[BenchmarkRow], devices: Iterable[DevicePulse], headline_set: str
) -> tuple[TupleLineages, TupleLineages]:
    """For the headline set, and for all devices that are no memory cells of a survey."""
    tuples = {device.id: device.chosen for device in devices}
    complete = [
        row for row in rows if row.evidence_of(COMPLETE) and row.role != MEMORY and row.value(COMPLETE) is not None
    ]
    own = [row for row in complete if row.set_name == headline_set]
    return _lineages(headline_set, own, tuples), _lineages(None, complete, tuples)


def _lineages(set_name: str | None, rows: Sequence[BenchmarkRow], tuples: Mapping[str, PulseTuple]) -> TupleLineages:
    by_paper = grouped(rows, lambda row: row.paper)
    parts = {paper: [tuples[row.source].parts for row in own] for paper, own in by_paper.items()}
    complete = _CompleteTuples(Numbers(f"lineage/{set_name or 'all'}", rule="papers counted"), by_paper, parts)
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
    parts: Mapping[str, Sequence[Mapping[str, Reading]]]

    def count(self, name: str, label: str, papers: Collection[str]) -> Result:
        """How many papers, with the metrics of their complete tuples as inputs."""
        behind = joined_ids([row.metrics[COMPLETE].id for row in self.rows[paper]] for paper in papers)
        return self.make.count(name, label, len(papers), inputs=behind)

    def lineages(self) -> list[str]:
        """The lineages that any reading of these tuples is of, sorted."""
        tuples = chain.from_iterable(self.parts.values())
        readings = chain.from_iterable(parts.values() for parts in tuples)
        return sorted({reading.datum.lineage for reading in readings if reading.datum.lineage})

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


def _of(lineage: str, parts: Mapping[str, Reading]) -> dict[str, Reading]:
    return {part: reading for part, reading in parts.items() if reading.datum.lineage == lineage}


def _named_parts(tuples: Sequence[Mapping[str, Reading]]) -> tuple[str, ...]:
    """The parts that any of the tuples has, in their order."""
    return tuple(part for part in TUPLE_PARTS if any(part in parts for parts in tuples))


def _are_printed_in(paper: str, readings: Iterable[Reading]) -> bool:
    return all(reading.datum.locator.document == paper for reading in readings)


def _places(readings: Iterable[Reading]) -> tuple[PrintedPlace, ...]:
    """Where readings were printed, each place once."""
    found = (reading.datum.locator for reading in readings)
    places = {(place.document, place.named_place, place.page) for place in found}
    ordered = sorted(places, key=lambda place: (place[0], place[2] or 0, place[1]))
    return tuple(PrintedPlace(document=document, label=label, page=page) for document, label, page in ordered)
