"""One tuple (V_spike, tau, G_on, G_off) per device and pulse, chosen among readings by a stated rule.

Choice: tier, then the source that gives most of the tuple, then newer, then key. The parts of a tuple
must come from one source; readings of other sources with equal values count as agreeing with it. What a paper itself
prints is one source: its sentences, lists, tables, figures and supplement. A table about it in another document is
another source, and so is what its own folder holds at second hand. Within a paper the place that gives most of the
tuple goes first.
A state that its source gives for one transition counts for no other. A device that was measured under several
conditions, such as pulse amplitudes, has one tuple for each; what is printed without a condition holds in all.

Series: one place that prints several values of one parameter of one device gives their span.

A state read again, or several amplitudes of which the source does not say which state follows from which, are no
conflict and are never averaged: the parameter lies between the least and the greatest printed value. Where the source
does say, each amplitude is a condition of the device (memlit.devices.tuples) and no span is made.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from memlit.config import Config
from memlit.datum import DERIVED_MARK, PULSES, SUPPORTING_ONLY, Pulse, Reading, Record, Step, Tier
from memlit.devices.class_rule import Described, described, sayings
from memlit.devices.gather import Corpus
from memlit.grouping import grouped
from memlit.library import Library
from memlit.sources.figures_yaml import weakest_trust
from memlit.sources.folder import READINGS_FILE
from memlit.sources.naming import slug, without_marks


def series_spans(readings: Iterable[Reading]) -> list[Reading]:
    """A derived reading for each parameter that one source prints with differing values, sorted by id."""
    wanted = tuple_parameters()
    usable = (r for r in readings if r.status == "value" and r.parameter in wanted and SUPPORTING_ONLY not in r.flags)
    groups = grouped(usable, _printed_together)
    spans = [
        _span(group)
        for group in (sorted(group, key=lambda item: item.id) for group in groups.values())
        if any(not equal(group[0], other) for other in group)
    ]
    return sorted(spans, key=lambda item: item.id)


def _printed_together(reading: Reading) -> tuple[object, ...]:
    datum = reading.datum
    about = (datum.paper, datum.device, datum.pulse, datum.condition, reading.parameter)
    return (*about, _place_of(reading), datum.tier)


def with_series(corpus: Corpus) -> Corpus:
    """The corpus with the spans of its series added to the readings."""
    readings = [*corpus.readings, *series_spans(corpus.readings)]
    return corpus.model_copy(update={"readings": tuple(sorted(readings, key=lambda item: item.id))})


def _span(group: Sequence[Reading]) -> Reading:
    first = group[0]
    lows, highs = [reading.low for reading in group], [reading.high for reading in group]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    step = Step(
        op="derive",
        before="; ".join(f"[{_end(reading.low)}, {_end(reading.high)}]" for reading in group),
        after=f"[{_end(low)}, {_end(high)}] {first.unit}",
        rule="span of the values that one source prints for one device; none is averaged",
    )
    return first.model_copy(
        update={
            "id": f"{first.id}{DERIVED_MARK}{SPANS_SERIES}",
            "value": None,
            "low": low,
            "high": high,
            "comparator": "=",
            "uncertainty": None,
            "steps": (step,),
            "flags": tuple(dict.fromkeys([*(flag for reading in group for flag in reading.flags), SPANS_SERIES])),
            "inputs": tuple(reading.id for reading in group),
        }
    )


def _end(number: float | None) -> str:
    return "-" if number is None else f"{number:.6g}"


TUPLE_PARTS = ("v_spike", "tau", "g_on", "g_off", "ratio", "source_resistance", "load_resistance")
TUPLE_PARAMETERS: dict[Pulse, dict[str, str]] = {
    "set": {"v_spike": "set_voltage", "tau": "set_pulse_width"},
    "reset": {"v_spike": "reset_voltage", "tau": "reset_pulse_width"},
    "unpaired": {"v_spike": "programming_voltage", "tau": "switching_time"},
}
STATES = {"g_on": "g_on", "g_off": "g_off", "ratio": "on_off_ratio"}
CIRCUIT = {"source_resistance": "source_resistance", "load_resistance": "load_resistance"}
"""Resistors of a neuron's circuit: the first takes the place of the off state, the second shares the pulse."""
RELATIVE_TOLERANCE = 1e-9
SPANS_SERIES = "series"
"""Flag of a derived reading that spans what one source prints (memlit.devices.tuples)."""


