"""Values that sentences state: where they stand, which parameter they are of, and what is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.errors import DocumentError
from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages
from memlit.passages.render import passages_as_json

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def found(tmp_path: Path, vocabulary: Vocabulary, text: str, name: str = "note.md") -> list[Find]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(read_passages(path, vocabulary).finds)


def stated(finds: list[Find]) -> list[tuple[str, float | None, str | None]]:
    return [(find.parameter, find.quantity.si_value, find.quantity.si_unit) for find in finds]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The endurance exceeds one million cycles.", [("endurance", 1e6, "cycle")]),
        ("A retention of up to 6000 s was measured at 85 °C.", [("retention", 6000.0, "s")]),
        ("The device shows sixteen distinct conductance states.", [("n_states", 16.0, "state")]),
        ("A 32 × 16 crossbar was built.", [("array_size", 32.0, "1")]),
        ("The read voltage was 0.2 V.", [("read_voltage", 0.2, "V")]),
        ("An on/off ratio of 10<sup>4</sup> was reached.", [("on_off_ratio", 1e4, "1")]),
        ("The standby power (median $\\sim 34$   $\\mu\\text{W}$) is low.", [("standby_power", 34e-6, "W")]),
        ("A compliance current of 1 mA was set.", [("compliance_current", 1e-3, "A")]),
        ("The threshold voltage is −0.6 V.", [("threshold_voltage", -0.6, "V")]),
    ],
)
def test_value_of_a_sentence(
    tmp_path: Path, vocabulary: Vocabulary, sentence: str, expected: list[tuple[str, float, str]]
) -> None:
    assert [item for item in stated(found(tmp_path, vocabulary, sentence)) if item in expected] == expected


@pytest.mark.parametrize(
    ("text", "is_flagged"),
    [
        ("The set voltage of the device was \ufffd5 V in all cells.", True),
        ("The set voltage of the device was \ufffd 5 V in all cells.", True),
        ("The set voltage of the device was 5 V in all \ufffd cells.", False),
    ],
)
def test_a_value_beside_a_letter_that_cannot_be_read_says_so(
    tmp_path: Path, vocabulary: Vocabulary, text: str, is_flagged: bool
) -> None:
    """The letter may be a lost minus or a tilde."""
    (find,) = found(tmp_path, vocabulary, text)
    assert ("unreadable_character" in find.flags) == is_flagged


def test_respectively_pairs_in_order(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "The cycle-to-cycle and device-to-device variation are 1.5% and 4.2%, respectively."
    assert stated(found(tmp_path, vocabulary, text)) == [
        ("cycle_to_cycle", 0.015, "1"),
        ("device_to_device", 0.042, "1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019, Smith showed a synapse in Fig. 4 and ref. 12.",
        "The pulses are described in Section 3.2 and Table 2.",
        "7.2 Conductance error model . . . . . . . . 33",
        "The endurance of arrays<sup>69</sup> is limited.",
        ">>> params.write_noise.sigma = 0.5",
        "A TaO<sub>x</sub>/HfO<sub>2</sub> stack on TiN is used.",
        "# References\n\n1 A retention of 10 s and an endurance of 100 cycles.",
        "$$E = V^2 \\times \\frac{G_{on} + G_{off}}{2}, \\quad (1)$$",
    ],
)
def test_what_states_no_value(tmp_path: Path, vocabulary: Vocabulary, text: str) -> None:
    assert found(tmp_path, vocabulary, text) == []


def test_span_is_the_printed_value_in_the_file(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "# Results\n\nFirst words.\n\nThe set pulse has an\namplitude of 1.25 V and the film is 3 nm thick.\n"
    for find in found(tmp_path, vocabulary, text):
        assert text[find.start : find.end] == find.printed
    assert {find.printed for find in found(tmp_path, vocabulary, text)} == {"1.25 V", "3 nm"}


def test_paragraph_broken_by_a_figure_is_one_sentence(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = (
        "The devices that were measured in this work show an endurance that reaches\n\n"
        "Fig. 3 A drawing of the cell.\n\n"
        "more than 10 million cycles in air.\n"
    )
    assert stated(found(tmp_path, vocabulary, text)) == [("endurance", 1e7, "cycle")]


def test_citations_and_materials_are_candidates_only(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (find,) = found(tmp_path, vocabulary, "The HfO2/TaOx device has a retention of 200 s.<sup>12,13</sup>")
    assert find.citations == ("12,13",)
    assert find.materials == ("HfO2/TaOx",)


def test_cells_of_a_table_in_a_text_take_the_header(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "Table 1 Arrays\n\nWork\tArray size\tType\nA one\t12 × 14\tPassive\nAnother\t8 × 8\tActive\n"
    assert stated(found(tmp_path, vocabulary, text, "table.txt")) == [
        ("array_size", 12.0, "1"), ("array_size", 14.0, "1"), ("array_size", 8.0, "1"), ("array_size", 8.0, "1"),
    ]  # fmt: skip


def test_jats_keeps_raised_digits_and_leaves_references_out(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = (
        "<article><body><sec><p>An endurance of 10<sup>7</sup> cycles was seen.</p></sec></body>"
        "<back><ref-list><ref><p>A retention of 10 s.</p></ref></ref-list></back></article>"
    )
    (find,) = found(tmp_path, vocabulary, text, "paper.xml")
    assert (find.parameter, find.quantity.si_value) == ("endurance", 1e7)
    assert "10<sup>7</sup> cycles" in find.sentence


def test_html_caption_is_marked(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "<html><body><figure><figcaption>Fig. 1 Read voltage of 0.1 V.</figcaption></figure></body></html>"
    (find,) = found(tmp_path, vocabulary, text, "page.html")
    assert (find.kind, find.quantity.si_value) == ("caption", 0.1)


def test_json_has_place_span_and_quantity(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The forming voltage is 2.5 V.", encoding="utf-8")
    (record,) = passages_as_json(read_passages(path, vocabulary))
    assert (record["place"], record["printed"], record["parameter"]) == ("c23", "2.5 V", "forming_voltage")
    assert record["quantity"]["si_value"] == 2.5


def test_file_without_running_text_is_one_line(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "cells.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="holds tables only"):
        read_passages(path, vocabulary)


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("fake.pdf", b"One sentence.", "fake.pdf: is plain text by its content and PDF by its name; fetch"),
        ("empty.pdf", b"", "empty.pdf: is empty; save or fetch it again"),
        ("x.png", b"\x89PNG\r\n\x1a\n\0\0", "x.png: is a picture (PNG); give the document itself: PDF, LaTeX"),
        ("folder", None, "folder: is a folder; give the path of a file"),
    ],
)
def test_a_file_that_is_no_document_is_told_as_what_it_is(
    tmp_path: Path, vocabulary: Vocabulary, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_passages(path, vocabulary)
    assert said in str(caught.value)
    assert "XLSX" not in str(caught.value)


def test_exponents_and_powers_of_units_are_no_citations(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = (
        "A current density of 10<sup>4</sup> A cm<sup>−2</sup> and an area of 4 µm<sup>2</sup> were used.<sup>7</sup>"
    )
    assert {find.citations for find in found(tmp_path, vocabulary, text)} == {("7",)}


def test_the_square_of_a_voltage_in_a_formula_is_no_citation(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "The energy per spike is CV<sup>2</sup>, that is (1 µF)(1 V)<sup>2</sup> = 1 µJ.<sup>7</sup>"
    assert {find.citations for find in found(tmp_path, vocabulary, text)} == {("7",)}


def test_names_behind_a_list_in_its_order_are_of_what_follows(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "The HRS values of A and B are 3.98 MΩ and 17.4 kΩ respectively while the LRS values are comparable."
    assert {find.parameter for find in found(tmp_path, vocabulary, text)} == {"r_off"}


def test_sentence_is_as_printed_with_the_value_at_its_offset(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "Intro.\n\nThe cells with HfO<sub>2</sub> reach an endurance of one million cycles in air.\n"
    (find,) = found(tmp_path, vocabulary, text)
    assert find.sentence == "The cells with HfO<sub>2</sub> reach an endurance of one million cycles in air."
    assert find.sentence[find.offset :].startswith("one million cycles")


PDF = """#set page(width: 400pt, height: 300pt)
#set text(size: 10pt)
#columns(2)[
The cells of the left column show a retention of more than 10#super[4] s at 85 °C, and the endur-
ance of the cells is 2 × 10#super[6] cycles.
#colbreak()
The threshold voltage of the right column is −0.7 V.#super[12]
]
"""


def test_pdf_gives_page_span_and_box_in_reading_order(tmp_path: Path, vocabulary: Vocabulary) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "in.typ").write_text(PDF, encoding="utf-8")
    (tmp_path / "out.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    finds = read_passages(tmp_path / "out.pdf", vocabulary).finds
    values = {find.parameter: find for find in finds}
    assert values["retention"].quantity.si_value == 1e4
    assert values["retention"].quantity.comparator == ">"
    assert values["endurance"].quantity.si_value == 2e6
    assert values["threshold_voltage"].quantity.si_value == -0.7
    assert values["threshold_voltage"].citations == ("12",)
    assert {find.page for find in finds} == {1}
    left, right = values["retention"].boxes[0], values["threshold_voltage"].boxes[0]
    assert left[2] < 200 < right[0]
    assert [find.start for find in finds] == sorted(find.start for find in finds)


@pytest.mark.parametrize(
    "text",
    [
        "one hundred " * 400 + "cycles",
        "10^{" * 500,
        "$\\frac{" * 300,
        "<sup>1" * 500,
        "(" * 5000 + "1 V",
        "|1|2|\n" * 300,
    ],
    ids=["words", "powers", "formulas", "marks", "brackets", "cells"],
)
def test_nonsense_raises_nothing(tmp_path: Path, vocabulary: Vocabulary, text: str) -> None:
    assert all(find.end > find.start for find in found(tmp_path, vocabulary, text))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Loops were taken at temperatures of (a) 5 °C, (b) 35 °C, and (c) 65 °C.",
            [("temperature", 5.0), ("temperature", 35.0), ("temperature", 65.0)],
        ),
        (
            "Read voltages of (a) 150 mV; (b) 250 mV; (c) 350 mV were tried.",
            [("read_voltage", 0.15), ("read_voltage", 0.25), ("read_voltage", 0.35)],
        ),
        ("All cells were read with V<sub>read</sub> = −0.3 V.", [("read_voltage", -0.3)]),
        ("Here V<sub>start,p</sub> = 1.4 V in steps.", [("programming_voltage", 1.4)]),
        ("The train had t<sub>w</sub> = 30 µs.", [("pulse_width", 30e-6)]),
        ("The network was trained with n<sub>states</sub> = 25 in both layers.", [("n_states", 25.0)]),
        (
            "The potentiation and depression pulses were 2 V for 0.05 ms and −4 V for 90 ms, respectively.",
            [("set_voltage", 2.0), ("set_pulse_width", 5e-5), ("reset_voltage", -4.0), ("reset_pulse_width", 0.09)],
        ),
        (
            "Amplitudes of 1.5 V and −1.7 V for potentiation and depression, respectively, were chosen.",
            [("set_voltage", 1.5), ("reset_voltage", -1.7)],
        ),
        (
            "Cells with 20 kΩ and 3 MΩ as R<sub>on</sub> and R<sub>off</sub> were assumed.",
            [("r_on", 2e4), ("r_off", 3e6)],
        ),
        ("The pulse width was 40 ns and the interval was 90 ns.", [("pulse_width", 4e-8), ("pulse_interval", 9e-8)]),
        (
            "The pulse condition is 6 V/80 ms and the read pulse condition is 2 V/15 ms.",
            [("programming_voltage", 6.0), ("pulse_width", 0.08), ("read_voltage", 2.0), ("read_pulse_width", 0.015)],
        ),
        (
            "The device is set by a pulse amplitude of 1.5 V and reset by a pulse amplitude of 1.9 V.",
            [("set_voltage", 1.5), ("reset_voltage", 1.9)],
        ),
        ("Set and reset voltages of 1.5 and −1.9 V, respectively.", [("set_voltage", 1.5), ("reset_voltage", -1.9)]),
        ("Pulses with width and interval of 7 and 4 s were sent.", [("pulse_width", 7.0), ("pulse_interval", 4.0)]),
        ("The read voltage for the optical pulses was 0.7 V.", [("read_voltage", 0.7)]),
        ("The retention exceeds 1000 s at 105 °C.", [("retention_temperature", 105.0)]),
        ("The train has width: 2 ms, interval: 4 ms in all.", [("pulse_width", 2e-3), ("pulse_interval", 4e-3)]),
        ("The interval between these write pulses, t<sub>b</sub>, was set to 3 ms.", [("pulse_interval", 3e-3)]),
        (
            "Potentiation and depression pulses of 2.5 V in a 40 mV step and −3.5 V in a −40 mV step, respectively.",
            [("set_voltage", 2.5), ("reset_voltage", -3.5)],
        ),
        (
            "The pulses had 3 V for the LTP process and −5 V for the LTD process.",
            [("set_voltage", 3.0), ("reset_voltage", -5.0)],
        ),
        ("The memory cell can store two discrete bits.", [("n_bits", 2.0)]),
    ],
)
def test_lists_symbols_pairs_and_roles(
    tmp_path: Path, vocabulary: Vocabulary, sentence: str, expected: list[tuple[str, float]]
) -> None:
    finds = [(find.parameter, find.quantity.si_value) for find in found(tmp_path, vocabulary, sentence)]
    units = {vocabulary.parameters[name].unit for name, _ in expected}
    of_units = [one for one in finds if vocabulary.parameters[one[0]].unit in units]
    assert of_units == [(name, pytest.approx(value)) for name, value in expected]


def test_an_arrow_is_a_range(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for text in ("The set voltage was 0.6 V → 1.1 V in this run.", "The set voltage was 0.6→1.1 V in this run."):
        (find,) = found(tmp_path, vocabulary, text)
        assert (find.parameter, find.quantity.si_lower, find.quantity.si_upper) == ("set_voltage", 0.6, 1.1)


def test_names_that_are_not_paired_stay_apart(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "The set voltage and the reset voltage are 1 V and −2 V, respectively, and cells are read at 0.2 V."
    assert [(find.parameter, find.quantity.si_value) for find in found(tmp_path, vocabulary, text)] == [
        ("set_voltage", 1.0),
        ("reset_voltage", -2.0),
        ("read_voltage", 0.2),
    ]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("references.", False),
        ("References", True),
        ("REFERENCES.", True),
        ("# references", True),
        ("5. References", True),
    ],
)
def test_a_sentence_that_ends_in_references_is_no_heading(
    tmp_path: Path, vocabulary: Vocabulary, line: str, is_heading: bool
) -> None:
    text = f"Numbers are cited from the\n\n{line}\n\nThe read voltage was 0.2 V."
    assert (found(tmp_path, vocabulary, text) == []) is is_heading


@pytest.mark.parametrize(
    "sentence",
    [
        "The wafer was baked at 120 °C on a hot plate for 2 min.",
        "Spin coating was carried out at a spin speed of 500 rpm for the first 5 s.",
        "The threshold voltage of the diodes can be as high as 100 mV.",
        "Optical pulses with a wavelength of 725 nm, a power of 43 mW and a width of 3 s were used.",
        "The pulse generator has a rise time of 3 ns.",
        "The currents have standard deviations of 0.6 nA.",
        "To define a custom programming error, do this: 1. write a function.",
        "The ions switch between two stable states of the lattice.",
        "TDDB: a constant voltage of 2.5 V is the stress of the test.",
    ],
)
def test_values_of_tools_light_spreads_and_lists_are_of_no_device(
    tmp_path: Path, vocabulary: Vocabulary, sentence: str
) -> None:
    kept = {"pulse_width"} if "Optical" in sentence else set()
    assert {find.parameter for find in found(tmp_path, vocabulary, sentence)} <= kept


def test_the_pulse_that_follows_is_another_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    finds = found(
        tmp_path, vocabulary, "Depression took 40 pulses of −1.4 V and 800 ns, each followed by a read pulse."
    )
    assert stated(finds) == [
        ("n_pulses", 40.0, "1"),
        ("reset_voltage", -1.4, "V"),
        ("reset_pulse_width", pytest.approx(8e-7), "s"),
    ]


def test_a_length_behind_a_formula_is_the_thickness_of_a_layer(tmp_path: Path, vocabulary: Vocabulary) -> None:
    finds = found(tmp_path, vocabulary, "The device consists of Ta (30 nm)/HfO2 (8 nm)/Pt on glass.")
    assert [(find.parameter, find.printed) for find in finds] == [("thickness", "30 nm"), ("thickness", "8 nm")]


def test_the_terminal_keeps_the_height_of_a_power(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>The endurance is above 10<sup>9</sup> cycles.</p></body></html>", encoding="utf-8")
    printed = CliRunner().invoke(main, ["passages", str(page)], prog_name="memlit").output
    assert "above 10^{9} cycles" in printed
    assert "109" not in printed


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("The endurance is ~10¹¹ cycles.", 1e11, None, None),
        ("The endurance is >1.3×10¹² cycles.", 1.3e12, None, None),
        ("The endurance is larger than 3*10<sup>5</sup> cycles.", 3e5, None, None),
        ("The endurance lies at 10<sup>2</sup>~ 10<sup>4</sup> cycles.", None, 1e2, 1e4),
    ],
)
def test_powers_of_ten_on_a_web_page_are_powers(
    tmp_path: Path, vocabulary: Vocabulary, text: str, value: float | None, low: float | None, high: float | None
) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    (find,) = read_passages(file, vocabulary).finds
    assert (find.quantity.si_value, find.quantity.si_lower, find.quantity.si_upper) == (value, low, high)


def test_items_of_a_list_are_of_what_stands_above_it(tmp_path: Path, vocabulary: Vocabulary) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><body><h3>Endurance</h3><ul><li>FeRAM: 10<sup>9</sup>+ cycles</li></ul>"
        "<p>Write energy:</p><ul><li>A: 2 fJ/bit</li></ul><p>The rest is long.</p><ul><li>B: 3 fJ</li></ul>"
        "</body></html>",
        encoding="utf-8",
    )
    endurance, energy = read_passages(file, vocabulary).finds
    assert (endurance.parameter, endurance.quantity.si_value, endurance.quantity.comparator) == ("endurance", 1e9, ">=")
    assert (energy.parameter, energy.quantity.si_value) == ("write_energy", 2e-15)
    listed = "## Retention\n\n- A: 10 years\n\n- B: 3 h\n"
    assert [(one.parameter, one.printed) for one in found(tmp_path, vocabulary, listed)] == [
        ("retention", "10 years"),
        ("retention", "3 h"),
    ]
