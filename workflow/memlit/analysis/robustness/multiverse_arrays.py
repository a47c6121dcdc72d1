"""The multiverse as arrays: values of every paper under every convention, memberships under every switch of papers.

The benchmark is recomputed only under the conventions that change a value; the other switches choose among papers.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.medians import paper_ends
from memlit.benchmark.rows import BenchmarkRow, benchmark, rows_as_records
from memlit.benchmark.values import values_of
from memlit.config import Classes, Config
from memlit.config import Multiverse as Options
from memlit.datum import PULSES, Pulse
from memlit.devices.gather import SURVEY, Corpus
from memlit.devices.resolved import readings_frame, years_of
from memlit.devices.tuples import choose_tuples
from memlit.grouping import grouped
from memlit.library import Library

_LARGER = "larger"
_ENERGY = "action_energy"


@dataclass(frozen=True, slots=True)
class Arrays:
    """values: log10 by metric, shape (conventions, ends, papers), nan where nothing is known;
    members: (switches of papers, classes, papers)."""

    papers: tuple[str, ...]
    classes: tuple[str, ...]
    conventions: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, str, str, str], ...]
    values: Mapping[str, NDArray[np.float64]]
    members: NDArray[np.bool_]
    inputs: Mapping[str, tuple[str, ...]]

    @property
    def specifications(self) -> tuple[tuple[str, ...], ...]:
        """Options of every joint cell in the order of SWITCHES; the places of papers vary fastest."""
        return tuple((*convention, *place) for convention in self.conventions for place in self.places)


def build_arrays(corpus: Corpus, library: Library, classes: Classes, config: Config, metrics: Sequence[str]) -> Arrays:
    """Recompute the benchmark under every tier set and mean, and lay its papers out under every switch."""
    shelves = _Membership(library, classes, config)
    options = shelves.options
    surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
    readings = readings_frame(corpus.readings, surveys)
    found: dict[tuple[str, str, str], dict[tuple[str, str], tuple[float, float]]] = defaultdict(dict)
    inputs: dict[str, dict[str, None]] = defaultdict(dict)
    owners: dict[str, tuple[str, str]] = {}
    for tiers in options.tiers:
        evidence_of = config.evidence.model_copy(update={"tiers": tiers})
        of_tiers = config.model_copy(update={"evidence": evidence_of})
        devices = choose_tuples(readings[readings["tier"].isin(tiers)], years_of(library), of_tiers)
        for mean in options.means:
            conventions_of = config.conventions.model_copy(update={"conductance_mean": mean})
            plan = of_tiers.model_copy(update={"conventions": conventions_of})
            table = benchmark(devices, readings, library, classes, plan)
            evidence = _evidence(_counting(rows_as_records(table, plan), shelves), options.pulses, metrics)
            for unit, ids in evidence.inputs:
                inputs[unit].update(dict.fromkeys(ids))
            for pulse, unit, owner, ends in evidence.units:
                owners[unit] = owner
                found[pulse, mean, "+".join(tiers)].update(((unit, metric), both) for metric, both in ends.items())
    conventions = tuple(
        (pulse, mean, "+".join(tiers)) for pulse, mean, tiers in product(options.pulses, options.means, options.tiers)
    )
    papers = tuple(sorted(owners))
    unknown = (math.nan, math.nan)
    values = {
        metric: log10(
            [
                [[found[convention].get((paper, metric), unknown)[end] for paper in papers] for end in (0, 1)]
                for convention in conventions
            ]
        )
        for metric in metrics
    }
    places = _places(options)
    held = [[shelves.classes_of(*owners[paper], place) for paper in papers] for place in places]
    members = np.array([[[name in own for own in row] for name in shelves.names] for row in held], dtype=bool)
    members = members.reshape(len(places), len(shelves.names), len(papers))
    behind = {paper: tuple(inputs[paper]) for paper in papers}
    return Arrays(papers, shelves.names, conventions, places, values, members, behind)


def _counting(rows: Iterable[BenchmarkRow], shelves: "_Membership") -> list[BenchmarkRow]:
    """Rows of the benchmark that can count in some specification, both pulses."""
    return [row for row in rows if row.is_evidence and row.pulse in PULSES and shelves.holds(row)]


class _Evidence(NamedTuple):
    """What the papers give under a plan.

    inputs: readings by unit of analysis; units: pulse, unit, its paper and set, and the ends of each known metric.
    """

    inputs: list[tuple[str, tuple[str, ...]]]
    units: list[tuple[str, str, tuple[str, str], dict[str, tuple[float, float]]]]


def _evidence(rows: Sequence[BenchmarkRow], pulses: Iterable[str], metrics: Iterable[str]) -> _Evidence:
    values = {row.id: [own for own in values_of([row]) if row.evidence_of(own.quantity)] for row in rows}
    units = []
    for pulse in pulses:
        for unit, group in _by_paper(rows, pulse).items():
            own = [value for row in group for value in values[row.id]]
            ends = {m: (each.ends.low, each.ends.high) for m in metrics for each in paper_ends(own, m)}
            units.append((pulse, unit, (group[-1].paper, group[-1].set_name), ends))
    return _Evidence([(row.unit, result.inputs) for row in rows for result in row.metrics.values()], units)


def _places(options: Options) -> tuple[tuple[str, str, str, str], ...]:
    """Every joint option of (double, conflicts, added, merged); a switch whose class is not set is not thrown."""
    return tuple(
        product(
            ("both", *options.double_classes),
            ("own", options.conflict_class) if options.conflict_class else ("own",),
            ("no", "yes") if options.added_class else ("no",),
            ("no", "yes") if options.merged_class and options.merged_into else ("no",),
        )
    )


class _Membership:
    """Which classes a paper counts in under the switches of papers."""

    def __init__(self, library: Library, classes: Classes, config: Config) -> None:
        self.options = named_options(config.analysis.multiverse, classes)
        self.headline_set = config.evidence.headline_set
        others = [name for name in (self.options.conflict_class, self.options.added_class) if name]
        self.names = tuple(dict.fromkeys([*classes.credited, *others]))
        self.reference = {key: entry.reviewref for key, entry in library.entries.items()}
        self.sets = {key: entry.sets for key, entry in library.entries.items()}
        self.entry_classes = {
            key: tuple(classes.canonical(name) or name for name in entry.device_classes)
            for key, entry in library.entries.items()
        }

    def holds(self, row: BenchmarkRow) -> bool:
        """Whether a row can count in some specification."""
        if row.not_applicable is not None:
            return False
        if row.set_name == SURVEY:
            return row.device_class == self.options.merged_class
        is_added = bool(self.options.added_class) and self.reference[row.paper] in self.options.added
        return row.role == "synapse" and (row.set_name == self.headline_set or is_added)

    def classes_of(self, paper: str, set_name: str, place: tuple[str, ...]) -> tuple[str, ...]:
        """Classes of a paper under the options (double, conflicts, added, merged)."""
        double, conflicts, added, merged = place
        if set_name == SURVEY:
            return (self.options.merged_into,) if merged == "yes" else ()
        reference = self.reference[paper]
        is_credited = self.headline_set in self.sets[paper]
        own = self.entry_classes[paper] if is_credited else ()
        if is_credited and reference == self.options.double and double != "both":
            own = (double,)
        if is_credited and reference in self.options.conflicts and conflicts != "own":
            own = (conflicts,)
        if reference in self.options.added and added == "yes":
            own = (*own, self.options.added_class)
        return own


def named_options(options: Options, classes: Classes) -> Options:
    """The options with each class by its short name. Raises ConfigError for a class that is unknown."""

    def short(name: str) -> str:
        return classes.short_name(name, "analysis.multiverse") if name else name

    fields = ("conflict_class", "added_class", "merged_class", "merged_into")
    named: dict[str, object] = {field: short(getattr(options, field)) for field in fields}
    return options.model_copy(update={**named, "double_classes": tuple(map(short, options.double_classes))})


def _by_paper(rows: Iterable[BenchmarkRow], pulse: str) -> dict[str, list[BenchmarkRow]]:
    """Rows of each paper under a pulse, one a device and condition; a paper in two classes has its devices once."""
    once: dict[str, BenchmarkRow] = {}
    for row in rows:
        once.setdefault(row.source, row)
    chosen = []
    for _, own in sorted(grouped(once.values(), lambda row: (row.unit, row.device)).items()):
        wanted = _larger(own) if pulse == _LARGER else pulse
        chosen += [row for row in own if row.pulse == wanted]
    return grouped(chosen, lambda row: row.unit)


def _larger(rows: Sequence[BenchmarkRow]) -> Pulse:
    """The pulse with the larger action energy; with one energy known that pulse, with none the first (set)."""
    return max(rows, key=lambda row: (row.value(_ENERGY) or 0.0, -PULSES.index(row.pulse))).pulse


def log10(values: Sequence[Sequence[Sequence[float]]]) -> NDArray[np.float64]:
    """log10 with -inf for 0."""
    with np.errstate(divide="ignore"):
        return np.log10(np.asarray(values, dtype=np.float64))
