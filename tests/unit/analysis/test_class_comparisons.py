"""The review's classes in the comparison of every set, upper limits of p, powers of ten, and one set of marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.comparison.record import ClassComparisons, Comparison
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, load_classes, load_config
from memlit.datum import Numbers, Reading, ReconciledDocument, Result
from memlit.devices.gather import Corpus
from memlit.plots.classes import comparisons as plot
from memlit.plots.look import style
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.survey.comparisons import comparisons as section
from memlit.report.sections.survey.comparisons import own_classes
from memlit.statistics import brunner_munzel, brunner_munzel_permuted, compare_pair, compare_pairs
from scipy import stats

from tests import tables
from tests.builders import ROOT, comparison_material, corpus_of, library, reading
from tests.figures import comparison_data

CLASSES = load_classes(ROOT / CLASSES_FILE)
CONFIG = load_config(ROOT / CONFIG_FILE)


def review_rows(values: dict[str, Sequence[float]], metric: str = "action_energy") -> list[BenchmarkRow]:
    """One simulated paper of the review's set a value, by class."""
    rows = []
    for device_class, energies in values.items():
        for number, energy in enumerate(energies):
            paper = f"sim-{device_class.lower()}{number:02}"
            result = Result(
                id=f"{paper}#{metric}", kind="metric", label=metric, value=energy, unit="J", rule="simulated"
            )
            own = {
                "id": paper,
                "paper": paper,
                "work": paper,
                "device": "d",
                "name": "d",
                "is_headline": True,
                "counted": (metric,),
            }
            place = {"device_class": device_class, "role": "synapse", "set_name": "review-fig11", "pulse": "set"}
            rows.append(BenchmarkRow(**own, **place, tier="primary", metrics={metric: result}))
    return rows


def survey(papers: dict[str, list[dict[str, float]]]) -> Corpus:
    """Rows of a simulated survey, one a paper: values by parameter, by printed class."""
    cells: list[Reading] = []
    for printed, rows in papers.items():
        for number, values in enumerate(rows):
            key = f"sim-{printed.lower()}{number:02}"
            place = {"row": len(cells) + 1, "paper": key, "device": key, "device_class": printed}
            cells += [reading(name, value, "1", id=f"doc:{key}:{name}", **place) for name, value in values.items()]
    document = ReconciledDocument(key="doc", kind="survey", status="same")
    return corpus_of(cells, documents=(document,))


def compared(
    rows: Sequence[BenchmarkRow] = (), corpus: Corpus | None = None, classes: Classes = CLASSES
) -> ClassComparisons:
    return compare_classes(tables.values(rows, corpus or survey({}), classes, CONFIG), classes, CONFIG)


def material(record: ClassComparisons) -> Any:
    return comparison_material(
        record,
        CONFIG,
        rows=(),
        claims=(),
        library=library(),
        classes=CLASSES,
        headline_papers="papers that the review credits",
        headline_words="credited by the review",
    )


def test_hundreds_of_papers_in_a_class_need_no_labellings() -> None:
    """520 papers a class: 99,999 labellings of 1,040 values would take 0.8 GB."""
    rng = np.random.default_rng(7)
    classes = {name: (10.0 ** rng.normal(-12 + shift, 1, 520)).tolist() for name, shift in (("VCM", 0), ("PCM", 0.2))}
    pair = next(pair for item in compared(review_rows(classes)).comparisons for pair in item.pairs)
    assert "permutation" not in pair.method
    first, second = (np.log10(classes[name]) for name in (pair.first, pair.second))
    assert pair.p is not None
    assert pair.p.value == pytest.approx(stats.brunnermunzel(first, second).pvalue, rel=1e-6)


def printed(text: str, book: NumberBook) -> str:
    """A text as a reader sees it."""
    parts = (book.display(span.content) if span.kind == "num" else span.content for span in spans(text))
    return "".join(parts).replace("\u00a0", " ")


