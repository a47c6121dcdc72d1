"""The median of a class: one number where it is sharp, else its bounds, and the same in every part of the analysis."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.analysis.medians import Ends, device_ends, interval_of_median, median_ends, paper_ends
from memlit.analysis.robustness.bounds import identification
from memlit.analysis.robustness.conventions import CONVENTIONS_TABLE, ChangedConvention
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.benchmark.values import VALUES
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Reading, results_in
from memlit.devices.resolved import resolve_devices
from memlit.errors import NotEstimable
from memlit.field.codes import OTHER_PULSE
from memlit.frames import frame_of, row_dicts
from memlit.library import Library
from memlit.numbers import PublishedLine
from memlit.report.book import NumberBook
from memlit.report.sections.making.other_pulse import moved_medians, other_papers
from memlit.statistics.comparison.medians import log_median

from tests import tables
from tests.builders import METRICS, ROOT, PartOfMaterial, config_of, corpus_of, entry, library, reading, tables_of

CLASSES = load_classes(ROOT / CLASSES_FILE)
UNITS = {"set_voltage": "V", "reset_voltage": "V", "set_pulse_width": "s", "g_on": "S", "g_off": "S"}
ends = st.one_of(
    st.floats(1e-15, 1e3).map(lambda value: Ends(value, value)),
    st.tuples(st.floats(1e-15, 1e3), st.floats(1e-15, 1e3)).map(lambda pair: Ends(min(pair), max(pair))),
    st.floats(1e-15, 1e3).map(lambda low: Ends(low, math.inf)),
    st.floats(1e-15, 1e3).map(lambda high: Ends(0.0, high)),
)


@given(st.lists(st.tuples(ends, st.floats(0, 1)), min_size=1, max_size=9))
def test_whatever_the_bounded_papers_are_the_median_lies_within(papers: list[tuple[Ends, float]]) -> None:
    found = median_ends([paper for paper, _ in papers])
    assert found.low <= found.high
    values = [paper.low + share * (min(paper.high, 1e6) - paper.low) for paper, share in papers]
    assert found.low * (1 - 1e-9) <= log_median(values) <= found.high * (1 + 1e-9)
    if all(paper.is_point for paper, _ in papers):
        assert found.is_point


@pytest.mark.parametrize("n", [7, 29, 69])
def test_the_interval_of_a_median_holds_its_level_where_values_are_rounded_to_decades(n: int) -> None:
    """Seven of eight values rounded, the median 0.3 decades off a decade: 95 % and more of 400 sets, as for none."""
    draw = np.random.default_rng(5)
    covered = 0
    for _ in range(400):
        logs = draw.normal(0.3, 1.0, n)
        is_rounded = draw.random(n) < 7 / 8
        known = [
            Ends(10 ** (round(log) - 0.5), 10 ** (round(log) + 0.5)) if rounded else Ends(10**log, 10**log)
            for log, rounded in zip(logs, is_rounded, strict=True)
        ]
        found, achieved = interval_of_median(known, 0.95)
        assert achieved >= 0.95
        covered += found.low <= 10**0.3 <= found.high
    # four standard errors below 95 %
    assert covered / 400 > 0.95 - 4 * math.sqrt(0.95 * 0.05 / 400)


def test_the_interval_of_a_median_takes_open_ends() -> None:
    """Six papers: the least lower end and the largest upper end; five have no interval of 95 %."""
    papers = [Ends(float(n), float(n)) for n in range(1, 6)]
    found, _ = interval_of_median([*papers, Ends(0.5, math.inf)], 0.95)
    assert (found.low, found.high) == (0.5, math.inf)
    with pytest.raises(NotEstimable):
        interval_of_median(papers, 0.95)


def test_bounded_paper_may_leave_the_median_sharp_and_not_that_of_the_known() -> None:
    """25.4 and 900 nW known, a third paper between 31.7 and 37.9 uW: the second of three is 900 nW whatever it is."""
    known = [Ends(25.4e-9, 25.4e-9), Ends(900e-9, 900e-9)]
    assert median_ends([*known, Ends(31.7e-6, 37.9e-6)]) == Ends(900e-9, 900e-9)
    assert median_ends(known).low == pytest.approx(151.2e-9, rel=1e-3)


def paper(key: str, exponent: float, **given_parts: float | None) -> list[Reading]:
    """V = 1 V, G_on = 100 uS, G_off = 1 uS where it is not left out; tau = 10**exponent s."""
    parts = {"set_voltage": 1.0, "set_pulse_width": 10.0**exponent, "g_on": 1e-4, "g_off": 1e-6, **given_parts}
    return [
        reading(name, value, UNITS[name], id=f"{key}:r/{name}", paper=key, device="d", document=key, tier="primary")
        for name, value in parts.items()
        if value is not None
    ]


def books(cells: list[Reading]) -> Library:
    own = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    return library(*(entry(key, **own) for key in sorted({cell.datum.paper or "" for cell in cells})))


def rows_of(cells: list[Reading]) -> list[BenchmarkRow]:
    shelf = books(cells)
    return benchmark_devices(resolve_devices(cells, shelf, config_of()), shelf, CLASSES, config_of())


def metrics_of(cells: list[Reading]) -> pd.DataFrame:
    return frame_of(VALUES, tables.values_of(rows_of(cells)))


def tables_of_classes(cells: list[Reading]) -> tables.ClassTables:
    members = tables.members(corpus_of(cells), books(cells), CLASSES, config_of())
    return tables.class_tables(tables.values_of(rows_of(cells)), members, config_of())


def line_of(cells: list[Reading], metric: str = "action_energy") -> PublishedLine:
    """The line of classes.csv under the set pulse."""
    lines = tables.lines_of_classes(tables_of_classes(cells)).classes
    return next(line for line in lines if (line.pulse, line.metric) == ("set", metric))


def conventions_of(cells: list[Reading]) -> list[ChangedConvention]:
    corpus = corpus_of(cells)
    return tables.conventions(corpus, books(cells), CLASSES, config_of())


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, -3), st.booleans()), min_size=3, max_size=6), st.sampled_from(("E", "P")))
def test_class_and_bounds_give_one_median(papers: list[tuple[int, bool]], which: str) -> None:
    """Known papers and papers without G_off, in both places of the analysis."""
    metric = {"E": "action_energy", "P": "standby_power"}[which]
    cells = [
        cell
        for n, (exponent, is_known) in enumerate(papers)
        for cell in paper(f"sim-p{n}", exponent, g_off=10.0**-7 * (n + 1) if is_known else None)
    ]
    summary = line_of(cells, metric)
    values = tables.values(rows_of(cells), corpus_of(cells), CLASSES, config_of())
    lines = tables.lines_of_classes(tables_of_classes(cells)).classes
    (bounds,) = [line for line in identification(values, lines, CLASSES, config_of()) if line.quantity == metric]
    assert (bounds.bounds.low, bounds.bounds.high) == pytest.approx((summary.lower, summary.upper))
    assert (summary.median is not None) == (summary.lower == summary.upper)
    known = [is_known for _, is_known in papers]
    assert (summary.n_papers, summary.n_bounded) == (sum(known), len(known) - sum(known))
    assert (summary.middle_of_known is not None) == any(known)


def test_middle_of_the_known_may_lie_outside_and_is_no_median() -> None:
    """P_s of two papers is 1 and 2 uW, of three others at most 0.5, 0.6 and 0.7 uW: the median is in [0, 0.7 uW]."""
    cells = [*paper("sim-a", -9, g_off=1e-6), *paper("sim-b", -9, g_off=2e-6)]
    for key, g_on in (("sim-x", 5e-7), ("sim-y", 6e-7), ("sim-z", 7e-7)):
        cells += paper(key, -9, g_on=g_on, g_off=None)
    summary = line_of(cells, "standby_power")
    assert (summary.median, summary.lower, summary.upper) == (None, 0.0, pytest.approx(7e-7))
    assert summary.middle_of_known == pytest.approx(math.sqrt(2) * 1e-6)


def test_class_of_bounded_papers_alone_has_evidence_and_no_middle() -> None:
    summary = line_of([cell for key in "abc" for cell in paper(f"sim-{key}", -9, g_off=None)])
    assert (summary.inclusion, summary.middle_of_known) == ("bounds only", None)
    assert (summary.lower, summary.upper) == (pytest.approx(5e-14), pytest.approx(1e-13))


def test_two_papers_are_listed_and_the_third_makes_a_median() -> None:
    """The plan's range_from is 3: what is printed of two papers is their values."""
    two = [*paper("sim-a", -9, g_off=1e-6), *paper("sim-b", -8, g_off=1e-6)]
    few, enough = line_of(two), line_of([*two, *paper("sim-c", -7, g_off=1e-6)])
    assert (few.inclusion, few.lower, few.papers) == ("values listed, no interval", None, "sim-a;sim-b")
    # V^2 (G_on + G_off)/2 tau of the second paper
    assert enough.median == pytest.approx(50.5e-6 * 1e-8)


