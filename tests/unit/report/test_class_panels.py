"""Metrics by class, drawn: each of few papers is a link, and thousands of papers stay small."""

from __future__ import annotations

from pathlib import Path

from memlit.analysis.class_medians import ClassSummary, PaperValue
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Result, results_in
from memlit.plots.benchmark import fig11b

from tests.builders import ROOT, config_of
from tests.figures import figure_data

CELL = "class/review-fig11/VCM/synapse/set/action_energy"


def number(name: str, value: float | None, **ends: float) -> Result:
    return Result(
        id=f"{CELL}/{name}", kind="statistic", label=name, value=value, unit="J", rule="made up for a test", **ends
    )


def summary(papers: int, bounded: int = 0, credited: int = 0) -> ClassSummary:
    values = [number(f"known{place}", 1e-12 * 1.01**place) for place in range(papers)]
    ranges = [number(f"bounded{place}", None, low=1e-12, high=1e-11) for place in range(bounded)]
    return ClassSummary(
        id=CELL,
        set_name="review-fig11",
        device_class="VCM",
        role="synapse",
        pulse="set",
        metric="action_energy",
        unit="J",
        n_credited=number("credited", credited or papers + bounded),
        n_papers=number("papers", papers),
        n_bounded=number("bounded", bounded),
        papers=tuple(PaperValue(paper=result.label, result=result) for result in values),
        bounded=tuple(PaperValue(paper=result.label, result=result) for result in ranges),
        median=number("median", 2e-12),
        inclusion="median with interval",
        identification="not identified" if credited > 2 * papers else "identified",
    )


def test_each_of_few_papers_is_a_link_and_thousands_are_a_picture(tmp_path: Path) -> None:
    classes = load_classes(ROOT / CLASSES_FILE)
    few, many = tmp_path / "few.svg", tmp_path / "many.svg"
    for path, found in ((few, summary(7, 2)), (many, summary(3000, 500))):
        data = figure_data(config_of(), classes, results=results_in(found), classes=[found])
        fig11b.draw(data, [path])
    assert few.read_text(encoding="utf-8").count("<a ") == 9
    drawn = many.read_text(encoding="utf-8")
    assert "<a " not in drawn
    assert "<image" in drawn
    assert len(drawn) < 300_000
