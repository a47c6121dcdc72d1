"""The vocabulary file and the way from a printed header to a parameter."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from memlit.errors import ConfigError
from memlit.field import Vocabulary, load_vocabulary, read_header_unit
from memlit.quantities.parameters import check_units

ROOT = Path(__file__).resolve().parents[3]
SI_UNITS = {
    "Hz/m^2",
    "C/m^2",
    "V",
    "A",
    "ohm",
    "S",
    "F",
    "W",
    "J",
    "s",
    "Hz",
    "m",
    "m^2",
    "degC",
    "cycle",
    "state",
    "bit",
    "1",
    "J/bit",
    "A/m^2",
    "1/J",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def labelled() -> list[tuple[str, str]]:
    with (ROOT / "tests/data/headers_labelled.csv").open(encoding="utf-8", newline="") as file:
        return [(row["header"], row["parameters"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("header", "meant"), labelled())
def test_labelled_headers(vocabulary: Vocabulary, header: str, meant: str) -> None:
    match = vocabulary.match_header(header)
    found = "" if match is None else "|".join(match.choices) or ";".join(match.parts)
    assert found == meant


@pytest.mark.parametrize(
    ("header", "unit", "multiplier"),
    [
        ("Retention (s)", "s", 1.0),
        ("Max. current density (A cm−2)", "A cm-2", 1.0),
        ("Conductance (×10⁻⁶ S)", "S", 1e-6),
        ("Endurance (10^6 cycles)", "cycles", 1e6),
        ("Energy, pJ", "pJ", 1.0),
        ("R_on / Ω", "Ω", 1.0),
        ("Write energy (pJ per bit)", "pJ per bit", 1.0),
        ("Retention Temp [deg C]", "deg C", 1.0),
        ("Endurance", None, 1.0),
    ],
)
def test_unit_and_power_of_the_header(vocabulary: Vocabulary, header: str, unit: str | None, multiplier: float) -> None:
    match = vocabulary.match_header(header) or vocabulary.match_header("Switching " + header)
    assert match is not None
    assert (match.unit, match.multiplier) == (unit, multiplier)


@pytest.mark.parametrize("text", ["best devices", "weight increase/decrease", "e.g., 1T1R", "σ", "85°C", "", "Gmin"])
def test_words_in_brackets_are_no_unit(text: str) -> None:
    assert read_header_unit(text) is None


def test_footnote_marks_are_taken_off_and_kept(vocabulary: Vocabulary) -> None:
    for header in ("Operation voltage (V)^a", "Operation voltage (V)a", "Operation voltage (V)<sup>a</sup>"):
        match = vocabulary.match_header(header)
        assert match is not None
        assert (match.parts, match.marks, match.unit) == (("operating_voltage",), ("a",), "V")


def test_qualifiers_stay_with_the_match(vocabulary: Vocabulary) -> None:
    match = vocabulary.match_header("Max Voltage [V]")
    assert match is not None
    assert "maximum" in match.qualifiers


def test_an_unknown_header_names_its_nearest_parameters(vocabulary: Vocabulary) -> None:
    assert vocabulary.match_header("Endured (cycles)") is None
    assert vocabulary.nearest("Endured (cycles)", 1) == ("endurance",)
    assert "set_voltage" in vocabulary.nearest("Voltage for set switching")


def test_two_parameters_in_one_header_are_not_guessed(vocabulary: Vocabulary) -> None:
    assert vocabulary.match_header("Set voltage and endurance of the film") is None


@pytest.mark.parametrize("text", ["Uniqueness", "Eg (eV)", "Colour", "Shape", "Rank", "Dose (a.u.)"])
def test_nothing_is_proposed_for_a_header_that_is_like_no_word(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.alike(text) == ()


@pytest.mark.parametrize(
    "text, name", [("Retentoin", "retention"), ("Forming V", "forming_voltage"), ("Endured (cycles)", "endurance")]
)
def test_a_header_that_is_like_a_word_is_taken_for_it_first(vocabulary: Vocabulary, text: str, name: str) -> None:
    assert vocabulary.alike(text)[0] == name


def test_every_parameter_has_what_the_pipeline_needs(vocabulary: Vocabulary) -> None:
    for parameter in vocabulary.parameters.values():
        assert parameter.meaning.endswith("."), parameter.name
        assert parameter.is_text or (parameter.unit in SI_UNITS and parameter.range is not None), parameter.name
        assert parameter.range is None or parameter.range[0] < parameter.range[1]


def test_published_values_lie_in_the_plausible_ranges(vocabulary: Vocabulary) -> None:
    """NeuroSim V3.0 manual, Tables I and II: extremes of each row."""
    printed = {
        "r_on": (3.5e3, 26e6),
        "on_off_ratio": (2, 50.2),
        "set_voltage": (-2, 5),
        "set_pulse_width": (10e-9, 40e-3),
        "n_states": (32, 128),
        "nonlinearity_depression": (-6.76, 2.4),
        "cycle_to_cycle": (0.005, 0.05),
    }
    for name, values in printed.items():
        limits = vocabulary.parameters[name].range
        assert limits is not None
        assert all(limits[0] <= abs(value) <= limits[1] or limits[0] <= value for value in values), name


def write(folder: Path, text: str) -> Path:
    path = folder / "vocabulary.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters:\n  v: {meaning: A., unit: V, heder: [x]}\n", "write header"),
        ("parametres: {}\n", "add `parameters:`"),
        ("parameters:\n  v: {meaning: A.}\n", "add `unit:`"),
        ("parameters:\n  v: {unit: V}\n", "add `meaning:`"),
        ("parameters:\n  v: {meaning: A., unit: V, range: [3, 1]}\n", "smaller number first"),
        ("parameters:\n  v: {meaning: A., unit: V, header: word}\n", "write a list, one item a line"),
        (
            "parameters:\n  set_voltage: {meaning: A., unit: V}\ncombined:\n  - {parts: [set_voltag], header: [x]}\n",
            "write 'set_voltage' instead",
        ),
        ("parameters: [\n", "is not YAML"),
    ],
)
def test_a_mistake_in_the_file_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_vocabulary(write(tmp_path, text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("mAh/g", "unit 'mAh/g' is not one that memlit reads; write a unit made of A, "),
        ("volts per", "unit 'volts per' is not one that memlit reads"),
        ("nm", "unit 'nm' is not in SI; write 'm'"),
        ("TOPS/W", "unit 'TOPS/W' is not in SI; write '1/J'"),
        ("pJ/bit", "unit 'pJ/bit' is not in SI; write 'J/bit'"),
    ],
)
def test_a_unit_that_no_value_is_read_in_is_told_with_its_key(tmp_path: Path, unit: str, said: str) -> None:
    path = write(tmp_path, f"parameters:\n  q: {{meaning: A., unit: {unit}}}\n")
    with pytest.raises(ConfigError) as caught:
        check_units(load_vocabulary(path), "vocabulary.yaml")
    assert str(caught.value).startswith(f"vocabulary.yaml: parameters.q.unit: {said}")


def test_every_unit_of_the_committed_vocabulary_is_read(vocabulary: Vocabulary) -> None:
    check_units(vocabulary, "config/vocabulary.yaml")


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml: is missing"):
        load_vocabulary(tmp_path / "none.yaml")


def test_adding_a_word_is_one_line(tmp_path: Path) -> None:
    base = 'parameters:\n  v: {meaning: A voltage., unit: V, header: ["bias"]}\n'
    assert load_vocabulary(write(tmp_path, base)).match_header("Polarisation") is None
    more = base.replace('["bias"]', '["bias", "polarisation"]')
    match = load_vocabulary(write(tmp_path, more)).match_header("Polarisation (V)")
    assert match is not None
    assert match.parts == ("v",)


def test_a_remark_in_brackets_makes_no_second_parameter_of_a_unit(vocabulary: Vocabulary) -> None:
    match = vocabulary.match_header("Bits/cell (reliable)")
    assert match is not None
    assert match.parts == ("n_bits",)
