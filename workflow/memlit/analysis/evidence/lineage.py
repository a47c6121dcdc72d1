"""What the complete tuples rest on: numbers of one lineage, a table with its copies or data, are one witness."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from memlit.benchmark.rows import MEMORY, BenchmarkRow
from memlit.datum import Numbers, Reading, Record, Result, joined_ids
from memlit.devices.device import TUPLE_PARTS, DevicePulse, PulseTuple
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
    complete = grouped(rows, lambda row: row.paper)
    found = {paper: [tuples[row.source].parts for row in own] for paper, own in complete.items()}
    make = Numbers(f"lineage/{set_name or 'all'}", rule="papers counted")

    def count(name: str, label: str, papers: Collection[str]) -> Result:
        behind = joined_ids([row.metrics[COMPLETE].id for row in complete[paper]] for paper in papers)
        return make.count(name, label, len(papers), inputs=behind)

    parts_of = ((paper, part) for paper, own in found.items() for parts in own for part in parts.values())
    holders = grouped(parts_of, lambda each: each[1].datum.lineage or "")
    shares = []
    for lineage in sorted(filter(None, holders)):
        own_papers = sorted({paper for paper, _ in holders[lineage]})
        of_lineage = {paper: [_of(lineage, parts) for parts in found[paper]] for paper in own_papers}
        papers = [paper for paper, own in of_lineage.items() if all(own)]
        readings = {paper: [one for parts in of_lineage[paper] for one in parts.values()] for paper in papers}
        partly = {
            paper: tuple(part for part in TUPLE_PARTS if any(part in parts for parts in of_lineage[paper]))
            for paper in papers
            if any(len(parts) < len(whole) for parts, whole in zip(of_lineage[paper], found[paper], strict=True))
        }
        if papers:
            label = f"papers whose complete tuples rest on the lineage {lineage}"
            whole = [paper for paper in papers if paper not in partly]
            shares.append(
                LineageShare(
                    lineage=lineage,
                    n=count(lineage, label, papers),
                    n_whole=count(f"{lineage}_alone", f"{label} alone", whole),
                    papers=tuple(papers),
                    partly=partly,
                    places={paper: _places(own) for paper, own in readings.items()},
                    is_own=all(one.datum.locator.document == paper for paper, own in readings.items() for one in own),
                )
            )
    shares.sort(key=lambda share: (-len(share.papers), share.lineage))
    bound = {paper for share in shares for paper in share.papers}
    return TupleLineages(
        set_name=set_name,
        n_complete=count("complete", "papers with a complete tuple", sorted(found)),
        n_alone=count("alone", "papers whose complete tuples rest on no lineage", sorted(set(found) - bound)),
        shares=tuple(shares),
    )


def _of(lineage: str, parts: Mapping[str, Reading]) -> dict[str, Reading]:
    return {part: reading for part, reading in parts.items() if reading.datum.lineage == lineage}


def _places(readings: Iterable[Reading]) -> tuple[PrintedPlace, ...]:
    """Where readings were printed, each place once."""
    found = (reading.datum.locator for reading in readings)
    places = {(one.document, one.label or one.place or one.file or "", one.page) for one in found}
    ordered = sorted(places, key=lambda place: (place[0], place[2] or 0, place[1]))
    return tuple(PrintedPlace(document=document, label=label, page=page) for document, label, page in ordered)
