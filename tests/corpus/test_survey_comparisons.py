"""Classes of the committed survey compared: counts of a careful reading, scipy on the raw table, the words."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.comparison.record import ClassComparisons, Comparison
from memlit.benchmark.rows import benchmark_devices
from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.datum import p_of, results_in
from memlit.devices.gather import gather
from memlit.devices.resolved import resolve_devices
from memlit.library import load_library
from memlit.plots.classes import comparisons as plot
from memlit.plots.classes import pairs as forest
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.report.sections.survey.comparisons import comparisons as section
from memlit.sources.extract import read_document
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests import tables
from tests.builders import ROOT, comparison_material, config_of, corpus, section_words, vocabulary
from tests.figures import comparison_data, figure_data

CLASSES = load_classes(ROOT / CLASSES_FILE)
CONFIG = load_config(ROOT / CONFIG_FILE)
KEY = "memsysexplorer-survey"


@pytest.fixture(scope="module")
def survey() -> ClassComparisons:
    """The committed survey through the whole flow."""
    words, config = vocabulary(), CONFIG
    usable, _ = load_corrections(ROOT / "curation/corrections.csv", words)
    document = reconcile_document(read_document(corpus(ROOT), KEY), by_datum(usable), words)
    shelf = load_library(ROOT / "references.bib")
    found = gather([document], shelf, config)
    devices = resolve_devices(found.readings, shelf, config, {KEY})
    rows = benchmark_devices(devices, shelf, CLASSES, config)
    return compare_classes(tables.values(rows, found, CLASSES, config, shelf), CLASSES, config)


def raw_endurance(technology: str) -> list[float]:
    """Paper values of log10 endurance from the committed table alone, the first curator's rows where there are any."""
    path = ROOT / "sources" / KEY / "table_1.csv"
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    papers: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for row in table:
        text = row["Endurance"].strip()
        if row["Technology"] == technology and text:
            papers[row["DOI"].lower() or row["Link"]].append((row["NVMExplorer"] == "1", float(text)))
    values = []
    for rows in papers.values():
        chosen = [value for first, value in rows if first] or [value for _, value in rows]
        values.append(float(np.median(np.log10(chosen))))
    return values


def by_quantity(record: ClassComparisons) -> dict[str, Comparison]:
    return {item.id: item for item in record.comparisons}


def test_counts_of_papers_are_those_of_a_careful_reading(survey: ClassComparisons) -> None:
    """The table of counts, without readings excluded as slips: 2 lost exponents of RRAM's 71 ratios, 3 endurances."""
    counts = {
        key: {line.device_class: line.n_papers.value for line in item.classes}
        for key, item in by_quantity(survey).items()
    }
    assert counts == {
        "survey/on_off_ratio": {"ECM": 29, "RRAM": 71 - 2, "PCM": 70, "STTM": 1},
        "survey/endurance": {"ECM": 20, "RRAM": 62 - 3, "PCM": 69, "STTM": 38, "FeRAM": 17, "FeFET": 5},
        "survey/set_time": {"RRAM": 15, "PCM": 60},
        "survey-unpaired/action_energy": {"ECM": 17, "RRAM": 44},
    }


def test_two_curators_disagree_as_counted_by_hand(survey: ClassComparisons) -> None:
    """44 papers with both; R_on differs by 2 or more in 11 of 22, R_off in 11 of 21 (5 by 10), endurance by 10 in 9
    of 31."""
    assert survey.n_both_curators.value == 44
    found = {
        item.parameter: tuple(int(count.value or 0) for count in (item.n, item.at_least_2, item.at_least_10))
        for item in survey.curators
    }
    assert found["r_on"][:2] == (22, 11)
    assert found["r_off"] == (21, 11, 5)
    assert (found["endurance"][0], found["endurance"][2]) == (31, 9)


def test_only_legitimate_pairs_are_tested(survey: ClassComparisons) -> None:
    tested = {key: {(p.first, p.second) for p in item.pairs} for key, item in by_quantity(survey).items()}
    assert tested["survey/on_off_ratio"] == {("ECM", "PCM"), ("ECM", "RRAM"), ("PCM", "RRAM")}
    assert len(tested["survey/endurance"]) == 10
    assert not any("FeFET" in pair for pair in tested["survey/endurance"])
    assert tested["survey/set_time"] == {("PCM", "RRAM")}
    assert tested["survey-unpaired/action_energy"] == {("ECM", "RRAM")}
    sensitivity = by_quantity(survey)["survey-unpaired/action_energy"]
    assert sensitivity.is_sensitivity
    assert sensitivity.pairs[0].p_holm_all is None


