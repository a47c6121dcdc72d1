"""Classes of the survey compared: the paper as the unit, one curator, legitimate pairs, and the words for them."""

from __future__ import annotations

import math

import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.comparison.record import (
    COMPARISON_PAIRS,
    COMPARISONS,
    ClassComparisons,
    Comparison,
    comparison_lines,
)
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.datum import Reading, p_of
from memlit.devices.gather import gather
from memlit.report.sections.survey.comparisons import comparisons as section

from tests import tables
from tests.builders import ROOT, comparison_material, entry, library, reading, reconciled, section_words

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
    return compare_classes(tables.values(rows, found, CLASSES, CONFIG, shelf), CLASSES, CONFIG)


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
    # n = 7: the extremes, level 1 - 2/128, half a decade further out
    ends = (first.median.low, first.median.high)
    assert [end.value for end in ends if end] == [pytest.approx(10**0.5), pytest.approx(10**7.5)]


def test_a_median_has_one_interval_by_order_statistics() -> None:
    """Of 11 papers ranks 2 and 10 (98.8 %), of 20 ranks 6 and 15 (95.9 %); no number is a power of ten."""
    cells = [cell(n, f"a{n:02}", "RRAM", "endurance", 2 * 10.0 ** (n / 2)) for n in range(1, 12)]
    cells += [cell(20 + n, f"b{n:02}", "PCM", "endurance", 2 * 10.0 ** (n / 2)) for n in range(1, 21)]
    record = compared(*cells)
    rows = {row["class"]: row for row in map(COMPARISONS.row, comparison_lines(record, "classes"))}
    for name, first, last in (("RRAM", 2, 10), ("PCM", 6, 15)):
        ends = [rows[name]["low"], rows[name]["high"]]
        assert ends == [pytest.approx(2 * 10 ** (rank / 2)) for rank in (first, last)]
    text = section_words(section(comparison_material(record)))  # type: ignore[arg-type]
    assert "survey/endurance/PCM#median [survey/endurance/PCM#low; survey/endurance/PCM#high]" in text


def test_an_interval_of_numbers_that_heap_on_decades_reaches_half_a_decade_further() -> None:
    """Twelve endurances, all printed as 10^6, are no proof that the median is 10^6 to the digit.

    A ratio of two resistances, 10^3 and 10^7 ohm, is off by half a decade for each; a time is set, not rounded.
    """
    cells = []
    for n in range(12):
        own = {"endurance": 1e6, "r_on": 1e3, "r_off": 1e7, "set_pulse_width": 1e-7}
        cells += [cell(n, f"a{n:02}", "PCM", name, value) for name, value in own.items()]
    found = {item.quantity: item.classes[0].median for item in compared(*cells).comparisons}
    ends = {
        name: [math.log10(end.value) for end in (own.low, own.high) if end and end.value] for name, own in found.items()
    }
    assert ends["endurance"] == pytest.approx([5.5, 6.5])
    assert ends["on_off_ratio"] == pytest.approx([3, 5])
    assert ends["set_time"] == pytest.approx([-7, -7])


def test_of_one_hypothesis_the_permuted_p_alone_is_given() -> None:
    """No labelling of 2 x 7 papers far apart is as extreme but 2 in 3,432: an asymptotic p would be far below."""
    cells = [cell(n, f"a{n:02}", "RRAM", "endurance", 2 * 10.0**n) for n in range(1, 8)]
    cells += [cell(n, f"a{n:02}", "PCM", "endurance", 2 * 10.0 ** (20 + n)) for n in range(8, 15)]
    comparison = endurance(*cells)
    tests = {test.method: test for test in comparison.overall}
    levels = [name for name in tests if "Welch" in name or "Kruskal" in name]
    assert levels == ["Welch ANOVA, labels of papers permuted", "Kruskal-Wallis, labels of papers permuted"]
    for name in levels:
        assert p_of(tests[name].p) == pytest.approx(2 / 3432, rel=0.6)
    assert tests[levels[0]].df2 is not None
    assert tests[levels[1]].effect is not None
    assert not {column.name for column in COMPARISON_PAIRS.columns} & {"p_dunn", "joint_p", "icc_percent"}


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
    assert section(comparison_material(found)) == {}
