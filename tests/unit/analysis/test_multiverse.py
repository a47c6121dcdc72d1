"""The multiverse on simulated papers: 648 joint cells in one pass, collapsed, tested, with decisions that flip."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest
from memlit.analysis.robustness.multiverse import (
    MULTIVERSE,
    SWITCHES,
    MetricMultiverse,
    MultiverseCell,
    MultiverseRecord,
    cell_lines,
    multiverse,
    specifications,
)
from memlit.config import CLASSES_FILE, CONFIG_FILE, Config, load_classes, load_config, validated
from memlit.datum import Reading, ReconciledDocument
from memlit.devices.gather import Corpus
from memlit.library import Entry
from memlit.plots.classes import multiverse as plot
from memlit.plots.look.style import ClassStyles
from memlit.statistics.comparison.bounds import rank_median

from tests.builders import METRICS, ROOT, config_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)
SWITCHED = load_config(ROOT / CONFIG_FILE).analysis.multiverse.model_dump()
PLANNED = validated(Config, {"metrics": METRICS, "analysis": {"multiverse": SWITCHED}}, "x")
ON, OFF = 1e-4, 1e-6


def paper(
    key: str, device_class: str, reference: int, energy_exponent: float, **own: Any
) -> tuple[Entry, list[Reading]]:
    """A paper of one device with V = 1 V, G_on = 100 uS, G_off = 1 uS; tau puts E_a near 10**energy_exponent."""
    sets = own.pop("sets", ("review-fig11",))
    tier = own.pop("tier", "primary")
    classes = tuple(device_class.split("+"))
    book = entry(key, sets=sets, device_classes=classes, roles=("synapse",), reviewref=str(reference))
    tau = 10**energy_exponent / ON
    values = {"set_voltage": 1.0, "set_pulse_width": tau, "g_on": ON, "g_off": OFF, **own}
    units = {"set_voltage": "V", "set_pulse_width": "s", "reset_voltage": "V", "reset_pulse_width": "s"}
    cells = [
        reading(name, value, units.get(name, "S"), id=f"{key}:r/{name}", paper=key, device="d", tier=tier, document=key)
        for name, value in values.items()
    ]
    return book, cells


def run(
    papers: list[tuple[Entry, list[Reading]]], config: Config | None = None, survey: tuple[Reading, ...] = ()
) -> MultiverseRecord:
    documents = [ReconciledDocument(key="doc", kind="survey", status="same")] if survey else []
    readings = [cell for _, cells in papers for cell in cells]
    entries = [book for book, _ in papers]
    entries += [entry(key, sets=("survey",)) for key in sorted({r.datum.paper or "" for r in survey})]
    corpus = Corpus(documents=tuple(documents), readings=(*readings, *survey), problems=())
    return multiverse(corpus, library(*entries), CLASSES, config or PLANNED)


def primary(found: MultiverseRecord) -> MetricMultiverse:
    assert found.metrics[0].metric == "action_energy"
    return found.metrics[0]


def cells_with(found: MultiverseRecord, **options: str) -> list[MultiverseCell]:
    """The cell of the specification that is the headline but for `options`."""
    wanted = tuple(options.get(switch, option) for switch, option in zip(SWITCHES, found.headline, strict=True))
    metric = primary(found)
    return [metric.cells[metric.cell_of[found.specifications.index(wanted)]]]


def energy(exponent: float, mean: str) -> float:
    conductance = {
        "arithmetic": (ON + OFF) / 2,
        "logarithmic": (ON - OFF) / math.log(ON / OFF),
        "on_only": ON,
    }[mean]
    return conductance * 10**exponent / ON


def test_four_papers_give_few_distinct_cells_and_none_is_estimable() -> None:
    """Set pulse only, one tier: 3 means, reference 107 in two classes, 147 added or not, on 648 specifications."""
    found = run(
        [
            paper("sim-a", "VCM", 106, -9),
            paper("sim-b", "VCM", 107, -12),
            paper("sim-c", "ICM", 149, -10),
            paper("sim-d", "ECM", 147, -9.5, sets=("review-text",)),
        ]
    )
    metric = primary(found)
    assert metric.n_specified.value == 648
    # 3 means x 2 x 2, and the cell of the reset pulse alone, where nothing is known
    assert metric.n_distinct.value == 13
    assert (metric.n_estimable.value, metric.n_tested.value, metric.flips) == (0, 0, ())
    assert sum(cell.n_specifications for cell in metric.cells) == 648
    (home,) = [cell for cell in metric.cells if cell.is_headline]
    middles = {line.device_class: line.median for line in home.classes}
    assert middles["VCM"] == pytest.approx(math.sqrt(energy(-9, "arithmetic") * energy(-12, "arithmetic")))
    assert middles["ECM"] is None
    moved = {(e.switch, e.option, e.device_class): e.median.value if e.median else None for e in metric.effects}
    assert moved["conflicts", "ICM", "VCM"] == pytest.approx(energy(-9, "arithmetic"))
    assert moved["added", "yes", "ECM"] == pytest.approx(energy(-9.5, "arithmetic"))
    assert moved["mean", "logarithmic", "ICM"] == pytest.approx(energy(-10, "logarithmic"))
    assert moved["pulse", "reset", "ICM"] is None


def test_larger_pulse_is_that_of_the_larger_energy_and_the_only_one_where_one_is_known() -> None:
    both = paper("sim-a", "VCM", 106, -9, reset_voltage=2.0, reset_pulse_width=1e-5)
    found = run([both, paper("sim-b", "ICM", 149, -10)])
    (reset,) = cells_with(found, pulse="reset", mean="arithmetic")
    larger = cells_with(found, pulse="larger", mean="arithmetic")[0]
    # 2^2 x 50.5 uS x 10 us = 2.02 nJ beside 0.505 nJ of the set pulse
    assert {line.device_class: line.median for line in larger.classes}["VCM"] == pytest.approx(2.02e-9)
    assert {line.device_class: line.n for line in reset.classes} == {"VCM": 1, "ECM": 0, "ICM": 0, "FTJM": 0}
    assert {line.device_class: line.n for line in larger.classes} == {"VCM": 1, "ECM": 0, "ICM": 1, "FTJM": 0}


def test_paper_in_two_classes_counts_in_both_or_one() -> None:
    found = run([paper("sim-a", "VCM+ECM", 220, -9), paper("sim-b", "VCM", 106, -10)])
    counts = {
        double: {line.device_class: line.n for line in cells_with(found, double=double, pulse="set")[0].classes}
        for double in ("both", "VCM", "ECM")
    }
    assert [(counts[d]["VCM"], counts[d]["ECM"]) for d in ("both", "VCM", "ECM")] == [(2, 1), (2, 0), (1, 1)]


def test_tiers_and_the_survey_switch_papers_on_and_off() -> None:
    places = {"document": "doc", "device": "s", "device_class": "RRAM", "row": 1, "paper": "sim-s"}
    values = {"set_voltage": 1.0, "set_pulse_width": 1e-5, "g_on": ON, "g_off": OFF}
    survey = tuple(reading(name, value, "1", id=f"doc:{name}", **places) for name, value in values.items())
    papers = [paper("sim-a", "VCM", 106, -9), paper("sim-b", "ICM", 149, -9, tier="redigitised")]
    found = run(papers, survey=survey)

    def counts(**options: str) -> tuple[int, ...]:
        return tuple(line.n for line in cells_with(found, pulse="set", mean="arithmetic", **options)[0].classes)

    assert counts(tiers="primary") == (1, 0, 0, 0)
    assert counts(tiers="primary+redigitised") == (1, 0, 1, 0)
    whole = "primary+redigitised+secondary"
    assert [counts(tiers=whole, merged="no"), counts(tiers=whole, merged="yes")] == [(1, 0, 1, 0), (2, 0, 1, 0)]


def test_decision_that_hangs_on_disputed_papers_is_named() -> None:
    """Four disputed papers far below hold VCM apart from ICM; moved to ICM, the two classes overlap."""
    disputed = [paper(f"sim-x{ref}", "VCM", ref, -14 + 0.01 * ref / 218) for ref in (104, 107, 125, 218)]
    vcm = [paper(f"sim-v{n}", "VCM", 94 + n, -9.4 + 0.02 * n) for n in range(6)]
    icm = [paper(f"sim-i{n}", "ICM", 149 + n, -9.5 + 0.05 * n) for n in range(8)]
    low = [paper(f"sim-l{n}", "VCM", 213 + n, -13 + 0.1 * n) for n in range(2)]
    config = validated(
        Config, {"metrics": METRICS, "analysis": {"resamples": {"multiverse": 499}, "multiverse": SWITCHED}}, "x"
    )
    found = run([*disputed, *vcm, *icm, *low], config)
    metric = primary(found)
    assert metric.n_tested.value
    assert metric.n_estimable.value == metric.n_tested.value
    by_place = {
        place: {cell.decisions["VCM-ICM"] for cell in cells_with(found, conflicts=place)} for place in ("own", "ICM")
    }
    assert by_place["own"] != by_place["ICM"]
    assert any("conflicts ICM" in flip.alone for flip in metric.flips)
    flipped = {flip.decision: flip.n_specifications.value for flip in metric.flips if flip.pair == "VCM-ICM"}
    # the reset pulse has no value: a third of all specifications tests nothing
    assert flipped["not tested"] == 216


def test_one_pass_equals_a_plain_loop_over_simulated_papers() -> None:
    rng = np.random.default_rng(5)
    exponents = rng.uniform(-13, -8, size=20).round(3)
    names = ["VCM", "ICM"] * 10
    refs = [104, 107, *range(400, 418)]
    papers = [
        paper(f"sim-{n:02}", names[n], refs[n], exponents[n], tier=("primary", "secondary")[n % 3 == 0])
        for n in range(20)
    ]
    config = validated(
        Config, {"metrics": METRICS, "analysis": {"inclusion": {"interval_from": 30}, "multiverse": SWITCHED}}, "x"
    )
    found = run(papers, config)
    for mean, tiers, conflicts in product(
        ("arithmetic", "logarithmic", "on_only"), ("primary", "primary+redigitised+secondary"), ("own", "ICM")
    ):
        cell = cells_with(found, mean=mean, tiers=tiers, conflicts=conflicts)[0]
        for line in cell.classes[::2]:
            own = [
                energy(exponents[n], mean)
                for n in range(20)
                if (n % 3 or "secondary" in tiers)
                and ("ICM" if refs[n] in (104, 107) and conflicts == "ICM" else names[n]) == line.device_class
            ]
            assert line.n == len(own)
            assert math.log10(line.median or 0) == pytest.approx(median(map(math.log10, own)))


def test_bounded_papers_have_ends_and_no_point() -> None:
    """G_off unknown: E_a between half of V^2 G_on tau and all of it."""
    book, cells = paper("sim-a", "VCM", 106, -9)
    found = run([(book, [cell for cell in cells if cell.parameter != "g_off"])])
    (home,) = cells_with(found)
    line = home.classes[0]
    assert (line.n, line.n_bounded, line.median) == (0, 1, None)
    assert (line.lower, line.upper) == (pytest.approx(5e-10, rel=1e-9, abs=0), pytest.approx(1e-9, rel=1e-9, abs=0))
    log = cells_with(found, mean="logarithmic")[0].classes[0]
    assert (log.lower, log.upper) == (0.0, pytest.approx(1e-9))


def test_rank_median_keeps_infinite_ends_and_skips_what_is_not_known() -> None:
    values = np.array([[np.nan, 1.0, 3.0], [-np.inf, -np.inf, 2.0], [np.nan, np.nan, np.nan], [np.nan, -np.inf, 2.0]])
    found = rank_median(values)
    assert found[:2].tolist() == [2.0, -np.inf]
    assert np.isnan(found[2])
    assert found[3] == -np.inf


def test_tables_and_curve(tmp_path: Path) -> None:
    found = run([paper("sim-a", "VCM", 106, -9), paper("sim-b", "ICM", 149, -10)])
    assert len(list(specifications(found))) == 3 * 648
    headline = {(row["metric"], row["class"]): row for row in map(MULTIVERSE.row, cell_lines(found)) if row["headline"]}
    assert headline["action_energy", "VCM"]["n_papers"] == 1
    plot.draw(found, 6, ClassStyles(CLASSES), [tmp_path / "a.svg", tmp_path / "b.svg"])
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    plot.draw(MultiverseRecord(), 6, ClassStyles(CLASSES), [tmp_path / "none.svg"])


def test_no_paper_is_an_empty_multiverse() -> None:
    assert run([]) == MultiverseRecord()


def test_without_disputed_papers_the_conventions_alone_are_varied() -> None:
    papers = [paper("sim-a", "VCM", 220, -9), paper("sim-b", "ICM", 68, -10), paper("sim-c", "ECM", 101, -8, sets=())]
    found = run(papers, config_of())
    assert len(found.specifications) == 3 * 3 * 3
    assert {specification[3:] for specification in found.specifications} == {("both", "own", "no", "no")}
