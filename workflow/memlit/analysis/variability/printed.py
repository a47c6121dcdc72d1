"""Spreads that documents print for named devices, by paper, kind and definition; what each class allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memlit.analysis.variability.record import Kind, PrintedSpread, SpreadClass
from memlit.config import Classes
from memlit.datum import Reading, Result, count_of
from memlit.devices.gather import NOT_STATED, Corpus, classes_of
from memlit.library import Library

KINDS: dict[str, Kind] = {
    "cycle_to_cycle": "cycle to cycle",
    "device_to_device": "device to device",
    "variation": "not stated",
}
WINDOW_LINEAGE = "neurosim"
"""Its manual: sigma of one programming step as a share of the conductance range."""
WINDOW, UNKNOWN = "window", "not stated"
POOLED_FROM = 3
"""Papers of a class with an n: fewer are shown, not pooled."""


def printed_spreads(corpus: Corpus, library: Library, classes: Classes) -> list[PrintedSpread]:
    """One row a paper, device, kind and printed class; further documents that print it are counted."""
    groups: dict[tuple[str, str, str, str], list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        datum = reading.datum
        is_used = reading.status == "value" and not reading.is_derived
        if is_used and reading.parameter in KINDS and datum.paper in library.entries:
            groups[datum.paper, datum.device, reading.parameter, _definition(reading)].append(reading)
    rows = []
    for (paper, device, parameter, definition), readings in sorted(groups.items()):
        names = classes_of(library.entries[paper], classes) or (NOT_STATED,)
        rows += [_row(paper, device, parameter, definition, name, readings) for name in names]
    return rows


def _definition(reading: Reading) -> str:
    return WINDOW if reading.datum.lineage == WINDOW_LINEAGE else UNKNOWN


def _row(
    paper: str, device: str, parameter: str, definition: str, device_class: str, readings: Sequence[Reading]
) -> PrintedSpread:
    base = f"spread/printed/{paper}/{device}/{device_class}/{parameter}/{definition}"
    chosen = max(readings, key=_tightest)
    return PrintedSpread(
        id=base,
        reading=chosen.id,
        paper=paper,
        device=device,
        device_class=device_class,
        kind=KINDS[parameter],
        normalised_by=definition,
        comparator=chosen.comparator,
        tier=chosen.datum.tier,
        n_restated=_count(
            f"{base}#n", "tables that print it", [reading.id for reading in readings], "readings counted"
        ),
    )


def _tightest(reading: Reading) -> tuple[bool, float, str]:
    """A value before a limit, a smaller limit before a larger one, then by id: the same on every run."""
    limit = reading.value if reading.value is not None else reading.high
    return reading.value is not None, -(limit or 0.0), reading.id


def spread_classes(rows: Iterable[PrintedSpread]) -> list[SpreadClass]:
    """Papers of each class, kind and definition; no n is read beside them, so none has a variance to be pooled with."""
    groups: dict[tuple[str, Kind, str], list[PrintedSpread]] = defaultdict(list)
    for row in rows:
        groups[row.device_class, row.kind, row.normalised_by].append(row)
    return [_class(key, members) for key, members in sorted(groups.items())]


def _class(key: tuple[str, Kind, str], members: Sequence[PrintedSpread]) -> SpreadClass:
    device_class, kind, definition = key
    base = f"spread/class/{device_class}/{kind}/{definition}"
    papers = {row.paper: row.reading for row in members}
    few = f", and fewer than {POOLED_FROM} papers" if len(papers) < POOLED_FROM else ""
    return SpreadClass(
        id=base,
        device_class=device_class,
        kind=kind,
        normalised_by=definition,
        n_papers=_count(
            f"{base}#n_papers", f"{device_class} papers with a spread, {kind}", list(papers.values()), COUNTED
        ),
        decision=f"shown, not pooled: no n is read beside a printed spread, so it has no sampling variance{few}",
    )


COUNTED = "papers counted"


def _count(result_id: str, label: str, inputs: Sequence[str], rule: str) -> Result:
    return count_of(result_id, label, len(inputs), rule, tuple(inputs))
