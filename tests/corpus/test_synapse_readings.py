"""The records of named synapses against the reference material: each of its readings stands in a record, none is lost.

tests/data/synapse_readings.csv names the data that hold each row of ../shared/evidence2/readings.csv.
"""

from __future__ import annotations

import csv
import math
import re
from functools import cache

import pytest
from memlit.datum import DocumentRecord, Reading, read_record
from memlit.library import load_library
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile

from tests.builders import REFERENCE, ROOT, vocabulary

PREFIX = {"": 1.0, "p": 1e-12, "n": 1e-9, "N": 1e-9, "u": 1e-6, "µ": 1e-6, "U": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6}
NUMBER = re.compile(r"[-+±]?\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?(?:\s*[x×]\s*10\^[-+]?\d+)?(?:\^\d+)?")
UNIT = re.compile(r"(?<![A-Za-z])([pnuµmkM]?)(?:ohm|Hz|V|s|S|A|J|m)(?![A-Za-z])", re.I)
OTHER_NAMES = {
    "n_pulses_set": "n_pulses",
    "n_pulses_reset": "n_pulses",
    "delta_g": "conductance_change",
    "g_stuck": "stuck_conductance",
    "g_target": "state_conductance",
    "g_scale": "conductance_per_weight",
    "i_on": "on_current",
    "i_off": "off_current",
    "v_threshold": "threshold_voltage",
    "v_hold": "hold_voltage",
    "v_forward": "operating_voltage",
    "gate_set": "gate_voltage",
    "gate_reset": "gate_voltage",
    "rectification": "rectification_ratio",
    "bias_duration": "pulse_width",
    "pulse_length_range": "pulse_width",
    "program_pulse_width": "pulse_width",
    "program_current": "write_current",
    "forming_pulse": "forming_voltage",
    "e_cycle": "switching_energy",
    "read_margin": "read_current",
    "c2c": "cycle_to_cycle",
    "c2c_hrs": "cycle_to_cycle",
    "c2c_lrs": "cycle_to_cycle",
    "compliance": "compliance_current",
}
"""What the vocabulary calls a parameter of the reference material."""
DECIDED = {
    (139, "compliance_current"): "the current of a compliance",
    (162, "compliance_current"): "the current of a compliance",
    (19, "n_pulses"): "pulses of a train, no distinct states",
    (257, "programming_voltage"): "the panel names no transition",
    (258, "pulse_width"): "the panel names no transition",
    (106, "threshold_voltage"): "where the ramp sets, no amplitude of a pulse",
}
TIERS = (
    ("simulator", "simulator"),
    ("secondary", "secondary"),
    ("primary data restated", "secondary"),
    ("", "primary"),
)


