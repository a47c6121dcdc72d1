"""Dropped files: whose they are is seen before anything is written, and nothing that stands is overwritten."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from memlit.curation.adding import proposals
from memlit.desk.bring.files import reduced
from memlit.desk.serve.server import DeskServer
from memlit.library import load_library
from printed.documents.first_page import authors_of, first_page, year_of

from tests.builders import ROOT
from tests.unit.desk.desk_review import asked, call, root_of

PAGE = """<html><head><meta name="citation_doi" content="{doi}"></head><body><h1>{title}</h1>
<p>Jane Doe and Richard Roe</p><p>Pulses of 1.2 V and 50 ns set the HfOx device.</p></body></html>"""
KNOWN_TITLE = "Analogue switching in hafnium oxide under short pulses"


def dropped(served: DeskServer, name: str, content: bytes) -> dict[str, Any]:
    kind = {"Content_Type": "application/octet-stream"}
    status, _, answer = call(served, "POST", f"bring?name={name}", content, **kind)
    assert status == 200, answer
    told: dict[str, Any] = json.loads(answer)
    return told


def page(title: str = "Another work on tantalum oxide", doi: str = "") -> bytes:
    return PAGE.format(title=title, doi=doi).encode()


def sources(served: DeskServer) -> dict[str, bytes]:
    folder = root_of(served) / "sources"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name, expected",
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\a b.pdf", "a-b.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("Größe (1).pdf", "Groe-1.pdf"),
        ("日本.pdf", "document.pdf"),
        ("a{b}\n.pdf", "a-b.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("", "document"),
    ],
)
def test_names_are_reduced_to_what_a_file_may_be_called_anywhere(name: str, expected: str) -> None:
    assert reduced(name) == expected


@pytest.mark.parametrize("content", [page(KNOWN_TITLE), page(doi="10.1234/ABCD.5678")])
def test_a_paper_of_the_library_is_recognised_before_anything_is_written(served: DeskServer, content: bytes) -> None:
    assert dropped(served, "download.html", content)["papers"] == ["doe2024"]
    assert sources(served) == {}


def locked() -> bytes:
    """The example's PDF behind a password."""
    out = io.BytesIO()
    with pikepdf.open(ROOT / "docs/example/roe2024.pdf") as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def cut_off() -> bytes:
    """The beginning of the example's PDF, as a transfer that broke off leaves it."""
    return (ROOT / "docs/example/roe2024.pdf").read_bytes()[:3000]


