"""What is said of classes and what to read next: who is counted, votes, and what is not said, on simulated synapses."""

from __future__ import annotations

import math

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import CLASSES_FILE, load_classes
from memlit.synapses.class_model import ClassEvidence, ClassStatement, class_evidence, class_statements
from memlit.synapses.members import Member
from memlit.synapses.next_readings import WorthOfReading, completing_readings

from tests.builders import ROOT, config_of, entry, library, synapse

CLASSES = load_classes(ROOT / CLASSES_FILE)
ENERGIES = {
    "VCM": {"a": 1e-9, "b": 3e-9, "c": 1e-8, "d": 1e-9},
    "FTJM": {"e": 1e-13, "f": 1e-12, "g": 2e-9},
    "ECM": {"h": 1e-10, "i": 1e-7},
    "oxide": {"j": 1e-9, "k": 1e-9, "l": 1e-9},
}


def found_synapses() -> tuple[list[Member], list[BenchmarkRow]]:
    """The synapses of ENERGIES; d is of a's laboratory."""
    members, rows = [], []
    for device_class, energies in ENERGIES.items():
        for paper, energy in energies.items():
            item = synapse(paper, device_class, energy, "a" if paper == "d" else paper)
            rows.append(item.row)
            copied = {name: getattr(item, name) for name in Member.model_fields if name != "row"}
            members.append(Member(row=item.row.id, **copied))
    return members, rows


def evidence() -> ClassEvidence:
    members, rows = found_synapses()
    return class_evidence(members, rows, "action_energy", {}, CLASSES, config_of())


def said(evidence: ClassEvidence) -> dict[tuple[str, str], ClassStatement]:
    """The statements under the middle prior, by class and what it is held against."""
    lines = class_statements(evidence, {}, CLASSES)
    return {(line.device_class, line.below): line for line in lines if line.spread == 1.0}


def test_two_papers_of_one_laboratory_are_one_and_what_moves_must_be_stated() -> None:
    found = evidence()
    assert {name: sorted(own) for name, own in found.papers.items()} == {
        "ECM": ["h", "i"], "FTJM": ["e", "f", "g"], "VCM": ["a", "b", "c"],
    }  # fmt: skip
    assert [paper.paper for paper in found.papers["VCM"]["a"]] == ["a", "d"]


def test_what_others_restate_and_what_a_program_sets_is_not_counted() -> None:
    members, rows = found_synapses()
    changed = [row.model_copy(update={"whose_number": "restated"}) if row.paper == "e" else row for row in rows]
    found = class_evidence(members, changed, "action_energy", {}, CLASSES, config_of())
    assert sorted(found.papers["FTJM"]) == ["f", "g"]


def test_a_class_of_two_laboratories_has_votes_and_no_probability() -> None:
    lines = said(evidence())
    two = lines["ECM", ""]
    assert (two.prior, two.posterior, two.new_device, two.without_one) == (None, None, None, None)
    assert two.why_not == "fewer than 3 laboratories: ECM"
    assert lines["VCM", "ECM"].posterior is None
    assert lines["VCM", "FTJM"].posterior is not None


def test_a_statement_has_prior_posterior_votes_and_the_range_without_a_laboratory() -> None:
    """The middle of FTJM is 1 pJ, that of VCM 3 nJ: no laboratory of VCM lies below, and all of FTJM would."""
    pair = said(evidence())["VCM", "FTJM"]
    assert pair.prior is not None
    assert pair.posterior is not None
    assert pair.without_one is not None
    assert (pair.prior.value.value, pair.n_below.value, pair.n_laboratories.value) == (0.5, 0, 3)
    probability = pair.posterior.value.value or 0.0
    assert 0.0 < probability < 0.2
    assert (pair.without_one.low or 0.0) < probability < (pair.without_one.high or 0.0)


def test_the_median_of_a_class_and_a_new_device_of_it_are_two_things() -> None:
    line = said(evidence())["FTJM", ""]
    assert line.posterior is not None
    assert line.new_device is not None
    inner, outer = (
        (one.low.value, one.high.value) for one in (line.posterior, line.new_device) if one.low and one.high
    )
    assert outer[0] < inner[0] < inner[1] < outer[1]  # type: ignore[operator]
    # The middle of the five other laboratories is 3 nJ, and 2 nJ is the largest of the class.
    assert line.n_below.value == 3


def test_open_papers_come_first_then_those_of_the_class_of_which_least_is_known() -> None:
    def unread(key: str, device_class: str, access: str = "") -> object:
        return entry(key, sets=("synapses",), roles=("synapse",), device_classes=(device_class,), access=access)

    papers = library(
        *(unread(f"{name.lower()}2020x", name, "open") for name in ("VCM", "ECM", "oxide")),
        unread("ecm2020closed", "ECM"),
        unread("ecm2020vain", "ECM", "open"),
    )  # type: ignore[arg-type]
    in_vain = {"ecm2020vain": ("set_pulse_width (pages of the main text)",)}
    worth = WorthOfReading(evidence())
    lines = completing_readings([], in_vain, papers, CLASSES, config_of(), worth)
    assert [line.paper for line in lines][:2] == ["ecm2020x", "vcm2020x"]
    assert lines[-1].paper == "ecm2020closed"
    narrows = {line.paper: line.narrows and line.narrows.value for line in lines}
    assert narrows["ecm2020vain"] is None
    assert narrows["oxide2020x"] is None
    assert narrows["ecm2020closed"] == narrows["ecm2020x"]


def test_a_paper_that_is_known_within_bounds_narrows_less_than_a_new_one() -> None:
    members, rows = found_synapses()
    metrics = {
        "action_energy": rows[0]
        .metrics["action_energy"]
        .model_copy(update={"value": None, "low": 0.9e-9, "high": 1.1e-9})
    }
    bounded = [rows[0].model_copy(update={"metrics": metrics}), *rows[1:]]
    worth = WorthOfReading(class_evidence(members, bounded, "action_energy", {}, CLASSES, config_of()))
    new, known = worth.narrowing("unread", "VCM"), worth.narrowing("a", "VCM")
    assert new is not None
    assert known is not None
    assert known < new
    assert not math.isnan(new)


def test_nothing_is_said_where_no_paper_has_a_number() -> None:
    nothing = class_evidence([], [], "action_energy", {}, CLASSES, config_of())
    assert list(class_statements(nothing, {}, CLASSES)) == []
    assert WorthOfReading(nothing).narrowing("a", "VCM") is None