def told_of_own_classes(record: ClassComparisons) -> str:
    known = material(record)
    return printed(own_classes(known), known.book)


def by_id(record: ClassComparisons) -> dict[str, Comparison]:
    return {item.id: item for item in record.comparisons}


def test_classes_of_the_review_with_six_papers_each_are_compared_like_any_other() -> None:
    """Seven VCM papers all below seven of ICM: exact p = 2 / C(14, 7); the middle of all ratios is 1e-7."""
    values = {"VCM": [10.0 ** (n - 16) for n in range(7)], "ICM": [10.0 ** (n - 9) for n in range(7)]}
    record = compared(review_rows(values))
    (pair,) = by_id(record)["review-fig11/action_energy"].pairs
    assert (pair.first, pair.second, pair.decision) == ("VCM", "ICM", "differs")
    assert pair.p is not None
    assert pair.p.value == pytest.approx(2 / math.comb(14, 7))
    assert pair.ratio is not None
    assert pair.ratio.value.value == pytest.approx(1e-7)
    text = told_of_own_classes(record)
    assert "Of the review's own classes, 1 pair is tested" in text
    assert "No two of" not in text
    # with six papers in a class the test is lost without any of them: compared all the same
    fewer = compared(review_rows({"VCM": values["VCM"][:6], "ICM": values["ICM"]}))
    assert by_id(fewer)["review-fig11/action_energy"].pairs[0].decision == "differs"
    assert "1 pair is tested" in told_of_own_classes(fewer)


def test_with_five_papers_a_class_of_the_review_is_listed_and_the_report_says_so() -> None:
    values = {"VCM": [10.0 ** (n - 15) for n in range(5)], "ICM": [10.0 ** (n - 9) for n in range(7)]}
    record = compared(review_rows(values))
    found = by_id(record)["review-fig11/action_energy"]
    assert {line.device_class: line.inclusion for line in found.classes} == {"VCM": "range", "ICM": "interval"}
    assert found.pairs == ()
    assert "No two of the review's own classes have the 6 papers each that a test needs" in told_of_own_classes(record)


def test_bounded_papers_and_the_other_pulse_are_no_points_of_the_review() -> None:
    rows = review_rows({"VCM": [1e-12, 1e-11]})
    bound = Result(id="b#action_energy", kind="metric", label="x", low=1e-13, high=1e-9, unit="J", rule="simulated")
    rows[1] = rows[1].model_copy(update={"metrics": {"action_energy": bound}})
    rows.append(rows[0].model_copy(update={"id": "r", "work": "sim-reset", "paper": "sim-reset", "pulse": "reset"}))
    (line,) = by_id(compared(rows))["review-fig11/action_energy"].classes
    assert (line.n_papers.value, line.n_bounded.value) == (1, 1)


def endurances(printed_class: str, logs: Sequence[float]) -> dict[str, list[dict[str, float]]]:
    return {printed_class: [{"endurance": 10.0**log} for log in logs]}


def test_no_p_is_below_what_its_sample_sizes_can_give() -> None:
    """20 and 38 papers with one overlap: the t approximation says less than 2 / C(58, 20) = 1.1e-15."""
    x = [2.0 + 0.01 * n for n in range(20)]
    y = [2.185, *(9.0 + 0.01 * n for n in range(37))]
    smallest = 2 / math.comb(58, 20)
    assert (brunner_munzel(x, y).p or 1) < smallest
    assert compare_pair(x, y).p == pytest.approx(smallest, rel=1e-12, abs=0)
    permuted = compare_pair(x, y, permute_below=math.inf, n_permutations=999)
    assert (permuted.p, permuted.p_is_limit) == (pytest.approx(1e-3), True)
    # 12,870 labellings: 2 of them are as extreme, and 1 in 10,000 random ones would be less than that
    apart = brunner_munzel_permuted(list(range(8)), list(range(10, 18)))
    assert apart.p >= 2 / math.comb(16, 8)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_p_with_ties_is_the_share_of_labellings_as_extreme() -> None:
    """Five against five with ties: all 252 labellings by scipy's own statistic, and random ones near their share."""
    x, y = [1.0, 2.0, 2.0, 3.0, 5.0], [2.0, 4.0, 5.0, 6.0, 6.0]
    expected = stats.permutation_test(
        (x, y),
        lambda a, b: abs(stats.brunnermunzel(a, b).statistic),
        alternative="greater",
        n_resamples=np.inf,
    ).pvalue
    assert brunner_munzel_permuted(x, y).p == pytest.approx(expected)
    drawn = brunner_munzel_permuted(x, y, n_permutations=199)
    assert not drawn.exact
    assert drawn.p == pytest.approx(expected, abs=4 * math.sqrt(expected / 199))