def test_value_of_a_grade_that_does_not_count_is_told_and_enters_nothing() -> None:
    cells = [
        cell.model_copy(update={"datum": cell.datum.model_copy(update={"grade": "C"})})
        for cell in paper("sim-a", -9, g_off=1e-6)
    ]
    summary = line_of(cells)
    assert (summary.n_papers, summary.n_bounded, summary.papers, summary.lower) == (0, 0, None, None)
    assert (summary.inclusion, summary.uncounted) == ("no evidence that counts", "sim-a")
    # V^2 (G_on + G_off)/2 tau
    (known,) = [paper for paper in row_dicts(tables_of_classes(cells).papers) if paper["summary"] == summary.id]
    assert (known["known"], known["grade"], known["value"]) == ("not counted", "C", pytest.approx(50.5e-6 * 1e-9))


def test_each_number_leads_to_the_papers_and_each_paper_to_its_devices() -> None:
    cells = [*paper("sim-a", -9), *paper("sim-b", -8), *paper("sim-x", -9, g_off=None)]
    place, numbers = line_of(cells).id, tables_of_classes(cells).numbers
    papers = {key: f"{place}/{key}" for key in ("sim-a", "sim-b", "sim-x")}
    assert numbers[f"{place}#median"].inputs == tuple(papers.values())
    assert numbers[f"{place}#n_papers"].inputs == (papers["sim-a"], papers["sim-b"])
    assert numbers[f"{place}#n_bounded"].inputs == numbers[papers["sim-x"]].inputs == ("sim-x/d/set#action_energy",)
    known = numbers[papers["sim-x"]]
    assert (known.value, known.low, known.high) == (None, pytest.approx(5e-14), pytest.approx(1e-13))
    assert (known.label, known.unit) == ("action_energy of the paper", "J")


