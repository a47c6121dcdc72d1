"""One convention changed at a time, on simulated papers: middles by hand, and the papers that come and go."""

from __future__ import annotations

import math
from typing import Any

import pytest
from memlit.analysis.robustness.conventions import (
    OTHER_CLASS,
    OTHER_MEAN,
    OTHER_NUMBERS,
    RESTATED_TOO,
    ChangedConvention,
)
from memlit.config import CLASSES_FILE, CONFIG_FILE, Config, load_classes, load_config, validated
from memlit.datum import Reading, ReconciledDocument
from memlit.field.codes import OTHER_PULSE
from memlit.library import Entry

from tests import tables
from tests.builders import METRICS, ROOT, config_of, corpus_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)
DISPUTED = load_config(ROOT / CONFIG_FILE).analysis.disputed.model_dump()
PLANNED = validated(Config, {"metrics": METRICS, "analysis": {"disputed": DISPUTED}}, "x")
ON, OFF = 1e-4, 1e-6


def paper(
    key: str, device_class: str, reference: int, energy_exponent: float, **own: Any
) -> tuple[Entry, list[Reading]]:
    """A paper of one device with V = 1 V, G_on = 100 uS, G_off = 1 uS; tau puts V^2 G_on tau at 10**energy_exponent."""
    sets = own.pop("sets", ("review-fig11",))
    tier = own.pop("tier", "primary")
    book = entry(
        key, sets=sets, device_classes=tuple(device_class.split("+")), roles=("synapse",), reviewref=str(reference)
    )
    values = {"set_voltage": 1.0, "set_pulse_width": 10**energy_exponent / ON, "g_on": ON, "g_off": OFF, **own}
    units = {"set_voltage": "V", "set_pulse_width": "s", "reset_voltage": "V", "reset_pulse_width": "s"}
    cells = [
        reading(name, value, units.get(name, "S"), id=f"{key}:r/{name}", paper=key, device="d", tier=tier, document=key)
        for name, value in values.items()
    ]
    return book, cells


def run(
    papers: list[tuple[Entry, list[Reading]]], config: Config = PLANNED, survey: tuple[Reading, ...] = ()
) -> list[ChangedConvention]:
    documents = [ReconciledDocument(key="doc", kind="survey", status="same")] if survey else []
    cells = [cell for _, own in papers for cell in own]
    entries = [book for book, _ in papers]
    entries += [entry(key, sets=("survey",)) for key in sorted({cell.datum.paper or "" for cell in survey})]
    corpus = corpus_of((*cells, *survey), documents=documents)
    return tables.conventions(corpus, library(*entries), CLASSES, config)


def line_of(found: list[ChangedConvention], convention: str, option: str, device_class: str) -> ChangedConvention:
    """Of the action energy, where the option begins or ends so."""
    (line,) = [
        line
        for line in found
        if (line.metric, line.convention, line.device_class) == ("action_energy", convention, device_class)
        and (line.option.startswith(option) or line.option.endswith(option))
    ]
    return line


def energy(exponent: float, conductance: float) -> float:
    return conductance * 10**exponent / ON


ARITHMETIC = (ON + OFF) / 2
MEANS = {"logarithmic": (ON - OFF) / math.log(ON / OFF), "G_on alone": ON}


@pytest.mark.parametrize("mean", MEANS)
def test_another_mean_moves_the_energies_of_the_same_papers(mean: str) -> None:
    line = line_of(run([paper("sim-a", "VCM", 106, -9)]), OTHER_MEAN, mean, "VCM")
    assert line.before is not None
    assert line.after is not None
    assert line.before.value == pytest.approx(energy(-9, ARITHMETIC), rel=1e-9, abs=0)
    assert line.after.value == pytest.approx(energy(-9, MEANS[mean]), rel=1e-9, abs=0)
    assert (line.entered, line.left) == ((), ())


def test_a_mean_says_nothing_of_metrics_that_it_does_not_enter() -> None:
    found = run([paper("sim-a", "VCM", 106, -9)])
    assert {line.metric for line in found if line.convention == OTHER_MEAN} == {"action_energy"}


