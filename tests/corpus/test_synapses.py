"""The set of named synapses: who stands in it, with which class and grade, and what is computed of it."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest
from memlit.analysis.variability.summaries import measured_summaries
from memlit.benchmark.rows import BenchmarkRow, benchmark, chosen_parts, rows_as_records
from memlit.benchmark.values import metric_rows
from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, Config, load_classes, load_config
from memlit.devices.class_rule import Described, class_by_source, described
from memlit.devices.gather import Corpus, gather
from memlit.devices.resolved import readings_frame, years_of
from memlit.devices.series import with_series
from memlit.devices.tuples import choose_tuples
from memlit.frames import cells_of, row_dicts
from memlit.library import Library, load_library
from memlit.numbers import PublishedLine, published_lines
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import read_document
from memlit.synapses.beside.measured import measured_spreads
from memlit.synapses.beside.neurons import values_of_neurons
from memlit.synapses.beside.properties import properties
from memlit.synapses.confusion import confusion
from memlit.synapses.energy.medians import synapse_medians
from memlit.synapses.energy.off_state import off_state_views
from memlit.synapses.energy.parts import signed_shares
from memlit.synapses.energy.programming import programming_energies
from memlit.synapses.members import graded_synapses

from tests.builders import REFERENCE, ROOT, corpus, corpus_of, sayings, vocabulary

DOCUMENTS = (
    "agad-rram",
    "aelm2023",
    "almond8",
    "garg2026",
    "hzo-authorea",
    "jerry2017",
    "joksas2020",
    "kim2022c",
    "meister2010",
    "milo2021",
    "neurosim-v3-manual",
    "prezioso2015",
    "shi2025",
    "snn-t5830",
    "wan2022",
    "yao2020",
    "yflash2022",
)


class Found:
    """The committed documents of DOCUMENTS, read in this process."""

    def __init__(self) -> None:
        self.library: Library = load_library(ROOT / "references.bib")
        self.config: Config = load_config(ROOT / CONFIG_FILE)
        self.classes: Classes = load_classes(ROOT / CLASSES_FILE)
        fixes = by_datum(load_corrections(ROOT / "curation/corrections.csv", vocabulary())[0])
        read = [read_document(corpus(ROOT), key) for key in DOCUMENTS]
        documents = [reconcile_document(item, fixes, vocabulary()) for item in read]
        joined = gather(documents, self.library, self.config)
        self.corpus: Corpus = corpus_of(with_series(joined.readings), joined.documents)
        self.known = described(sayings(self.corpus.readings))
        self.readings = readings_frame(self.corpus.readings)
        self.devices = choose_tuples(self.readings, years_of(self.library), self.config)
        about = (self.devices, self.readings, self.library, self.classes, self.config)
        self.benchmark = benchmark(*about)
        self.named = graded_synapses(self.benchmark, *about)
        self.rows: list[BenchmarkRow] = rows_as_records(self.benchmark, self.config)

    def synapse(self, start: str) -> dict[str, Any]:
        """The one whose id begins like this."""
        (found,) = row_dicts(self.named[self.named["tuple"].str.startswith(start)])
        return found

    def medians(self) -> list[PublishedLine]:
        """The lines of synapse_medians.csv."""
        return published_lines(synapse_medians(self.named, metric_rows(self.benchmark, self.config), self.config), {})


@pytest.fixture(scope="module")
def found() -> Found:
    return Found()


# E_a and P_s of the reference material's tuples by the formulas of the review, its rows by paper and transition. A cell
# in series with a transistor has them as upper ends.
POINTS = {
    ("prezioso2015", "set"): 1,
    ("prezioso2015", "reset"): 2,
    ("aelm2023", "set"): 25,
}
UPPER = {
    ("yao2020", "set"): 5,
    ("yao2020", "reset"): 6,
    ("joksas2020", "set"): 9,
    ("joksas2020", "reset"): 10,
    ("agad-rram", "set"): 11,
    ("agad-rram", "reset"): 12,
}


@pytest.mark.reference("evidence2")
def test_energies_are_those_of_the_reference(found: Found) -> None:
    with (REFERENCE / "evidence2/tuples.csv").open(encoding="utf-8", newline="") as file:
        tuples = list(csv.DictReader(file))
    for place in (POINTS, UPPER):
        for (paper, pulse), number in place.items():
            rows = [row for row in found.rows if (row.paper, row.pulse) == (paper, pulse) and row.metrics]
            (ends,) = {
                (row.metrics["action_energy"].low, row.metrics["action_energy"].high)
                for row in rows
                if "action_energy" in row.metrics
            }
            power = next(row.metrics["standby_power"] for row in rows if "standby_power" in row.metrics)
            wanted = tuples[number - 1]
            assert math.isclose(ends[1] or 0, float(wanted["e_action_j"]), rel_tol=1e-5), (paper, pulse)
            assert math.isclose(power.high or 0, float(wanted["p_standby_w"]), rel_tol=1e-5), (paper, pulse)
            assert ends[0] == (ends[1] if place is POINTS else 0), (paper, pulse)


def test_a_printed_series_resistor_is_divided_out(found: Found) -> None:
    """2.5 V over 1 kOhm and 33.4 to 55.5 uS: at the cell 2.5 V / (1 + R_s G)."""
    (row,) = [row for row in found.rows if row.id == "almond8/almond8/set"]
    energy = row.metrics["action_energy"]
    g_off, g_on = 33.36e-6, 55.5e-6
    ends = [(2.5 / (1 + 1e3 * g)) ** 2 * (g_on + g_off) / 2 * 1.5e-6 for g in (g_on, g_off)]
    assert (energy.low, energy.high) == (pytest.approx(ends[0], rel=1e-3), pytest.approx(ends[1], rel=1e-3))


def test_a_printed_range_stays_an_interval(found: Found) -> None:
    """20 to 80 kohm, 0.5 to 8 Mohm, 5 V and 400 ns: between 25 V^2 x 400 ns x (1/80k + 1/8M)/2 and the other ends."""
    (row,) = [row for row in found.rows if row.id == "meister2010/ge2sb2te5-lateral-bridge/reset"]
    energy = row.metrics["action_energy"]
    assert energy.low == pytest.approx(25 * 400e-9 * (1 / 80e3 + 1 / 8e6) / 2)
    assert energy.high == pytest.approx(25 * 400e-9 * (1 / 20e3 + 1 / 0.5e6) / 2)
    assert row.role == "memory"
    assert "meister2010" not in set(found.named["paper"])


def test_start_of_a_ramp_behind_a_transistor_bounds_nothing(found: Found) -> None:
    """The cell has at most the line's voltage, the line at least the ramp's start."""
    row = found.synapse("wan2022/tin-hfox-taox-tin-1t1r/set")
    assert row["action_energy_j_high"] is None
    assert {"series_transistor", "ramp_start", "array_window"} <= set(row["flags"].split(";"))
    assert row["spike_timing_s"] == 1e-6


def test_what_the_papers_print_of_grade_a_and_b_is_the_headline(found: Found) -> None:
    lines = found.medians()
    energy = [line for line in lines if (line.metric, line.pulse) == ("action_energy", "set")]
    headline = {paper for line in energy if line.evidence == "A+B" for paper in line.several("papers")}
    assert {"almond8", "prezioso2015", "garg2026"} <= headline
    assert {paper for line in energy if line.evidence == "A" for paper in line.several("papers")} == {"almond8"}
    # what another document says stands in the widest choice alone, what a simulator sets in none
    shown = set(cells_of(found.named[found.named["shown"]], ["paper", "whose_number"]))
    widest = {paper for line in lines if line.evidence == "A+B+restated" for paper in line.several("papers")}
    restated = {paper for paper, whose in shown if whose == "restated"}
    set_by_simulators = {paper for paper, whose in shown if whose == "simulator"}
    assert not headline & restated
    assert {"woo2016", "choi2018"} <= set_by_simulators
    assert not widest & (set_by_simulators - {paper for paper, whose in shown if whose != "simulator"})
    # a setting that a paper prints of its program stands in none
    assert not any("snn-t5830" in line.several("papers") for line in lines)
    reset = found.synapse("almond8/almond8/reset")
    assert reset["grade"] == "B"
    assert "unpaired" in reset["flags"]


def test_a_credited_paper_of_grade_b_stands_in_the_count_of_the_credited(found: Found) -> None:
    rows = [row for row in found.rows if row.paper == "prezioso2015" and row.pulse == "set" and row.metrics]
    assert {(row.set_name, row.grade, row.whose_number, row.is_headline) for row in rows} == {
        ("review-fig11", "B", "measured by the paper", True)
    }
    (jo,) = [row for row in found.rows if row.id == "jo2010/ag-a-si/set"]
    assert (jo.set_name, jo.whose_number, jo.counted) == ("tables", "simulator", ())


def test_charge_devices_have_no_energy(found: Found) -> None:
    for start in ("yflash2022/y-flash/set", "kim2022c/izo-hfzrox-thin-film-transistor/set"):
        row = found.synapse(start)
        assert (row["action_energy_j_high"], row["spike_timing_s_high"], row["shown"]) == (None, None, False)


def test_lineages_are_counted_and_not_papers(found: Found) -> None:
    """Yao 2020 and Wan 2022 are of one laboratory, Wu 2018 too, and Wu 2018 shares a table with Woo 2016."""
    papers = dict(cells_of(found.named, ["paper", "lineage"]))
    assert len({papers[key] for key in ("yao2020", "wan2022", "wu2018", "woo2016", "snn-t5830")}) == 1
    assert papers["almond8"] not in {papers["yao2020"], papers["joksas2020"]}
    for line in found.medians():
        assert line.n_lineages <= line.n_papers
        is_enough = line.n_lineages >= found.config.analysis.inclusion.interval_from
        assert (line.inclusion == "median with interval") == is_enough


def test_a_credited_paper_counts_in_the_class_of_its_credit(found: Found) -> None:
    """69 is ECM in the review; by its text the profile of oxygen vacancies changes, which is beside it."""
    row = found.synapse("prezioso2015/pt-al2o3-tio2-x-ti-pt-12-x-12-crossbar/set")
    assert (row["class"], row["class_basis"], row["source_class"]) == ("ECM", "review", "VCM")
    assert {line.device_class for line in found.medians() if "prezioso2015" in line.several("papers")} == {"ECM"}


@pytest.mark.parametrize(
    ("words", "stack", "device_class", "basis"),
    [
        ("analogue valence change memory", "", "VCM", "word"),
        ("", "Ag/SiGe", "ECM", "class_from_stack"),
        ("", "Cu/HfO2/Pt", "ECM", "class_from_stack"),
        ("ferroelectric tunnel junction", "Ag/PZT(111)/Nb:SrTiO3", "FTJM", "word"),
        ("memristor", "Pt/TiOx/Ti", "oxide", "oxide"),
        ("", "AlO_x/HfO_2", "oxide", "oxide"),
        ("", "PCMO", "ICM", "class_from_stack"),
        ("", "doped Ge2Sb2Te5", "PCM", "class_from_stack"),
        ("non-filamentary bulk RRAM", "", "ICM", "word"),
        ("filamentary RRAM", "TiN/Ta2O5/TaN", "RRAM", "word"),
        ("memristor", "", "not_stated", "none"),
        # A word is a whole one, and the name of a device is a word of its source.
        ("memristor PCMO", "PCMO", "ICM", "class_from_stack"),
        ("ferroelectric tunnelling junction", "", "FTJM", "word"),
        # Copper chromium is no copper electrode.
        ("", "CuCrP2S6/MoS2/h-BN", "not_stated", "none"),
    ],
)
def test_the_sources_word_decides_then_a_decisive_part(words: str, stack: str, device_class: str, basis: str) -> None:
    classes = load_classes(ROOT / CLASSES_FILE)
    decided = class_by_source(Described(words, stack), classes)
    assert (decided.device_class, decided.basis) == (device_class, basis)


def test_each_device_of_a_paper_has_the_class_of_its_own_words(found: Found) -> None:
    """Joksas 2020 names filamentary RRAM and a non-filamentary memristor."""
    classes = dict(cells_of(found.named[found.named["paper"] == "joksas2020"], ["device", "class"]))
    assert classes == {"ta-hfo2-1t1r": "RRAM", "ta2o5": "RRAM", "avmco": "ICM"}


def test_the_rule_is_held_against_credited_papers(found: Found) -> None:
    known = {
        ("prezioso2015", "d"): Described(stack="Pt/Al2O3/TiO2-x/Ti/Pt"),
        ("park2013", "d"): Described(stack="PCMO"),
    }
    cells = cells_of(confusion(known, found.library, found.classes), ["credited", "by_stack", "papers"])
    assert set(cells) == {("ECM", "oxide", "prezioso2015"), ("ICM", "ICM", "park2013")}


def test_shares_of_the_energy_are_covariances_over_the_variance() -> None:
    """Three papers that differ in the width alone; then two whose width runs against the conductance."""
    assert signed_shares([(0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 2.0, 1.0)]) == pytest.approx((0, 1, 0))
    assert signed_shares([(0.0, 0.0, 0.0), (0.0, -1.0, 3.0)]) == pytest.approx((0, -0.5, 1.5))


def test_documents_that_disagree_are_marked_and_none_is_chosen(found: Found) -> None:
    """Gao 2015: 0.66 in a table of 2017, 1.85 in NeuroSim's."""
    about = (found.corpus.readings, found.known, found.library, found.classes, found.config)
    lines = {line.id: line for line in properties(*about)}
    line = lines["property/gao2015/taox-tio2/nonlinearity_potentiation"]
    assert line.is_conflict
    assert (line.low, line.high) == (0.66, 1.85)
    assert not lines["property/milo2021/tin-ti-hfo2-tin-1t1r/n_pulses"].is_conflict


