"""memlit add: entries from a DOI or an export; what stands is never changed and what comes loses nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.cli import main
from memlit.config import Network, load_classes
from memlit.curation.adding import bibtex
from memlit.curation.adding.add import Added, add_source, new_review, render_added
from memlit.curation.adding.proposals import PaperLabels
from memlit.errors import ConfigError, LibraryError
from memlit.fetching.crossref import doi_in, entry_of_work
from memlit.library import parse_library

from tests.builders import ROOT
from tests.unit.curation.test_http import Service

OLD = """% a comment that stands between entries
@string{jed = "J. Examples"}
@comment{jabref-meta: databaseType:bibtex;}

@article{doe2020,
  author = {Doe, J.},
  title  = {An "old" one},
  journal = jed, year = 2020,
  doi = {10.9999/SIM.1},
  odd-field = {kept}
}
"""
# As Zotero 6 and 7 export BibLaTeX: tabs, date, journaltitle, file with description and type.
ZOTERO = r"""
@article{muller_dunne_2021,
	title = {Dünne {HfO}$_{\textrm{2}}$ synapses: 50\% less energy},
	volume = {12},
	rights = {All rights reserved},
	issn = {0000-0000},
	url = {https://example.org/a?b=1&c=2},
	doi = {10.9999/sim.zotero.1},
	abstract = {Nested \{braces\} and {groups {of them}}, a % sign.},
	pages = {1--9},
	journaltitle = {Journal of Made-up Devices},
	shortjournal = {J. Made-up Dev.},
	author = {M{\"u}ller, J{\'o}zef and {\L}uk, Ann},
	urldate = {2026-01-02},
	date = {2021-03-04},
	langid = {english},
	keywords = {memristor, synapse},
	file = {Full Text PDF:FILES/full text.pdf:application/pdf;Snapshot:FILES/page.htm:text/html;:/no/x.pdf:},
}
"""
# As JabRef 5 writes BibTeX: aligned fields, file with empty description, groups, its own comments, @String, crossref.
JABREF = r"""% Encoding: UTF-8

@String{jmd = {J. Made-up Dev.}}

@Article{Roe2022,
  author    = {Roe, R. and {van der} Doe, J.},
  title     = "Two {"}quoted{"} words",
  journal   = jmd # { Letters},
  month     = mar,
  year      = {2022},
  file      = {:FILES/Roe 2022\: part 1.pdf:PDF},
  groups    = {to read},
  doi       = {https://doi.org/10.9999/sim.jabref.2},
}

@InProceedings{DBLP:conf/x/Poe23,
  author   = {Poe, E.},
  title    = {On pulses},
  crossref = {DBLP:conf/x/2023},
}

@Proceedings{DBLP:conf/x/2023,
  title = {Proc. X},
  year  = {2023},
}

@Comment{jabref-meta: databaseType:bibtex;}
"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    shutil.copytree(ROOT / "config", folder / "config")
    (folder / "references.bib").write_text(OLD, encoding="utf-8")
    return folder


def export(tmp_path: Path, text: str) -> Path:
    files = tmp_path / "files"
    files.mkdir(exist_ok=True)
    for name in ("full text.pdf", "page.htm", "Roe 2022: part 1.pdf"):
        (files / name).write_bytes(b"%PDF-1.4 " + name.encode())
    path = tmp_path / "export.bib"
    path.write_text(text.replace("FILES", files.as_posix()), encoding="utf-8")
    return path


def added(review: Path, path: Path, **options: object) -> Added:
    return add_source(review, str(path), PaperLabels(("tables",), ("VCM",), "synapse"), **options)  # type: ignore[arg-type]


def test_zotero_export_loses_nothing(review: Path, tmp_path: Path) -> None:
    path = export(tmp_path, ZOTERO)
    done = added(review, path)
    text = (review / "references.bib").read_text(encoding="utf-8")
    assert text.startswith(OLD)
    for line in path.read_text(encoding="utf-8").strip().splitlines():
        assert line in text or line.strip().startswith(("keywords", "file = ")), line
    # Where a file lies on somebody's machine is nobody else's business.
    assert tmp_path.as_posix() not in text
    assert "file =" not in text
    entry = done.entries[0]
    assert entry.short_name == "Müller 2021"
    assert entry.fields["author"] == "Müller, Józef and Łuk, Ann"
    assert entry.fields["journal"] == "Journal of Made-up Devices"
    assert "50% less energy" in entry.fields["title"]
    assert entry.sets == ("memristor", "synapse", "tables")
    assert (entry.device_classes, entry.roles) == (("VCM",), ("synapse",))
    assert (review / "references.bib.bak").read_text(encoding="utf-8") == OLD


def test_jabref_export_with_macros_crossref_and_keys_of_dblp(review: Path, tmp_path: Path) -> None:
    done = added(review, export(tmp_path, JABREF))
    roe, poe, proceedings = done.entries
    assert roe.fields["journal"] == "J. Made-up Dev. Letters"
    assert (roe.fields["month"], roe.fields["groups"]) == ("mar", "to read")
    assert poe.key == "DBLP-conf-x-Poe23"
    assert (poe.fields["booktitle"], poe.year) == ("Proc. X", 2023)
    assert proceedings.sets == ()
    assert sorted(path.name for path in (review / "sources").iterdir()) == ["DBLP-conf-x-Poe23", "Roe2022"]
    assert [note.split(": ", 1)[1] for note in done.notes] == [
        "DBLP:conf/x/Poe23 is added as DBLP-conf-x-Poe23, a safe file name",
        "DBLP:conf/x/2023 is added as DBLP-conf-x-2023, a safe file name",
    ]
    assert parse_library((review / "references.bib").read_text(encoding="utf-8")).problems == ()


def test_documents_of_an_export_are_named_or_copied(review: Path, tmp_path: Path) -> None:
    done = added(review, export(tmp_path, ZOTERO))
    assert [path.name for path in done.files["muller_dunne_2021"]] == ["full text.pdf", "page.htm"]
    assert any("full text.pdf' sources/muller_dunne_2021/" in line for line in render_added(done))
    done = added(review, export(tmp_path, JABREF), with_files=True)
    assert (review / "sources/Roe2022/Roe 2022: part 1.pdf").read_bytes().endswith(b"part 1.pdf")
    assert done.needs["Roe2022"] == []
    assert "reads Roe2022 as new" in render_added(done)[-2]


def test_only_documents_are_copied_and_those_from_elsewhere_after_a_yes(review: Path, tmp_path: Path) -> None:
    papers, private = tmp_path / "papers", tmp_path / "private"
    papers.mkdir()
    private.mkdir()
    (papers / "notes.pdf").write_text("dear diary\nno document at all\n", encoding="utf-8")
    (papers / "data.csv").write_text("Device,R_ON\nA,26 MΩ\n", encoding="utf-8")
    (papers / "passwords.csv").write_text("root:x:0:0:root\nme:y:1:1:me\n", encoding="utf-8")
    (private / "paper.pdf").write_bytes(b"%PDF-1.4 elsewhere")
    (papers / "link.pdf").symlink_to(private / "paper.pdf")
    names = ("notes.pdf", "data.csv", "passwords.csv", "link.pdf", "../private/paper.pdf")
    path = papers / "export.bib"
    path.write_text(f"@misc{{new1, author={{N}}, year=2001, file={{{';'.join(names)}}}}}\n", encoding="utf-8")
    before = (review / "references.bib").read_bytes()
    asked = added(review, path, with_files=True)
    assert [file.name for file in asked.outside] == ["link.pdf", "paper.pdf"]
    assert any("private/paper.pdf: would be copied" in line for line in render_added(asked))
    assert (review / "references.bib").read_bytes() == before
    assert not (review / "sources").exists()
    done = added(review, path, with_files=True, from_anywhere=True)
    assert sorted(file.name for file in done.copied) == ["data.csv", "link.pdf", "paper.pdf"]
    assert [line.split(": ")[0].rpartition("/")[2] for line in done.left_out] == ["notes.pdf", "passwords.csv"]
    assert "file" not in (review / "references.bib").read_text(encoding="utf-8").partition("new1")[2]


def test_the_same_work_under_another_key_and_without_a_doi_is_noticed(review: Path, tmp_path: Path) -> None:
    again = export(tmp_path, "@article{doe-again, author={Jane Doe and R. Roe}, title={An {``Old''} One}, year=2021}")
    with pytest.raises(
        LibraryError, match=r"references\.bib:5: nothing is added: doe2020 has the title and first author"
    ):
        added(review, again)
    # A person who names the key says that it is another work.
    assert [entry.key for entry in added(review, again, key="doe-again").entries] == ["doe-again"]
    other = export(tmp_path, '@article{roe, author={Roe, R.}, title={An "old" one}, year=2021}')
    assert [entry.key for entry in added(review, other).entries] == ["roe"]


def test_same_key_or_doi_is_one_line_and_changes_nothing(review: Path, tmp_path: Path) -> None:
    before = (review / "references.bib").read_bytes()
    same_key = "@misc{doe2020, author={Other}, year=1999}"
    same_doi = "@misc{other, doi={https://doi.org/10.9999/sim.1}}"
    for text, words in ((same_key, "entry doe2020"), (same_doi, "has the DOI of other")):
        with pytest.raises(LibraryError, match=rf"references\.bib:5: nothing is added: .*{words}"):
            added(review, export(tmp_path, text))
    with pytest.raises(LibraryError, match=r"references\.bib:5: doe2020 has this DOI already"):
        add_source(review, "doi:10.9999/sim.1", PaperLabels())
    assert (review / "references.bib").read_bytes() == before
    done = added(review, export(tmp_path, same_key + "\n@misc{new1, author={N}, year=2001}\n@misc{NEW1, year=2}"))
    assert [entry.key for entry in done.entries] == ["new1"]
    assert len(done.left_out) == 2


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ("@misc{new1, author={N}, year=2001}", 0),
        ("@misc{new1, author={N}, year=2001}\n@misc{doe2020, author={Other}, year=1999}", 1),
        ("@misc{doe2020, author={Other}, year=1999}", 2),
    ],
)
def test_the_exit_code_says_whether_an_entry_was_left_out_as_the_page_says(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: str, code: int
) -> None:
    page = " ".join((ROOT / "docs/add-a-paper.md").read_text(encoding="utf-8").split())
    assert "left out, with a message and exit code 1, or 2 if nothing is left to add" in page
    monkeypatch.chdir(review)
    assert CliRunner().invoke(main, ["add", str(export(tmp_path, entries))]).exit_code == code


def test_an_entry_of_a_doi_alone_says_what_is_missing(review: Path, tmp_path: Path) -> None:
    done = add_source(review, str(export(tmp_path, "@misc{sim-00123, doi = {10.1038/sim-00123}}")), PaperLabels())
    text = "\n".join(render_added(done))
    for words in ("has no author", "has no title", "has no year", "is in no set", "no class"):
        assert words in text
    assert "nothing to read yet" in text
    assert (review / "sources/sim-00123/readings.csv").read_text().startswith("place,paper,device,parameter,text")


def test_a_doi_that_nobody_looked_up_is_no_entry(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(review)
    before = sorted(review.rglob("*"))
    done = CliRunner().invoke(main, ["add", "https://doi.org/10.1038/nosuch"])
    words = "memlit: 10.1038/nosuch: is not looked up, and nothing is added; add --yes to ask Crossref, or give a .bib"
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(words)
    assert (review / "references.bib").read_text(encoding="utf-8") == OLD
    assert sorted(review.rglob("*")) == before


@pytest.fixture
def crossref(review: Path) -> Iterator[Service]:
    made = Service()
    config = (review / "config/config.yaml").read_text(encoding="utf-8")
    (review / "config/config.yaml").write_text(config.replace("https://api.crossref.org", made.url), encoding="utf-8")
    yield made
    made.server.shutdown()
    made.server.server_close()


# The shape of api.crossref.org/works/DOI, with a made-up work.
WORK = {
    "status": "ok",
    "message-type": "work",
    "message": {
        "DOI": "10.9999/sim.work",
        "type": "journal-article",
        "title": ["A <i>made-up</i> HfO<sub>2</sub> device &amp; more {"],
        "author": [
            {"given": "José", "family": "Núñez", "sequence": "first", "affiliation": []},
            {"name": "The Group", "sequence": "additional", "affiliation": []},
        ],
        "container-title": ["Journal of Made-up Devices"],
        "volume": "8",
        "issue": "11",
        "page": "1456-1480",
        "issued": {"date-parts": [[2023, 9, 1]]},
    },
}


def test_crossref_gives_the_fields(review: Path, crossref: Service) -> None:
    crossref.answer("/works/10.9999%2Fsim.work", json.dumps(WORK).encode())
    done = add_source(review, "10.9999/sim.work", PaperLabels(("tables",), ("VCM",), "synapse"), ask_network=True)
    (entry,) = done.entries
    assert entry.key == "nunez2023"
    assert entry.fields["title"] == "A made-up HfO2 device & more"
    assert entry.fields["author"] == "Núñez, José and {The Group}"
    assert (entry.kind, entry.fields["pages"], entry.fields["number"]) == ("article", "1456-1480", "11")
    assert crossref.requests[0][1]["User-Agent"].startswith("memlit/")


@pytest.mark.parametrize(
    "body, kind, status, words",
    [
        (b"Resource not found.", "text/plain", 404, "10.9999/gone: is not a DOI that Crossref knows; check it, or"),
        (b"<html>", "text/html", 200, "sends text/html, not JSON; check the address of the service"),
        (b"busy", "text/plain", 503, "answers with status 503; try again later"),
    ],
)
def test_a_doi_that_is_not_found_or_cannot_be_asked_adds_nothing(
    review: Path, crossref: Service, monkeypatch: pytest.MonkeyPatch, body: bytes, kind: str, status: int, words: str
) -> None:
    crossref.answer("/works/10.9999%2Fgone", body, kind, status)
    monkeypatch.chdir(review)
    before = sorted(review.rglob("*"))
    done = CliRunner().invoke(main, ["add", "10.9999/gone", "--yes"])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr
    assert (review / "references.bib").read_text(encoding="utf-8") == OLD
    assert sorted(review.rglob("*")) == before


def test_network_is_asked_only_when_the_user_agrees(review: Path, crossref: Service) -> None:
    with pytest.raises(LibraryError, match="is not looked up"):
        add_source(review, "10.9999/sim.work", PaperLabels())
    assert crossref.requests == []
    config = (review / "config/config.yaml").read_text(encoding="utf-8")
    (review / "config/config.yaml").write_text(config.replace("allowed: false", "allowed: true"), encoding="utf-8")
    crossref.answer("/works/10.9999%2Fsim.other", json.dumps(WORK).encode())
    assert add_source(review, "10.9999/sim.other", PaperLabels()).entries[0].key == "nunez2023"


def test_odd_shapes_from_crossref_are_left_out() -> None:
    kind, fields = entry_of_work(
        {"type": 5, "title": [], "author": [{"family": None}, 3], "issued": {"date-parts": [[None]]}}, "10.1/x"
    )
    assert (kind, fields) == ("misc", {"doi": "10.1/x"})
    assert Network().crossref.startswith("https://")


@pytest.mark.parametrize(
    "text, doi",
    [
        ("10.1038/s41586-020-1", "10.1038/s41586-020-1"),
        ("https://doi.org/10.1002/adma.201;", "10.1002/adma.201"),
        ("DOI: 10.1063/1.5118217", "10.1063/1.5118217"),
        ("10.1016/S0022(96)00001-X", "10.1016/S0022(96)00001-X"),
        ("paper.bib", None),
        ("10.10/x y", None),
    ],
)
def test_doi_as_people_write_it(text: str, doi: str | None) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    "labels, words",
    [
        (PaperLabels(device_classes=("XYZ",)), "unknown device class 'XYZ'"),
        (PaperLabels(role="axon"), "unknown role 'axon'"),
        (PaperLabels(sets=("nosuch",)), "unknown set 'nosuch'"),
    ],
)
def test_unknown_label_is_one_line_before_anything_is_written(review: Path, labels: PaperLabels, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        add_source(review, "10.9999/new", labels)
    assert not (review / "sources").exists()


@pytest.mark.parametrize("text", ["", "no entry", "@article{open, title={x}\n", "@article{open,\n title={{x}\n}"])
def test_file_without_a_whole_entry_adds_nothing(review: Path, tmp_path: Path, text: str) -> None:
    with pytest.raises(LibraryError):
        added(review, export(tmp_path, text))
    assert (review / "references.bib").read_text(encoding="utf-8") == OLD


VALUES = st.text(
    st.characters(codec="utf-8", exclude_characters='{}"\\%@#\r', exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    max_size=30,
)
NAMES = st.from_regex(r"[a-z][a-z-]{2,12}", fullmatch=True).filter(
    lambda name: name not in {"crossref", "keywords", "deviceclass", "role", "doi", "file"}
)


@settings(max_examples=60, deadline=None)
@given(
    fields=st.dictionaries(
        NAMES, st.tuples(VALUES, st.sampled_from(["{%s}", '"%s"', "{a {%s} b}", '"a {%s} b"'])), min_size=1, max_size=6
    ),
    tail=st.booleans(),
)
def test_any_entry_keeps_its_characters(fields: dict[str, tuple[str, str]], tail: bool) -> None:
    body = ",\n  ".join(f"{name} = {form % value}" for name, (value, form) in fields.items())
    raw = f"@article{{new1,\n  {body}{',' if tail else ''}\n}}"
    (entry,) = bibtex.raw_parsed(f"% before\n{raw}\n@comment{{x}}\n").entries
    assert entry.raw == raw
    found = {field.key: field.value for field in entry.fields}
    assert found == {name: form % value for name, (value, form) in fields.items()}
    assert bibtex.rewritten(entry, {}, "new1") == raw
    assert bibtex.rewritten(entry, {}, "other2") == raw.replace("new1", "other2", 1)
    longer = bibtex.rewritten(entry, {"role": "{synapse}"}, "new1")
    assert longer.startswith(raw[:-1].rstrip())
    (again,) = bibtex.raw_parsed(longer).entries
    assert bibtex.rewritten(again, {"role": None}, "new1") == raw[:-1].rstrip().removesuffix(",") + ",\n}"
    assert [field.key for field in again.fields] == [*found, "role"]


@pytest.mark.parametrize(
    "field, paths",
    [
        ("Full Text:/a/b.pdf:application/pdf;Snap:/a/c.html:text/html", ["/a/b.pdf", "/a/c.html"]),
        (r":pa\;pers/Roe\: 1.pdf:PDF", ["/x/pa;pers/Roe: 1.pdf"]),
        ("/a/b.pdf", ["/a/b.pdf"]),
        ("files/12/b.pdf;files/13/c.pdf", ["/x/files/12/b.pdf", "/x/files/13/c.pdf"]),
        (r"PDF:C\:\\Users\\me\\b.pdf:application/pdf", ["C:/Users/me/b.pdf"]),
        ("", []),
    ],
)
def test_file_fields_as_programs_write_them(field: str, paths: list[str]) -> None:
    assert [path.as_posix() for path in bibtex.linked_files(field, Path("/x"))] == paths


def test_a_new_review_has_the_classes_of_the_field_and_nothing_of_another_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_review(tmp_path / "review")
    monkeypatch.chdir(tmp_path / "review")
    ours, theirs = load_classes(ROOT / "config/classes.yaml"), load_classes(Path("config/classes.yaml"))
    assert list(theirs.classes) == list(ours.classes)
    assert (theirs.fig11_credits, theirs.recommended) == ({}, {})
    assert not any(one.notes for one in theirs.classes.values())
    assert ours.classes["VCM"].model_copy(update={"notes": ()}) == theirs.classes["VCM"]
    assert CliRunner().invoke(main, ["check"]).stdout.splitlines()[-1].startswith("Next: memlit add ")
    # As the README has it.
    Path("paper.bib").write_text("@article{doe2031, author = {Doe}, title = {T}, year = {2031}}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["add", "paper.bib", "--set", "main", "--class", "VCM", "--role", "synapse"])
    assert done.exit_code == 0, done.output
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"({', '.join(ours.classes)})" in readme
