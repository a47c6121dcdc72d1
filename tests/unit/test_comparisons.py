"""Classes of the survey compared: the paper as the unit, one curator, legitimate pairs, and the words for them."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from memlit.analysis.comparisons import compare_classes
from memlit.analysis.comparisons_model import ClassComparisons, Comparison
from memlit.analysis.comparisons_outputs import COMPARISONS, class_lines
from memlit.analysis.comparisons_samples import p_of
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.datum import Reading
from memlit.devices import gather, resolve_devices
from memlit.library import load_library
from memlit.plots import comparisons as plot
from memlit.plots import pairs as forest
from memlit.plots.style import ClassStyles
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.report.book import NumberBook
from memlit.report.sections.comparisons import comparisons as section
from memlit.report.text import spans
from memlit.sources.extract import read_document
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.builders import ROOT, corpus, entry, library, reading, reconciled, vocabulary

CLASSES = load_classes(ROOT / CLASSES_FILE)
CONFIG = load_config(ROOT / CONFIG_FILE)
KEY = "memsysexplorer-survey"


def cell(row: int, paper: str, device_class: str, parameter: str, value: float | None, **fields: object) -> Reading:
    own = {"id": f"doc:t1/r{row}/{parameter}", "paper": paper, "device": f"r{row}", "device_class": device_class}
    return reading(parameter, value, "1", row=row, **{**own, **fields})


def compared(*readings: Reading, rows: tuple[BenchmarkRow, ...] = ()) -> ClassComparisons:
    papers = sorted({item.datum.paper for item in readings if item.datum.paper})
    shelf = library(entry("doc"), *(entry(paper, sets=("survey",)) for paper in papers))
    found = gather([reconciled(*readings, kind="survey")], shelf, CONFIG)
    return compare_classes(rows, found, CLASSES, CONFIG)


def material_of(record: ClassComparisons) -> Any:
    """What the sections of comparisons are written from."""
    return SimpleNamespace(
        analysis=SimpleNamespace(comparisons=record),
        book=NumberBook([], record.results),
        config=CONFIG,
        tests_a_review=True,
    )


def endurance(*readings: Reading) -> Comparison:
    return next(item for item in compared(*readings).comparisons if item.quantity == "endurance")


def test_a_paper_counts_once_with_the_middle_of_its_rows_on_the_log_scale() -> None:
    """Rows of 10 and 1000 cycles are one paper of 100; the median of 100, 10^4 and 10^6 is 10^4."""
    cells = [
        cell(1, "a2020", "RRAM", "endurance", 10.0),
        cell(2, "a2020", "RRAM", "endurance", 1000.0),
        cell(3, "b2020", "RRAM", "endurance", 1e4),
        cell(4, "c2020", "RRAM", "endurance", 1e6),
    ]
    (line,) = endurance(*cells).classes
    assert [point.value.value for point in line.papers] == [pytest.approx(100), 1e4, 1e6]
    assert line.papers[0].value.inputs == ("doc:t1/r1/endurance", "doc:t1/r2/endurance")
    assert (line.n_papers.value, line.n_rows.value, line.inclusion) == (3, 4, "range")
    assert line.median is not None
    assert (line.median.value.value, line.median.low) == (1e4, None)


def test_of_two_curators_the_first_is_used_and_a_range_is_no_point() -> None:
    cells = [
        cell(1, "a2020", "PCM", "endurance", 1e9),
        cell(2, "a2020", "PCM", "endurance", 1e6, flags=("first_curator",)),
        cell(3, "b2020", "PCM", "endurance", None, low=1e5, high=1e7),
        cell(4, "c2020", "PCM", "endurance", 1e3),
    ]
    (line,) = endurance(*cells).classes
    assert {point.paper: point.value.value for point in line.papers} == {"a2020": 1e6, "c2020": 1e3}
    assert line.n_bounded.value == 1


def test_a_row_of_two_classes_and_a_derived_reading_are_not_compared() -> None:
    cells = [
        cell(1, "a2020", "FeFET/RRAM", "endurance", 1e9),
        cell(2, "b2020", "RRAM", "endurance", 1e6),
        cell(3, "c2020", "CBRAM", "endurance", 1e3, inputs=("x",)),
    ]
    assert [(line.device_class, line.n_papers.value) for line in endurance(*cells).classes] == [("RRAM", 1)]


def test_on_off_ratio_divides_the_resistances_of_one_row() -> None:
    cells = [
        cell(1, "a2020", "CBRAM", "r_on", 2e3),
        cell(1, "a2020", "CBRAM", "r_off", 5e6),
        cell(2, "b2020", "CBRAM", "r_on", 1e3),
        cell(3, "b2020", "CBRAM", "r_off", 1e6),
    ]
    (only,) = compared(*cells).comparisons
    (line,) = only.classes
    assert (only.quantity, line.device_class) == ("on_off_ratio", "ECM")
    assert [point.value.value for point in line.papers] == [2500]


def test_small_classes_are_never_tested() -> None:
    cells = [cell(n, f"a{n}", "RRAM", "endurance", 10.0**n) for n in range(1, 8)]
    cells += [cell(n, f"a{n}", "PCM", "endurance", 10.0**n) for n in range(8, 13)]
    comparison = endurance(*cells)
    assert [line.inclusion for line in comparison.classes] == ["interval", "range"]
    assert (comparison.pairs, comparison.overall) == ((), ())
    first = comparison.classes[0]
    assert first.exact is not None
    # n = 7: the extremes, level 1 - 2/128
    assert (first.exact.low.value, first.exact.high.value) == (pytest.approx(10), pytest.approx(1e7))  # type: ignore[union-attr]


def test_the_interval_that_holds_its_level_leads() -> None:
    """Below 12 papers the order-statistic interval (11 papers: ranks 2 and 10, 98.8 %), the bootstrap's beside it."""
    cells = [cell(n, f"a{n:02}", "RRAM", "endurance", 10.0**n) for n in range(1, 12)]
    cells += [cell(20 + n, f"b{n:02}", "PCM", "endurance", 10.0**n) for n in range(1, 13)]
    record = compared(*cells)
    rows = {row["class"]: row for row in map(COMPARISONS.row, class_lines(record))}
    few, many = rows["RRAM"], rows["PCM"]
    assert (few["low"], few["high"]) == (pytest.approx(100), pytest.approx(1e10))
    assert (few["interval"], many["interval"]) == ("order statistics", "bootstrap")
    assert few["bootstrap_low"] > few["low"]
    assert (many["low"], many["high"]) == (many["bootstrap_low"], many["bootstrap_high"])
    material = material_of(record)
    text = words(section(material))  # type: ignore[arg-type]
    assert "survey/endurance/RRAM#median [survey/endurance/RRAM#exact_low; survey/endurance/RRAM#exact_high]" in text
    assert "[survey/endurance/RRAM#low; survey/endurance/RRAM#high]" in text
    assert "survey/endurance/PCM#median [survey/endurance/PCM#low; survey/endurance/PCM#high]" in text


