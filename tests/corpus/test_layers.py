"""The records of measured devices of open data and papers against the reference material, row by row.

tests/data/layer_readings.csv names the data that hold each row of ../shared/evidence4 and evidence5, and of the papers
that were read by eye. The energies are recomputed here from the reference's own V, tau and conductances.
"""

from __future__ import annotations

import csv
import math
import re
from functools import cache
from pathlib import Path

import pytest
from memlit.datum import DocumentRecord, Reading, read_record
from memlit.library import load_library
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile

from tests.builders import REFERENCE, ROOT, vocabulary
from tests.corpus.test_synapse_readings import PREFIX, UNIT, numbers

Row = dict[str, str]
LAYERS = {
    "evidence4": "evidence4/readings.csv",
    "evidence5": "evidence5/readings.csv",
    "papers": "evidence4/papers_tuples.csv",
}
WITHOUT_PLACE = {("evidence5", 93), ("evidence5", 303), ("evidence5", 306)}
"""The relaxation of a device whose document is not at hand: its record cannot be read again. Steps of the time column
of a data file, which are no width that anybody prints.
"""
PLAIN = (1.0, 0.01, 1e4)
"""No prefix, a percent, and one over a square centimetre."""
WORDS = {
    "week": 604800.0,
    "hours": 3600.0,
    "years": 3.15576e7,
    "fJ": 1e-15,
    "TOPS/W": 1e12,
    "GOP ": 1e9,
    "k ": 1e3,
    "M ": 1e6,
}
"""Units that the prefixes of a volt or an ohm do not hold, by how a row writes them."""
ROUNDED = {("evidence5", 410): 5e-4}
"""The row gives four digits of a value that the record has with all."""


IN_SERIES = {"knowm-sdc": 5e3}
"""Printed series resistors in ohm."""


SQUARES = ("area", "array_size")