class PulseTuple(Record):
    """The readings chosen for one device and pulse, by part; `flags` say how far they belong together."""

    v_spike: Reading | None = None
    tau: Reading | None = None
    g_on: Reading | None = None
    g_off: Reading | None = None
    ratio: Reading | None = None
    source_resistance: Reading | None = None
    load_resistance: Reading | None = None
    flags: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, Reading]:
        """The readings that it holds, by part."""
        return {part: reading for part in TUPLE_PARTS if (reading := getattr(self, part)) is not None}

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the readings of its parts."""
        return tuple(reading.id for reading in self.parts.values())


class DevicePulse(Record):
    """A device of a paper under one pulse. `tier` is the least trusted of its readings, `name` as printed.

    `condition`: the one of several under which the source measured it, None where there is one only.

    `unit` is the paper, or the part of it that is a paper of its own where a source puts several under one DOI;
    `device_class` is the class that a survey prints for the device; `words` and `stack` are what the sources of any
    other say of it, by which `memlit.devices.class_rule` may decide. `confirmed`: ids of its readings that another
    place prints alike.
    """

    id: str
    paper: str
    device: str
    name: str
    pulse: Pulse
    condition: str | None = None
    tier: str | None
    unit: str
    device_class: str | None = None
    words: str | None = None
    stack: str | None = None
    is_survey: bool = False
    is_first_curator: bool = False
    chosen: PulseTuple
    conflicts: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()

    @property
    def said(self) -> Described:
        """What its sources say that may decide its class."""
        return Described(self.words or "", self.stack or "")


FIRST_HAND: Tier = "primary"
"""Tier of what was read in the paper itself."""
UNDATED = 9999
"""Year of a source without one: a manual or a page stands as it was read, after what was printed."""


class _Source(NamedTuple):
    """Where readings come from: a document and the table, list or figure in it; none for a paper's own document."""

    document: str
    place: str = ""


def resolve_devices(
    readings: Iterable[Reading], library: Library, config: Config, surveys: Collection[str] = ()
) -> list[DevicePulse]:
    """One DevicePulse for every device with a usable reading of its tuple, each pulse with a reading, each condition.

    A reading that only supports enters no tuple. A device without any pulse reading gets a row for the headline pulse,
    so that it is not lost. Readings of the documents `surveys` make devices of their own: no number of a survey joins a
    paper's own.
    """
    known = list(readings)
    spanned = {part for reading in known if SPANS_SERIES in reading.flags for part in reading.inputs}
    usable = (r for r in known if r.status == "value" and SUPPORTING_ONLY not in r.flags and r.id not in spanned)
    groups = grouped(
        (reading for reading in usable if reading.datum.paper is not None),
        lambda r: (r.datum.paper or "", r.datum.device, r.datum.locator.document in surveys),
    )
    said = described(sayings(reading for reading in known if reading.datum.locator.document not in surveys))
    resolved = []
    for (paper, device, is_survey), group in sorted(groups.items()):
        for pulse in _pulses(group, config, is_survey):
            wanted = {**TUPLE_PARAMETERS[pulse], **STATES, **CIRCUIT}
            own = [r for r in group if r.parameter in wanted.values() and r.datum.pulse in (None, pulse)]
            conditions: list[str | None] = [*sorted({r.datum.condition for r in own if r.datum.condition})]
            for condition in conditions or [None]:
                by_part = {
                    part: [r for r in own if r.parameter == parameter and r.datum.condition in (None, condition)]
                    for part, parameter in wanted.items()
                }
                if any(by_part.values()):
                    found = _device_pulse((paper, device, pulse, condition), by_part, library, config)
                    about = Described() if is_survey else said[paper, device]
                    known_of = {
                        "is_survey": is_survey,
                        "words": about.words or None,
                        "stack": about.stack or None,
                    }
                    resolved.append(found.model_copy(update=known_of))
    return resolved