def test_an_upper_limit_stays_one_through_holm_and_is_printed_with_its_sign() -> None:
    """Three classes: two pairs hardly overlap, one does; of the adjusted p only those made of limits are limits."""
    low, high = [0.1 * n for n in range(24)], [2.25, *(8 + 0.1 * n for n in range(23))]
    y = [*low, *(value + 0.4 for value in low), *high]
    labels = ["a"] * 24 + ["b"] * 24 + ["c"] * 24
    near, first, second = compare_pairs(y, groups=labels, permute_below=math.inf, n_permutations=9999)
    assert [pair.p_is_limit for pair in (near, first, second)] == [False, True, True]
    assert [pair.p_adjusted_is_limit for pair in (near, first, second)] == [False, True, True]
    assert first.p_adjusted == pytest.approx(3e-4)
    assert near.p_adjusted == near.p


@pytest.mark.parametrize(
    ("p", "is_limit", "expected"),
    [
        (0.04932, False, "0.049"),
        (0.0998, False, "0.1"),
        (0.37692, False, "0.38"),
        (1.0, False, "1"),
        (1e-5, True, "≤ 10⁻⁵"),
        (1.4e-4, True, "≤ 1.4 × 10⁻⁴"),
        (2.785e-12, False, "2.8 × 10⁻¹²"),
    ],
)
def test_p_is_printed_with_two_digits(p: float, is_limit: bool, expected: str) -> None:
    book = NumberBook({}, [Numbers("x").p_value("p", "p", p, "a test", is_limit=is_limit)])
    assert book.display("x#p").replace("\u00a0", " ") == expected


def test_the_summary_gives_ratios_and_names_no_decision_that_hangs_on_little() -> None:
    """RRAM and PCM lie far apart; STT differs from FeRAM by a little, and one paper decides."""
    cells = endurances("RRAM", [1 + 0.1 * n for n in range(30)]) | endurances("PCM", [11 + 0.1 * n for n in range(30)])
    cells |= endurances("STT", [6.0, 7.0, 8.0, 9.0, 9.5, 10.2]) | endurances("FeRAM", [3.0, 4.0, 5.0, 5.5, 5.9, 6.5])
    record = compared(corpus=survey(cells))
    pairs = {(pair.first, pair.second): pair for pair in by_id(record)["survey/endurance"].pairs}
    assert pairs["FeRAM", "STTM"].decision == "differs"
    assert pairs["FeRAM", "STTM"].flips


