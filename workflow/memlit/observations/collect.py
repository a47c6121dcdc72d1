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

import pandas as pd

from memlit.benchmark.supplied import SuppliedLists
from memlit.config import Classes, Config, FieldOfScience
from memlit.datum import Reading, ReconciledDocument, read_records
from memlit.devices.gather import Corpus, gather
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL
from memlit.grouping import grouped
from memlit.library import Library
from memlit.naming import slug, without_marks
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.observations.lines import NOT_OBSERVED, OBSERVATIONS, rows_framed
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
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations, rows of OBSERVATIONS by paper, item and condition; what is of none, rows of NOT_OBSERVED."""
    left_out: list[dict[str, Any]] = []
    usable = []
    known = sorted(readings, key=lambda reading: reading.id)
    names = {printed_line(one): one.datum.printed.text for one in known if one.parameter == field.named_by}
    for reading in known:
        reason = _unusable(reading, library)
        if reason:
            left_out.append(_not_observed(reading, reason))
        elif reading.status == "value":
            usable.append(reading)
    observed: dict[tuple[str, str, str, tuple[float, ...]], list[Reading]] = {}
    for about, line in grouped(usable, printed_line).items():
        at = _conditions(line, field)
        if isinstance(at, str):
            left_out += [_not_observed(one, at) for one in line]
            continue
        first = line[0]
        name = without_marks(names.get(about) or first.datum.printed.stub or "") or first.datum.device
        observed.setdefault((first.datum.paper or "", slug(name), name, at), []).extend(line)
    values = []
    for (paper, key, name, at), found in sorted(observed.items()):
        values += _values(paper, key, name, at, found, _class_of(found, library, classes), config, field)
    left_out.sort(key=lambda one: one["reading"])
    return rows_framed(OBSERVATIONS, values), rows_framed(NOT_OBSERVED, left_out)


def _not_observed(reading: Reading, reason: str) -> dict[str, Any]:
    return {"reading": reading.id, "parameter": reading.parameter, "reason": reason}


_VALUE = NumberColumn("value", "{label}", "{rule}", inputs="inputs", unit="{unit}", id="{id}", keeps_empty=True)
_COUNT = NumberColumn("n", "{label}", "counted over all documents", "count", "inputs", id="observed#{name}")


def numbers_of_observations(
    readings: Iterable[Reading], observations: pd.DataFrame, left_out: pd.DataFrame
) -> pd.DataFrame:
    """Each observed value, which leads to its readings, and how much was read and observed: rows of the numbers."""
    words = observations["parameter"].str.replace("_", " ") + " of " + observations["item"]
    agreeing = observations["reading"] + (SEVERAL + observations["agreeing"]).fillna("")
    is_one = observations["conflict"].isna()
    values = observations.assign(
        label=words + " at " + observations["at"],
        inputs=agreeing.fillna(observations["conflict"]),
        rule=is_one.map({True: "what its line prints", False: "its readings disagree, so none is used"}),
    )
    return pd.concat([numbers_of_table(values, _VALUE), numbers_of_table(_counts(readings, values, left_out), _COUNT)])


def _counts(readings: Iterable[Reading], values: pd.DataFrame, left_out: pd.DataFrame) -> pd.DataFrame:
    """How many of each there are, with a reading of each."""
    printed = pd.DataFrame(
        sorted((one.id, one.datum.locator.document) for one in readings if not one.is_derived),
        columns=["read", "document"],
    )
    values = values.assign(read=values["inputs"].str.split(SEVERAL).str[0])
    of = {
        "documents": _one_of_each(printed, "document"),
        "readings": printed["read"],
        "papers": _one_of_each(values, "paper"),
        "items": _one_of_each(values, "paper", "item"),
        "observations": _one_of_each(values, "observation"),
        "conflicts": values["read"][values["conflict"].notna()],
        "left_out": left_out["reading"],
    }
    rows = [(name, name.replace("_", " "), len(read), SEVERAL.join(read)) for name, read in of.items()]
    return pd.DataFrame(rows, columns=["name", "label", "n", "inputs"])


def _one_of_each(values: pd.DataFrame, *columns: str) -> "pd.Series[str]":
    return values.groupby(list(columns), sort=False)["read"].last()


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
) -> list[dict[str, Any]]:
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
            {
                "id": f"{observation}#{parameter}",
                "observation": observation,
                "paper": paper,
                "item": name,
                "class": item_class,
                "at": words,
                "parameter": parameter,
                "value": chosen.value if is_one else None,
                "unit": chosen.unit or "1",
                "reading": chosen.id if is_one else None,
                "agreeing": _several(others) if is_one else None,
                "conflict": None if is_one else _several(nearest),
            }
        )
    return found


def _several(readings: Iterable[Reading]) -> str | None:
    return SEVERAL.join(one.id for one in readings) or None


def _equal(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and math.isclose(first, second, rel_tol=AGREE_WITHIN)