@pytest.mark.parametrize(
    "content, words",
    [
        (locked, "a.pdf: is encrypted; save a copy without a password"),
        (cut_off, "a.pdf: is no readable PDF; fetch the file again"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_when_it_is_dropped(
    served: DeskServer, content: Callable[[], bytes], words: str
) -> None:
    kind = {"Content_Type": "application/octet-stream"}
    status, _, answer = call(served, "POST", "bring?name=a.pdf", content(), **kind)
    assert (status, json.loads(answer)) == (409, {"problem": words})
    assert asked(served, "inbox")[1] == {"files": []}
    assert not list((root_of(served) / "results/run/inbox").iterdir())


def test_a_new_paper_gets_an_entry_a_folder_and_its_document(served: DeskServer) -> None:
    one = dropped(served, "download", page())
    assert (one["name"], one["papers"]) == ("download.html", [])
    assert one["told"]["title"] == "Another work on tantalum oxide"
    told = {"title": "Another work on {tantalum} oxide", "author": "Roe, Richard", "year": "2023", "doi": ""}
    labels = {"device_classes": ["VCM"], "role": "synapse", "sets": ["tables"]}
    status, answer = asked(served, "put", {"id": one["id"], "texts": told, "labels": labels})
    assert (status, answer) == (200, {"key": "roe2023", "name": "download.html"})
    entry = load_library(root_of(served) / "references.bib").entries["roe2023"]
    assert (entry.fields["title"], entry.sets, entry.roles) == (
        "Another work on tantalum oxide",
        ("tables",),
        ("synapse",),
    )
    assert sources(served)["roe2023/download.html"] == page()
    assert asked(served, "inbox")[1] == {"files": []}


def test_the_same_work_is_not_added_under_another_key(served: DeskServer) -> None:
    one = dropped(served, "a.html", page())
    before = (root_of(served) / "references.bib").read_bytes()
    told = {"title": KNOWN_TITLE.upper(), "author": "Doe, Jane", "year": "2024"}
    status, answer = asked(served, "put", {"id": one["id"], "texts": told})
    assert (status, "doe2024 has the title and first author" in answer["problem"]) == (409, True)
    assert (root_of(served) / "references.bib").read_bytes() == before
    assert sources(served) == {}


def test_bytes_that_are_there_are_named_and_other_bytes_overwrite_nothing(served: DeskServer) -> None:
    first = dropped(served, "a.html", page(KNOWN_TITLE))
    assert asked(served, "put", {"id": first["id"], "key": "doe2024"})[0] == 200
    again = dropped(served, "b.html", page(KNOWN_TITLE))
    assert again["duplicate"] == "sources/doe2024/a.html"
    other = dropped(served, "a.html", page(KNOWN_TITLE, "10.1/x"))
    status, answer = asked(served, "put", {"id": other["id"], "key": "doe2024"})
    assert (status, "is there already, with other bytes" in answer["problem"]) == (409, True)
    assert sources(served)["doe2024/a.html"] == page(KNOWN_TITLE)


def test_a_digitizer_s_project_is_a_figure_of_its_paper(served: DeskServer) -> None:
    content = (ROOT / "docs/example/poe2024-fig2.json").read_bytes()
    one = dropped(served, "wpd%20project.json", content)
    assert one["kind"] == "figure"
    assert asked(served, "put", {"id": one["id"], "key": "doe2024"})[1]["name"] == "fig_wpd-project.json"


def test_a_dropped_library_opens_no_file_that_it_names(
    served: DeskServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(proposals, "is_document", lambda path: opened.append(path) or True)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-1.4 secret")
    export = f"@article{{poe2022, author={{Poe, A}}, title={{A third work}}, year={{2022}}, file={{{secret}}}}}\n"
    one = dropped(served, "export.bib", (export + (ROOT / "docs/example/zotero.bib").read_text()).encode())
    assert one["kind"] == "library"
    labels = {"device_classes": ["VCM"], "role": "synapse", "sets": ["tables"]}
    status, answer = asked(served, "library", {"id": one["id"], "labels": labels})
    assert (status, "poe2022" in answer["added"], opened) == (200, True, [])
    assert "secret" not in (root_of(served) / "references.bib").read_text(encoding="utf-8")
    assert not any(name.startswith("poe2022/") and name.endswith(".pdf") for name in sources(served))


def test_a_value_by_hand_stands_on_its_page_or_is_refused(served: DeskServer) -> None:
    (root_of(served) / "sources/doe2024/paper.pdf").write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    row = {"key": "doe2024", "file": "paper.pdf", "device": "A", "parameter": "set_voltage"}
    status, answer = asked(served, "listed", {**row, "quotation": "set at 7.7 V in the dark", "text": "7.7 V"})
    assert (status, "does not print" in answer["problem"]) == (409, True)
    found = asked(served, "find?key=doe2024&file=paper.pdf&words=Table")[1]["places"]
    assert [one["page"] for one in found] == [1]
    status, answer = asked(served, "listed", {**row, "quotation": "Table", "text": "9 V"})
    assert (status, "not part of the quotation" in answer["problem"]) == (409, True)
    assert "readings.csv" not in str(list(sources(served)))


def test_a_typed_minus_is_the_printed_one_of_the_quotation(served: DeskServer) -> None:
    row = {"key": "doe2024", "device": "A", "parameter": "reset_voltage", "place": "page 1"}
    quoted = {"quotation": "it is reset at −5 V by a pulse"}
    assert asked(served, "listed", {**row, **quoted, "text": "-5 V"})[0] == 200
    status, answer = asked(served, "listed", {**row, **quoted, "text": "-4 V"})
    assert (status, "not part of the quotation" in answer["problem"]) == (409, True)


@pytest.mark.parametrize(
    "field, text, problem",
    [
        ("year", "20233", "year '20233' is none; write four digits"),
        ("doi", "10.1038/nonsense here", "DOI '10.1038/nonsense here' is none"),
        ("title", " ", "has no title"),
        ("author", "Doe, J. and " * 1000, "author has over 8000 characters"),
    ],
)
def test_what_cannot_stand_in_an_entry_is_refused_before_anything_is_written(
    served: DeskServer, field: str, text: str, problem: str
) -> None:
    before = (root_of(served) / "references.bib").read_bytes()
    one = dropped(served, "a.html", page())
    texts = {"title": "Another work on tantalum oxide", "author": "Poe, Mary", "year": "2023", "doi": "", field: text}
    status, answer = asked(served, "put", {"id": one["id"], "texts": texts})
    assert (status, problem in answer["problem"]) == (409, True)
    assert (root_of(served) / "references.bib").read_bytes() == before
    assert sources(served) == {}


def test_who_brought_a_paper_is_told_how_to_take_it_out(served: DeskServer) -> None:
    one = dropped(served, "a.html", page())
    key = asked(served, "put", {"id": one["id"], "texts": {"title": "Another work", "author": "Poe, M."}})[1]["key"]
    status, answer = asked(served, "undo", {"key": key})
    assert (status, "a paper removed, under Documents" in answer["problem"]) == (409, True)


def test_nothing_is_decided_while_a_run_reads_the_files(served: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from memlit.desk.sign.run import DeskRun

    monkeypatch.setattr(DeskRun, "is_going", property(lambda _: True))
    looked = {"key": "doe2024", "what": "looked_for", "parameters": ["g_on"], "pages": "1"}
    assert asked(served, "decide", looked)[0] == 409
    monkeypatch.setattr(DeskRun, "is_going", property(lambda _: False))
    assert asked(served, "decide", looked)[0] == 200


def test_a_second_reader_s_values_go_to_a_list_of_their_own(served: DeskServer) -> None:
    row = {"key": "doe2024", "device": "A", "parameter": "set_voltage", "text": "1.2 V", "place": "abstract"}
    assert asked(served, "listed", row)[0] == 200
    assert asked(served, "second?key=doe2024")[1] == {"rows": []}
    assert asked(served, "listed", {**row, "text": "1.3 V", "second": True})[0] == 200
    (told,) = asked(served, "second?key=doe2024")[1]["rows"]
    assert told["text"] == "1.3 V"
    assert b"1.3 V" not in sources(served)["doe2024/readings.csv"]


@pytest.mark.parametrize(
    "lines, names",
    [
        (["JANE DOE 1,2, (Senior Member, IEEE), JÜRGEN ROE 3", ", (Member, IEEE),", "AND M. POE 1"], 3),
        (["Jane Doe1,2", ", Richard Roe3", ", Mary Ann Poe2,4", ",", "Department of Physics, Some University"], 3),
        (["Jane Doe, Richard Roe, and M. J. Poe", "National Laboratories", "Abstract"], 3),
        (["Developers: Jane Doe, Richard Roe", "Index"], 2),
        (["Received 4 May 2021", "Jane Doe"], 0),
    ],
)
def test_authors_are_the_names_below_a_title_and_no_institution(lines: list[str], names: int) -> None:
    found = authors_of(lines)
    assert found.startswith("Jane Doe" if names else "")
    assert (len(found.split(" and ")) if found else 0) == names
    assert "University" not in found
    assert "Laborator" not in found


DOE_ROE_POE = "Jane Doe and Richard Roe and M. J. Poe"


@pytest.mark.parametrize(
    "lines",
    [
        ["Jane Doe , Graduate Student Member, IEEE, Richard Roe , Senior Member, IEEE,", "and M. J. Poe, Fellow, IEEE"],
        ["Jane Doe, Graduate", "Student Member, IEEE, Richard Roe, Life", "Fellow, IEEE, and M. J. Poe, Member, IEEE"],
        ["JANE DOE, (GRADUATE STUDENT MEMBER, IEEE), RICHARD ROE, FELLOW, IEEE", "AND M. J. POE"],
        ["Jane Doe, Richard Roe, and M. J. Poe", "Samsung Electronics Co., Ltd., Hwaseong, Korea"],
        ["Jane Doe, Richard Roe, and M. J. Poe", "Taiwan Semiconductor Manufacturing Company"],
        ["Jane Doe, Richard Roe, M. J. Poe, Samsung Electronics Co"],
        ["Jane Doe1,2 · Richard Roe2", "· M. J. Poe1"],
        ["Jane DoeID1*, Richard Roe2", ", M. J. PoeID1"],
        ["Jane Doe, a Richard Roe,b", "and M. J. Poe*a"],
    ],
)
def test_grades_of_a_society_and_companies_are_no_authors(lines: list[str]) -> None:
    assert authors_of(lines).casefold() == DOE_ROE_POE.casefold()


def test_a_person_called_fellow_is_one() -> None:
    assert authors_of(["Jane Fellow, Member, IEEE, and Richard Roe"]) == "Jane Fellow and Richard Roe"


@pytest.mark.parametrize(
    "text, year",
    [
        (
            "IEEE ELECTRON DEVICE LETTERS, VOL. 40, NO. 8, AUGUST 2019\r\nManuscript received May 3, 2019.\r\n"
            "Authorized licensed use limited to: A University. Downloaded on January 05,2026 at 10:20:30 UTC from "
            "IEEE Xplore. Restrictions apply.",
            "2019",
        ),
        ("Sci. Adv. 2021; 7\nDownloaded from https://www.science.org at A Library on February 13, 2022", "2021"),
        ("Open Access Article. Published on 12 December 2022. Downloaded on 1/8/2023 10:21:02 PM.", "2022"),
        ("HAL Id: hal-1\nSubmitted on 31 Dec 2020\nApplied Sciences, 2019, 9 (20)", "2019"),
        ("Received 3 March 2020\nPublished: 5 January 2021\nseen until 2030 by the road map", "2021"),
        ("Downloaded on January 05,2026 at 10:20:30 UTC", ""),
        ("A report of December 1999 on switching of 1987", "1999"),
    ],
)
def test_the_year_is_that_of_the_work_and_not_of_the_copy(text: str, year: str) -> None:
    assert year_of(text) == year


SHEET = """#set page(width: 400pt, height: 600pt)
#set text(size: 9pt)
#set super(typographic: false)
Article. Downloaded on 5 January 2026.

#text(size: 18pt)[Fast switching of a memristor in short pulses]

#text(size: 7pt)[Check for updates]

#text(size: 10pt)[Jane Doe#super[a] and Richard Roeb#super[b]]

This text of the paper is about pulses. Published: 4 May 2021.
"""


def test_raised_letters_are_marks_and_letters_of_a_name_stay(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typst.compile(SHEET.encode()))
    told = first_page(path, "pdf")
    assert (told["title"], told["author"], told["year"]) == (
        "Fast switching of a memristor in short pulses",
        "Jane Doe and Richard Roeb",
        "2021",
    )
