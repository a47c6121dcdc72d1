"""Spreads that documents print for named devices, by paper, kind and definition."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from memlit.benchmark.values import Paper, Value
from memlit.datum import Numbers, Record, Result
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table

SpreadKind = Literal["cycle to cycle", "device to device", "not stated"]
_KINDS: dict[str, SpreadKind] = {
    "cycle_to_cycle": "cycle to cycle",
    "device_to_device": "device to device",
    "variation": "not stated",
}
NEUROSIM = "neurosim"
"""The lineage of its manual: sigma of one programming step as a share of the conductance range."""
WINDOW, _UNKNOWN = "window", "not stated"


class PrintedSpread(Record):
    """A spread that a document prints for a device, in percent of what it is normalised by. It has no n."""

    id: str
    reading: str
    paper: str
    device: str
    device_class: str
    kind: SpreadKind
    normalised_by: str
    comparator: str
    tier: str
    n_restated: Result


PRINTED_SPREADS_TABLE: PublishedTable[PrintedSpread] = published_table(
    __file__, "printed_spreads", {"class": "device_class", "tables": "n_restated"}
)


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
