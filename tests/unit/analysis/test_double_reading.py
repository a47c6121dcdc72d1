"""A second reader beside the first: rows until they are settled, no way to the data; agreement on words by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.analysis.evidence.two_readers import (
    TO_SETTLE,
    Disagreement,
    document_pairs,
    first_readings,
    places_to_settle,
)
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
from memlit.statistics.readers.agreement import cohen_kappa
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


def to_settle(corpus: Corpus) -> list[Disagreement]:
    return places_to_settle(corpus, tables.printed_table(corpus), tables.values((), corpus, CLASSES, config_of()))


def open_places(corpus: Corpus) -> dict[str, tuple[str, str, str]]:
    rows = map(TO_SETTLE.row, to_settle(corpus))
    return {row["parameter"]: (row["what"], row["first"], row["second"]) for row in rows}


def test_every_disagreement_is_a_row_to_settle(sources: Path) -> None:
    assert open_places(gathered(sources)) == {
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
    assert open_places(corpus_of(readings, corpus.documents)).keys() == {
        "set_voltage",
        "mechanism",
        "thickness",
        "year",
    }
    # The corrected value is the second reader's: nothing is left. The checked one still differs, and is settled.
    document = next(each for each in corpus.documents if each.key == "doe2020")
    first = first_readings([one for one in readings if one.datum.locator.document == "doe2020"], document.second)
    apart = [pair.disagreement for pair in document_pairs(document, first) if pair.disagreement]
    assert len(apart) == 5
    assert [item.settled for item in apart if item.parameter == "r_off"] == ["checks.csv:2 by B, 2026-01-03: why"]


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
    assert to_settle(gathered(sources)) == []


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
    assert [(item.what, item.paper, item.first, item.second) for item in to_settle(corpus)] == [
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
