"""Figures of thousands of papers: few marks are drawn one by one, with their links; many are one picture."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Result
from memlit.plots.benchmark import coverage, energy_over_width

from tests.builders import ROOT, config_of, entry, library
from tests.figures import figure_data

CLASSES = load_classes(ROOT / CLASSES_FILE)


def device(number: int) -> BenchmarkRow:
    values = {"action_energy": (1e-12 * 1.001**number, "J"), "spike_timing": (1e-9 * 1.002**number, "s")}
    metrics = {
        name: Result(
            id=f"p{number}/d/set#{name}", kind="metric", label=name, value=value, low=value, high=value, unit=unit,
            rule="made up",
        )
        for name, (value, unit) in values.items()
    }  # fmt: skip
    return BenchmarkRow(
        id=f"p{number}/d/set", paper=f"p{number}", work=f"p{number}", device="d", name="d", device_class="VCM",
        role="synapse", set_name="review-fig11", pulse="set", tier="primary", is_headline=True, metrics=metrics,
        counted=tuple(metrics),
    )  # fmt: skip


@pytest.mark.parametrize(("n", "links"), [(20, 20), (3000, 0)])
def test_energies_over_widths_of_thousands_are_a_picture_without_links(tmp_path: Path, n: int, links: int) -> None:
    rows = [device(number) for number in range(n)]
    papers = library(*(entry(row.paper) for row in rows))
    path = tmp_path / "figure.svg"
    data = figure_data(config_of(), CLASSES, papers, benchmark=rows)
    energy_over_width.draw(data, [path])
    text = path.read_text(encoding="utf-8")
    assert text.count("<a ") == links
    assert len(text) < 300_000
    assert len(list(energy_over_width.drawn(data))) == 2 * links


def covered(number: int, device_class: str) -> dict[str, object]:
    about = {"paper": f"p{number:04}", "set": "review-fig11", "class": device_class, "role": "synapse"}
    return {**about, "read": "full text", "whose": None, "readings": None}


def test_of_thousands_of_papers_each_class_shows_as_many() -> None:
    lines = pd.DataFrame([covered(number, "VCM" if number % 10 else "PCM") for number in range(2000)])
    shown = coverage.covered_papers(figure_data(config_of(), CLASSES, coverage=lines))
    assert [paper.device_class for paper in shown].count("VCM") == 60
    assert [paper.device_class for paper in shown].count("PCM") == 60
    assert len(coverage.covered_papers(figure_data(config_of(), CLASSES, coverage=lines[:100]))) == 100
