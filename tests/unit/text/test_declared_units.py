"""Units that a vocabulary declares: their factor is pint's, print is matched by their spellings alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.curation.checking.check import check_review
from memlit.errors import ConfigError
from memlit.field import load_vocabulary
from memlit.quantities import read_quantities
from memlit.quantities.parameters import check_units

from tests.builders import ROOT, vocabulary
from tests.stages import run_to_benchmark

UNITS = """units:
  mAh/g: {is: mA*h/g, si: C/kg, spellings: [mAh g-1]}
  F/g: {is: F/g, si: F/kg}
"""
PARAMETERS = """parameters:
  specific_capacity: {meaning: Charge over mass., unit: C/kg, header_contains: [specific capacity]}
  specific_capacitance: {meaning: Capacitance over mass., unit: F/kg, header_contains: [specific capacitance]}
"""
TABLE = "Device,Specific capacity (mAh g⁻¹),Specific capacitance\nLFP,165,120 F/g\nNMC,178 ± 2,\n"


@pytest.fixture
def cathodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A review that `memlit new` started, with two parameters and their units, one table and one entry."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "cathodes"], prog_name="memlit").exit_code == 0
    root = tmp_path / "cathodes"
    words = root / "config/vocabulary.yaml"
    words.write_text(UNITS + words.read_text("utf-8").replace("parameters:\n", PARAMETERS, 1), "utf-8")
    (root / "references.bib").write_text("@article{doe2031,\n  author = {Doe, J.}, year = {2031},\n}\n", "utf-8")
    (root / "sources/doe2031").mkdir(parents=True)
    (root / "sources/doe2031/table_1.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(root)
    yield root
    vocabulary.cache_clear()
    vocabulary()


def test_a_table_of_another_field_is_read(cathodes: Path) -> None:
    """1 mA h/g is 1e-3 x 3600 C over 1e-3 kg, that is 3600 C/kg; 1 F/g is 1e3 F/kg."""
    assert [line for line in check_review(cathodes) if "vocabulary" in line] == []
    run_to_benchmark(cathodes)
    with (cathodes / "results/data/readings.csv").open(encoding="utf-8", newline="") as stream:
        rows = {(row["device"], row["parameter"]): row for row in csv.DictReader(stream)}
    found = {
        place: (row["status"], float(row["value"]), row["unit"])
        for place, row in rows.items()
        if place[1].startswith("specific")
    }
    assert found == {
        ("lfp", "specific_capacity"): ("value", pytest.approx(165 * 3600), "C/kg"),
        ("nmc", "specific_capacity"): ("value", pytest.approx(178 * 3600), "C/kg"),
        ("lfp", "specific_capacitance"): ("value", pytest.approx(120e3), "F/kg"),
    }


@pytest.mark.usefixtures("cathodes")
@pytest.mark.parametrize("printed", ["178 mAh/g", "178 mAh g−1", "178 mAh g⁻¹", "178 mAh g<sup>-1</sup>"])
def test_spellings_of_a_declared_unit(printed: str) -> None:
    load_vocabulary("config/vocabulary.yaml")
    (found,) = read_quantities(printed)
    assert (found.si_value, found.si_unit) == (pytest.approx(178 * 3600), "C/kg")


def test_what_one_vocabulary_declares_is_not_read_with_another(cathodes: Path) -> None:
    load_vocabulary(cathodes / "config/vocabulary.yaml")
    load_vocabulary(ROOT / "config/vocabulary.yaml")
    assert [found.si_unit for found in read_quantities("178 mAh/g")] != ["C/kg"]


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ("mAh/g: {is: mA*h/g, si: C/g}", "'C/g' is not in SI"),
        ("mAh/g: {is: mA*h, si: C/kg}", "with `is` and `si` of one kind"),
        ("mAh/g: {is: quux/g, si: C/kg}", "with `is` and `si` of one kind"),
        ("mAh/g: {is: mA*h/g}", "add `si:`"),
        # pint alone would not come back
        ("m9: {is: m**9**9**9, si: m}", "is not a product of units"),
        ("m9: {is: m^9^9^9, si: m}", "is not a product of units"),
        ("mAh/g: {is: mA*h/g, si: C/kg, spellings: mAh}", "write a list"),
    ],
)
def test_a_declaration_that_cannot_be_used_says_why(tmp_path: Path, declared: str, words: str) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(f"parameters: {{}}\nunits:\n  {declared}\n", "utf-8")
    with pytest.raises(ConfigError, match=words):
        load_vocabulary(path)


def test_a_unit_of_the_field_is_not_declared_anew(cathodes: Path) -> None:
    """`M` before an ohm is mega, whatever a review says."""
    words = cathodes / "config/vocabulary.yaml"
    words.write_text(words.read_text("utf-8").replace("units:\n", "units:\n  MΩ: {is: mohm, si: ohm}\n", 1), "utf-8")
    assert [line for line in check_review(cathodes) if "vocabulary" in line] == [
        "config/vocabulary.yaml: units: MΩ: read without being declared; leave them out"
    ]


def test_a_field_stores_temperatures_in_kelvin(tmp_path: Path) -> None:
    """0 °C is 273.15 K; without the declaration a printed kelvin is stored in °C."""
    words = tmp_path / "vocabulary.yaml"
    base = "parameters:\n  temperature: {meaning: T., unit: K}\nunits:\n  K: {is: K, si: K}\n"
    words.write_text(base + '  "°C": {is: degC, si: K}\n', "utf-8")
    try:
        check_units(load_vocabulary(words), "vocabulary.yaml")
        found = {text: read_quantities(text)[0] for text in ("300 K", "25 °C")}
        assert {text: (one.si_value, one.si_unit) for text, one in found.items()} == {
            "300 K": (300.0, "K"),
            "25 °C": (298.15, "K"),
        }
    finally:
        vocabulary.cache_clear()
        vocabulary()
    assert read_quantities("300 K")[0].si_unit == "degC"