def test_model_of_the_rows_by_the_sums_of_squares_of_a_balanced_design() -> None:
    """Six papers a class with two rows each, paper effects 1..6 and 3..8 decades, rows 0.1 or 0.2 decades to each side.

    Within: 6 x 2 x 0.01 + 6 x 2 x 0.04 = 0.6 over 12 degrees, 0.05. Between: 2 x (17.5 + 17.5) = 70 over 10, 7. REML of
    a balanced design is that: (7 - 0.05) / 2 = 3.475 between papers, 3.475 / 3.525 = 98.6 %. Shift of the means: 2.
    """
    cells = []
    for first, name, side in ((1, "RRAM", 0.1), (3, "PCM", 0.2)):
        for place in range(6):
            for sign in (-1, 1):
                number = len(cells)
                value = 10.0 ** (first + place + sign * side)
                cells.append(cell(number, f"{name.lower()}{place}", name, "endurance", value))
    model = endurance(*cells).model
    assert model is not None
    assert (model.reference, model.n_rows.value, model.n_papers.value, model.n_several.value) == ("RRAM", 24, 12, 12)
    (contrast,) = model.contrasts
    assert (contrast.device_class, contrast.shift.value.value) == ("PCM", pytest.approx(2))
    # CR2 of a difference of means of clusters of one size: each class has the variance of its paper means over 6 papers
    half = stats.t.isf(0.025, 10) * math.sqrt(2 * 3.5 / 6)
    assert contrast.df.value == pytest.approx(10)
    assert contrast.shift.low is not None
    assert contrast.shift.low.value == pytest.approx(2 - half)
    assert model.icc is not None
    assert model.icc.value == pytest.approx(100 * 3.475 / 3.525, rel=1e-5)
    assert model.between is not None
    assert model.between.value == pytest.approx(math.sqrt(3.475), rel=1e-5)


