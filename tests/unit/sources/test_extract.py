"""What a run reads against the committed record: same, changed, new, record only, excluded."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from memlit.curation.comparing.accept import accept_record
from memlit.curation.verification import unlike_records
from memlit.datum import DocumentReading
from memlit.errors import CountError, DocumentError
from memlit.files import write_json
from memlit.reconcile.document import reconcile_document
from memlit.sources import extract
from memlit.sources import texts as texts_of_bucket
from memlit.sources.data.from_readings import LIST_COLUMNS
from memlit.sources.extract import read_document
from memlit.sources.texts import bucket_texts, document_text
from memlit.worker import Worker

from tests.builders import ROOT, corpus, vocabulary

HEADER = ",".join(LIST_COLUMNS) + "\n"
ROW = "abstract,,D,r_on,5 kΩ,,,primary,,,,,\n"
TABLE = "Device,R_ON\nA,26 MΩ\nB,100 kΩ\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """One document with a transcribed table and one reading, accepted."""
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (folder / "table_1.csv").write_text(TABLE, encoding="utf-8")
    (folder / "readings.csv").write_text(HEADER + ROW, encoding="utf-8")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "vocabulary.yaml").symlink_to(ROOT / "config" / "vocabulary.yaml")
    accept_record(tmp_path, "doc")
    return tmp_path


def read(root: Path) -> DocumentReading:
    return read_document(corpus(root), "doc")


def texts(document: DocumentReading) -> set[str]:
    """Printed values, the labels of devices apart."""
    return {datum.printed.text for datum in document.data if datum.parameter != "device_name"}


def test_unchanged_document_is_the_same(review: Path) -> None:
    assert read(review).status == "same"
    assert texts(read(review)) == {"5 kΩ", "26 MΩ", "100 kΩ"}


def test_changed_cell_is_changed_and_the_record_is_used(review: Path) -> None:
    (review / "sources/doc/table_1.csv").write_text(TABLE.replace("26", "27"), encoding="utf-8")
    document = read(review)
    assert document.status == "changed"
    assert "26 MΩ" in texts(document)
    assert "27 MΩ" not in texts(document)
    assert document.read is not None
    assert "27 MΩ" in {datum.printed.text for datum in document.read}


def test_lost_row_is_changed_and_not_lost(review: Path) -> None:
    (review / "sources/doc/table_1.csv").write_text("Device,R_ON\nA,26 MΩ\n", encoding="utf-8")
    document = read(review)
    assert document.status == "changed"
    assert "100 kΩ" in texts(document)


def test_other_bytes_with_the_same_cells_are_the_same(review: Path) -> None:
    (review / "sources/doc/table_1.csv").write_text(TABLE.replace("\n", "\r\n"), encoding="utf-8")
    assert read(review).status == "same"


def test_line_of_the_description_that_means_nothing_is_a_problem_of_the_run(review: Path) -> None:
    entry = "tables: [{file: table_1.csv, label: Table 1, devices: {Z: {paper: doe2020}}}]\n"
    (review / "sources/doc/source.yaml").write_text(entry, encoding="utf-8")
    (line,) = reconcile_document(read(review), {}, vocabulary()).problems
    assert "sources/doc/source.yaml: Table 1 of table_1.csv does not print the device 'Z'" in line


def test_without_its_folder_a_record_stands(review: Path) -> None:
    shutil.rmtree(review / "sources/doc")
    assert read(review).status == "record_only"
    assert texts(read(review)) == {"5 kΩ", "26 MΩ", "100 kΩ"}


def test_absent_document_leaves_its_data(review: Path) -> None:
    page = review / "sources/doc/doc.html"
    rows = "<tr><th>Device</th><th>R_OFF</th></tr><tr><td>C</td><td>1 GΩ</td></tr>"
    page.write_text(f"<p>Table 2</p><table>{rows}</table>", encoding="utf-8")
    accept_record(review, "doc")
    page.unlink()
    assert read(review).status == "same"
    for name in ("table_1.csv", "readings.csv"):
        (review / "sources/doc" / name).unlink()
    accept_record(review, "doc")
    # As in a checkout where only the description of a withheld document lies.
    (review / "sources/doc/source.yaml").write_text("title: withheld\n", encoding="utf-8")
    assert read(review).status == "record_only"
    assert texts(read(review)) == {"1 GΩ"}


@pytest.mark.parametrize(
    "name, left, line",
    [
        ("readings.csv", {"26 MΩ", "100 kΩ"}, "has 1 value of it; memlit accept doc takes it out"),
        ("table_1.csv", {"5 kΩ"}, "has 2 values of it; memlit accept doc takes them out"),
    ],
)
def test_what_a_person_wrote_and_deleted_is_a_change_until_it_is_accepted(
    review: Path, name: str, left: set[str], line: str
) -> None:
    (review / "sources/doc" / name).unlink()
    document = read(review)
    assert document.status == "changed"
    assert texts(document) == {"5 kΩ", "26 MΩ", "100 kΩ"}
    assert {datum.printed.text for datum in document.read or ()} - {"A", "B"} == left
    (warning,) = document.warnings
    assert f"sources/doc/{name}: is gone" in warning
    assert line in warning
    assert all(said.startswith("- doc:") for said in accept_record(review, "doc"))
    assert read(review).status == "same"
    assert texts(read(review)) == left


def test_with_the_last_list_of_a_folder_its_record_goes(review: Path) -> None:
    for name in ("table_1.csv", "readings.csv"):
        (review / "sources/doc" / name).unlink()
    assert len(accept_record(review, "doc")) == 5
    assert not (review / "extracted/doc.json").exists()
    assert texts(read(review)) == set()


def test_new_file_adds_its_data_and_is_new(review: Path) -> None:
    (review / "sources/doc/table_2.csv").write_text("Device,R_OFF\nA,1 GΩ\n", encoding="utf-8")
    document = read(review)
    assert document.status == "new"
    assert texts(document) == {"5 kΩ", "26 MΩ", "100 kΩ", "1 GΩ"}


def test_file_broken_since_is_changed_and_the_record_stands(review: Path) -> None:
    (review / "sources/doc/readings.csv").write_bytes(b"\xff\xfe broken")
    document = read(review)
    assert document.status == "changed"
    assert "5 kΩ" in texts(document)
    assert any("readings.csv" in line and "UTF-8" in line for line in document.warnings)


def test_document_without_a_record_is_new(review: Path) -> None:
    (review / "extracted/doc.json").unlink()
    assert read(review).status == "new"


@pytest.mark.parametrize(
    "content, reason",
    [
        ("{", "is not JSON"),
        ('{"key": "doc", "data": [{"id": 1}]}', "field data.0"),
        ('{"key": "other"}', "holds the record of other"),
    ],
)
def test_record_that_fails_its_schema_excludes_the_document_with_the_reason(
    review: Path, content: str, reason: str
) -> None:
    (review / "extracted/doc.json").write_text(content, encoding="utf-8")
    document = read(review)
    assert document.status == "excluded"
    assert "extracted/doc.json" in (document.reason or "")
    assert reason in (document.reason or "")
    assert document.data == ()


def test_record_with_a_datum_of_another_document_excludes_the_document(review: Path) -> None:
    path = review / "extracted/doc.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"doc:t1', '"other:t1'), encoding="utf-8")
    document = read(review)
    assert document.status == "excluded"
    assert "extracted/doc.json: holds the datum other:t1" in (document.reason or "")
    assert "begin its id with doc:" in (document.reason or "")


def test_reader_that_fails_takes_no_other_file_with_it(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("a fault of a reader")

    (review / "extracted/doc.json").unlink()
    monkeypatch.setattr(extract, "read_safely", fault)
    document = read(review)
    assert texts(document) == {"5 kΩ"}
    assert any("table_1.csv: cannot be read (ZeroDivisionError: a fault of a reader)" in w for w in document.warnings)


def test_a_library_speaks_in_one_line_and_without_paths(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'Traceback (most recent call last):\n File "/opt/lib/x.py", line 98\n ^^^\nRuntime: /opt/lib/y.onnx is bad\n'

    def fault(*_: object) -> None:
        raise ZeroDivisionError(said)

    (review / "extracted/doc.json").unlink()
    monkeypatch.setattr(extract, "read_safely", fault)
    assert any("cannot be read (ZeroDivisionError: Runtime: y.onnx is bad)" in line for line in read(review).warnings)
    with Worker() as worker, pytest.raises(DocumentError) as caught:
        worker.call("doc.pdf", int, "/opt/lib/y.onnx")
    assert "(ValueError: invalid literal for int() with base 10: 'y.onnx'); " in str(caught.value)


def test_bucket_gives_every_document_once_in_order(review: Path) -> None:
    write_json(review / "extracted/broken.json", {"key": 1})
    documents = bucket_texts(corpus(review), ["doc", "broken", "absent"])
    assert [document.key for document in documents] == ["absent", "broken", "doc"]
    assert [document.status for document in documents] == ["excluded", "excluded", "same"]
    with pytest.raises(CountError):
        bucket_texts(corpus(review), ["doc", "doc"])


def test_document_whose_files_are_as_before_is_not_read_again(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = corpus(review, review / "cache")
    first = document_text(cached, "doc")
    assert (first.status, first.n_data, first.n_files) == ("same", 5, 2)
    with monkeypatch.context() as patch:
        patch.setattr(texts_of_bucket, "read_document", lambda *_: pytest.fail("the document was read again"))
        again = corpus(review, review / "cache")
        assert document_text(again, "doc") == first
        assert (again.tally.files, again.tally.cached) == (0, 2)
    assert texts(DocumentReading.model_validate_json(first.line)) == {"5 kΩ", "26 MΩ", "100 kΩ"}


@pytest.mark.parametrize("change", ["changed", "added", "record gone", "described", "code"])
def test_document_of_which_anything_changed_is_read_again(review: Path, change: str) -> None:
    cached = corpus(review, review / "cache")
    first = document_text(cached, "doc")
    folder = review / "sources/doc"
    if change == "changed":
        (folder / "table_1.csv").write_text(TABLE.replace("26", "27"), encoding="utf-8")
    elif change == "added":
        (folder / "table_2.csv").write_text(TABLE, encoding="utf-8")
    elif change == "record gone":
        (review / "extracted/doc.json").unlink()
    elif change == "described":
        (folder / "source.yaml").write_text("title: A title\n", encoding="utf-8")
    else:
        cached = replace(cached, code="other")
    misses = cached.cache.misses
    assert (document_text(cached, "doc").line != first.line) == (change != "code")
    assert cached.cache.misses > misses


def test_document_that_could_not_be_read_is_tried_again(review: Path) -> None:
    cached = corpus(review, review / "cache")
    (review / "extracted/doc.json").write_text("{", encoding="utf-8")
    assert document_text(cached, "doc").status == "excluded"
    misses = cached.cache.misses
    assert document_text(cached, "doc").status == "excluded"
    assert cached.cache.misses == misses + 1


def test_what_a_file_held_while_it_changed_is_not_remembered(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as 27 MΩ under the address of 26 MΩ, the file would be misread for ever after it is mended."""
    table = review / "sources/doc/table_1.csv"
    original = extract.read_safely

    def changed_first(path: Path, *rest: Any) -> Any:
        table.write_text(TABLE.replace("26", "27"), encoding="utf-8")
        return original(path, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(extract, "read_safely", changed_first)
        document_text(corpus(review, review / "cache"), "doc")
    table.write_text(TABLE, encoding="utf-8")
    again = document_text(corpus(review, review / "cache"), "doc")
    assert again.status == "same"
    assert texts(DocumentReading.model_validate_json(again.line)) == {"5 kΩ", "26 MΩ", "100 kΩ"}


def test_cached_reading_equals_the_first_and_reads_no_file(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = corpus(review, review / "cache")
    first = read_document(cached, "doc")
    monkeypatch.setattr(extract, "read_safely", lambda *_: pytest.fail("the file was read again"))
    assert read_document(cached, "doc") == first
    assert cached.cache.hits == 2


def test_cache_is_left_by_other_code_other_bytes_and_other_descriptions(review: Path) -> None:
    cached = corpus(review, review / "cache")
    read_document(cached, "doc")
    misses = cached.cache.misses
    read_document(replace(cached, code="other"), "doc")
    assert cached.cache.misses == misses + 2
    (review / "sources/doc/table_1.csv").write_text(TABLE.replace("26", "27"), encoding="utf-8")
    assert read_document(cached, "doc").status == "changed"
    (review / "sources/doc/source.yaml").write_text("title: A title\n", encoding="utf-8")
    assert read_document(cached, "doc").title == "A title"


def test_damaged_cache_entry_is_read_anew(review: Path) -> None:
    cached = corpus(review, review / "cache")
    first = read_document(cached, "doc")
    for path in (review / "cache").rglob("*.json"):
        path.write_text('{"data": [{"id": 5}]}', encoding="utf-8")
    assert read_document(cached, "doc") == first


def test_half_a_record_is_a_line_of_the_last_rule(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(review)
    record = Path("extracted/doc.json")
    record.write_bytes(record.read_bytes()[:100])
    read = read_document(corpus(Path()), "doc")
    assert read.status == "excluded"
    Path("0.jsonl").write_text(f"{read.model_dump_json()}\n", encoding="utf-8")
    status, lines = unlike_records([Path("0.jsonl")])
    assert status == {"doc": "excluded"}
    assert lines[0].startswith("extracted/doc.json:")
