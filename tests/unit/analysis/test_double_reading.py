"""A second reader beside the first: agreement by hand, rows until they are settled, no way to the data."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from memlit.analysis.evidence.two_readers import TO_SETTLE, Agreement, DoubleReading, agreement_of_readers
from memlit.config import Classes, DeviceClass
from memlit.datum import Reading
from memlit.devices.gather import Corpus, gather
from memlit.devices.tuples import FIRST_CURATOR
from memlit.reconcile.checks import Check, with_checks
from memlit.reconcile.corrections import Correction, by_datum
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_readings import LIST_COLUMNS
from memlit.sources.extract import read_document
from memlit.sources.folder import read_folder
from memlit.statistics.readers.agreement import cohen_kappa, number_agreement
from sklearn.metrics import cohen_kappa_score

from tests import tables
from tests.builders import config_of, corpus_of, entry, library, reading, reconciled, vocabulary
from tests.builders import corpus as reader_of

CLASSES = Classes(classes={name: DeviceClass(name=name) for name in ("RRAM", "PCM", "ECM")})
FIRST = [
    "r_on,10 kΩ",
    "r_off,1 MΩ",
    "set_voltage,1.2 V",
    "set_pulse_width,50 ns",
    "mechanism,Filament",
    "thickness,5 nm",
]
SECOND = [
    "r_on,10000 Ω",
    "r_off,2 MΩ",
    "set_voltage,1.3 V",
    "set_pulse_width,50 µs",
    "mechanism,interface",
    "year,2020",
]
"""Equal; a factor 2 (0.30103 decades); log10(13/12) = 0.034762; a factor 1000; another class; one each alone."""


def write(folder: Path, name: str, rows: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["abstract,,D,{},{},,,primary,,,,,".format(*row.split(",")) for row in rows]
    (folder / name).write_text("\n".join([",".join(LIST_COLUMNS), *lines]) + "\n", encoding="utf-8")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    write(tmp_path / "sources/doe2020", "readings.csv", FIRST)
    write(tmp_path / "sources/doe2020", "readings_second.csv", SECOND)
    write(tmp_path / "sources/roe2021", "readings.csv", FIRST[:2])
    return tmp_path


def gathered(root: Path, *corrections: Correction) -> Corpus:
    documents = [
        reconcile_document(read_document(reader_of(root), key), by_datum(corrections), vocabulary())
        for key in ("doe2020", "roe2021")
    ]
    return gather(documents, library(entry("doe2020"), entry("roe2021")), config_of())


def of(record: DoubleReading, document: str) -> Agreement:
    return next(item for item in record.agreements if item.document == document)


def agreement(corpus: Corpus) -> DoubleReading:
    return agreement_of_readers(corpus, tables.printed_table(corpus), tables.values((), corpus, CLASSES, config_of()))


def open_places(record: DoubleReading) -> dict[str, tuple[str, str, str]]:
    return {
        row["parameter"]: (row["what"], row["first"], row["second"]) for row in map(TO_SETTLE.row, record.open_places)
    }


def test_agreement_of_a_document_by_hand(sources: Path) -> None:
    record = agreement(gathered(sources))
    for document in ("doe2020", "all"):
        found = of(record, document)
        assert (found.n_places.value, found.n_numbers.value, found.n_classes.value) == (7, 4, 1)
        assert found.share_equal is not None
        assert found.share_equal.value == 1 / 4
        assert found.share_over is not None
        assert found.share_over.value == 2 / 4
        assert found.median_absolute is not None
        middle = (math.log10(13 / 12) + math.log10(2)) / 2
        assert found.median_absolute.value == pytest.approx(middle, abs=1e-12) == pytest.approx(0.167896, abs=1e-6)
        assert (found.n_disagreements.value, found.n_open.value) == (6, 6)
    assert [item.document for item in record.agreements] == ["doe2020", "all"]


def test_every_disagreement_is_a_row_to_settle(sources: Path) -> None:
    assert open_places(agreement(gathered(sources))) == {
        "r_off": ("number", "1 MΩ", "2 MΩ"),
        "set_voltage": ("number", "1.2 V", "1.3 V"),
        "set_pulse_width": ("number", "50 ns", "50 µs"),
        "mechanism": ("class", "Filament", "interface"),
        "thickness": ("only_first", "5 nm", ""),
        "year": ("only_second", "", "2020"),
    }


def test_a_correction_or_a_check_settles_and_a_dispute_does_not(sources: Path) -> None:
    place = "doe2020:abstract/d/"
    corrected = Correction(f"{place}set_pulse_width", "text", "50 µs", "misread", "A", "2026-01-02", 2)
    corpus = gathered(sources, corrected)
    looks = {
        f"{place}{name}": Check(f"{place}{name}", verdict, text, "B", "2026-01-03", "why", line)
        for line, (name, verdict, text) in enumerate(
            [("r_off", "confirmed", "1 MΩ"), ("set_voltage", "disputed", "1.2 V")], start=2
        )
    }
    readings, stale = with_checks(corpus.readings, looks)
    assert stale == []
    record = agreement(corpus_of(readings, corpus.documents))
    # The corrected value is the second reader's: nothing is left. The checked one still differs, and is settled.
    assert of(record, "doe2020").n_disagreements.value == 5
    assert open_places(record).keys() == {"set_voltage", "mechanism", "thickness", "year"}
    assert [item.settled for item in record.disagreements if item.parameter == "r_off"] == [
        "checks.csv:2 by B, 2026-01-03: why"
    ]


def test_second_reading_feeds_nothing(sources: Path) -> None:
    with_second = gathered(sources)
    assert read_document(reader_of(sources), "doe2020").files.keys() == {"readings.csv"}
    assert read_folder(sources / "sources", "doe2020").mined_files == ()
    (sources / "sources/doe2020/readings_second.csv").unlink()
    assert gathered(sources).by_id == with_second.by_id


def test_row_of_the_second_reader_that_cannot_be_used_is_named(sources: Path) -> None:
    path = sources / "sources/doe2020/readings_second.csv"
    path.write_text(path.read_text(encoding="utf-8") + "abstract,,D,r_onn,5 kΩ,,,primary,,,,,\n", encoding="utf-8")
    (line,) = read_document(reader_of(sources), "doe2020").warnings
    assert "/doe2020/readings_second.csv:8: unknown parameter 'r_onn'; write one of config/vocabulary.yaml" in line


def test_without_a_second_reader_there_is_nothing(sources: Path) -> None:
    (sources / "sources/doe2020/readings_second.csv").unlink()
    record = agreement(gathered(sources))
    assert record == DoubleReading()


def survey(paper: str, row: int, device_class: str, ohm: float, *, first: bool) -> Reading:
    flags = (FIRST_CURATOR,) if first else ()
    own = reading("r_on", ohm, "ohm", paper=paper, row=row, device_class=device_class, document="survey", flags=flags)
    identifier = f"survey:t1/r{row}c1"
    return own.model_copy(update={"id": identifier, "datum": own.datum.model_copy(update={"id": identifier})})


def test_curators_of_a_survey_are_two_readers() -> None:
    """p0: 100 and 200 ohm, a factor 2; p1: equal; p2: one calls PCM what the other calls RRAM."""
    rows = [("p0", "RRAM", 100.0), ("p1", "PCM", 300.0), ("p2", "PCM", 5.0)]
    others = [("p0", "RRAM", 200.0), ("p1", "PCM", 300.0), ("p2", "RRAM", 5.0)]
    readings = [survey(*row[:1], place, *row[1:], first=True) for place, row in enumerate(rows)]
    readings += [survey(*row[:1], place + 9, *row[1:], first=False) for place, row in enumerate(others)]
    corpus = corpus_of(readings, documents=(reconciled(key="survey", kind="survey"),))
    record = agreement(corpus)
    (found,) = record.agreements
    assert (found.document, found.n_numbers.value, found.n_classes.value) == ("survey", 2, 3)
    assert found.share_equal is not None
    assert found.share_equal.value == 1 / 2
    assert found.share_over is not None
    assert found.share_over.value == 1 / 2
    # By hand: observed 2/3; chance (1/3 x 2/3 + 2/3 x 1/3) = 4/9; kappa (6/9 - 4/9) / (5/9) = 2/5.
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.4)
    assert [(item.what, item.paper, item.first, item.second) for item in record.disagreements] == [
        ("class", "p2", "PCM", "RRAM"),
        ("number", "p0", "100.0 ohm", "200.0 ohm"),
    ]


def test_kappa_is_that_of_another_library() -> None:
    first = ["a", "a", "b", "c", "b", "a", "c", "b"]
    second = ["a", "b", "b", "c", "b", "a", "a", "c"]
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)


def test_kappa_needs_more_than_one_word() -> None:
    assert cohen_kappa(["a", "a"], ["a", "a"]) is None
    assert cohen_kappa([], []) is None
    assert cohen_kappa(["a", "b"], ["b", "a"]) == -1


def test_a_difference_of_the_limit_is_within_it() -> None:
    found = number_agreement([0.3, -0.3, 0.0, 0.31], 0.3)
    assert found is not None
    assert (found.k, found.equal, found.over) == (4, 1, 1)
    assert number_agreement([], 0.3) is None