def reference() -> list[dict[str, str]]:
    with (REFERENCE / "evidence2/readings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def placed() -> dict[int, tuple[str, ...]]:
    with (ROOT / "tests/data/synapse_readings.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["number"]): tuple(row["readings"].split(" | ")) for row in csv.DictReader(file)}


@cache
def recorded() -> dict[str, Reading]:
    words = vocabulary()
    corrections = by_datum(load_corrections(ROOT / "curation/corrections.csv", words)[0])
    found = {}
    for key in sorted({name.partition(":")[0] for names in placed().values() for name in names}):
        record = read_record(DocumentRecord, ROOT / f"extracted/{key}.json")
        found |= {datum.id: reconcile(datum, corrections.get(datum.id, ()), words) for datum in record.data}
    return found


def numbers(text: str) -> list[float]:
    """The numbers of a printed text, thousands separated or not, powers of ten written out."""
    values = []
    for found in NUMBER.findall(text):
        plain = re.sub(r"[,+±\s]", "", found).replace("×", "x")
        power = re.fullmatch(r"(-?[\d.]+)x10\^(-?\d+)|10\^(\d+)", plain)
        if power:
            values.append(float(power[1] or 1) * 10.0 ** int(power[2] or power[3]))
        elif "^" not in plain:
            values.append(float(plain.rstrip(".")))
    return values


def same(first: float, second: float) -> bool:
    return math.isclose(abs(first), abs(second), rel_tol=1e-9)


def test_every_reading_has_its_place() -> None:
    assert sorted(placed()) == list(range(1, 268))
    assert {name for names in placed().values() for name in names} <= recorded().keys()


@pytest.mark.reference("evidence2")
def test_values_and_parameters_are_those_of_the_reference() -> None:
    rows = reference()
    assert len(rows) == 267
    wrong = []
    for number, row in enumerate(rows, start=1):
        named = UNIT.findall(f"{row['printed']} {row['unit']}")
        scales = {PREFIX.get(prefix, PREFIX[""]) for prefix in named} | {1.0, 0.01 if row["unit"] == "%" else 1.0}
        scales |= {3.15576e7} if "years" in row["printed"] else set()
        scales |= {a * b for a in scales for b in scales} if row["parameter"] == "area" else set()
        printed = numbers(row["printed"])
        allowed = [
            value * scale for value in [*printed, *(a * b for a in printed for b in printed)] for scale in scales
        ]
        allowed += [10.0**value for value in printed if "orders" in row["printed"]]
        for name in placed()[number]:
            reading = recorded()[name]
            ends = {end for end in (reading.low, reading.high) if end is not None}
            if reading.status == "value" and not all(any(same(end, value) for value in allowed) for end in ends):
                wrong.append((number, name, "value", row["printed"], ends))
            expected = OTHER_NAMES.get(row["parameter"], row["parameter"])
            if reading.parameter != expected and (number, reading.parameter) not in DECIDED:
                wrong.append((number, name, "parameter", row["parameter"], reading.parameter))
            tier = next(ours for theirs, ours in TIERS if row["tier"].startswith(theirs))
            if reading.datum.tier != tier:
                wrong.append((number, name, "tier", row["tier"], reading.datum.tier))
    assert wrong == []


@pytest.mark.reference("evidence2")
def test_no_printed_number_is_lost() -> None:
    lost = []
    for number, row in enumerate(reference(), start=1):
        kept = []
        for name in placed()[number]:
            datum = recorded()[name].datum
            place = datum.locator.place or ""
            kept += numbers(" ".join([datum.printed.text, *datum.printed.notes, place, datum.printed.stub or ""]))
        missing = [value for value in numbers(row["printed"]) if not any(same(value, other) for other in kept)]
        if missing:
            lost.append((number, row["printed"], missing))
    assert lost == []


@pytest.mark.reference("evidence2")
def test_papers_are_those_of_the_reference() -> None:
    library = load_library(ROOT / "references.bib")
    wrong = []
    for number, row in enumerate(reference(), start=1):
        dois = {doi.lower().rstrip(".,;") for doi in re.findall(r"10\.\d{4,}/[^\s)]+", row["paper_doi_or_ref"])}
        for name in placed()[number]:
            paper = recorded()[name].datum.paper or ""
            doi = library.entries[paper].fields.get("doi", "").lower()
            if dois and doi and doi not in dois:
                wrong.append((number, paper, doi, dois))
    assert wrong == []


def test_each_reading_says_whether_it_was_checked_at_its_source() -> None:
    flags = {"checked_at_source", "not_verified_at_source"}
    names = [name for places in placed().values() for name in places]
    assert all(len(flags & set(recorded()[name].datum.flags)) == 1 for name in names)


def test_no_address_leads_to_a_copy_of_a_publishers_text() -> None:
    folders = {name.partition(":")[0] for places in placed().values() for name in places} - {"yao2020"}
    for key in folders:
        text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sources" / key).glob("*.[cy][sa][vm]*"))
        for address in re.findall(r"https?://[^/\s\"']+", text):
            assert address in {
                "https://doi.org",
                "https://github.com",
                "https://raw.githubusercontent.com",
                "https://arxiv.org",
                "https://purl.stanford.edu",
            }