def test_every_credited_neuron_has_a_row(found: Found) -> None:
    lines = values_of_neurons(found.corpus.readings, found.library, found.classes, found.config)
    assert len({line.paper for line in lines if line.credited}) == 14
    assert {line.paper for line in lines if not line.credited} == {"shi2025"}
    nothing = [line for line in lines if line.paper == "kim2021"]
    assert [line.reading for line in nothing] == [None]


def test_a_current_of_a_state_gives_its_conductance_at_the_read_voltage(found: Found) -> None:
    """About 100 nA at 3 V."""
    (reading,) = [r for r in found.corpus.readings if r.id.startswith("hzo-authorea") and r.parameter == "g_on"]
    assert reading.value == pytest.approx(100e-9 / 3)
    assert len(reading.inputs) == 2


def test_states_of_sweeps_bound_the_pulses_of_another_experiment(found: Found) -> None:
    """Sweeps between 10 pA and 100 nA at 3 V; pulses of 5.8 V and -4 V, 5 ms, of the gradual update."""
    for pulse, volts in (("set", 5.8), ("reset", 4.0)):
        row = found.synapse(f"hzo-authorea/pt-hzo-tin/{pulse}")
        assert (row["action_energy_j"], row["standby_power_w"]) == (None, None)
        for end, state in (("low", 10e-12 / 3), ("high", 100e-9 / 3)):
            assert row[f"standby_power_w_{end}"] == pytest.approx(volts**2 * state)
            assert row[f"action_energy_j_{end}"] == pytest.approx(volts**2 * state * 5e-3)
        assert (row["spike_timing_s"], row["grade"]) == (5e-3, "B")