def test_one_row_a_paper_leaves_no_variance_within_and_says_so() -> None:
    cells = [cell(n, f"a{n}", "RRAM", "endurance", 10.0 ** (n % 5)) for n in range(1, 8)]
    cells += [cell(n, f"a{n}", "PCM", "endurance", 10.0 ** (n % 4)) for n in range(8, 15)]
    model = endurance(*cells).model
    assert model is not None
    assert len(model.contrasts) == 1
    assert (model.icc, model.between, model.within) == (None, None, None)
    assert "no paper has two values" in model.reason
    # two rows of one paper are one degree of freedom within: no split can rest on it
    one = endurance(*cells, cell(15, "a14", "PCM", "endurance", 1e3)).model
    assert one is not None
    assert (one.n_several.value, one.icc) == (1, None)
    assert one.reason == "too few papers have more than one row"


def test_classes_that_do_not_overlap_are_tested_exactly() -> None:
    """Seven papers all below seven others: two-sided exact p = 2 / C(14, 7) = 2/3432; the log10 medians differ by 7."""
    cells = [cell(n, f"a{n:02}", "RRAM", "endurance", 10.0**n) for n in range(1, 8)]
    cells += [cell(n, f"a{n:02}", "STT", "endurance", 10.0**n) for n in range(8, 15)]
    (pair,) = endurance(*cells).pairs
    assert (pair.first, pair.second, pair.decision) == ("RRAM", "STTM", "differs")
    assert pair.p is not None
    assert pair.p.value == pytest.approx(2 / math.comb(14, 7))
    assert pair.ratio is not None
    assert pair.ratio.value.value == pytest.approx(1e-7)
    assert pair.probability is not None
    assert pair.probability.value.value == 1


def test_retention_is_a_share_by_temperature() -> None:
    """Paper a: 10 years at 125 and 1e4 s at 85 degC; b: 1e5 s at 85; c: 10 years, no temperature; d: at 55."""
    ten_years = 3.1536e8
    rows = [("a", ten_years, 125.0), ("a", 1e4, 85.0), ("b", 1e5, 85.0), ("c", ten_years, None), ("d", ten_years, 55.0)]
    cells = [cell(n, f"{name}2020", "PCM", "retention", time) for n, (name, time, _) in enumerate(rows)]
    cells += [
        cell(n, f"{name}2020", "PCM", "retention_temperature", heat)
        for n, (name, _, heat) in enumerate(rows)
        if heat is not None
    ]
    shares = {share.band: (share.n_ten_years.value, share.n_papers.value) for share in compared(*cells).retention}
    assert shares == {
        "85 °C or above": (1, 2),
        "below 85 °C": (1, 1),
        "85 °C to below 125 °C": (0, 2),
        "125 °C or above": (1, 1),
        "temperature not stated": (1, 1),
    }


def test_a_ratio_of_exactly_two_is_a_factor_of_two_and_not_more() -> None:
    """Curators read 1 and 2, 3 and 30, 5 and 5: one factor of exactly 2, one of 10; SD sqrt((.0906 + 1)/3/2)."""
    cells = []
    for number, (first, other) in enumerate([(1e4, 2e4), (3e6, 3e7), (5e3, 5e3)]):
        paper = f"p{number}"
        cells.append(cell(2 * number, paper, "RRAM", "endurance", first, flags=("first_curator",)))
        cells.append(cell(2 * number + 1, paper, "RRAM", "endurance", other))
    found = compared(*cells)
    (agreement,) = found.curators
    counts = (agreement.n, agreement.at_least_2, agreement.above_2, agreement.at_least_10, found.n_both_curators)
    assert [count.value for count in counts] == [3, 2, 1, 1, 3]
    assert agreement.reading_sd.value == pytest.approx(math.sqrt((math.log10(2) ** 2 + 1) / 3 / 2))