def reference(layer: str) -> list[Row]:
    with (REFERENCE / LAYERS[layer]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def placed() -> dict[tuple[str, int], tuple[str, ...]]:
    with (ROOT / "tests/data/layer_readings.csv").open(encoding="utf-8", newline="") as file:
        return {(row["layer"], int(row["number"])): tuple(row["readings"].split(" | ")) for row in csv.DictReader(file)}


@cache
def recorded() -> dict[str, Reading]:
    words = vocabulary()
    corrections = by_datum(load_corrections(ROOT / "corrections.csv", words)[0])
    found = {}
    for key in sorted({name.partition(":")[0] for names in placed().values() for name in names}):
        record = read_record(DocumentRecord, ROOT / f"extracted/{key}.json")
        found |= {datum.id: reconcile(datum, corrections.get(datum.id, ()), words) for datum in record.data}
    return found


def what_is_printed(row: Row) -> str:
    """All that a row prints: its value, its unit, its condition and the ends of its tuple."""
    text = " ".join(row.get(name) or "" for name in PRINTED)
    return text.replace("..", " to ").replace("MΩ", "Mohm").replace("kΩ", "kohm").replace("μ", "u") + " "


PRINTED = (
    *("printed", "unit", "parameter", "condition", "quotation", "note"),
    *("v_spike_v", "tau_s", "g_on_s", "g_off_s", "read_v"),
)


@pytest.mark.reference("evidence4")
@pytest.mark.reference("evidence5")
def test_every_row_has_its_place() -> None:
    counts = {layer: len(reference(layer)) for layer in LAYERS}
    assert counts == {"evidence4": 426, "evidence5": 429, "papers": 21}
    expected = {(layer, number) for layer, count in counts.items() for number in range(1, count + 1)}
    assert expected - placed().keys() == WITHOUT_PLACE
    assert {name for names in placed().values() for name in names} <= recorded().keys()


@pytest.mark.reference("evidence4")
@pytest.mark.reference("evidence5")
def test_values_are_those_of_the_reference() -> None:
    """Each end of each recorded value is a number of its row, in some prefix of its unit."""
    wrong, compared = [], 0
    for (layer, number), names in placed().items():
        text = what_is_printed(reference_row(layer, number))
        scales = {PREFIX.get(prefix, 1.0) for prefix in UNIT.findall(text)} | set(PLAIN)
        scales |= {scale for word, scale in WORDS.items() if word in text}
        printed = numbers(text) + [10.0 ** int(power) for power in re.findall(r"10\^(-?\d+)", text)]
        lengths = [a * b * square for a in printed for b in printed for square in (1.0, 1e-12, 1e-18)]
        allowed = [value * scale for value in printed for scale in scales]
        for name in names:
            reading = recorded()[name]
            if reading.status != "value":
                continue
            compared += 1
            known = lengths + [value * 1e-12 for value in printed] if reading.parameter in SQUARES else allowed
            ends = [end for end in (reading.low, reading.high) if end is not None]
            near = ROUNDED.get((layer, number), 1e-9)
            wrong += [
                (layer, number, name, end)
                for end in ends
                if not any(math.isclose(abs(end), abs(value), rel_tol=near) for value in known)
            ]
    assert wrong == []
    assert compared > 1000


@cache
def all_rows(layer: str) -> tuple[Row, ...]:
    return tuple(reference(layer))


def reference_row(layer: str, number: int) -> Row:
    return all_rows(layer)[number - 1]


@pytest.mark.reference("evidence4")
@pytest.mark.reference("evidence5")
def test_papers_are_those_of_the_reference() -> None:
    """The paper of a reading, or the document that holds it, has the DOI that its row names."""
    library = load_library(ROOT / "references.bib")
    wrong = []
    for (layer, number), names in placed().items():
        row = reference_row(layer, number)
        about = row.get("paper_doi_or_ref") or row.get("reference") or ""
        named = {doi.lower().rstrip(".,;") for doi in re.findall(r"10\.\d{4,}/[^\s);]+", about)}
        for name in names:
            keys = (recorded()[name].datum.paper, recorded()[name].datum.locator.document)
            entries = [library.entries[key] for key in keys if key in library.entries]
            own = {entry.fields.get("doi", "").lower() for entry in entries} - {""}
            if named and own and not named & own:
                wrong.append((layer, number, name, own, named))
    assert wrong == []


@pytest.mark.reference("evidence5")
def test_what_was_not_measured_is_never_called_so() -> None:
    """Simulated, assumed, cited and digitised by others: a grade of C, or a tier that is not primary."""
    wrong = []
    for (layer, number), names in placed().items():
        kind = reference_row(layer, number).get("measured_or", "measured")
        if kind.startswith(("measured", "claim")) or layer != "evidence5":
            continue
        for name in names:
            datum = recorded()[name].datum
            is_own = datum.tier == "primary" and not any(flag.startswith("said_how") for flag in datum.flags)
            if is_own and datum.grade != "C" and recorded()[name].parameter.endswith("_voltage"):
                wrong.append((number, name, kind))
    assert wrong == []


NOT_A_TUPLE = {
    "10.1038/s44335-025-00043-3": "two blind readings correct its off state",
    "10.1145/3485824": "a table of assumptions that names no transition",
    "Neurocomputing 624 (2025) 129454": "its V is a threshold; the record has the pulse",
    "10.1038/srep10150 (review ref 88), digitised by 10.1109/TCAD.2018.2791468": "no width of it is printed",
}


def tuples(layer: str) -> list[tuple[str, str, tuple[float, ...]]]:
    """Paper, transition, and |V|, tau, G_on, G_off of each tuple of the reference."""
    with (REFERENCE / layer / "tuples.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = ("v_spike_v", "tau_s", "g_on_s", "g_off_s")
    papers = [(row.get("paper") or row["paper_doi_or_ref"]).split(";")[0] for row in rows]
    return [
        (paper, row["transition"], tuple(abs(float(row[part].split()[0])) for part in parts))
        for paper, row in zip(papers, rows, strict=True)
    ]


def rows_of(review: Path, name: str) -> list[Row]:
    with (review / f"results/data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text.lstrip("'") or "nan")


@pytest.mark.parametrize(("layer", "all_tuples", "recorded_tuples"), [("evidence4", 48, 48), ("evidence5", 111, 102)])
@pytest.mark.reference("evidence4")
@pytest.mark.reference("evidence5")
def test_energies_are_those_of_the_reference(
    whole_review: Path, layer: str, all_tuples: int, recorded_tuples: int
) -> None:
    """E_a = V^2 (G_on + G_off)/2 tau, P_s = V^2 G_off, P_a = E_a/tau: a point, or the end that its flags leave.

    Behind a transistor they are upper ends; of states that were read far below the pulse lower ends. Behind a printed
    resistor the upper end is that of the cell in its off state.
    """
    benchmark = {row["tuple"]: row for row in rows_of(whole_review, "benchmark")}
    papers = {recorded()[name].datum.paper for names in placed().values() for name in names}
    devices = [row for row in rows_of(whole_review, "devices") if row["paper"] in papers]
    parts = ("v_spike_v", "tau_s", "g_on_s", "g_off_s")
    known = [(row["pulse"], tuple(abs(number(row[part])) for part in parts), row["id"]) for row in devices]
    wanted = tuples(layer)
    assert len(wanted) == all_tuples
    found, lost, wrong = set(), [], []
    for paper, transition, values in wanted:
        # The reference gives four digits of a conductance.
        near = [
            (own, identifier)
            for pulse, own, identifier in known
            if pulse == transition
            and identifier not in found
            and all(math.isclose(a, b, rel_tol=1e-3) for a, b in zip(own, values, strict=True))
        ]
        if not near:
            lost.append(paper)
            continue
        (volts, width, on, off), identifier = near[0]
        found.add(identifier)
        row = benchmark[identifier]
        is_behind = "series_transistor" in row["flags"] or "series_resistor" in row["flags"]
        end = "_high" if is_behind else "_low" if "low_field_read" in row["flags"] else ""
        volts /= 1 + IN_SERIES.get(row["paper"], 0.0) * off
        power = volts * volts * (on + off) / 2
        for metric, value in (
            ("action_energy_j", power * width),
            ("standby_power_w", volts * volts * off),
            ("action_power_w", power),
            ("spike_timing_s", width),
        ):
            own_end = "" if metric == "spike_timing_s" else end
            if not math.isclose(number(row[metric + own_end]), value, rel_tol=1e-9):
                wrong.append((identifier, metric, row[metric + own_end], value))
            if own_end and row[metric]:
                wrong.append((identifier, metric, "a point"))
    assert wrong == []
    assert len(found) == recorded_tuples
    assert set(lost) <= NOT_A_TUPLE.keys()


@pytest.mark.reference("evidence4")
def test_conditions_of_a_device_are_no_votes(whole_review: Path) -> None:
    """44 runs of 14 devices are one paper, of one lineage with the laboratory of reference 207."""
    rows = [
        row for row in rows_of(whole_review, "benchmark") if row["paper"] == "uriarte2024" and row["pulse"] == "set"
    ]
    assert (len(rows), len({row["device"] for row in rows})) == (44, 14)
    assert {row["grade"] for row in rows} == {"B"}
    synapses = [row for row in rows_of(whole_review, "synapses") if row["laboratory"] == "begon-lours"]
    assert {row["paper"] for row in synapses} >= {"uriarte2024", "begonlours-ohmic", "garg2026"}
    assert len({row["lineage"] for row in synapses}) == 1
