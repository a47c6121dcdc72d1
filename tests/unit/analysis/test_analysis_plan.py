"""The analysis plan: what it prints, and that every setting decides something."""

from __future__ import annotations

import re
from typing import Any

import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.comparison.record import Comparison
from memlit.analysis.evidence.planned import plan_lines
from memlit.config import CLASSES_FILE, Config, Tolerances, load_classes, load_config, validated
from memlit.config.claims import parse_value
from memlit.devices.gather import gather
from memlit.errors import ConfigError
from memlit.report.book import NumberBook
from memlit.report.sections.making.plan import plan

from tests import tables
from tests.builders import METRICS, ROOT, PartOfMaterial, corpus_of, entry, library, reading, reconciled

CLASSES = load_classes(ROOT / CLASSES_FILE)
SURVEY = load_config(ROOT / "config/config.yaml").analysis.survey.model_dump()


def with_plan(**changes: Any) -> Config:
    return validated(Config, {"metrics": METRICS, "analysis": {"survey": SURVEY, **changes}}, "config.yaml")


def endurance(config: Config, sizes: dict[str, int]) -> Comparison:
    """Endurance of simulated papers: two classes half a decade apart, spread over three decades."""
    cells, papers = [], []
    for shift, (device_class, n) in enumerate(sizes.items()):
        for number in range(n):
            paper = f"sim-{device_class.lower()}{number:02}"
            papers.append(paper)
            value = 10 ** (3 + 3 * ((number * 0.618) % 1) + 0.5 * shift)
            place = {"id": f"doc:t1/{paper}", "row": len(papers), "paper": paper, "device": paper}
            cells.append(reading("endurance", value, "1", device_class=device_class, **place))
    shelf = library(entry("doc"), *(entry(paper, sets=("survey",)) for paper in papers))
    corpus = gather([reconciled(*cells, kind="survey")], shelf, config)
    # simulated papers never reach the review, so the gate is lifted for the test
    readings = tuple(item.model_copy(update={"status": "value", "reason": None}) for item in corpus.readings)
    corpus = corpus_of(readings, corpus.documents)
    (found,) = compare_classes(tables.values((), corpus, CLASSES, config), CLASSES, config).comparisons
    return found


def test_committed_plan_is_the_plan_of_the_notes() -> None:
    plan = load_config(ROOT / "config/config.yaml").analysis
    assert (plan.primary, plan.secondary, plan.unit) == ("action_energy", ("standby_power", "spike_timing"), "paper")
    inclusion = plan.inclusion
    assert (inclusion.range_from, inclusion.interval_from) == (3, 6)
    assert inclusion.permutation_below == 20
    assert (plan.resamples.bootstrap, plan.alpha) == (9999, 0.05)


def test_every_setting_is_printed_with_its_meaning() -> None:
    lines = {line.key: line for line in plan_lines(load_config(ROOT / "config/config.yaml"))}
    assert lines["analysis.resamples.bootstrap"].value == "9999"
    assert lines["analysis.disputed.conflicts"].value == "68; 104; 107; 125; 218"
    assert all(line.meaning for line in lines.values())


def test_inclusion_rule_decides_who_gets_an_interval_and_a_test() -> None:
    sizes = {"RRAM": 8, "PCM": 7}
    usual = endurance(with_plan(), sizes)
    assert [line.inclusion for line in usual.classes] == ["interval", "interval"]
    assert len(usual.pairs) == 1
    strict = endurance(with_plan(inclusion={"interval_from": 8}), sizes)
    assert [line.inclusion for line in strict.classes] == ["interval", "range"]
    assert strict.pairs == ()


def test_level_tests_resamples_and_seed_reach_the_numbers() -> None:
    sizes = {"RRAM": 14, "PCM": 13}
    usual = endurance(with_plan(), sizes)
    wide = endurance(with_plan(level=0.99), sizes)
    first, second = usual.classes[0].median, wide.classes[0].median
    assert first is not None
    assert second is not None
    assert second.low.value < first.low.value  # type: ignore[union-attr, operator]
    # 14 values: 98.7 % from the third to the twelfth
    assert "level 98.7 %" in first.low.rule  # type: ignore[union-attr]
    assert "9999 resamples" in usual.classes[0].ranks[0].rule
    few = endurance(with_plan(resamples={"bootstrap": 199}), sizes).classes[0]
    assert "199 resamples" in few.ranks[0].rule
    only = endurance(with_plan(overall_tests=["fligner"]), sizes)
    assert [test.method.split()[0] for test in only.overall] == ["Fligner-Killeen"]
    assert "99999 labellings" in usual.pairs[0].p.rule  # type: ignore[union-attr]
    coarse = endurance(with_plan(resamples={"pair_permutations": 499}), sizes)
    assert "499 labellings" in coarse.pairs[0].p.rule  # type: ignore[union-attr]


def test_alpha_decides() -> None:
    sizes = {"RRAM": 40, "PCM": 40}
    p = endurance(with_plan(), sizes).pairs[0].p_holm
    assert p is not None
    assert p.value is not None
    looser = endurance(with_plan(alpha=min(0.49, p.value * 1.01)), sizes)
    stricter = endurance(with_plan(alpha=p.value * 0.99), sizes)
    assert [looser.pairs[0].decision, stricter.pairs[0].decision] == ["differs", "not shown to differ"]


def test_tolerances_of_claims() -> None:
    (usual,) = parse_value("200", "pJ", "~", "here")
    assert usual.span == (pytest.approx(150e-12, rel=1e-9, abs=0), pytest.approx(250e-12, rel=1e-9, abs=0))
    (narrow,) = parse_value("200", "pJ", "~", "here", Tolerances(about=0.1))
    assert narrow.span == (pytest.approx(180e-12, rel=1e-9, abs=0), pytest.approx(220e-12, rel=1e-9, abs=0))
    (order,) = parse_value("1", "J", "order of", "here", Tolerances(order_of_decades=1.0))
    assert order.span == (pytest.approx(0.1), pytest.approx(10))


def test_wrong_plan_is_one_line() -> None:
    with pytest.raises(ConfigError, match="range_from is above interval_from"):
        with_plan(inclusion={"range_from": 9})
    with pytest.raises(ConfigError, match=r"analysis\.unit: Input should be 'paper'"):
        with_plan(unit="device")
    with pytest.raises(ConfigError, match=r"unknown key analysis\.alfa; write alpha"):
        with_plan(alfa=0.05)


def test_nothing_says_that_the_plan_came_before_the_numbers() -> None:
    """The history of config/config.yaml shows first runs before its first plan, and changes since."""
    places = [ROOT / "config/config.yaml", ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    places += [*(ROOT / "workflow/schemas").glob("*.json"), *(ROOT / "workflow/memlit").rglob("*.py")]
    claim = re.compile(r"before\s+(the|any)\s+numbers?\s+(is|are)\s+seen")
    assert [path.name for path in places if claim.search(path.read_text(encoding="utf-8"))] == []
    material = PartOfMaterial(
        config=Config(), book=NumberBook({}, []), symbol=lambda metric: metric, headline_papers="papers"
    )
    (first, *_) = plan(material)["blocks"]  # type: ignore[arg-type]
    assert "not registered" in first["text"]
    assert "git log" in first["text"]