def test_powers_of_ten_leave_half_a_decade_of_a_resistance_and_no_upper_end_of_an_endurance() -> None:
    """R_off/R_on of four papers, in decades and what each may stand for:

    1e3, 1e6: 3, from 2 to 4; 2e3, 1e6: 2.699, from 2.199 to 3.199; 2e3, 5e6: 3.398 as it is; 1e3, 1e6 again. The median
    of the lower ends 2, 2.199, 3.398, 2 is 2.0995, of the upper ends 4, 3.199, 3.398, 4 it is 3.699. Of the eight
    numbers five are powers of ten, and two papers share a pair. Endurances 1e6, 2e7 and 1e8: 2e7 or more.
    """
    pairs = [(1e3, 1e6), (2e3, 1e6), (2e3, 5e6), (1e3, 1e6)]
    cells = [{"r_on": on, "r_off": off} for on, off in pairs]
    cells += [{"endurance": value} for value in (1e6, 2e7, 1e8)]
    record = compared(corpus=survey({"RRAM": cells}))
    (ratio,) = by_id(record)["survey/on_off_ratio"].classes
    powers = ratio.powers_of_ten
    assert powers is not None
    assert powers.bounds is not None
    assert powers.n_shared is not None
    assert (powers.n.value, powers.n_typed.value, powers.n_shared.value) == (8, 5, 2)
    middle = (2 + (6.0 - math.log10(2e3) - 0.5)) / 2
    assert powers.bounds.low == pytest.approx(10**middle)
    assert powers.bounds.high == pytest.approx(10 ** ((4 + math.log10(2.5e3)) / 2))
    (endurance,) = by_id(record)["survey/endurance"].classes
    assert endurance.powers_of_ten is not None
    bounds = endurance.powers_of_ten.bounds
    assert bounds is not None
    assert (bounds.low, bounds.high) == (pytest.approx(2e7), math.inf)
    shares = {item.n.id: (item.n.value, item.n_typed.value) for item in record.powers_of_ten}
    of = "survey/powers_of_ten"
    assert shares == {f"{of}/r_on#n": (4, 2), f"{of}/r_off#n": (4, 3), f"{of}/endurance#n": (3, 2)}


def test_the_report_says_how_many_numbers_are_powers_of_ten_beside_the_medians() -> None:
    cells = [{"endurance": 10.0**n if n % 4 else 3.0 * 10**n} for n in range(1, 13)]
    known = material(compared(corpus=survey({"RRAM": cells})))
    (table,) = [part for part in section(known)["blocks"] if part.get("source") == "comparisons.csv"]
    assert [column["label"] for column in table["columns"]][-2:] == ["powers of ten", "as decades"]
    assert printed(table["rows"][0][-2], known.book) == "9 of 12"
    assert printed(table["rows"][0][-1], known.book).startswith("≥ ")
    text = " ".join(printed(part["text"], known.book) for part in section(known)["blocks"] if part["type"] == "p")
    assert "75 % of the 12 endurances" in text


def test_the_figure_draws_papers_and_intervals_of_the_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Eleven papers from 10 to 1e11: ranks 2 and 10, half a decade further out; STTM's two have no bar."""
    cells = endurances("RRAM", range(1, 12)) | endurances("PCM", [4 + 0.1 * n for n in range(14)])
    record = compared(corpus=survey(cells | endurances("STT", [3.0, 5.0])))
    data = comparison_data(record, CONFIG, CLASSES)
    drawn: list[Any] = []
    monkeypatch.setattr(style, "save", lambda figure, _path: drawn.append(figure))
    plot.draw(data, [tmp_path / "x.svg"])
    (axes,) = [axes for axes in drawn[0].axes if axes.axison]
    places = {label.get_text(): place for place, label in enumerate(axes.get_yticklabels())}
    papers = {name: sorted(axes.collections[place].get_offsets()[:, 0]) for name, place in places.items()}
    assert papers == {
        "RRAM": pytest.approx([10.0**n for n in range(1, 12)]),
        "PCM": pytest.approx([10 ** (4 + 0.1 * n) for n in range(14)]),
        "STTM": pytest.approx([1e3, 1e5]),
    }
    bars = {
        name: [list(line.get_xdata()) for line in axes.lines if set(line.get_ydata()) == {place}]
        for name, place in places.items()
    }
    assert bars["RRAM"] == [pytest.approx([10**1.5, 10**10.5])]
    assert bars["STTM"] == []
    # A number for each paper, and one for each of the two medians with an interval.
    assert len(set(plot.drawn(data) or ())) == 11 + 14 + 2 + 2
