"""Sentences of the report against the tables of the same run: what it says of shares, words and grades is so."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import yaml
from lxml import html

from tests.builders import ROOT

Table = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="module")
def texts(whole_review: Path) -> tuple[str, str]:
    """The page and the PDF as running text."""
    tree = html.fromstring((whole_review / "results/report.html").read_bytes())
    document = pypdfium2.PdfDocument((whole_review / "results/report.pdf").read_bytes())
    printed = " ".join(page.get_textpage().get_text_range() for page in document)
    return squeezed(tree.text_content()), squeezed(printed)


@pytest.fixture(scope="module")
def data(whole_review: Path) -> Table:
    def table(name: str) -> list[dict[str, str]]:
        with (whole_review / f"results/data/{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return table


def squeezed(text: str) -> str:
    """Without spaces and the hyphens of line ends, which page and PDF set differently."""
    return re.sub(r"[\s\u00ad\u0002\ufffe]", "", text)


def said(texts: tuple[str, str], words: str) -> list[bool]:
    return [squeezed(words) in text for text in texts]


def test_shares_of_synapse_metrics_are_of_the_synapse_papers(texts: tuple[str, str], data: Table) -> None:
    """Of the 69 credited papers 14 are of neurons, which have no action energy to print."""
    credited = [row for row in data("coverage") if row["set"] == "review-fig11"]
    synapses = [row for row in credited if "synapse" in row["role"].split(";")]
    known = [row for row in synapses if "action_energy" in row["metrics"].split(";")]
    assert (len(credited), len(synapses), len(known)) == (69, 55, 1)
    assert said(texts, "1 is known to print what the action energy") == [True, True]
    assert said(texts, "of 69 papers") == [False, False]


def test_what_the_complete_tuples_rest_on(texts: tuple[str, str], data: Table) -> None:
    """Table I on page 23 of the manual gives three credited tuples whole, Table II the voltage of Wu 2018."""
    assert said(texts, "3 rest on Table I, page 23 of “MLP+NeuroSim V3.0 user manual”") == [True, True]
    of_wu = {row["id"]: row for row in data("readings") if row["paper"] == "wu2018" and row["used"] == "true"}
    from_manual = {row["parameter"] for row in of_wu.values() if row["document"] == "neurosim-v3-manual"}
    assert {"set_voltage"} <= from_manual <= {"set_voltage", "reset_voltage"}
    own = {row["document"] for row in data("readings") if row["paper"] == "almond8" and row["used"] == "true"}
    assert own == {"almond8"}
    assert said(texts, "copies of each other") == [False, False]


def test_class_without_a_median_lists_its_values_with_their_grades(texts: tuple[str, str], data: Table) -> None:
    """ECM has 46.5 nJ of one paper, of grade B, and the plan's median begins at three."""
    rows = [row for row in data("classes") if row["set"] == "review-fig11"]
    few = [row for row in rows if int(row["n_papers"]) + int(row["n_bounded"]) < 3]
    assert {row["median"] for row in few} == {""}
    assert said(texts, "46.5 nJ (B)") == [True, True]


def test_what_a_credited_paper_itself_prints_counts_with_its_grade(texts: tuple[str, str], data: Table) -> None:
    """Prezioso 2015: V = 1.3 V, 100 and 10 uS, 500 us: 1.69 V^2 x 55 uS x 500 us = 46.5 nJ, of grade B."""
    energy = {
        row["class"]: row
        for row in data("classes")
        if (row["set"], row["role"], row["pulse"], row["metric"]) == ("review-fig11", "synapse", "set", "action_energy")
    }
    assert (energy["ECM"]["n_papers"], energy["ECM"]["n_credited"], energy["ECM"]["papers"]) == (
        "1",
        "12",
        "prezioso2015",
    )
    assert said(texts, "metal-filament (ECM) 1 of 12") == [True, True]


