"""Sentences in the manner of device abstracts, labelled before they were read (tests/data/passages_sentences.jsonl)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages

ROOT = Path(__file__).resolve().parents[3]
SI = ("si_value", "si_lower", "si_upper")


def sentences() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/passages_sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def finds_in(text: str, vocabulary: Vocabulary, folder: Path) -> list[Find]:
    file = folder / "sentence.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return list(read_passages(file, vocabulary).finds)


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence["text"][:50])
def test_values_of_a_sentence_are_found_where_they_stand(
    sentence: dict[str, Any], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """What is marked `not_found` is a known miss; a sentence without values gives none."""
    finds = finds_in(sentence["text"], vocabulary, tmp_path)
    at = 0
    for value in sentence["values"]:
        start = sentence["text"].index(value["printed"], at)
        at = start + 1
        if value.get("not_found"):
            continue
        there = [
            find
            for find in finds
            if find.start < start + len(value["printed"])
            and find.end > start
            and find.parameter in value["parameters"]
            and all(getattr(find.quantity, key) == pytest.approx(value[key]) for key in SI if key in value)
        ]
        assert there, value
        finds.remove(there[0])
    if not sentence["values"]:
        assert not finds


@pytest.mark.parametrize(
    ("text", "parameter", "printed"),
    [
        ("Four levels are still separated after 10^4 program/erase cycles.", "endurance", "10^4 program/erase cycles"),
        ("PCM lasts 10^8-10^9 cycles in our hands.", "endurance", "10^8-10^9 cycles"),
        ("A 10 years lifetime at 54.8 °C is extrapolated.", "retention_temperature", "54.8 °C"),
        ("Stored data is retained for over 10 years at zero volts.", "retention", "over 10 years"),
        ("The cell-wise read operation was conducted with a bias of 0.1 V on BL.", "read_voltage", "0.1 V"),
        ("Each state was monitored by a 3 V bias every 5 seconds.", "read_voltage", "3 V"),
        ("Decay curves after repetitive voltage (7.0 V) pulses of the cell.", "programming_voltage", "7.0 V"),
        ("Pulses with duration tp=200 ns separated by tdelay=300 ns are applied.", "pulse_width", "200 ns"),
        ("Switches (Ron/Roff ratio of >10^4) are used to show this.", "on_off_ratio", ">10^4"),
        ("A non-volatile memory with a storage window of 4.0 × 10^5 was obtained.", "on_off_ratio", "4.0 × 10^5"),
        ("The MW is the same and equal to approximately 1.7 V.", "memory_window", "approximately 1.7 V"),
    ],
)
def test_the_clause_says_of_what_a_value_is(
    text: str, parameter: str, printed: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    found = {find.printed: find.parameter for find in finds_in(text, vocabulary, tmp_path)}
    assert found.get(printed) == parameter


@pytest.mark.parametrize(
    "text",
    [
        "The current under a read voltage of 3 V is stable after the stimulating pulse (5 V and 1 ms) has ceased.",
        "The state was read and then programmed with 5 V for 1 ms.",
    ],
)
def test_a_pulse_named_behind_a_read_is_not_of_the_read(text: str, vocabulary: Vocabulary, tmp_path: Path) -> None:
    found = {find.printed: find.parameter for find in finds_in(text, vocabulary, tmp_path)}
    assert found.get("5 V") == "programming_voltage"


def test_the_margin_of_a_read_is_no_voltage_of_a_read(vocabulary: Vocabulary, tmp_path: Path) -> None:
    text = "The read voltage is 0.3 V. This indicates a read noise margin around 0.184 V."
    finds = finds_in(text, vocabulary, tmp_path)
    read = [find.quantity.si_value for find in finds if find.parameter == "read_voltage"]
    assert read == [pytest.approx(0.3)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("HfO2 was deposited by ALD at 250 °C and retention was measured at 85 °C.", ["85 °C"]),
        ("Devices cured at 180 °C passed the retention test at 150 °C.", ["150 °C"]),
        ("A switching time of 50 ns was found in epitaxially grown films.", ["50 ns"]),
        ("A pulse width of 1 µs switches the synthesized nanowires.", ["1 µs"]),
        ("The threshold voltage drift is 20 mV/decade.", []),
        ("The read voltage disturb is 5 mV per decade of cycles.", []),
        ("Figure 2 shows 200 consecutive switching cycles of the same device.", []),
        ("The device switched 1000 consecutive cycles without failure.", ["1000 consecutive cycles"]),
        ("The body and reset voltages are 1 and -2 V, respectively.", []),
        ("The set and reset voltages are 1 and -2 V, respectively.", ["1", "-2 V"]),
        ("V_g, read = 1 V and V_d, read = 0.05 V.", ["1 V", "0.05 V"]),
        ("Activity had collapsed in the last 100 ms, though states last 10 years.", ["10 years"]),
    ],
)
def test_a_value_that_its_words_deny_to_a_device_is_no_find(
    text: str, kept: list[str], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    assert [find.printed for find in finds_in(text, vocabulary, tmp_path)] == kept
