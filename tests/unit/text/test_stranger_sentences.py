"""Sentences in the manner of publishers' device papers: specific names, second values, lost marks, and what is none."""

from __future__ import annotations

import pytest
from memlit.field import Vocabulary, load_vocabulary
from memlit.passages.find import finds_in
from memlit.passages.said import kind_said
from memlit.quantities import read_quantities
from printed.documents.blocks.model import Block
from printed.documents.blocks.reference_lists import without_false_entries

from tests.builders import ROOT


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def values_in(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    found = finds_in([Block(text, tuple(range(len(text))))], vocabulary).finds
    return [(find.parameter, find.printed) for find in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Cells were erased by a pulse with an amplitude of −6 V and a width of 20 ms.",
            [("erase_voltage", "−6 V"), ("pulse_width", "20 ms")],
        ),
        (
            "We used triangular program (3 V, 5 µs) and erase (−3 V, 5 µs) pulses.",
            [
                ("programming_voltage", "3 V"),
                ("pulse_width", "5 µs"),
                ("erase_voltage", "−3 V"),
                ("pulse_width", "5 µs"),
            ],
        ),
        ("The write operation of such memories requires voltages above 9 V.", [("write_voltage", "above 9 V")]),
        (
            "The relaxation was followed with 3 ms/1.5 V read pulses.",
            [("read_pulse_width", "3 ms"), ("read_voltage", "1.5 V")],
        ),
        ("The current was monitored with a read voltage stress of −1.3 V.", [("read_voltage", "−1.3 V")]),
    ],
)
def test_the_operation_gives_a_common_word_its_specific_name(
    text: str, values: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert values_in(text, vocabulary) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A write voltage of1.6 V is applied for 50 ns.", ("write_voltage", "1.6 V")),
        ("Write pulses have an amplitude in the range of −2.4 to 0 V.", ("programming_voltage", "−2.4 to 0 V")),
        ("It lowers the voltages (Vwrite/Vread = 3/1.2V) of the cell.", ("write_voltage", "3")),
        ("A conductance ratio of 90, and 64 conductance states were used.", ("on_off_ratio", "90")),
        ("The device features a 9 nm Zr-doped HfO2 layer.", ("thickness", "9 nm")),
        ("A FeFET with an area of 300 × 300 nm<sup>2</sup> is used.", ("area", "300 × 300 nm<sup>2</sup>")),
        ("We took 0.4 µm × 0.4 µm and 90 nm × 30 nm devices.", ("area", "0.4 µm × 0.4 µm")),
        ("The conductance remains at 0.3 µS.", ("state_conductance", "0.3 µS")),
        ("The target levels are chosen as 0.2 V, 0.7 V, and 1.2 V.", ("threshold_voltage", "0.7 V")),
        ("A characteristic relaxation time of 0.8 ms was found.", ("decay_time", "0.8 ms")),
        ("V_th was measured for 120 memory cells.", ("n_devices", "120")),
        ("The results are stable up to 10<sup>5</sup> seconds.", ("retention", "up to 10<sup>5</sup> seconds")),
        ("The current is measured while biasing the drain terminal at 0.2 V.", ("read_voltage", "0.2 V")),
    ],
)
def test_a_value_has_its_own_name(text: str, value: tuple[str, str], vocabulary: Vocabulary) -> None:
    assert value in values_in(text, vocabulary)


def test_a_power_whose_raised_digits_stand_beside_is_one_number(vocabulary: Vocabulary) -> None:
    text = "An endurance of more than 10 11 cycles was shown at a current density of 8.1×10 7 A/cm 2 in it."
    found = finds_in([Block(text, tuple(range(len(text))))], vocabulary).finds
    values = {find.parameter: find.quantity.si_value for find in found}
    assert values == {"endurance": pytest.approx(1e11), "current_density": pytest.approx(8.1e11)}


@pytest.mark.parametrize(
    "text",
    [
        "Its output voltage was 0.8 V and the small-signal amplitude 30 mV.",
        "The domain was written by a tip voltage of 7 V in PFM.",
        "Unselected lines were kept by inhibit pulses with an amplitude of 2.2 V.",
        "The resting potential is −65 mV and the membrane time constant 30 ms.",
        "We assumed a 40 mV variation in V_th.",
        "A Si wafer with 300-nm-thick SiO2 was the substrate of the film.",
        "The film has a Curie temperature of 350 °C.",
        "Each pixel has 256 levels, and the memory switches between the two states.",
        "The step of the pulses was 50 mV.",
    ],
)
def test_a_value_of_something_else_is_not_offered(text: str, vocabulary: Vocabulary) -> None:
    assert values_in(text, vocabulary) == []


def test_what_a_system_has_is_proposed_for_no_device(vocabulary: Vocabulary) -> None:
    text = "The network reaches an accuracy of 97 % with cells of 16 states."
    found = finds_in([Block(text, tuple(range(len(text))))], vocabulary).finds
    assert {find.parameter: find.is_proposed for find in found} == {"accuracy": False, "n_states": True}


DENSE = "The cell was set by 1.2 V, 50 ns and reset by −1.4 V, 80 ns pulses, and was read at 0.1 V in 20 ns."


