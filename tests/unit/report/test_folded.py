"""Tables of devices: a paper with many lines shows its ends, and what is drawn of classes and papers is told apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from memlit.analysis.evidence.coverage import KnownPart
from memlit.config import load_classes
from memlit.plots.benchmark.coverage import covered_papers
from memlit.plots.classes.mechanisms import pictured
from memlit.plots.look.style import ClassStyles
from memlit.report.sections.devices.synapses import folded

from tests.builders import ROOT


def line(paper: str, joules: float, device_class: str = "FTJM") -> dict[str, Any]:
    energy = SimpleNamespace(value=joules, low=joules, high=joules)
    return {"set": SimpleNamespace(paper=paper, device_class=device_class, metrics={"action_energy": energy})}


def test_a_paper_with_many_lines_is_shown_by_its_ends_in_the_order_of_the_table() -> None:
    chip = [line("chip", joules) for joules in (3e-9, 1e-12, 5e-6, 2e-9)]
    alone, other_class = line("alone", 1e-9), line("chip", 7e-9, "VCM")
    shown = folded([chip[0], alone, *chip[1:], other_class], lambda own: own)
    assert shown == [alone, chip[1], chip[2], other_class]


def test_a_paper_with_few_lines_keeps_them() -> None:
    few = [line("chip", joules) for joules in (1e-9, 2e-9, 3e-9)]
    assert folded(few, lambda own: own) == few


def test_every_mechanism_of_the_review_has_a_drawing() -> None:
    """Section 4 of the review tells of these seven; a memcapacitor stores charge and is none of them."""
    classes = load_classes(ROOT / "config/classes.yaml")
    assert pictured(list(classes.classes)) == ["VCM", "ECM", "ICM", "CTM", "PCM", "STTM", "FTJM"]


def test_synapse_papers_stand_by_class_the_fullest_first_and_neurons_stay_out() -> None:
    def covered(key: str, device_class: str, role: str, *parts: str) -> Any:
        known = tuple(
            KnownPart(part=part, reading=f"{key}:{part}", whose="simulator", is_bounded=False) for part in parts
        )
        return SimpleNamespace(key=key, device_classes=(device_class,), roles=(role,), parts=known)

    lines = [covered("b", "ECM", "synapse"), covered("c", "VCM", "synapse"), covered("d", "VCM", "synapse", "tau")]
    wanted: Any = [SimpleNamespace(paper="b", credited=True, open_access=True)]
    styles = ClassStyles(load_classes(ROOT / "config/classes.yaml"))
    shown = covered_papers([*lines, covered("a", "VCM", "neuron", "tau")], wanted, styles)
    assert [(paper.key, sorted(paper.parts), paper.is_open) for paper in shown] == [
        ("d", ["tau"], False),
        ("c", [], False),
        ("b", [], True),
    ]