def pulse_id(paper: str, device: str, pulse: str, condition: str | None) -> str:
    """Id of a device under one pulse, and under one condition where there are several."""
    return f"{paper}/{device}/{pulse}{f'@{slug(condition)}' if condition else ''}"


def _pulses(group: list[Reading], config: Config, is_survey: bool) -> list[Pulse]:
    parameters = {reading.parameter for reading in group}
    candidates: tuple[Pulse, ...] = (*PULSES, "unpaired") if is_survey else PULSES
    stated = {reading.datum.pulse for reading in group}
    found = [pulse for pulse in candidates if pulse in stated or parameters & set(TUPLE_PARAMETERS[pulse].values())]
    return found or [config.conventions.headline_pulse]


def _device_pulse(
    about: tuple[str, str, Pulse, str | None],
    by_part: Mapping[str, list[Reading]],
    library: Library,
    config: Config,
) -> DevicePulse:
    paper, device, pulse, condition = about
    order = _order(by_part, library, config)
    best = _without_lesser_ratio({part: order.first(readings) for part, readings in by_part.items()}, order)
    chosen, flags = _from_one_source(best, by_part, order)
    flags += weakest_trust(flag for reading in chosen.values() if reading for flag in reading.flags)
    tiers = [reading.datum.tier for reading in chosen.values() if reading is not None]
    return DevicePulse(
        id=pulse_id(paper, device, pulse, condition),
        paper=paper,
        device=device,
        name=_printed_name(readings for readings in by_part.values()),
        pulse=pulse,
        condition=condition,
        tier=max(tiers, key=config.evidence.tiers.index) if tiers else None,
        unit=next(unit_of_analysis(reading) for group in by_part.values() for reading in group),
        device_class=next(reading.datum.device_class for group in by_part.values() for reading in group),
        is_first_curator=any("first_curator" in reading.flags for group in by_part.values() for reading in group),
        chosen=PulseTuple(**chosen, flags=tuple(flags)),
        conflicts=tuple(_conflicts(by_part)),
        confirmed=tuple(_confirmed(chosen, by_part)),
    )


def _printed_name(groups: Iterable[Iterable[Reading]]) -> str:
    """The device's label as the first of its readings prints it, without citation marks."""
    readings = sorted((reading for group in groups for reading in group), key=lambda item: item.id)
    labels = [without_marks(reading.datum.printed.stub) for reading in readings if reading.datum.printed.stub]
    return labels[0] if labels else readings[0].datum.device


def tuple_parameters() -> set[str]:
    """Names of all parameters that a tuple can hold."""
    return {name for by_part in (STATES, CIRCUIT, *TUPLE_PARAMETERS.values()) for name in by_part.values()}


def unit_of_analysis(reading: Reading) -> str:
    """The unit of analysis: the paper, or the part of it that a survey puts under one DOI with others."""
    datum = reading.datum
    return f"{datum.paper} {datum.unit}" if datum.unit else datum.paper or ""


def _is_own(reading: Reading) -> bool:
    """Whether the paper's own document prints it, read at first hand."""
    return reading.datum.paper == reading.datum.locator.document and reading.datum.tier == FIRST_HAND


def _source_of(reading: Reading) -> _Source:
    """All that a paper prints itself; of any other document one table, list or figure."""
    return _Source(reading.datum.locator.document) if _is_own(reading) else _place_of(reading)


def _place_of(reading: Reading) -> _Source:
    """The table, the list or the figure of a document; a paper's own curves are placed with its list."""
    place = reading.datum.locator
    if place.kind == "figure" and _is_own(reading):
        return _Source(place.document, READINGS_FILE)
    return _Source(place.document, place.label or place.file)


_Rank = tuple[int, int, str, str]
"""Gives most of the tuple, newer, key, place; smaller is better."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Which reading goes first: tiers as configured, the rank of each source, and of each place in it."""

    tiers: Sequence[str]
    sources: Mapping[_Source, _Rank]
    places: Mapping[_Source, _Rank]

    def first(self, readings: Iterable[Reading]) -> Reading | None:
        """The reading that goes before all others, None of none."""
        return min(readings, key=self._rank, default=None)

    def tier(self, reading: Reading) -> int:
        """The place of its tier, 0 for the most trusted."""
        return self.tiers.index(reading.datum.tier)

    def _rank(self, reading: Reading) -> tuple[int, _Rank, _Rank, str]:
        return self.tier(reading), self.sources[_source_of(reading)], self.places[_place_of(reading)], reading.id


