"""Which paper to read next: those that anyone can read first, by what a value of theirs is expected to narrow.

The worth of a paper is the value of its information: the expected narrowing of the interval of its class's median
action energy (`memlit.synapses.class_model`). A paper in which a part of the pulse was looked for in vain is worth
nothing here. What a metric needs are the parameters of its formula in config/metrics.yaml.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from memlit.analysis.evidence.coverage import READ_FROM, WHAT_TO_SUPPLY, where_to_find
from memlit.analysis.medians import Ends, log10_of
from memlit.benchmark.metrics import formula_of
from memlit.config import Classes, Config
from memlit.datum import Record, Result, count_of, statistic_of
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.devices.gather import classes_of
from memlit.field.codes import SYNAPSE_ROLES
from memlit.grouping import grouped
from memlit.library import Library
from memlit.published import Column, meaning, published
from memlit.statistics import ClassModel
from memlit.synapses.class_model import PRIORS, SURE_DECIMALS, ClassEvidence
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
READ_FOR = "action_energy"
"""The metric whose class medians a reading narrows."""
MIDDLE_PRIOR = PRIORS[1]


@dataclass(frozen=True)
class WorthOfReading:
    """What one more paper is expected to narrow the interval of its class's median by, under the middle prior."""

    evidence: ClassEvidence

    @cached_property
    def _model(self) -> ClassModel | None:
        return self.evidence.model(MIDDLE_PRIOR) if self.evidence.papers else None

    @cached_property
    def _known(self) -> dict[tuple[str, str | None, Ends | None], float]:
        return {}

    def narrowing(self, paper: str, device_class: str) -> float | None:
        """Expected narrowing in decades once the paper's value is read; None where the model knows nothing."""
        if self._model is None:
            return None
        own = self.evidence.papers.get(device_class, {})
        found = ((name, each.ends) for name, papers in own.items() for each in papers if each.paper == paper)
        laboratory, bounds = next(found, (None, None))
        asked = (device_class, laboratory, bounds)
        if asked not in self._known:
            now = self._model.median(device_class)
            known = (log10_of(bounds.low), log10_of(bounds.high)) if bounds else (-math.inf, math.inf)
            after = self._model.width_after_paper(device_class, laboratory, known)
            self._known[asked] = round(max(now.high - now.low - after, 0.0), SURE_DECIMALS)
        return self._known[asked]


@published(
    "next_readings.csv", "Papers to read next, open ones first, by what they are expected to narrow", "model_classes"
)
class NextReading(Record):
    """A paper, what of its fullest tuple is missing, and the one reading that completes most metrics."""

    paper: Annotated[
        str, Column("id", "key of the paper", lambda own: f"next_reading/{own}"), meaning("key of the paper")
    ]
    reference: Annotated[int | None, meaning("number in the review's list")]
    credited: Annotated[bool, meaning("whether the review's Fig. 11 credits it")]
    open_access: Annotated[bool, meaning("whether anyone can read it, as far as known")]
    classes: Annotated[tuple[str, ...], Column("class", "device classes of the paper")]
    narrows: Annotated[
        Result | None,
        Column(
            "narrows_decades",
            "expected narrowing of the interval of its class's median action energy; empty where the paper cannot give "
            "it",
            unit="decades",
        ),
    ] = None
    missing: Annotated[tuple[str, ...], meaning("parts of its fullest tuple without a reading")]
    reading: Annotated[str, meaning("the one reading that completes most")]
    completes: Annotated[tuple[str, ...], meaning("metrics that it makes numbers")]
    not_printed: Annotated[tuple[str, ...], meaning("what was looked for in vain; the rest is unread")]
    find: Annotated[str, meaning("where the paper can be read")]


def completing_readings(
    devices: Iterable[DevicePulse],
    not_printed: Mapping[str, Sequence[str]],
    library: Library,
    classes: Classes,
    config: Config,
    worth: WorthOfReading | None = None,
) -> list[NextReading]:
    """Papers of synapses that lack something: open first, then by what their value narrows; worth: by what it is."""
    tuples = grouped(devices, lambda device: device.paper)
    # What is in no class of the review, or of none that is stated, narrows no median that the review compares.
    compared = set(classes.credited or classes.classes)
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
                narrows=_narrows(key, compared.intersection(own_classes), missing, not_printed.get(key, ()), worth),
                missing=tuple(name for name in WHAT_TO_SUPPLY if name in missing),
                reading=reading,
                completes=completes,
                not_printed=not_printed.get(key, ()),
                find=where_to_find(entry),
            )
        )
    return sorted(lines, key=_order)


def _narrows(
    paper: str,
    device_classes: Iterable[str],
    missing: Iterable[str],
    not_printed: Iterable[str],
    worth: WorthOfReading | None,
) -> Result | None:
    """The most that the paper narrows of its classes; None where a part that it lacks was looked for in vain."""
    in_vain = {words.partition(" ")[0] for words in not_printed}
    if worth is None or any(in_vain.intersection(READ_FROM[part]) for part in missing):
        return None
    found = [narrowed for name in sorted(device_classes) if (narrowed := worth.narrowing(paper, name)) is not None]
    if not found:
        return None
    label = f"expected narrowing of the median action energy of its class, {paper}"
    rule = "present less expected length of the interval of the class median once the paper gives its value"
    return statistic_of(f"next_reading/{paper}#narrows", label, max(found), "decades", rule)


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


def _order(line: NextReading) -> tuple[bool, bool, float, bool, int, int, str]:
    worth = (line.narrows.value if line.narrows else None) or 0.0
    return (
        not line.open_access,
        line.narrows is None,
        -worth,
        not line.credited,
        -len(line.completes),
        len(line.missing),
        line.paper,
    )
