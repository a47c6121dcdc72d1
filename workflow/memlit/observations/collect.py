"""Readings of one line to observations: an item under one condition, with the value of each parameter.

A line is what a table prints in one row, or column, or what a list prints of one item under one condition. It says its
condition itself, for example its temperature. Readings of one parameter that agree are one value; where they disagree
none is used, and nothing is averaged.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.benchmark.supplied import SuppliedLists
from memlit.config import Classes, Config, FieldOfScience
from memlit.datum import Numbers, Reading, ReconciledDocument, read_records
from memlit.devices.gather import Corpus, gather
from memlit.field.codes import NOT_STATED
from memlit.grouping import grouped
from memlit.library import Library
from memlit.naming import slug, without_marks
from memlit.observations.record import Counts, NotObserved, Observations, ObservedValue
from memlit.reconcile.checks import with_checks

AGREE_WITHIN = 0.005
"""Values that differ by less are one value, printed with fewer digits."""


def observed_documents(
    reconciled: Iterable[Path], supplied: SuppliedLists, config: Config
) -> tuple[Corpus, Sequence[Reading]]:
    """The documents of results/reconciled/*.jsonl joined with the library, and their readings as checks leave them."""
    documents = [document for path in reconciled for document in read_records(ReconciledDocument, path)]
    problems = [*supplied.problems, *supplied.orphaned({document.key for document in documents})]
    corpus = gather(documents, supplied.library, config, problems)
    readings, stale = with_checks(corpus.readings, supplied.checks)
    told = dict.fromkeys([*corpus.problems, *supplied.of_checks, *stale])
    return replace(corpus, problems=tuple(told)), readings


def collect(
    readings: Iterable[Reading], library: Library, classes: Classes, config: Config, field: FieldOfScience
) -> Observations:
    """The observations of all papers, sorted by paper, item and condition, and what is of none."""
    left_out: list[NotObserved] = []
    usable = []
    known = sorted(readings, key=lambda reading: reading.id)
    names = {printed_line(one): one.datum.printed.text for one in known if one.parameter == field.named_by}
    for reading in known:
        reason = _unusable(reading, library)
        if reason:
            left_out.append(NotObserved(reading=reading.id, parameter=reading.parameter, reason=reason))
        elif reading.status == "value":
            usable.append(reading)
    observed: dict[tuple[str, str, str, tuple[float, ...]], list[Reading]] = {}
    for about, line in grouped(usable, printed_line).items():
        at = _conditions(line, field)
        if isinstance(at, str):
            left_out += [NotObserved(reading=one.id, parameter=one.parameter, reason=at) for one in line]
            continue
        first = line[0]
        name = without_marks(names.get(about) or first.datum.printed.stub or "") or first.datum.device
        observed.setdefault((first.datum.paper or "", slug(name), name, at), []).extend(line)
    values = []
    for (paper, key, name, at), found in sorted(observed.items()):
        values += _values(paper, key, name, at, found, _class_of(found, library, classes), config, field)
    left_out.sort(key=lambda one: one.reading)
    return Observations(values=tuple(values), left_out=tuple(left_out), counts=_counts(known, values, left_out))


def _counts(readings: Iterable[Reading], values: Sequence[ObservedValue], left_out: Sequence[NotObserved]) -> Counts:
    printed = [reading for reading in readings if not reading.is_derived]
    read = {one.id: one.reading or one.conflict[0] for one in values}
    # What is counted, each with a reading of it.
    counted: dict[str, dict[Any, str]] = {
        "documents": {reading.datum.locator.document: reading.id for reading in printed},
        "readings": {reading.id: reading.id for reading in printed},
        "papers": {one.paper: read[one.id] for one in values},
        "items": {(one.paper, one.item): read[one.id] for one in values},
        "observations": {one.observation: read[one.id] for one in values},
        "conflicts": {one.id: read[one.id] for one in values if one.conflict},
        "left_out": {one.reading: one.reading for one in left_out},
    }
    numbers = Numbers("observed", rule="counted over all documents")
    return Counts(
        **{name: numbers.counted(name, name.replace("_", " "), own.values()) for name, own in counted.items()}
    )


def _unusable(reading: Reading, library: Library) -> str:
    """Why a reading is of no observation; empty for words, which are of none and need no reason, and for values."""
    if reading.status == "text":
        return ""
    if reading.status != "value":
        return reading.reason or reading.status
    if reading.datum.paper not in library.entries:
        return "its paper has no entry in references.bib"
    return "" if reading.value is not None else "a range or a bound, no single value"


def printed_line(reading: Reading) -> tuple[str, ...]:
    """What the readings of one line share: labels that repeat were told apart by their line when they were read."""
    datum = reading.datum
    place = datum.locator
    return (place.document, place.file, place.label or "", datum.paper or "", datum.device, datum.condition or "")


def _conditions(line: Sequence[Reading], field: FieldOfScience) -> tuple[float, ...] | str:
    """The value of each condition in SI, or why the line says none."""
    found = []
    for condition in field.conditions:
        said = {reading.value for reading in line if reading.parameter == condition and reading.value is not None}
        words = condition.replace("_", " ")
        if len(said) != 1:
            return f"its line prints no {words}" if not said else f"its line prints more than one {words}"
        found.append(float(f"{said.pop():.9g}"))
    return tuple(found)


def _class_of(readings: Sequence[Reading], library: Library, classes: Classes) -> str:
    """The class that the source prints for the item, else that of its paper where it has one only."""
    printed = {classes.canonical(one.datum.device_class) for one in readings if one.datum.device_class}
    paper = readings[0].datum.paper or ""
    said = printed or {classes.canonical(name) for name in library.entries[paper].device_classes}
    return (said.pop() or NOT_STATED) if len(said) == 1 else NOT_STATED


def _values(
    paper: str,
    key: str,
    name: str,
    at: tuple[float, ...],
    readings: Sequence[Reading],
    item_class: str,
    config: Config,
    field: FieldOfScience,
) -> list[ObservedValue]:
    """A value for each parameter of one observation, in the order of their names."""
    units = {one.parameter: one.unit or "1" for one in readings}
    words = "; ".join(f"{value:.6g} {units[each]}" for each, value in zip(field.conditions, at, strict=True))
    observation = f"{paper}/{key}@{slug(words)}" if words else f"{paper}/{key}"
    tiers = config.evidence.tiers
    found = []
    for parameter, own in sorted(grouped(readings, lambda one: one.parameter).items()):
        best = min(tiers.index(one.datum.tier) for one in own)
        nearest = [one for one in own if tiers.index(one.datum.tier) == best]
        chosen, *others = nearest
        is_one = all(_equal(chosen.value, one.value) for one in others)
        found.append(
            ObservedValue(
                id=f"{observation}#{parameter}",
                observation=observation,
                paper=paper,
                item=name,
                item_class=item_class,
                at=words,
                parameter=parameter,
                value=chosen.value if is_one else None,
                unit=chosen.unit or "1",
                reading=chosen.id if is_one else None,
                agreeing=tuple(one.id for one in others) if is_one else (),
                conflict=() if is_one else tuple(one.id for one in nearest),
            )
        )
    return found


def _equal(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and math.isclose(first, second, rel_tol=AGREE_WITHIN)
