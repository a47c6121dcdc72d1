"""The library and the classes: every reference of the review, every survey paper, and the sets they stand in."""

from __future__ import annotations

import csv
import re

import pytest
from memlit.config import load_classes
from memlit.library import Library, load_library

from tests.builders import REFERENCE, ROOT

# Numbers of the review's reference list with the papers as their publishers name them.
KNOWN = {
    106: ("woo2016", "IEEE Electron Device Lett.", "37", "994–997"),
    147: ("choi2018", "Nat. Mater.", "17", "335–340"),
    163: ("kuzum2012", "Nano Lett.", "12", "2179–2186"),
    229: ("gao2015", "Nanotechnology", "26", "455204"),
    88: ("wang2015", "Sci. Rep.", "5", "10150"),
    125: ("wu2017", "IEEE Electron Device Lett.", "38", "1019–1022"),
}
CONFERENCE = {107: "wu2018", 149: "park2013", 243: "jerry2017b"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "references.bib")


def by_number(library: Library) -> dict[int, str]:
    return {entry.reviewref: key for key, entry in library.entries.items() if entry.reviewref is not None}


def test_every_entry_can_be_used(library: Library) -> None:
    assert library.problems == ()
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),$", text, re.M)
    assert sorted(keys) == sorted(library.entries)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", key) for key in keys)


def test_all_references_of_the_review_stand_once(library: Library) -> None:
    numbers = sorted(entry.reviewref for entry in library.entries.values() if entry.reviewref is not None)
    assert numbers == list(range(1, 254))
    assert len(library.in_set("review-fig11")) == 69
    assert len(library.in_set("review-text")) == 253 - 69


def test_known_papers_have_their_publication_data(library: Library) -> None:
    keys = by_number(library)
    for number, (key, journal, volume, pages) in KNOWN.items():
        fields = library.entries[key].fields
        assert keys[number] == key
        assert (fields["journal"], fields["volume"], fields["pages"]) == (journal, volume, pages)
    assert {number: keys[number] for number in CONFERENCE} == CONFERENCE
    assert "reviewref" not in library.entries["jerry2017"].fields


def test_credits_agree_with_the_library(library: Library) -> None:
    classes = load_classes(ROOT / "config/classes.yaml")
    keys = by_number(library)
    credited: set[int] = set()
    for name, numbers in classes.fig11_credits.items():
        credited |= set(numbers)
        for number in numbers:
            entry = library.entries[keys[number]]
            assert "review-fig11" in entry.sets
            assert entry.roles == (("neuron",) if name == "neuron" else ("synapse",))
            assert name == "neuron" or name in entry.device_classes
    assert {entry.reviewref for entry in library.in_set("review-fig11")} == credited
    sizes = {name: len(numbers) for name, numbers in classes.fig11_credits.items()}
    assert sizes == {"VCM": 26, "ECM": 12, "ICM": 8, "FTJM": 9, "memcapacitor": 1, "neuron": 14}
    assert library.entries["kumar2021"].device_classes == ("VCM", "ECM")


def test_classes_cover_the_names_in_use_and_mark_charge_devices(library: Library) -> None:
    classes = load_classes(ROOT / "config/classes.yaml")
    names = {name for entry in library.entries.values() for name in entry.device_classes}
    assert {name for name in names if classes.canonical(name) is None} == set()
    assert (classes.canonical("CBRAM"), classes.canonical("STT"), classes.canonical("RRAM")) == (
        "ECM",
        "STTM",
        "RRAM",
    )
    charge = {short for short, item in classes.classes.items() if item.charge_device}
    assert charge == {"FeFET", "FeRAM", "floating-gate", "memcapacitor"}
    assert (classes.classes["PCM"].on_state, classes.classes["STTM"].on_state) == ("crystalline", "parallel")


def test_every_survey_doi_and_link_has_one_entry(library: Library) -> None:
    with (ROOT / "sources/memsysexplorer-survey/table_1.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dois = {row["DOI"].strip().lower() for row in rows} - {""}
    links = {row["Link"].strip() for row in rows if not row["DOI"].strip()} - {""}
    survey = library.in_set("survey")
    entry_dois = [entry.fields["doi"].lower() for entry in survey if "doi" in entry.fields]
    entry_links = [entry.fields["url"] for entry in survey if "doi" not in entry.fields]
    assert (len(dois), len(links)) == (303, 15)
    assert sorted(entry_dois) == sorted(dois)
    assert sorted(entry_links) == sorted(links)
    both = {entry.reviewref for entry in survey if entry.reviewref is not None}
    assert 252 in both
    all_dois = [entry.fields["doi"].lower() for entry in library.entries.values() if "doi" in entry.fields]
    assert len(all_dois) == len(set(all_dois))


@pytest.mark.reference("seed/review.txt")
def test_entries_hold_what_the_review_prints(library: Library) -> None:
    text = (REFERENCE / "seed/review.txt").read_text(encoding="utf-8")
    lines: dict[int, str] = {}
    number = 0
    for line in text[text.index("## References") :].splitlines():
        if match := re.match(r"- (\d+) (.*)", line):
            number = int(match.group(1))
            lines[number] = match.group(2)
        elif line.startswith("- "):
            lines[number] += " " + line[2:]
    for number, key in by_number(library).items():
        fields = library.entries[key].fields
        surnames = [name.split(",")[0].strip("{}") for name in fields["author"].split(" and ")]
        printed = [*surnames, *(fields[name] for name in ("journal", "volume", "pages") if name in fields)]
        missing = [piece for piece in printed if piece not in lines[number]]
        assert missing == [], (number, key)
        assert fields["year"] in lines[number] or number in (72, 76)


@pytest.mark.reference("evidence")
def test_titles_and_dois_are_the_ones_read(library: Library) -> None:
    keys = by_number(library)
    with (REFERENCE / "evidence/titles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 63
    for row in rows:
        fields = library.entries[keys[int(row["ref_no"])]].fields
        assert fields.get("title", "") == " ".join(row["title"].split())
        assert not row["doi"] or fields["doi"] == row["doi"]