def test_what_a_simulator_says_of_a_credited_paper_is_told_and_enters_no_median(
    texts: tuple[str, str], data: Table
) -> None:
    """Table I and II on page 23 of the manual: 106, 107, 149 and 229 of the review."""
    energy = [
        row
        for row in data("classes")
        if (row["set"], row["pulse"], row["metric"]) == ("review-fig11", "set", "action_energy")
    ]
    beside = {paper for row in energy for paper in row["uncounted"].split(";") if paper}
    assert beside == {"woo2016", "wu2018", "gao2015", "park2013"}
    assert {row["inclusion"] for row in energy if row["uncounted"]} == {"no evidence that counts"}
    words = "Known but not counted: Woo 2016 [106] Ea 2.94 nJ"
    # The PDF sets the subscript of a symbol before or after the line that it stands in.
    assert said(texts, words)[0]
    assert said(texts, "Known but not counted: Woo 2016 [106]") == [True, True]
    assert said(texts, "(a setting of a simulator or program)") == [True, True]
    whose = {row["paper"]: row["whose_number"] for row in data("benchmark") if row["paper"] in beside}
    assert set(whose.values()) == {"simulator"}
    assert said(texts, "no value of the class is known") == [False, False]


def test_no_table_says_missing_of_a_paper_that_lacks_nothing(data: Table) -> None:
    (line,) = [row for row in data("coverage") if row["paper"] == "prezioso2015"]
    assert (line["missing"], "action_energy" in line["metrics"].split(";")) == ("", True)
    others = {row["paper"]: row for row in data("coverage") if row["set"] == "review-fig11"}
    assert "action_energy" in others["woo2016"]["beside"].split(";")


def test_every_credited_paper_without_a_mark_lacks_a_part_or_does_not_count(data: Table) -> None:
    uncounted = {paper for row in data("classes") for paper in row["uncounted"].split(";") if paper}
    for row in data("coverage"):
        if row["set"] == "review-fig11" and row["role"] == "synapse" and "action_energy" not in row["metrics"]:
            assert row["missing"] or row["paper"] in uncounted, row["paper"]


def test_number_whose_classes_the_review_does_not_name_is_held_against_no_class(data: Table) -> None:
    assert "noninterface-tau-us" not in {row["claim"] for row in data("printed_medians")}
    (claim,) = [row for row in data("claims") if row["id"] == "noninterface-tau-us"]
    assert (claim["subject"], claim["verdict"]) == ("all", "not_checkable")


def test_words_of_the_review_stand_where_it_prints_no_number(texts: tuple[str, str]) -> None:
    claims = yaml.safe_load((ROOT / "config/claims.yaml").read_text(encoding="utf-8"))["claims"]
    coded = [claim for claim in claims if re.fullmatch(r"1e-?\d+\.\.1e-?\d+", claim["value"])]
    assert len(coded) == 4
    for claim in (*coded, *(claim for claim in claims if claim["kind"] == "count")):
        assert claim.get("words"), claim["id"]
    for words in ("tens of femto-joules … hundreds of milli-joules", "yet to be reported"):
        # The PDF breaks a word at its own hyphen.
        assert said(texts, f"“{words}”, read as")[0]


def test_layouts_of_table_1_are_printed_as_layouts(texts: tuple[str, str]) -> None:
    assert said(texts, "500 × 661") == [True, True]
    assert said(texts, "330 500") == [False, False]


def test_neurons_are_said_to_have_what_is_drawn(texts: tuple[str, str], data: Table) -> None:
    """Of the three energies per spike one is in the abstract of its own paper, two in a table of another."""
    cited = [row for row in data("benchmark") if row["set"] == "review-fig11"]
    assert not any(row["spiking_energy_j"] or row["firing_energy_j"] for row in cited)
    spikes = [row for row in data("readings") if row["parameter"] == "energy_per_spike" and row["status"] == "value"]
    covered = [row for row in data("coverage") if row["set"] == "review-fig11"]
    neurons = {row["paper"] for row in covered if "neuron" in row["role"]}
    tiers = sorted((row["paper"], row["tier"]) for row in spikes if row["paper"] in neurons)
    assert tiers == [("choi2022", "primary"), ("lashkare2018", "secondary"), ("tuma2016", "secondary")]
    assert said(texts, "Choi 2022 [232] reports it; Bhatawdekar 2026") == [True, True]


