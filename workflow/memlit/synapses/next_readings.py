"""Which paper to read next: those that anyone can read first, then by how few readings complete their tuple.

What a metric needs are the parameters of its formula in config/metrics.yaml.
"""

from collections.abc import Iterable, Mapping, Sequence

from memlit.analysis.evidence.coverage import WHAT_TO_SUPPLY, where_to_find
from memlit.benchmark.metrics import formula_of
from memlit.config import Classes, Config
from memlit.datum import Record, Result, count_of
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.devices.gather import classes_of
from memlit.field.codes import SYNAPSE_ROLES
from memlit.grouping import grouped
from memlit.library import Library
from memlit.published import PublishedTable, of_path, published_table
from memlit.synapses.members import is_member

PARTS_OF = {
    "V": frozenset({"v_spike"}),
    "tau": frozenset({"tau"}),
    "G_on": frozenset({"g_on"}),
    "G_off": frozenset({"g_off"}),
    "r": frozenset({"g_on", "g_off"}),
}
"""Parts of the tuple that each parameter of a formula is read from; a printed ratio is r by itself."""
_OPEN = "open"


class NextReading(Record):
    """A paper, what of its fullest tuple is missing, and the one reading that completes most metrics."""

    paper: str
    reference: int | None
    credited: bool
    open_access: bool
    classes: tuple[str, ...]
    missing: tuple[str, ...]
    reading: str
    completes: tuple[str, ...]
    not_printed: tuple[str, ...]
    find: str


NEXT_READINGS_TABLE: PublishedTable[NextReading] = published_table(
    __file__, "next_readings", {"id": of_path("paper", lambda own: f"next_reading/{own}"), "class": "classes"}
)


def completing_readings(
    devices: Iterable[DevicePulse],
    not_printed: Mapping[str, Sequence[str]],
    library: Library,
    classes: Classes,
    config: Config,
) -> list[NextReading]:
    """Papers of synapses that lack something: open first, then those that lack least, then by key."""
    tuples = grouped(devices, lambda device: device.paper)
    lines = []
    for key, entry in library.entries.items():
        own_classes = classes_of(entry, classes)
        charge = any(classes.classes[name].charge_device for name in own_classes if name in classes.classes)
        if not is_member(entry, config) or not set(entry.roles) & set(SYNAPSE_ROLES) or charge:
            continue
        own = [_missing(device.chosen) for device in tuples[key]] or [(frozenset(WHAT_TO_SUPPLY), False)]
        missing, has_ratio = min(own, key=lambda item: (len(item[0]), sorted(item[0])))
        if not missing:
            continue
        part, completes = max(
            ((part, _completed(missing, part, has_ratio, config)) for part in sorted(missing)),
            key=lambda item: (len(item[1]), item[1] != ("spike_timing",)),
        )
        reading = WHAT_TO_SUPPLY[part] if completes else "two readings or more"
        lines.append(
            NextReading(
                paper=key,
                reference=entry.reviewref,
                open_access=entry.fields.get("access", "") == _OPEN,
                credited=config.evidence.headline_set in entry.sets,
                classes=own_classes,
                missing=tuple(name for name in WHAT_TO_SUPPLY if name in missing),
                reading=reading,
                completes=completes,
                not_printed=not_printed.get(key, ()),
                find=where_to_find(entry),
            )
        )
    return sorted(lines, key=lambda line: (not line.open_access, len(line.missing), line.paper))


def open_papers(lines: Iterable[NextReading]) -> list[NextReading]:
    """Credited papers that lack something and that anyone can read."""
    return [line for line in lines if line.credited and line.open_access]


def count_open(lines: Iterable[NextReading]) -> Result:
    """How many they are."""
    label = "credited papers that lack an input and that anyone can read"
    return count_of("next_readings#open", label, len(open_papers(lines)), "papers counted")


def _missing(chosen: PulseTuple) -> tuple[frozenset[str], bool]:
    """What a tuple lacks, and whether it has a printed ratio, which stands for the off state."""
    has_ratio = "ratio" in chosen.ids
    return frozenset(WHAT_TO_SUPPLY) - chosen.ids.keys() - ({"g_off"} if has_ratio else set()), has_ratio


def _completed(missing: frozenset[str], part: str, has_ratio: bool, config: Config) -> tuple[str, ...]:
    """Metrics that are numbers with `part` read and were none before."""

    def lacks(metric: str) -> frozenset[str]:
        names = (name for name in formula_of(config.metrics[metric]).parameters if not (name == "r" and has_ratio))
        return missing.intersection(part for name in names for part in PARTS_OF[name])

    return tuple(name for name in config.metrics_of(SYNAPSE_ROLES[0]) if lacks(name) == {part})