def test_of_two_curators_of_one_paper_the_first_alone_counts() -> None:
    """1 uW by the first and 16 uW by the second are 1 uW, not the 4 uW of both."""
    metrics = metrics_of([*under("1 V", 1.0, 1e-6), *under("4 V", 4.0, 1e-6)])
    metrics["first_curator"] = metrics["condition"] == "1 V"
    (whole,) = row_dicts(paper_ends(metrics, ["quantity"]).query("quantity == 'standby_power'"))
    assert whole["low"] == whole["high"] == pytest.approx(1e-6)


def under(condition: str, volts: float, g_off: float) -> list[Reading]:
    cells = []
    for name, value in (("set_voltage", volts), ("g_off", g_off)):
        identifier = f"sim-a:r/{name}/{condition}"
        about = {"paper": "sim-a", "device": "d", "document": "sim-a", "tier": "primary", "condition": condition}
        cells.append(reading(name, value, UNITS[name], id=identifier, **about))
    return cells


def test_conditions_of_one_device_are_one_device_and_one_paper() -> None:
    """1, 2 and 4 V on 1 uS: 1, 4, 16 uW, the middle is 4 uW; a second device at 16 uW makes it 8 uW, not 4 or 16."""
    cells = [cell for volts in (1.0, 2.0, 4.0) for cell in under(f"{volts} V", volts, 1e-6)]
    (device,) = row_dicts(device_ends(metrics_of(cells), ["quantity"]).query("quantity == 'standby_power'"))
    assert device["low"] == device["high"] == pytest.approx(4e-6)
    other = [
        cell.model_copy(update={"id": f"{cell.id}/e", "datum": cell.datum.model_copy(update={"device": "e"})})
        for cell in under("4 V", 4.0, 1e-6)
    ]
    (whole,) = row_dicts(paper_ends(metrics_of([*cells, *other]), ["quantity"]).query("quantity == 'standby_power'"))
    assert whole["low"] == whole["high"] == pytest.approx(8e-6)


def material(found: list[ChangedConvention]) -> SimpleNamespace:
    return PartOfMaterial(
        tables=tables_of((CONVENTIONS_TABLE, found)),
        book=NumberBook({}, list(results_in(found))),
        config=config_of(),
        symbol=lambda metric: METRICS[metric].symbol,
    )


def of_the_reset_pulse(found: list[ChangedConvention]) -> ChangedConvention:
    (line,) = [one for one in found if (one.convention, one.metric) == (OTHER_PULSE, "standby_power")]
    return line


def test_convention_moves_a_median_only_where_the_papers_stay_the_same() -> None:
    """Two papers known for both pulses at equal P_s, a third for the reset alone: it enters, and nothing moves."""
    cells = [*paper("sim-a", -9, reset_voltage=1.0), *paper("sim-b", -9, reset_voltage=1.0, g_off=4e-6)]
    cells += paper("sim-c", -9, set_voltage=None, reset_voltage=3.0)
    found = conventions_of(cells)
    line = of_the_reset_pulse(found)
    assert (line.entered, line.left) == (("sim-c",), ())
    shown = material(found)
    moved = moved_medians(shown)  # type: ignore[arg-type]
    assert "P_s" not in moved
    assert "sim-c" in other_papers(shown)  # type: ignore[arg-type]


def test_convention_that_changes_what_the_same_papers_give_moves_their_median() -> None:
    """V = 1 V for set and 2 V for reset on 1 uS: P_s goes from 1 to 4 uW."""
    found = conventions_of([cell for key in "abc" for cell in paper(f"sim-{key}", -9, reset_voltage=2.0)])
    line = of_the_reset_pulse(found)
    assert (line.entered, line.left) == ((), ())
    assert line.after is not None
    assert line.after.value == pytest.approx(4e-6)
    assert "P_s" in moved_medians(material(found))  # type: ignore[arg-type]
    # One paper has a value that moves, and its class no median.
    assert moved_medians(material(conventions_of(paper("sim-a", -9, reset_voltage=2.0)))) == ""  # type: ignore[arg-type]