def _order(by_part: Mapping[str, list[Reading]], library: Library, config: Config) -> _Order:
    sources, places = (_ranks(by_part, library, of) for of in (_source_of, _place_of))
    return _Order(config.evidence.tiers, sources, places)


def _ranks(
    by_part: Mapping[str, list[Reading]], library: Library, of: Callable[[Reading], _Source]
) -> dict[_Source, _Rank]:
    gives: dict[_Source, set[str]] = defaultdict(set)
    for part, readings in by_part.items():
        for reading in readings:
            # G_off and its ratio say the same, so they count once.
            gives[of(reading)].add("g_off" if part == "ratio" else part)
    entries = {source: library.entries.get(source.document) for source in gives}
    years = {source: entry.year if entry and entry.year else UNDATED for source, entry in entries.items()}
    return {source: (-len(parts), -years[source], *source) for source, parts in gives.items()}


def _from_one_source(
    best: Mapping[str, Reading | None], by_part: Mapping[str, list[Reading]], order: _Order
) -> tuple[dict[str, Reading | None], list[str]]:
    """The best readings where one source agrees with them all, else the source that gives most, flagged."""
    wanted = {part: reading for part, reading in best.items() if reading is not None}
    ranked = sorted(order.sources, key=lambda source: order.sources[source])
    for source in ranked:
        own = {part: _of_source(by_part[part], source, order) for part in wanted}
        if all(own[part] is not None and equal(own[part], reading) for part, reading in wanted.items()):
            return dict(best), []
    fullest = {part: _of_source(readings, ranked[0], order) for part, readings in by_part.items()}
    if all(fullest[part] is not None for part in ("v_spike", "tau", "g_on")):
        return fullest, ["conflict"]
    return dict(best), ["mixed_sources"]


def _without_lesser_ratio(best: Mapping[str, Reading | None], order: _Order) -> Mapping[str, Reading | None]:
    """The best readings, without a ratio of a lesser tier than both states: it says once more what they say."""
    ratio, states = best["ratio"], (best["g_on"], best["g_off"])
    if ratio is None or any(state is None or order.tier(state) >= order.tier(ratio) for state in states):
        return best
    return {**best, "ratio": None}


def _of_source(readings: Iterable[Reading], source: _Source, order: _Order) -> Reading | None:
    return order.first(reading for reading in readings if _source_of(reading) == source)


def equal(first: Reading | None, second: Reading | None) -> bool:
    """Whether two readings say the same: one comparator and equal magnitudes."""
    if first is None or second is None:
        return False
    return first.comparator == second.comparator and all(
        _close(getattr(first, end), getattr(second, end)) for end in ("low", "high")
    )


def _close(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    first, second = abs(first), abs(second)
    return abs(first - second) <= RELATIVE_TOLERANCE * max(first, second)


def _confirmed(chosen: Mapping[str, Reading | None], by_part: Mapping[str, list[Reading]]) -> Iterator[str]:
    """Ids of chosen readings that another place prints alike; a copy of the same table is no other place."""
    for part, reading in chosen.items():
        if reading is not None and any(_is_elsewhere(reading, other) for other in by_part[part]):
            yield reading.id


def _is_elsewhere(reading: Reading, other: Reading) -> bool:
    first, second = reading.datum, other.datum
    is_copy = first.lineage is not None and first.lineage == second.lineage
    return not is_copy and _place_of(reading) != _place_of(other) and equal(reading, other)


def _conflicts(by_part: Mapping[str, list[Reading]]) -> list[str]:
    """One line for each part whose readings disagree, with their ids; none of them is averaged."""
    lines = []
    for part, readings in by_part.items():
        distinct: list[Reading] = []
        for reading in sorted(readings, key=lambda item: item.id):
            if not any(equal(reading, other) for other in distinct):
                distinct.append(reading)
        if len(distinct) > 1:
            lines.append(f"{part}: " + " | ".join(reading.id for reading in distinct))
    return lines
