"""Spreads that documents print for named devices, by paper, kind and definition; what each class allows."""

from collections.abc import Iterable, Mapping, Sequence

from memlit.analysis.variability.record import PrintedSpread, SpreadClass, VariabilityKind
from memlit.benchmark.values import Paper, Value
from memlit.datum import Numbers
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL
from memlit.grouping import grouped

_KINDS: dict[str, VariabilityKind] = {
    "cycle_to_cycle": "cycle to cycle",
    "device_to_device": "device to device",
    "variation": "not stated",
}
NEUROSIM = "neurosim"
"""The lineage of its manual: sigma of one programming step as a share of the conductance range."""
WINDOW, _UNKNOWN = "window", "not stated"
_POOLED_FROM = 3
"""Papers of a class with an n: fewer are shown, not pooled."""


def printed_spreads(values: Iterable[Value], papers: Mapping[str, Paper]) -> list[PrintedSpread]:
    """One row a paper, device, kind and printed class; further documents that print it are counted."""
    printed = (value for value in values if value.row is None and not value.is_derived and value.paper in papers)
    groups = grouped(
        (value for value in printed if value.quantity in _KINDS),
        lambda value: (value.paper, value.device, value.quantity, WINDOW if value.lineage == NEUROSIM else _UNKNOWN),
    )
    return [
        _row(device_class, definition, own)
        for (_, _, _, definition), own in sorted(groups.items())
        for device_class in (own[0].device_class or NOT_STATED).split(SEVERAL)
    ]


def _row(device_class: str, definition: str, values: Sequence[Value]) -> PrintedSpread:
    chosen = max(values, key=_tightest)
    paper, device, parameter = chosen.paper, chosen.device, chosen.quantity
    make = Numbers(f"spread/printed/{paper}/{device}/{device_class}/{parameter}/{definition}")
    return PrintedSpread(
        id=make.base,
        reading=chosen.id,
        paper=paper,
        device=device,
        device_class=device_class,
        kind=_KINDS[parameter],
        normalised_by=definition,
        comparator=chosen.comparator or "=",
        tier=chosen.tier or "",
        n_restated=make.counted("n", "tables that print it", [value.id for value in values], "readings counted"),
    )


def _tightest(value: Value) -> tuple[bool, float, str]:
    """A value before a limit, a smaller limit before a larger one, then by id: the same on every run."""
    limit = value.value if value.value is not None else value.high
    return value.value is not None, -(limit or 0.0), value.id


def spread_classes(rows: Iterable[PrintedSpread]) -> list[SpreadClass]:
    """Papers of each class, kind and definition; no n is read beside them, so none has a variance to be pooled with."""
    groups = grouped(rows, lambda row: (row.device_class, row.kind, row.normalised_by))
    return [_class(key, members) for key, members in sorted(groups.items())]


def _class(key: tuple[str, VariabilityKind, str], members: Sequence[PrintedSpread]) -> SpreadClass:
    device_class, kind, definition = key
    make = Numbers(f"spread/class/{device_class}/{kind}/{definition}", rule="papers counted")
    papers = {row.paper: row.reading for row in members}
    few = f", and fewer than {_POOLED_FROM} papers" if len(papers) < _POOLED_FROM else ""
    return SpreadClass(
        id=make.base,
        device_class=device_class,
        kind=kind,
        normalised_by=definition,
        n_papers=make.counted("n_papers", f"{device_class} papers with a spread, {kind}", papers.values()),
        decision=f"shown, not pooled: no n is read beside a printed spread, so it has no sampling variance{few}",
    )
