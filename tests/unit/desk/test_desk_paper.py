"""What a paper is, changed at the desk: its entry, its documents, and the paper as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.desk.serve.server import DeskServer
from memlit.library import load_library

from tests.builders import ROOT
from tests.unit.curation.test_add import WORK
from tests.unit.curation.test_http import Service, service
from tests.unit.desk.desk_review import LIBRARY, asked, call, root_of
from tests.unit.desk.test_desk_bring import dropped

__all__ = ["service"]
OTHER = """
% a comment of a person
@article{roe2023,
  author = {Roe, Richard}, title = {A {HfO2} neuron}, doi = {10.1234/other}, keywords = {memristor, tables}
}
"""


@pytest.fixture
def two(served: DeskServer) -> DeskServer:
    (root_of(served) / "references.bib").write_text(LIBRARY + OTHER, encoding="utf-8")
    (root_of(served) / "sources/doe2024/paper.pdf").write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    return served


def form(served: DeskServer, key: str) -> dict[str, Any]:
    status, told = asked(served, f"entry?key={key}")
    assert status == 200, told
    return dict(told)


def bibliography(served: DeskServer) -> str:
    return (root_of(served) / "references.bib").read_text(encoding="utf-8")


def test_what_is_changed_is_written_and_all_else_keeps_its_bytes_also_when_it_is_taken_back(two: DeskServer) -> None:
    before = bibliography(two)
    told = form(two, "doe2024")
    told["texts"]["year"] = "2025"
    changed = {**told, "device_classes": ["VCM", "PCM"], "sets": [], "roles": ["synapse", "neuron"]}
    status, answer = asked(two, "entry", changed)
    assert (status, answer["undo"]) == (
        200,
        "entry: year 2025; deviceclass VCM, PCM; role synapse, neuron; keywords nothing",
    )
    entry = load_library(root_of(two) / "references.bib").entries["doe2024"]
    assert (entry.year, entry.device_classes, entry.sets) == (2025, ("VCM", "PCM"), ())
    assert entry.fields["title"] == "Analogue switching in hafnium oxide under short pulses"
    assert bibliography(two).endswith(OTHER)
    asked(two, "undo", {"key": "doe2024"})
    assert bibliography(two) == before


def test_words_of_an_export_stay_beside_the_sets_and_braces_of_an_unchanged_title(two: DeskServer) -> None:
    told = form(two, "roe2023")
    assert told["texts"]["title"] == "A HfO2 neuron"
    assert told["sets"] == ["tables"]
    assert asked(two, "entry", {**told, "sets": ["survey"], "device_classes": ["NbOx"]})[0] == 409
    assert asked(two, "entry", {**told, "sets": ["survey"]})[0] == 200
    entry = load_library(root_of(two) / "references.bib").entries["roe2023"]
    assert (entry.sets, entry.fields["title"]) == (("memristor", "survey"), "A {HfO2} neuron")


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"title": " "}, "has no title"),
        ({"year": "about 2020"}, "year 'about 2020' is none"),
        ({"doi": "a DOI"}, "DOI 'a DOI' is none"),
        ({"doi": "10.1234/OTHER"}, "has the DOI of roe2023"),
    ],
)
def test_what_cannot_stand_in_an_entry_is_refused(two: DeskServer, texts: dict[str, str], words: str) -> None:
    before = bibliography(two)
    told = form(two, "doe2024")
    status, answer = asked(two, "entry", {**told, "texts": told["texts"] | texts})
    assert (status, words in answer["problem"]) == (409, True), answer
    assert bibliography(two) == before


def test_braces_and_macros_that_are_typed_do_not_reach_the_file(two: DeskServer) -> None:
    told = form(two, "doe2024")
    told["texts"]["title"] = "Title}, author = {Eve"
    assert asked(two, "entry", told)[0] == 200
    entry = load_library(root_of(two) / "references.bib").entries["doe2024"]
    assert (entry.fields["title"], entry.fields["author"]) == ("Title, author = Eve", "Doe, Jane")


def test_a_document_is_taken_out_and_put_back_unless_a_decision_names_it(two: DeskServer) -> None:
    path = root_of(two) / "sources/doe2024/paper.pdf"
    content = path.read_bytes()
    message = {"key": "doe2024", "file": "paper.pdf"}
    status, told = asked(two, "take_out", message)
    assert (status, told["kept"]) == (200, "results/run/removed/doe2024/documents/paper.pdf")
    assert not path.exists()
    assert asked(two, "removed?key=doe2024")[1] == {"names": ["paper.pdf"]}
    assert asked(two, "put_back", {**message, "file": "../../references.bib"})[0] == 409
    assert asked(two, "put_back", message)[0] == 200
    assert path.read_bytes() == content

    assigned = {"what": "assign", "place": "p1.c5", "printed": "1 V", "device": "A", "parameter": "set_voltage"}
    assert asked(two, "decide", {**message, **assigned})[0] == 200
    status, told = asked(two, "take_out", message)
    assert (status, "is named by the assigned value at p1.c5" in told["problem"]) == (409, True)
    assert asked(two, "take_out", {"key": "doe2024", "file": "source.yaml"})[0] == 409
    assert path.is_file()


def test_a_paper_is_removed_as_it_was_shown(two: DeskServer) -> None:
    lines = asked(two, "removal?key=doe2024")[1]["lines"]
    assert lines[-1] == "sources/doe2024: paper.pdf"
    assert asked(two, "remove", {"key": "doe2024", "lines": lines[:-1]})[0] == 409
    status, told = asked(two, "remove", {"key": "doe2024", "lines": lines})
    assert status == 200, told
    assert [one["key"] for one in asked(two, "papers")[1]["papers"]] == ["roe2023"]
    assert (root_of(two) / told["kept"] / "sources/doe2024/paper.pdf").is_file()


@pytest.fixture
def crossref(two: DeskServer, service: Service) -> Service:
    config = root_of(two) / "config/config.yaml"
    text = config.read_text(encoding="utf-8").replace("https://api.crossref.org", service.url)
    config.write_text(text, encoding="utf-8")
    return service


def test_a_doi_is_looked_up_when_a_person_asks_and_nothing_is_written(two: DeskServer, crossref: Service) -> None:
    crossref.answer("/works/10.9999%2Fsim.work", json.dumps(WORK).encode())
    before = bibliography(two)
    form(two, "doe2024")
    assert crossref.requests == []
    status, told = asked(two, "look_up", {"doi": "https://doi.org/10.9999/sim.work"})
    assert status == 200, told
    assert told["texts"]["title"] == "A made-up HfO2 device & more"
    assert (told["texts"]["year"], told["texts"]["journal"]) == ("2023", "Journal of Made-up Devices")
    assert bibliography(two) == before
    assert asked(two, "look_up", {"doi": "no doi"})[0] == 409


def test_a_dropped_ris_is_a_library_and_a_waiting_pdf_shows_its_first_page(served: DeskServer) -> None:
    ris = b"TY  - JOUR\r\nAU  - Poe, Mary\r\nTI  - A neuron that spikes\r\nPY  - 2021\r\nER  - \r\n"
    one = dropped(served, "export", ris)
    assert (one["kind"], one["name"]) == ("library", "export.ris")
    labels = {"device_classes": ["VCM", "PCM"], "role": "neuron", "sets": ["tables"]}
    assert asked(served, "library", {"id": one["id"], "labels": labels})[1]["added"] == ["poe2021"]
    entry = load_library(root_of(served) / "references.bib").entries["poe2021"]
    assert (entry.device_classes, entry.roles) == (("VCM", "PCM"), ("neuron",))

    paper = dropped(served, "paper.pdf", (ROOT / "docs/example/roe2024.pdf").read_bytes())
    status, headers, content = call(served, "GET", f"brought?id={paper['id']}")
    assert (status, headers["content-type"], content[:4]) == (200, "image/png", b"\x89PNG")


def results(root: Path) -> None:
    (root / "results/data").mkdir(parents=True)
    (root / "results/report.html").write_text("<p>the report</p>", encoding="utf-8")
    (root / "results/data/readings.csv").write_text("id\n", encoding="utf-8")
    (root / "results/library.json").write_text("{}", encoding="utf-8")
    (root / "results/run").mkdir(exist_ok=True)
    (root / "results/run/journal.html").write_text("private", encoding="utf-8")


@pytest.mark.parametrize("path", ["results/report.html", "results/data/readings.csv"])
def test_the_report_of_the_last_run_is_shown_and_may_speak_with_nothing(served: DeskServer, path: str) -> None:
    results(root_of(served))
    status, headers, _ = call(served, "GET", path)
    assert status == 200
    policy = headers["content-security-policy"]
    assert "connect-src 'none'" in policy or "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert call(served, "GET", path, token="x" * 32)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        *("results/library.json", "results/run/journal.html", "results/../references.bib", "results/data/../../x.csv"),
        "results/%2e%2e/references.bib",
    ],
)
def test_no_other_file_is_shown(served: DeskServer, path: str) -> None:
    results(root_of(served))
    assert call(served, "GET", path)[0] == 404