PRIVATE = r"\b(lineages?|tuples?|tiers?|redigiti[sz]ed|restate[sd]?|named synapses?)\b"
"""Words of the code that a reader does not know."""


@pytest.fixture(scope="module")
def main_text(whole_review: Path) -> dict[str, str]:
    """The text of each section before the appendices, without drawings and scripts."""
    tree = html.fromstring((whole_review / "results/report.html").read_bytes())
    for element in tree.xpath("//svg|//script|//style"):
        element.drop_tree()
    # A paper's own title keeps its words.
    for element in tree.xpath('//*[contains(@class, "cite")]'):
        element.set("title", "")
    sections = tree.xpath('//section[not(ancestor-or-self::*[contains(@class, "appendix")])]')
    return {part.get("id"): part.text_content() for part in sections if part.get("id") != "references"}


def test_the_main_text_has_no_private_words(main_text: dict[str, str]) -> None:
    assert len(main_text) > 15
    found = {name: re.findall(PRIVATE, text, re.IGNORECASE) for name, text in main_text.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_contradictions_are_told_by_what_they_change_and_never_as_one_total(
    main_text: dict[str, str], data: Table
) -> None:
    contradicted = [row for row in data("claims") if row["verdict"] == "inconsistent_in_source"]
    counts = [sum(row["consequence"] == name for row in contradicted) for name in ("benchmark", "physics", "slip")]
    words = (
        "in {} claims that change a number of the benchmark, in {} that change the physics, and in {} slips of the pen"
    )
    assert squeezed(words.format(*counts)) in squeezed(main_text["claims"])
    assert not re.search(rf"\b{len(contradicted)}\b (of|claims|contradictions)", main_text["claims"])
    # Both sides of a contradiction stand beside each other with their places.
    sides = ("“transformed into an amorphous phase” (4.B, on Fig. 9b and c)", "(4.B, on Fig. 9g-i)")
    assert all(squeezed(side) in squeezed(main_text["claims"]) for side in sides)


def test_the_spread_is_told_without_the_error_of_reading(main_text: dict[str, str], data: Table) -> None:
    """RRAM: the variance between papers less that of reading, both from the table's own columns."""
    (span,) = [row for row in data("energy_spans") if row["group"] == "survey-unpaired, RRAM, unpaired"]
    left = (float(span["spread_decades"]) ** 2 - float(span["reading_decades"]) ** 2) ** 0.5
    words = f"RRAM memory cells, unpaired {left:.2f} decades of {float(span['spread_decades']):.2f} decades"
    assert squeezed(words) in squeezed(main_text["energy-parts"])
    assert "not a design rule" in main_text["energy-parts"]


def test_unread_papers_are_counted_apart_and_never_said_to_print_nothing(
    main_text: dict[str, str], data: Table
) -> None:
    """Of the 55 cited synapse papers one was read in full text and 18 by an abstract or a caption, as counted by hand
    over the places of their readings.
    """
    synapses = [row for row in data("coverage") if row["set"] == "review-fig11" and "synapse" in row["role"].split(";")]
    read = Counter(row["read"] for row in synapses)
    assert read == {"full text": 1, "abstract or caption": 18, "not seen": 36}
    words = "1 was read in full text, 18 by the abstract or a caption alone; 36 have not been seen"
    for section in ("findings", "coverage"):
        assert squeezed(words) in squeezed(main_text[section])
    assert "subscription" not in main_text["findings"]


def test_device_classes_stand_second_and_are_spelt_out(main_text: dict[str, str]) -> None:
    order = list(main_text)
    assert order[:3] == ["findings", "mechanisms", "definitions"]
    told = ("claims", "energy-parts", "off-state", "comparisons", "variability", "guidelines", "coverage")
    places = [order.index(name) for name in told]
    assert places == sorted(places)
    for name in ("Valence change memristor", "Electrochemical metallization memristor", "Phase-change memory"):
        assert name in main_text["mechanisms"]