def test_a_dense_pulse_sentence_of_a_page_is_no_row_of_a_table(vocabulary: Vocabulary) -> None:
    def parameters(text: str) -> list[str]:
        boxes = tuple((float(place), 0.0, float(place) + 1, 1.0) for place in range(len(text)))
        block = Block(text, tuple(range(len(text))), page=1, scripts=(0,) * len(text), boxes=boxes)
        return [find.parameter for find in finds_in([block], vocabulary).finds]

    assert {"reset_voltage", "read_voltage"} <= set(parameters(DENSE))
    assert parameters("HfO2 1.2 V 50 ns −1.4 V 80 ns set voltage 0.1 V 20 ns in 4 5 6 7 8 9 10 11 12") == []


ENTRY = "{}. Doe, J. & Roe, R. Cells that switch at 1.1 V and last. J. Made Up {}, 1-9 (20{}).".format
PROSE = (
    "The cells are written by pulses of 2.5 V and the state that is left is read at the same line by a sense amplifier "
    "which has the size of four cells, so that the array can be read in one step."
)


def test_captions_and_text_behind_a_list_of_references_are_read() -> None:
    entries = [Block(ENTRY(n, n, 10 + n), tuple(range(99)), "references") for n in range(1, 8)]
    caption = Block("Fig. 3 | Set pulses of 2 V.", tuple(range(27)), "references")
    blocks = [Block("References", tuple(range(10)), "references"), *entries, caption]
    kinds = [block.kind for block in without_false_entries([*blocks, Block(PROSE, (), "references")])]
    assert kinds == ["references"] * 8 + ["caption", "text"]


def test_a_head_of_a_table_begins_no_list_of_references() -> None:
    head = Block("Reference\nSize", tuple(range(14)), "references")
    rest = [Block(f"Part {n}. {PROSE}", (), "references") for n in range(9)]
    last = [Block("References", (), "references"), Block(ENTRY(1, 1, 11), (), "references")]
    kinds = [block.kind for block in without_false_entries([head, *rest, *last])]
    assert kinds == ["text"] * 10 + ["references"] * 2


def test_prose_that_cites_works_by_their_authors_is_no_list_of_references() -> None:
    head = Block("Reference", (), "references")
    cited = [Block(f"Doe et al. [{n}] showed cells in 2019. {PROSE}", (), "references") for n in range(9)]
    assert [block.kind for block in without_false_entries([head, *cited])] == ["text"] * 10


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "To have both potentiation (a rise of the weight) and depression (a fall of the weight) in one memristor, "
            "a write voltage of 1 V and −1 V was applied.",
            [("write_voltage", "1 V"), ("write_voltage", "−1 V")],
        ),
        (
            "Both cells are reset, and the one that won is rewritten with a program voltage of 4.5 V for 500 ns.",
            [("programming_voltage", "4.5 V"), ("pulse_width", "500 ns")],
        ),
        ("The device is reset with a write voltage of −2 V.", [("reset_voltage", "−2 V")]),
        ("After each write pulse, a delay of 500 ms is kept.", [("pulse_interval", "500 ms")]),
        ("A 2 s delay is required after each programming pulse.", [("pulse_interval", "2 s")]),
        ("This is a propagation delay of 5 ms after each pulse.", []),
        ("A pulse width of 400 ns is used to measure the V_th of each state.", [("read_pulse_width", "400 ns")]),
        (
            "Others were kept by program-inhibit pulses with an amplitude of 2.5 V and a width of 30 ms on their line.",
            [],
        ),
        ("The duration of the pulses of both precursors was set to 5 s.", []),
        ("Between the pulses the chamber was purged for 35 s.", []),
        ("The design has a latency of 15 s, which says much of the speed of its data processing.", []),
        ("The overall latency of the response is 2 ns.", []),
        ("The Hamming distance has a mean value of 49.98% and a deviation of 6.96%, by C2C variation.", []),
        ("The bit error rate is 0, indicating 100% repeatability.", [("bit_error_rate", "0")]),
        ("The C2C variation is low and leads to 0% BER.", [("bit_error_rate", "0%")]),
        ("The remanent polarization, P_r is about 6.5 µC/cm^2.", [("remanent_polarization", "about 6.5 µC/cm^2")]),
        ("It has a total remanent polarization of 47.3 µC/cm^2.", [("switched_polarization", "47.3 µC/cm^2")]),
        ("The conductance rises, reaching ~0.16 µS at last.", [("state_conductance", "~0.16 µS")]),
    ],
)
def test_what_stands_beside_a_pulse_or_a_share_is_known_by_its_words(
    text: str, values: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert values_in(text, vocabulary) == values


def test_a_symbol_means_in_a_document_what_it_is_defined_as(vocabulary: Vocabulary) -> None:
    defined = "The interval between these input pulses, t_b, was set to 1 ms. "
    used = "Potentiation pulses with t_b values from 0.5 to 100 ms were used. "
    assert ("pulse_interval", "from 0.5 to 100 ms") in values_in(defined + used, vocabulary)
    assert ("pulse_interval", "from 0.5 to 100 ms") not in values_in(used, vocabulary)


def test_what_is_nearly_ideal_is_not_assumed() -> None:
    assert kind_said("A near-ideal slope was measured.") == "measured"
    assert kind_said("The measured mean lies around the ideal value.") == "measured"
    assert kind_said("For an ideal device the slope is 60 mV/dec.") == "assumed"


def test_what_is_reached_is_the_value_and_up_to_bounds_it() -> None:
    def comparators(text: str) -> list[str]:
        return [one.comparator for one in read_quantities(text)]

    assert comparators("reaching 0.16 µS") == ["="]
    assert comparators("reaches ~0.16 µS") == ["~"]
    assert comparators("reaching up to 0.16 µS") == ["up_to"]