def test_without_a_survey_nothing_is_compared() -> None:
    found = compared()
    assert (found.comparisons, found.retention, found.curators) == ((), (), ())
    assert section(SimpleNamespace(analysis=SimpleNamespace(comparisons=found))) == {}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def survey() -> ClassComparisons:
    """The committed survey through the whole flow."""
    words, config = vocabulary(), CONFIG
    usable, _ = load_corrections(ROOT / "corrections.csv", words)
    document = reconcile_document(read_document(corpus(ROOT), KEY), by_datum(usable), words)
    shelf = load_library(ROOT / "references.bib")
    found = gather([document], shelf, config)
    devices = resolve_devices(found.readings, shelf, config, {KEY})
    return compare_classes(benchmark_devices(devices, shelf, CLASSES, config), found, CLASSES, config)


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
    welch = stats.f_oneway(*samples, equal_var=False)
    assert tests["Welch ANOVA"].p.value == pytest.approx(welch.pvalue, rel=1e-6)
    assert tests["Kruskal-Wallis"].p.value == pytest.approx(stats.kruskal(*samples).pvalue, rel=1e-6)
    p = [p_of(pair.p) for pair in comparison.pairs if pair.p]
    assert [p_of(pair.p_holm) for pair in comparison.pairs if pair.p_holm] == pytest.approx(
        multipletests(p, method="holm")[1].tolist()
    )


def test_every_number_leads_to_readings_or_results_of_the_run(survey: ClassComparisons) -> None:
    results = {result.id: result for result in survey.results}
    assert len(results) == len(survey.results)
    outside = {
        name for r in results.values() for name in r.inputs if name not in results and not name.startswith(f"{KEY}:")
    }
    assert all(name.endswith("#action_energy") for name in outside)


def words(block: dict[str, object]) -> str:
    """All texts of a section, numbers as their ids."""
    found: list[str] = []

    def walk(item: object) -> None:
        if isinstance(item, str):
            found.append("".join(span.content for span in spans(item)))
        elif isinstance(item, dict):
            for part in item.values():
                walk(part)
        elif isinstance(item, list):
            for part in item:
                walk(part)

    walk(block)
    return " ".join(found)


def test_words_claim_no_equality_and_name_what_could_have_been_shown(survey: ClassComparisons) -> None:
    material = material_of(survey)
    text = words(section(material))  # type: ignore[arg-type]
    (sentence,) = [part for part in text.split("On/off ratio: ") if part.startswith("ECM and PCM are shown")]
    assert "PCM and RRAM are not shown to differ (p = survey/on_off_ratio/PCM-RRAM#p_holm)" in sentence
    assert "survey/on_off_ratio/PCM-RRAM#detectable_holm would have been shown with a power" in sentence
    assert "no number of the survey decides a claim" in text
    assert "the rows printed as FeRAM" in text
    assert "sensitivity" in text
    for word in ("comparable", "equal to", "lifetime of", "no difference"):
        assert word not in text


def test_a_decision_that_hangs_on_little_says_so_wherever_it_is_printed(survey: ClassComparisons) -> None:
    pairs = [pair for item in survey.comparisons for pair in item.pairs]
    fragile = [pair for pair in pairs if pair.is_fragile(90)]
    assert fragile
    assert all(pair.steady and pair.steady.value and pair.steady.value < 90 for pair in fragile)
    material = material_of(survey)
    block = section(material)
    (table,) = [part for part in block["blocks"] if part.get("source") == "comparison_pairs.csv"]
    decisions = [row[-1] for row in table["rows"]]
    assert len(decisions) == len(pairs)
    for pair, printed in zip(pairs, decisions, strict=True):
        assert ("fragile" in printed) == (pair in fragile)
        assert ("hangs on one paper" in printed) == bool(pair.flips)


def test_the_forest_shows_the_ratio_of_every_tested_pair(survey: ClassComparisons, tmp_path: Path) -> None:
    tested = [pair.ratio for item in survey.comparisons for pair in item.pairs if pair.ratio]
    ends = [end.id for ratio in tested for end in (ratio.value, ratio.low, ratio.high) if end]
    assert [result.id for result in forest.drawn(survey.comparisons)] == ends
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    forest.draw(survey.comparisons, 90, [first])
    forest.draw(survey.comparisons, 90, [second])
    assert first.read_bytes() == second.read_bytes()
    forest.draw([], 90, [tmp_path / "empty.png"])
    assert (tmp_path / "empty.png").stat().st_size > 0


def test_the_figure_is_the_same_on_every_run(survey: ClassComparisons, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    plot.draw(survey.comparisons, ClassStyles(CLASSES), [first])
    plot.draw(survey.comparisons, ClassStyles(CLASSES), [second])
    assert first.read_bytes() == second.read_bytes()
    plot.draw([], ClassStyles(CLASSES), [tmp_path / "empty.png"])
    assert (tmp_path / "empty.png").stat().st_size > 0