def test_other_pulse_loses_what_it_was_not_printed_for() -> None:
    """2^2 x 50.5 uS x 10 us = 2.02 nJ for reset beside 0.505 nJ for set."""
    both = paper("sim-a", "VCM", 106, -9, reset_voltage=2.0, reset_pulse_width=1e-5)
    found = run([both, paper("sim-b", "ICM", 149, -10)])
    moved, lost = (line_of(found, OTHER_PULSE, "reset", name) for name in ("VCM", "ICM"))
    assert moved.after is not None
    assert moved.after.value == pytest.approx(2.02e-9, rel=1e-9, abs=0)
    assert (lost.after, lost.left, lost.n_papers.value) == (None, ("sim-b",), 0)


def test_paper_in_two_classes_counts_in_one_of_them_alone() -> None:
    found = run([paper("sim-a", "VCM+ECM", 220, -9), paper("sim-b", "VCM", 106, -10)])
    assert line_of(found, OTHER_CLASS, "VCM alone", "ECM").left == ("sim-a",)
    assert line_of(found, OTHER_CLASS, "ECM alone", "VCM").left == ("sim-a",)


def test_disputed_papers_move_and_added_ones_come() -> None:
    found = run(
        [
            paper("sim-a", "VCM", 106, -9),
            paper("sim-b", "VCM", 107, -12),
            paper("sim-d", "ECM", 147, -9.5, sets=("review-text",)),
        ]
    )
    left, entered = (line_of(found, OTHER_CLASS, ": ICM", name) for name in ("VCM", "ICM"))
    assert (left.left, entered.entered) == (("sim-b",), ("sim-b",))
    assert left.before is not None
    assert left.before.value == pytest.approx(
        math.sqrt(energy(-9, ARITHMETIC) * energy(-12, ARITHMETIC)), rel=1e-9, abs=0
    )
    assert left.after is not None
    assert left.after.value == pytest.approx(energy(-9, ARITHMETIC), rel=1e-9, abs=0)
    added = line_of(found, OTHER_CLASS, "added to ECM", "ECM")
    assert (added.before, added.entered) == (None, ("sim-d",))
    assert added.after is not None
    assert added.after.value == pytest.approx(energy(-9.5, ARITHMETIC), rel=1e-9, abs=0)


def test_cells_of_the_survey_may_count_in_the_class_of_the_plan() -> None:
    places = {"document": "doc", "device": "s", "device_class": "RRAM", "row": 1, "paper": "sim-s"}
    values = {"set_voltage": 1.0, "set_pulse_width": 1e-5, "g_on": ON, "g_off": OFF}
    survey = tuple(reading(name, value, "1", id=f"doc:{name}", **places) for name, value in values.items())
    line = line_of(run([paper("sim-a", "VCM", 106, -9)], survey=survey), OTHER_CLASS, "as VCM", "VCM")
    assert (line.entered, line.n_papers.value) == (("sim-s",), 2)


def test_what_others_print_counts_only_where_it_is_asked() -> None:
    found = run([paper("sim-a", "VCM", 106, -9), paper("sim-b", "ICM", 149, -9, tier="secondary")])
    line = line_of(found, OTHER_NUMBERS, RESTATED_TOO, "ICM")
    assert (line.before, line.entered) == (None, ("sim-b",))


def test_bounded_papers_have_ends_and_no_point() -> None:
    """G_off unknown: E_a between half of V^2 G_on tau and all of it, and all of it where G_on counts alone."""
    book, cells = paper("sim-a", "VCM", 106, -9)
    line = line_of(
        run([(book, [cell for cell in cells if cell.parameter != "g_off"])]), OTHER_MEAN, "G_on alone", "VCM"
    )
    assert line.before is not None
    assert (line.before.value, line.before.low, line.before.high) == (None, pytest.approx(5e-10), pytest.approx(1e-9))
    assert line.after is not None
    assert line.after.value == pytest.approx(1e-9, rel=1e-9, abs=0)


def test_no_paper_and_no_disputed_one_change_nothing() -> None:
    assert run([]) == []
    found = run([paper("sim-a", "VCM", 220, -9)], config_of())
    assert {line.convention for line in found} <= {OTHER_PULSE, OTHER_MEAN, OTHER_NUMBERS}
