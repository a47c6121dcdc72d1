"""Metrics by class, drawn: each of few papers is a link, and thousands of papers stay small."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from memlit.analysis.class_medians import class_medians, class_papers, credited_classes
from memlit.config import CLASSES_FILE, load_classes
from memlit.plots.benchmark import fig11b

from tests import tables
from tests.builders import ROOT, config_of
from tests.figures import figure_data


def medians_of(papers: int, bounded: int) -> tables.ClassTables:
    """Action energies of synapses of VCM, each of a paper: `papers` points from 1 pJ on, `bounded` from 1 to 10 pJ."""
    values = pd.DataFrame(
        {
            "work": [f"p{place}" for place in range(papers + bounded)],
            "low": [1e-12 * 1.01**place for place in range(papers)] + [1e-12] * bounded,
            "high": [1e-12 * 1.01**place for place in range(papers)] + [1e-11] * bounded,
            **{"set": "review-fig11", "class": "VCM", "role": "synapse", "pulse": "set", "quantity": "action_energy"},
            **{"id": "m", "row": "r", "device": "d", "counted": True, "first_curator": False, "grade": "A"},
        }
    )
    credited = credited_classes(values.assign(first=True), config_of())
    found = class_papers(values, credited)
    return tables.ClassTables(class_medians(credited, found, config_of()), found)


def test_each_of_few_papers_is_a_link_and_thousands_are_a_picture(tmp_path: Path) -> None:
    classes = load_classes(ROOT / CLASSES_FILE)
    few, many = tmp_path / "few.svg", tmp_path / "many.svg"
    for path, found in ((few, medians_of(7, 2)), (many, medians_of(3000, 500))):
        data = figure_data(config_of(), classes, results=found.numbers.values(), classes=found.classes)
        fig11b.draw(data, [path])
    assert few.read_text(encoding="utf-8").count("<a ") == 9
    drawn = many.read_text(encoding="utf-8")
    assert "<a " not in drawn
    assert "<image" in drawn
    assert len(drawn) < 300_000