def test_the_slope_of_a_train_has_the_interval_of_its_devices_and_not_of_its_pulses() -> None:
    """A recomputation by other code, devices resampled: reset -2.24 [-4.32; -0.37], set upper end near zero; the 201
    pulses as if they were independent gave [-2.30; -2.19]."""
    files = sorted((ROOT / "sources").glob("*/measured_spreads.csv"))
    lines = measured_spreads(measured_summaries(files))
    assert set(lines["document"]) == {"almond8", "ni-rram-cycles", "yflash2022"}
    between = lines[(lines["document"] == "almond8") & (lines["kind"] == "between")]
    own = between.set_index("quantity")["value"]
    parts = ("change of ln CV a decade", "its lower end", "its upper end")
    assert [own[f"{part}, reset train"] for part in parts] == pytest.approx([-2.24, -4.32, -0.37], abs=0.1)
    assert own["its lower end, set train"] == pytest.approx(-3.74, abs=0.1)
    assert own["its upper end, set train"] == pytest.approx(-0.05, abs=0.1)


def test_the_shares_of_the_survey_are_those_of_the_reference(whole_review: Path) -> None:
    """Of a finished run: PCM set .46, .17, .37 (voltage, width, conductance), RRAM -.02, .32, .70."""
    with (whole_review / "results/data/energy_parts.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["group"], row["part"]): row["share"] for row in csv.DictReader(file)}
    for group, values in {
        "survey, PCM, set": (0.46, 0.17, 0.37),
        "survey-unpaired, RRAM, unpaired": (-0.02, 0.32, 0.70),
    }.items():
        for part, value in zip(("voltage", "width", "conductance"), values, strict=True):
            assert round(float(rows[group, part]), 2) == value


def test_what_a_source_calls_its_device_is_its_word() -> None:
    """The abstract of Hsu 2021 names a CBRAM and no stack."""
    document = read_document(corpus(ROOT), "hsu2021")
    library, config = load_library(ROOT / "references.bib"), load_config(ROOT / CONFIG_FILE)
    read = gather([reconcile_document(document, {}, vocabulary())], library, config).readings
    (about,) = [item for (paper, _), item in described(sayings(read)).items() if paper == "hsu2021"]
    assert class_by_source(about, load_classes(ROOT / CLASSES_FILE)).device_class == "ECM"


def test_energy_by_the_programming_current_is_beside_the_action_energy(found: Found) -> None:
    """Yao 2020: 60 uA at 1.5 V and 45 uA at 1.2 V over 50 ns are 4.5 and 2.7 pJ; no ratio to a bounded E_a."""
    tuples = chosen_parts(found.devices, found.readings)
    lines = programming_energies(found.benchmark, found.named, found.readings, tuples, found.config)
    own = lines[lines["paper"] == "yao2020"]
    energies = {"set": pytest.approx(60e-6 * 1.5 * 50e-9), "reset": pytest.approx(45e-6 * 1.2 * 50e-9)}
    assert dict(cells_of(own, ["pulse", "v_i_tau"])) == energies
    assert own["ratio"].isna().all()
    assert set(own["class"]) == {"oxide"}
    assert {len(readings.split(";")) for readings in own["readings"]} == {3}


def test_a_reset_train_begins_where_the_set_train_ended() -> None:
    """In the 27 files of ALMOND8 the last read of a set train is the first of the reset train."""
    with (ROOT / "sources/almond8/measured_trains.csv").open(encoding="utf-8", newline="") as file:
        means = {(row["direction"], int(row["pulse"])): float(row["mean_S"]) for row in csv.DictReader(file)}
    assert means["reset", 0] == means["set", 200]
    assert means["reset", 200] < means["reset", 100] < means["reset", 0]


def rows_of(review: Path, name: str) -> list[dict[str, str]]:
    with (review / f"results/data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_off_state_is_one_family_without_phase_change_beyond_its_threshold(whole_review: Path) -> None:
    """P_s of 27 CBRAM, 57 RRAM and 17 PCM papers; three on/off pairs, and ECM against RRAM in the other two views."""
    classes = {(row["quantity"], row["class"]): row for row in rows_of(whole_review, "off_state_classes")}
    papers = {name: int(classes["standby_power", name]["n_papers"]) for name in ("ECM", "RRAM", "PCM")}
    assert papers == {"ECM": 27, "RRAM": 57, "PCM": 17}
    assert classes["standby_power", "PCM"]["flag"] == "beyond_threshold"
    pairs = rows_of(whole_review, "off_state_pairs")
    tested = {(row["quantity"], row["first"], row["second"]) for row in pairs}
    assert {pair for pair in tested if pair[0] != "on_off_ratio"} == {
        ("standby_power", "ECM", "RRAM"),
        ("energy_power_ratio", "ECM", "RRAM"),
    }
    assert len(tested) == 5
    # Holm: the smallest p times five, never below the p itself.
    assert all(float(row["p_holm"]) >= float(row["p"]) for row in pairs)
    least = min(pairs, key=lambda row: float(row["p"]))
    assert float(least["p_holm"]) == pytest.approx(5 * float(least["p"]))


def test_the_report_shows_every_named_energy_and_links_it(whole_review: Path) -> None:
    """The numbers of the picture are the energies of synapses.csv but for settings that a paper prints of a program."""
    report = json.loads((whole_review / "results/report.json").read_text(encoding="utf-8"))
    section = next(part for part in report["sections"] if part["id"] == "named-synapses-details")
    block = next(block for block in section["blocks"] if block["type"] == "figure")
    drawn = {identifier for identifier, _ in block["drawn"] if identifier.endswith("#action_energy")}
    rows = [
        row
        for row in rows_of(whole_review, "synapses")
        if row["counted"] == "true"
        and row["paper"] not in ("snn-t5830", "memristorcnn", "schroedter2022")
        and row["action_energy_j_high"]
    ]
    assert len(drawn) == len(rows) > 20
    assert drawn <= report["numbers"].keys()


def test_a_printed_median_is_neither_confirmed_nor_contradicted_by_few_papers(whole_review: Path) -> None:
    """Of 12 credited ECM papers one lies above 13 nJ and none below: between 0 and 11/12 of them lie below."""
    (line,) = [
        row
        for row in rows_of(whole_review, "printed_medians")
        if (row["claim"], row["set"]) == ("ecm-ea-median", "review-fig11")
    ]
    assert (line["n_below"], line["n_above"], line["n_unread"]) == ("0", "1", "11")
    assert (float(line["share_low"]), float(line["share_high"])) == pytest.approx((0, 1100 / 12))


def test_cell_areas_are_read_where_the_unit_is_proved(whole_review: Path) -> None:
    """F2 times node^2 is the number in um^2 in 14 rows of RRAM and 12 of STT; CBRAM is flagged, FeFET not read."""
    found = [row for row in rows_of(whole_review, "readings") if row["document"] == "memsysexplorer-survey"]
    areas = [row for row in found if row["parameter"] == "area" and row["status"] == "value"]
    flagged = [row for row in areas if "unit_not_proved" in row["flags"]]
    assert (len(areas), len(flagged)) == (122, 26)
    by_place = {(row["id"].rpartition("c")[0], row["parameter"]): row for row in found if row["value"]}
    checked = 0
    for row in areas:
        place = row["id"].rpartition("c")[0]
        squares, node = by_place.get((place, "cell_area_f2")), by_place.get((place, "technology_node"))
        if squares and node:
            assert float(row["value"]) == pytest.approx(float(squares["value"]) * float(node["value"]) ** 2, rel=0.06)
            checked += 1
    assert checked == 26


def test_a_review_without_a_survey_has_no_off_state(found: Found) -> None:
    """Without values nothing is compared, and nothing fails."""
    record = off_state_views([], found.classes, found.config)
    assert (record.classes, record.pairs) == ((), ())