def test_a_pair_agrees_with_scipy_on_the_raw_table(survey: ClassComparisons) -> None:
    """PCM and STT endurance from the file: Brunner-Munzel's p, P(X<Y), the median of all ratios, Cliff's delta."""
    pair = next(p for p in by_quantity(survey)["survey/endurance"].pairs if (p.first, p.second) == ("ECM", "PCM"))
    x, y = np.array(raw_endurance("CBRAM")), np.array(raw_endurance("PCM"))
    differences = np.subtract.outer(x, y)
    assert pair.probability is not None
    assert pair.delta is not None
    assert pair.ratio is not None
    assert pair.p is not None
    less = float((differences < 0).mean() + (differences == 0).mean() / 2)
    assert pair.probability.value.value == pytest.approx(less)
    assert pair.delta.value.value == pytest.approx(float(np.sign(differences).mean()))
    assert pair.ratio.value.value == pytest.approx(10 ** float(np.median(differences)))
    # scipy's t approximation says 4e-12; of 99,999 labellings none reaches the statistic
    assert stats.brunnermunzel(x, y).pvalue < 1e-11
    assert (pair.p.value, pair.p.high) == (None, pytest.approx(1e-5, abs=0))


def test_overall_test_and_holm_agree_with_scipy_and_statsmodels(survey: ClassComparisons) -> None:
    comparison = by_quantity(survey)["survey/endurance"]
    samples = [[math.log10(p.value.value or 1) for p in line.papers] for line in comparison.classes[:5]]
    tests = {test.method: test for test in comparison.overall}
    welch, kruskal = stats.f_oneway(*samples, equal_var=False), stats.kruskal(*samples)
    for name, expected in (("Welch ANOVA", welch), ("Kruskal-Wallis", kruskal)):
        test = tests[f"{name}, labels of papers permuted"]
        assert test.statistic.value == pytest.approx(expected.statistic, rel=1e-6)
        # the asymptotic p is far below; of 9,999 labellings none reaches the statistic
        assert (test.p.value, test.p.high) == (None, pytest.approx(1e-4))
    p = [p_of(pair.p) for pair in comparison.pairs if pair.p]
    assert [p_of(pair.p_holm) for pair in comparison.pairs if pair.p_holm] == pytest.approx(
        multipletests(p, method="holm")[1].tolist()
    )


def test_every_number_leads_to_readings_or_results_of_the_run(survey: ClassComparisons) -> None:
    known = list(results_in(survey))
    results = {result.id: result for result in known}
    assert len(results) == len(known)
    outside = {
        name for r in results.values() for name in r.inputs if name not in results and not name.startswith(f"{KEY}:")
    }
    assert all(name.endswith("#action_energy") for name in outside)


def test_words_claim_no_equality(survey: ClassComparisons) -> None:
    material = comparison_material(survey)
    text = section_words(section(material))  # type: ignore[arg-type]
    (sentence,) = [part for part in text.split("On/off ratio: ") if part.startswith("ECM and PCM are shown")]
    assert "PCM and RRAM are not shown to differ (p = survey/on_off_ratio/PCM-RRAM#p_holm)" in sentence
    assert "none of its numbers decides a claim" in text
    assert "the rows printed as FeRAM" in text
    assert "sensitivity" in text
    for word in ("comparable", "equal to", "lifetime of", "no difference"):
        assert word not in text


def test_a_decision_that_hangs_on_little_says_so_wherever_it_is_printed(survey: ClassComparisons) -> None:
    pairs = [pair for item in survey.comparisons for pair in item.pairs]
    fragile = [pair for pair in pairs if pair.is_fragile(90)]
    assert fragile
    assert all(pair.steady and pair.steady.value and pair.steady.value < 90 for pair in fragile)
    material = comparison_material(survey)
    block = section(material)
    (table,) = [part for part in block["blocks"] if part.get("source") == "comparison_pairs.csv"]
    decisions = [row[-1] for row in table["rows"]]
    assert len(decisions) == len(pairs)
    for pair, printed in zip(pairs, decisions, strict=True):
        assert ("fragile" in printed) == (pair in fragile)
        assert ("hangs on one paper" in printed) == bool(pair.flips)


def test_the_forest_shows_the_ratio_of_every_tested_pair(survey: ClassComparisons, tmp_path: Path) -> None:
    data = comparison_data(survey, config_of(), CLASSES)
    tested = [pair.ratio for item in survey.comparisons for pair in item.pairs if pair.ratio]
    ends = [end.id for ratio in tested for end in (ratio.value, ratio.low, ratio.high) if end]
    assert list(forest.drawn(data)) == ends
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    forest.draw(data, [first])
    forest.draw(data, [second])
    assert first.read_bytes() == second.read_bytes()
    forest.draw(figure_data(config_of(), CLASSES), [tmp_path / "empty.png"])
    assert (tmp_path / "empty.png").stat().st_size > 0


def test_the_figure_is_the_same_on_every_run(survey: ClassComparisons, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    plot.draw(comparison_data(survey, config_of(), CLASSES), [first])
    plot.draw(comparison_data(survey, config_of(), CLASSES), [second])
    assert first.read_bytes() == second.read_bytes()
    plot.draw(figure_data(config_of(), CLASSES), [tmp_path / "empty.png"])
    assert (tmp_path / "empty.png").stat().st_size > 0
