"""Joining with the library: which readings may feed the benchmark, and the typed reason of every other."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.config import Classes, DeviceClass, Evidence
from memlit.datum import Reading
from memlit.devices.gather import classes_of, gather, set_of, unknown_classes
from memlit.devices.resolved import load_resolved
from memlit.errors import CountError, RecordError

from tests.builders import config_of, entry, library, reading, reconciled

LIBRARY = library(entry("doc"), entry("doe2020", doi="10.1000/AbC"), entry("note"))


def placed(item: Reading, **fields: object) -> Reading:
    corpus = gather([reconciled(item, **fields)], LIBRARY, config_of())
    assert len(corpus.readings) == 1
    return next(iter(corpus.readings))


def test_reading_of_a_known_paper_is_used() -> None:
    assert placed(reading("r_on", 5e3, "ohm")).status == "value"


@pytest.mark.parametrize(
    "fields, document, reason",
    [
        ({"paper": "sim-1"}, {}, "simulated"),
        ({"paper": None, "tier": "simulator"}, {}, "simulator_input"),
        ({"paper": None}, {}, "unresolved"),
        ({"paper": "roe2021"}, {}, "no_entry"),
        ({"tier": "review_claim"}, {}, "tier"),
        ({"tier": "sibling"}, {}, "tier"),
        ({"flags": ("counts_as_simulator",)}, {}, "simulator"),
        ({"paper": None, "flags": ("counts_as_system",)}, {}, "system"),
        ({}, {"kind": "self_check"}, "duplicate"),
    ],
)
def test_every_other_reading_has_a_typed_reason(
    fields: dict[str, object], document: dict[str, object], reason: str
) -> None:
    result = placed(reading("r_on", 5e3, "ohm", **fields), **document)
    assert result.status == "excluded"
    assert (result.reason or "").split(":")[0] == reason


def test_a_corpus_for_measuring_takes_made_up_papers_and_no_other() -> None:
    made_up = config_of(evidence=Evidence(simulated=True))
    entries = library(entry("sim-1"), entry("doe2020"))
    documents = [
        reconciled(reading("r_on", 5e3, "ohm", paper=paper, document=paper), key=paper) for paper in entries.entries
    ]
    status = {item.datum.paper: item.status for item in gather(documents, entries, made_up).readings}
    assert status == {"sim-1": "value", "doe2020": "excluded"}


def test_document_without_entry_is_excluded_and_stops_no_other() -> None:
    stranger = reading("r_on", 1e3, "ohm", document="stranger")
    corpus = gather(
        [reconciled(stranger, key="stranger"), reconciled(reading("r_on", 5e3, "ohm"))], LIBRARY, config_of()
    )
    by_document = {item.datum.locator.document: item for item in corpus.readings}
    assert by_document["doc"].status == "value"
    assert by_document["stranger"].status == "excluded"
    assert next(item for item in corpus.documents if item.key == "stranger").status == "excluded"
    assert any(line.startswith("sources/stranger: has no entry") for line in corpus.problems)


def test_paper_given_by_doi_is_found_without_case() -> None:
    assert placed(reading("r_on", 5e3, "ohm", paper="doi:10.1000/abc")).datum.paper == "doe2020"


def test_reason_given_earlier_stands() -> None:
    item = reading("r_on", 5e3, "ohm", status="flagged", reason="ambiguous: two readings", paper=None)
    assert placed(item).reason == "ambiguous: two readings"


def test_problems_are_each_told_once() -> None:
    corpus = gather(
        [reconciled(problems=("same line",)), reconciled(key="note", problems=("same line",))], LIBRARY, config_of()
    )
    assert corpus.problems.count("same line") == 1


def test_repeated_reading_or_document_is_noticed() -> None:
    one = reading("r_on", 5e3, "ohm")
    with pytest.raises(CountError, match="benchmark: doc: 2 readings in, 1 out; look for repeated ids"):
        gather([reconciled(one, one)], LIBRARY, config_of())
    with pytest.raises(CountError, match="benchmark: doc: is the key of two documents; rename one of them"):
        gather([reconciled(one), reconciled()], LIBRARY, config_of())


def test_reading_with_an_id_of_another_document_is_noticed() -> None:
    with pytest.raises(CountError, match=r"benchmark: note: reading doc:.* does not begin with note:"):
        gather([reconciled(reading("r_on", 5e3, "ohm"), key="note")], LIBRARY, config_of())


def test_paper_in_several_sets_counts_in_the_first_configured() -> None:
    assert set_of(entry("a", sets=("survey", "review-fig11")), config_of()) == "review-fig11"
    assert set_of(entry("a", sets=("other",)), config_of()) is None


def test_class_names_are_made_canonical_and_unknown_ones_named() -> None:
    classes = Classes(classes={"PCM": DeviceClass(name="phase change", aliases=("PCRAM",))})
    known, unknown = entry("a", device_classes=("PCRAM",)), entry("b", device_classes=("XYZ",))
    assert classes_of(known, classes) == ("PCM",)
    lines = unknown_classes(library(known, unknown), classes)
    assert len(lines) == 1
    assert "references.bib: b" in lines[0]
    assert "'XYZ'; write one of PCM" in lines[0]


def test_paper_with_a_role_and_no_class_is_not_stated() -> None:
    classes = Classes(classes={"PCM": DeviceClass(name="phase change")})
    assert classes_of(entry("a", roles=("synapse",)), classes) == ("not_stated",)
    assert classes_of(entry("a", roles=("synapse",), device_classes=("PCM",)), classes) == ("PCM",)
    assert classes_of(entry("a"), classes) == ()


def test_reason_of_an_excluded_document_is_a_problem_and_files_of_a_used_one_too() -> None:
    excluded = reconciled(key="note", status="excluded", reason="hostile: note.pdf")
    told = reconciled(
        key="told", status="excluded", reason="a.pdf; b.pdf", warnings=("a.pdf", "b.pdf"), problems=("a.pdf", "b.pdf")
    )
    used = reconciled(problems=("doc.pdf: page 3 cannot be read",), reason="no problem of its own")
    problems = gather([excluded, told, used], LIBRARY, config_of()).problems
    assert "hostile: note.pdf" in problems
    assert "a.pdf; b.pdf" not in problems
    assert problems.count("a.pdf") == 1
    assert "doc.pdf: page 3 cannot be read" in problems
    assert "no problem of its own" not in problems


def test_file_that_is_no_table_of_readings_is_one_line(tmp_path: Path) -> None:
    library_file, table = tmp_path / "library.json", tmp_path / "documents.parquet"
    files = {"library": library_file, **dict.fromkeys(("documents", "readings", "devices"), table)}
    with pytest.raises(RecordError, match=r"library\.json: is missing"):
        load_resolved(files)
    library_file.write_text('{"entries": {}}', encoding="utf-8")
    table.write_bytes(b"PAR1 cut")
    with pytest.raises(RecordError, match=r"documents\.parquet: cannot be read"):
        load_resolved(files)


def in_figure(item: Reading, **more: object) -> Reading:
    place = item.datum.locator.model_copy(update={"kind": "figure", "label": "Fig. 2"})
    about = item.datum.model_copy(update={"locator": place, "id": f"{item.id}-f"})
    return item.model_copy(update={"id": f"{item.id}-f", "datum": about, **more})


def statuses(*items: Reading) -> dict[str, str]:
    found = gather([reconciled(*items)], LIBRARY, config_of()).readings
    return {item.id.split("/")[1]: item.status for item in found}


@pytest.mark.parametrize("kind", ["table", "text"])
def test_a_printed_number_stands_before_the_same_one_of_a_figure(kind: str) -> None:
    table = reading("r_on", 5e3, "ohm")
    place = table.datum.locator.model_copy(update={"kind": kind})
    printed = table.model_copy(update={"datum": table.datum.model_copy(update={"locator": place})})
    assert statuses(printed, in_figure(table)) == {"r_on": "value", "r_on-f": "excluded"}
    (drawn,) = (item for item in gather([reconciled(printed, in_figure(table))], LIBRARY, config_of()).readings
                if item.id.endswith("-f"))  # fmt: skip
    assert (drawn.reason or "").startswith("printed_value_stands: ")


def test_a_figure_s_number_is_used_where_no_printed_one_is_usable() -> None:
    table = reading("r_on", 5e3, "ohm")
    assert statuses(in_figure(table)) == {"r_on-f": "value"}
    assert statuses(reading("r_off", 5e5, "ohm"), in_figure(table)) == {"r_off": "value", "r_on-f": "value"}
    lost = reading("r_on", None, "ohm", status="flagged", reason="lost_exponent: 105")
    assert statuses(lost, in_figure(table)) == {"r_on": "flagged", "r_on-f": "value"}


def test_a_flagged_number_of_a_figure_keeps_its_own_reason() -> None:
    table = reading("r_on", 5e3, "ohm")
    drawn = in_figure(table, status="flagged", reason="review_required: no scale")
    assert statuses(table, drawn) == {"r_on": "value", "r_on-f": "flagged"}


def test_each_unknown_paper_is_a_problem_once_with_its_first_reading() -> None:
    items = [reading(name, 5e3, "ohm", paper="roe2021") for name in ("r_on", "r_off")]
    nameless = reading("g_on", 1e-4, "S", paper=None)
    problems = gather([reconciled(*items, nameless, reading("g_off", 1e-5, "S"))], LIBRARY, config_of()).problems
    assert problems == ("doc:t1/r_on: is about roe2021, which has no entry; add it to references.bib",)


def test_problems_of_documents_in_use_only() -> None:
    new = reconciled(status="new", reason="not yet accepted", problems=("doc.pdf: page 3",))
    assert gather([new], LIBRARY, config_of()).problems == ("doc.pdf: page 3",)
    only_record = reconciled(status="record_only", reason="absent", problems=("doc.pdf: page 4",))
    assert gather([only_record], LIBRARY, config_of()).problems == ("doc.pdf: page 4",)
    no_reason = reconciled(status="excluded")
    assert gather([no_reason], LIBRARY, config_of()).problems == ()


def test_paper_given_by_a_link_is_found_and_an_unknown_one_stays() -> None:
    books = library(entry("doc"), entry("roe2021", url="https://example.org/a"))
    papers = {
        paper: next(
            iter(gather([reconciled(reading("r_on", 5e3, "ohm", paper=paper))], books, config_of()).readings)
        ).datum.paper
        for paper in ("link:https://example.org/a", "link:https://example.org/b", "doi:10.1/x", "doc")
    }
    assert papers == {
        "link:https://example.org/a": "roe2021",
        "link:https://example.org/b": "link:https://example.org/b",
        "doi:10.1/x": "doi:10.1/x",
        "doc": "doc",
    }


@pytest.mark.parametrize("tier", ["primary", "secondary", "sibling"])
def test_reading_that_names_no_paper_is_unresolved_unless_a_simulator_prints_it(tier: str) -> None:
    assert (placed(reading("r_on", 5e3, "ohm", paper=None, tier=tier)).reason or "").startswith("unresolved: ")


def test_a_survey_s_reading_is_used() -> None:
    assert placed(reading("r_on", 5e3, "ohm"), kind="survey").status == "value"


def under(item: Reading, condition: str) -> Reading:
    return item.model_copy(update={"datum": item.datum.model_copy(update={"condition": condition})})


def test_a_printed_number_stands_for_its_own_condition_alone() -> None:
    """The state at 4.1 V is printed, the states at 2.1 V only drawn: both amplitudes keep a tuple."""
    table = reading("r_on", 5e3, "ohm")
    drawn = in_figure(under(table, "2.1 V"))
    assert statuses(under(table, "4.1 V"), drawn)["r_on-f"] == "value"
    assert statuses(under(table, "2.1 V"), drawn)["r_on-f"] == "excluded"
    assert statuses(table, drawn)["r_on-f"] == "excluded"


def test_a_printed_number_that_only_supports_does_not_stand_before_a_figure() -> None:
    table = reading("r_on", 5e3, "ohm")
    supports = table.model_copy(update={"flags": (*table.flags, "supporting_only")})
    assert statuses(supports, in_figure(table))["r_on-f"] == "value"
