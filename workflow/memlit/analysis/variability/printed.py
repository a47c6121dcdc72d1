"""Spreads that documents print for named devices, by paper, kind and definition; what each class allows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from memlit.analysis.variability.record import Kind, PrintedSpread, SpreadClass
from memlit.benchmark.values import Paper, Value
from memlit.datum import Result, count_of
from memlit.devices.gather import NOT_STATED

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


def printed_spreads(values: Iterable[Value], papers: Mapping[str, Paper]) -> list[PrintedSpread]:
    """One row a paper, device, kind and printed class; further documents that print it are counted."""
    groups: dict[tuple[str, str, str, str], list[Value]] = defaultdict(list)
    for value in values:
        if value.row is None and not value.is_derived and value.quantity in KINDS and value.paper in papers:
            definition = WINDOW if value.lineage == WINDOW_LINEAGE else UNKNOWN
            groups[value.paper, value.device, value.quantity, definition].append(value)
    rows = []
    for (paper, device, parameter, definition), own in sorted(groups.items()):
        names = papers[paper].classes or (NOT_STATED,)
        rows += [_row(paper, device, parameter, definition, name, own) for name in names]
    return rows


def _row(
    paper: str, device: str, parameter: str, definition: str, device_class: str, values: Sequence[Value]
) -> PrintedSpread:
    base = f"spread/printed/{paper}/{device}/{device_class}/{parameter}/{definition}"
    chosen = max(values, key=_tightest)
    return PrintedSpread(
        id=base,
        reading=chosen.id,
        paper=paper,
        device=device,
        device_class=device_class,
        kind=KINDS[parameter],
        normalised_by=definition,
        comparator=chosen.comparator or "=",
        tier=chosen.tier or "",
        n_restated=_count(f"{base}#n", "tables that print it", [value.id for value in values], "readings counted"),
    )


def _tightest(value: Value) -> tuple[bool, float, str]:
    """A value before a limit, a smaller limit before a larger one, then by id: the same on every run."""
    limit = value.value if value.value is not None else value.high
    return value.value is not None, -(limit or 0.0), value.id


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
