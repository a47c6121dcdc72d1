"""memlit check: one line a finding, in the order of the flow."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from memlit.curation.checking import check as check_module
from memlit.curation.checking.check import check_key, check_review, check_since
from memlit.curation.checking.finding import Finding
from memlit.curation.comparing.accept import accept_record
from memlit.errors import ConfigError, SourceError
from memlit.library import Library
from memlit.parse_time import check_before_run, workflow_plan

from tests.builders import ROOT

ENTRY = "@article{doe2020,\n  author = {Doe, Jane},\n  year = {2020},\n  deviceclass = {VCM},\n  role = {synapse},\n}\n"
TAGS = "paper,kind,tag,document,locator,curator,note\n"
HEADER = "id,field,value,reason,who,date\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config/tags.csv").write_text(TAGS, encoding="utf-8")
    (tmp_path / "references.bib").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/corrections.csv").write_text(HEADER, encoding="utf-8")
    (tmp_path / "sources/doe2020").mkdir(parents=True)
    (tmp_path / "sources/doe2020/table_1.csv").write_text("Device,R_ON\nA,26 MΩ\n", encoding="utf-8")
    accept_record(tmp_path, "doe2020")
    return tmp_path


def one(review: Path) -> str:
    (line,) = check_review(review)
    return line


def test_whole_review_has_no_finding(review: Path) -> None:
    assert check_review(review) == []


def test_setting(review: Path) -> None:
    (review / "config/config.yaml").write_text("n_bucket: 3\n", encoding="utf-8")
    assert "config/config.yaml:1: unknown key n_bucket; write n_buckets" in one(review)


def test_unit_that_no_quantity_is_read_in(review: Path) -> None:
    """A review of another field would else take a parameter of which no value is ever read."""
    vocabulary = review / "config/vocabulary.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    own = "parameters:\n  specific_capacity: {meaning: Charge over mass., unit: mAh/g}\n"
    vocabulary.write_text(text.replace("parameters:\n", own, 1), encoding="utf-8")
    said = one(review)
    assert said.startswith("config/vocabulary.yaml: parameters.specific_capacity.unit: unit 'mAh/g' is not one")
    assert "write a unit made of" in said


def test_unit_of_a_claim_about_a_device(review: Path) -> None:
    claim = (
        "claims:\n- {id: a, section: '1', kind: device_value, subject: '1', metric: endurance, comparator: '=',"
        " value: '1', unit: mAh/g}\n"
    )
    (review / "config/claims.yaml").write_text(claim, encoding="utf-8")
    assert "config/claims.yaml:2: claim a: unknown unit 'mAh/g'" in one(review)


def test_class_of_an_entry(review: Path) -> None:
    (review / "references.bib").write_text(ENTRY.replace("VCM", "XYZ"), encoding="utf-8")
    assert "references.bib:1: doe2020 has the unknown device class 'XYZ'" in one(review)


@pytest.mark.parametrize(
    "doi, is_one",
    [
        ("10.1038/s41467-024-45670-9", True),
        ("10.1000.10/123", True),
        ("10.1002/(SICI)1099-0526(199711/12)3:2<1::AID-CPLX1>3.0.CO;2-E", True),
        ("10.10.1038/s41467", False),
        ("doi.org/10.1038/s41467-024-45670-9", False),
        ("10.1038/s41467-024-4.", False),
        ("10.1038/", False),
    ],
)
def test_a_doi_that_is_none(review: Path, doi: str, is_one: bool) -> None:
    (review / "references.bib").write_text(ENTRY.replace("year", f"doi = {{{doi}}},\n  year"), encoding="utf-8")
    if is_one:
        assert check_review(review) == []
    else:
        assert check_key(review, "doe2020") == check_review(review)
        assert f"references.bib:1: doe2020 has the DOI {doi!r}, which is none; write 10.NNNN/NAME" in one(review)


def test_papers_with_an_empty_folder_are_counted_in_one_line_and_cited_ones_are_not(review: Path) -> None:
    bare = "@article{KEY, author = {A}, title = {T}, year = {2021}}\n"
    entries = "".join(bare.replace("KEY", key) for key in ("roe2021", "poe2021", "cited2021"))
    (review / "references.bib").write_text(ENTRY + entries, encoding="utf-8")
    for key in ("roe2021", "poe2021"):
        (review / "sources" / key).mkdir()
    assert one(review) == (
        "references.bib: 2 papers with a folder of their own wait to be completed: 2 no set, 2 no class, 2 no role, "
        "2 no document; see memlit check poe2021, and so on"
    )
    (review / "sources/roe2021").rmdir()
    assert "1 paper with a folder of its own waits" in one(review)


def test_folder_without_an_entry(review: Path) -> None:
    (review / "sources/roe2021").mkdir()
    assert "sources/roe2021: has no entry in references.bib" in one(review)


def test_described_file_that_is_absent(review: Path) -> None:
    text = "tables:\n- {file: table_9.csv, label: Table 9}\n"
    (review / "sources/doe2020/source.yaml").write_text(text, encoding="utf-8")
    assert "names table_9.csv, which is absent" in one(review)


def test_record_that_fails_its_schema(review: Path) -> None:
    (review / "extracted/doe2020.json").write_text('{"key": "doe2020", "data": 5}', encoding="utf-8")
    assert "doe2020.json: field data: Input should be a valid tuple" in one(review)


def test_corrections(review: Path) -> None:
    rows = [
        "doe2020:t1/r1c1,status,excluded,why,who,2026-01-01\n",
        "doe2020:t9/r9c9,status,excluded,why,who,2026-01-01\n",
        "gone2020:t1/r1c1,status,excluded,why,who,2026-01-01\n",
    ]
    (review / "curation/corrections.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    assert [line.split(";")[0] for line in check_review(review)] == [
        "curation/corrections.csv:3: there is no datum doe2020:t9/r9c9",
        "curation/corrections.csv:4: there is no datum gone2020:t1/r1c1",
    ]


def test_a_line_of_source_yaml_about_a_device_that_is_not_printed(review: Path) -> None:
    entry = "tables: [{file: table_1.csv, label: Table 1, devices: {B: {paper: doe2020}, A: {paper: doe2020}}}]\n"
    (review / "sources/doe2020/source.yaml").write_text(entry, encoding="utf-8")
    assert one(review) == (
        "sources/doe2020/source.yaml: Table 1 of table_1.csv does not print the device 'B'; "
        "write it as printed, or remove the line"
    )


CLAIM = "{{id: {id}, section: '1', kind: {kind}, subject: '{subject}', metric: endurance, comparator: '>', value: '9'}}"


def test_claims_about_a_reference_without_entry_and_about_no_class(review: Path) -> None:
    claims = [
        CLAIM.format(id="known", kind="device_value", subject="7"),
        CLAIM.format(id="gone", kind="device_value", subject="9"),
        CLAIM.format(id="no-class", kind="class_value", subject="XCM"),
        CLAIM.format(id="alias", kind="class_value", subject="CBRAM"),
    ]
    (review / "config/claims.yaml").write_text("claims:\n- " + "\n- ".join(claims) + "\n", encoding="utf-8")
    (review / "references.bib").write_text(ENTRY.replace("year", "reviewref = {7},\n  year"), encoding="utf-8")
    remedy = "; mend its subject, or remove the claim"
    assert check_review(review) == [
        f"config/claims.yaml: claim gone: is about reference 9, which has no entry{remedy}",
        f"config/claims.yaml: claim no-class: is about 'XCM', which is no class{remedy}",
    ]


def test_folder_that_is_no_review_says_what_is_missing(tmp_path: Path) -> None:
    findings = check_review(tmp_path)
    for name in ("config/config.yaml", "config/classes.yaml", "references.bib"):
        assert any(name in line and "is missing" in line for line in findings), name


def test_several_findings_are_all_told(review: Path) -> None:
    (review / "sources/roe2021").mkdir()
    (review / "references.bib").write_text(ENTRY + "@article{../x,\n  year = {2020},\n}\n", encoding="utf-8")
    assert len(check_review(review)) == 2


def test_screening_claims_tags_and_checks(review: Path) -> None:
    (review / "curation/screening.csv").write_text(
        "record,stage,decision,reason\nx,read,kept,\nx,screening,kept,\n", encoding="utf-8"
    )
    (review / "config/claims.yaml").write_text("claims:\n- {id: a, kind: class_valu}\n", encoding="utf-8")
    (review / "config/tags.csv").write_text(TAGS + "gone2020,pathway,t,doe2020,p. 1,me,\n", encoding="utf-8")
    (review / "curation/checks.csv").write_text(
        "id,verdict,printed,who,date,note\ndoe2020:t9/r9c9,confirmed,x,me,2026-01-01,\n", encoding="utf-8"
    )
    found = check_review(review)
    for words in (
        "curation/screening.csv:2: unknown stage 'read'",
        "curation/screening.csv:3: unknown decision 'kept'",
        "config/claims.yaml:2: claim a",
        "config/tags.csv:2: paper gone2020 has no entry",
        "curation/checks.csv:2: there is no datum doe2020:t9/r9c9",
    ):
        assert sum(words in line for line in found) == 1, (words, found)
    assert len(found) == 5
    assert not any(str(review) in line for line in found)


def test_one_key_with_what_it_still_needs(review: Path) -> None:
    (review / "sources/roe2021").mkdir()
    (review / "references.bib").write_text(ENTRY + "@misc{poe2022,\n  year = {2022},\n}\n", encoding="utf-8")
    assert [line.split("; ")[0] for line in check_key(review, "doe2020")] == [
        "references.bib:1: doe2020 has no title",
        "references.bib:1: doe2020 is in no set",
    ]
    assert check_key(review, "roe2021") == [line for line in check_review(review) if "roe2021" in line]
    assert "sources/poe2022: nothing to read yet" in check_key(review, "poe2022")[-1]
    with pytest.raises(SourceError, match="nosuch: is the key of no entry"):
        check_key(review, "nosuch")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_since_a_revision_tells_only_what_changed(review: Path) -> None:
    old = "@misc{old1,\n  deviceclass = {ABC},\n}\n"
    (review / "references.bib").write_text(old + ENTRY, encoding="utf-8")
    (review / "curation/corrections.csv").write_text(
        HEADER + "gone1:t1/r1c1,status,excluded,w,who,2026-01-01\n", encoding="utf-8"
    )
    git(review, "init", "-q")
    git(review, "add", ".")
    git(review, "commit", "-qm", "first")
    assert len(check_review(review)) == 2
    assert check_since(review, "HEAD") == []
    (review / "references.bib").write_text(old + ENTRY.replace("VCM", "XYZ"), encoding="utf-8")
    with (review / "curation/corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write("gone2:t1/r1c1,status,excluded,w,who,2026-01-01\n")
    (review / "sources/roe2021").mkdir()
    (review / "sources/roe2021/readings.csv").write_text("wrong\n", encoding="utf-8")
    (review / "extracted/doe2020.json").write_text("{}", encoding="utf-8")
    assert [line.split(": ")[0] for line in check_since(review, "HEAD")] == [
        "references.bib:4",
        "sources/roe2021",
        "curation/corrections.csv:3",
        "extracted/doe2020.json",
        "sources/roe2021/readings.csv:1",
    ]
    assert len(check_review(review)) == 7
    with pytest.raises(SourceError, match="that knows the revision nosuch"):
        check_since(review, "nosuch")


def test_since_outside_of_git_is_one_line(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(review.parent))
    with pytest.raises(SourceError, match="needs a git repository"):
        check_since(review, "HEAD")


def test_the_run_tells_the_same_findings_and_reads_only_what_changed(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (review / "sources/roe2021").mkdir()
    (review / "sources/doe2020/readings.csv").write_text("wrong\n", encoding="utf-8")
    read: list[str] = []
    original = check_module.check_document

    def counted(made: check_module.ReviewFiles, key: str) -> list[Finding]:
        read.append(key)
        return original(made, key)

    monkeypatch.setattr(check_module, "check_document", counted)

    def run() -> list[str]:
        read.clear()
        return sorted(check_before_run(workflow_plan(review, {})))

    first = run()
    assert first == sorted(check_review(review))
    assert len(first) == 2
    assert run() == first
    assert read == []
    (review / "sources/roe2021/readings.csv").write_text("wrong\n", encoding="utf-8")
    assert len(run()) == 3
    assert read == ["roe2021"]
    (review / "results/run/cache/packed/check").write_text("{}", encoding="utf-8")
    assert len(run()) == 3


def test_what_no_stage_can_do_without_stops_the_run_with_one_line(review: Path) -> None:
    (review / "config/classes.yaml").write_text("classes: [\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^config/classes\.yaml:2: is not YAML .*; fix the line$"):
        check_before_run(workflow_plan(review, {}))


def test_a_file_that_is_lost_while_it_is_checked_is_found_again_by_the_next_run(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = review / "references.bib"
    text = library.read_text(encoding="utf-8")
    original = check_module.load_library

    def lost_first(path: Path) -> Library:
        library.unlink()
        return original(path)

    with monkeypatch.context() as patched:
        patched.setattr(check_module, "load_library", lost_first)
        with pytest.raises(ConfigError, match=r"^references\.bib: is missing; add it"):
            check_before_run(workflow_plan(review, {}))
    library.write_text(text, encoding="utf-8")
    assert check_before_run(workflow_plan(review, {})) == []
