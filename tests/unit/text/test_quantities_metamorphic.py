"""What must not change a reading: punctuation, look-alike letters, markup of powers, citations, neighbours."""

from __future__ import annotations

import functools
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.quantities import read_quantities

ROOT = Path(__file__).resolve().parents[3]
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))
POWER = re.compile("[" + "".join(RAISED) + "]+")


@functools.cache
def labelled() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/quantities_labelled.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    return [case for case in cases if case["text"].strip() and not case.get("superscripts")]


@functools.cache
def read(text: str, header: str | None, origin: str | None) -> list[dict[str, Any]]:
    """Each text once: what it gives unchanged is asked by every test."""
    return [one.as_dict() for one in read_quantities(text, header=header, origin=origin)]


def records(text: str, case: dict[str, Any], *, flags: bool = True) -> list[dict[str, Any]]:
    """The records; their flags tell how a number was spelt and are left out where that changes."""
    found = read(text, case.get("header"), case.get("origin"))
    return found if flags else [{key: value for key, value in one.items() if key != "flags"} for one in found]


def plain(match: re.Match[str]) -> str:
    return "".join(RAISED[character] for character in match.group())


@pytest.mark.parametrize("mark", [".", ",", ";"])
def test_punctuation_at_the_end_changes_nothing(mark: str) -> None:
    for case in labelled():
        assert records(case["text"] + mark, case) == records(case["text"], case), case["text"]


@pytest.mark.parametrize(
    ("printed", "other"), [("µ", "μ"), ("μ", "µ"), ("Ω", "\u2126"), (" ", "  "), ("±", "+/-"), (" ", "\u00a0")]
)
def test_look_alikes_change_nothing(printed: str, other: str) -> None:
    for case in labelled():
        text = case["text"].replace(printed, other)
        assert records(text, case, flags=False) == records(case["text"], case, flags=False), text


def test_markup_of_a_power_changes_nothing() -> None:
    for case in labelled():
        for pattern in (r"^{{{}}}", r"<sup>{}</sup>"):
            text = POWER.sub(lambda match, pattern=pattern: pattern.format(plain(match)), case["text"])
            assert records(text, case) == records(case["text"], case), text


def test_a_citation_behind_it_changes_nothing() -> None:
    for case in labelled():
        if re.search(r"[\w%)]$", case["text"]) and "(×" not in case["text"] and not re.search(r"\d\s?:", case["text"]):
            text = case["text"] + " [12]"
            assert records(text, case, flags=False) == records(case["text"], case, flags=False), text


NEIGHBOURS = (
    "10⁵ cycles", "0.8 V/50 ns", "on/off ratio > 10⁷", "3 orders of magnitude", "R_LRS = 5 kΩ", "27 °C", "4 bits",
    "32 states", "σ/µ = 5%", "1.2 ± 0.1 V", "100–900 µS", "TER ≈ 200", "2.3 pJ per spike", "up to 64 levels",
    "50 pulses", "≥ 9", "5 MA/cm²", "SET: 1.5 V, 100 ns", "3 V", "1–2 µA",
)  # fmt: skip


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(NEIGHBOURS, 2)))
def test_a_neighbour_takes_no_unit_from_a_value(first: str, second: str) -> None:
    kept = ("kind", "value", "lower", "upper", "unit", "si_value", "si_lower", "si_upper", "si_unit", "uncertainty")
    alone = [one for text in (first, second) for one in records(text, {})]
    beside = records(f"{first}; {second}", {})
    assert [[one[key] for key in kept] for one in beside] == [[one[key] for key in kept] for one in alone]


PULSES = (
    "{v} V/{t} ns", "{v}V/{t}ns", "{v} V, {t} ns", "{v} V for {t} ns", "{v} V × {t} ns", "({v} V, {t} ns)",
    "{v} V ({t} ns)", "{v} V|{t} ns", "{v} V and {t} ns", "{v} V; {t} ns", "{v}-V, {t}-ns pulse",
    "a pulse of {v} V and {t} ns", "amplitude of {v} V and width of {t} ns", "Vp = {v} V, tp = {t} ns",
    "{v} V pulses, {t} ns wide", "pulses of {v} V with a width of {t} ns", "{v} V\n{t} ns",
    "\\SI{{{v}}}{{\\volt}}, \\SI{{{t}}}{{\\nano\\second}}", "${v}$ V / ${t}$ ns",
)  # fmt: skip


@given(st.decimals("0.1", "9.9", places=1), st.integers(11, 99), st.sampled_from(["", "-", "−"]))
@settings(max_examples=60, deadline=None)
def test_every_spelling_of_a_pulse_gives_its_amplitude_and_its_width(volts: Any, width: int, sign: str) -> None:
    for pattern in PULSES:
        if sign and pattern.startswith("\\"):
            continue
        text = pattern.format(v=f"{sign}{volts}", t=width)
        found = read_quantities(text)
        assert [(one.value, one.unit) for one in found] == [
            (float(volts) * (-1 if sign else 1), "V"),
            (float(width), "ns"),
        ], text
        assert not any(one.flags for one in found), text
