"""Two small results folders compared: what is named, and where medians lie against their former intervals."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from memlit.changes.compare import Difference, compare_snapshots, load_snapshot
from memlit.changes.release import change_since, write_release
from memlit.changes.render import difference_as_json, render
from memlit.errors import RecordError, SourceError

Row = dict[str, str]
READING = {
    "id": "sim-a:t1/r1c1",
    "paper": "sim-a",
    "device": "x",
    "parameter": "r_on",
    "printed": "4 kΩ",
    "value": "4000",
    "low": "4000",
    "high": "4000",
    "unit": "ohm",
    "derived_from": "",
    "status": "value",
    "used": "true",
}
DERIVED = {
    **READING,
    "id": "sim-a:t1/r1c1>g_on",
    "parameter": "g_on",
    "value": "0.00025",
    "derived_from": READING["id"],
}
TABLES: dict[str, list[Row]] = {
    "readings": [READING, DERIVED],
    "devices": [{"id": "sim-a/x/set", "g_on_s": "0.00025"}],
    "benchmark": [{"id": "sim-a/x/set", "action_energy_j": "1e-12"}],
    "classes": [{"id": "class/s/VCM/synapse/set/action_energy", "unit": "J", "median": "1e-12"}],
    "comparisons": [{"id": "s/q/VCM", "unit": "1", "median": "100", "low": "25", "high": "400"}],
    "comparison_pairs": [
        {"id": "s/q/ECM-VCM", "decision": "differs", "ratio": "3", "ratio_low": "2", "ratio_high": "5"}
    ],
    "comparison_tests": [{"id": "s/q/welch", "p": "0.01"}],
    "claims": [{"id": "vcm-median", "verdict": "reproduced", "factor": "1.1", "interval_low": "", "interval_high": ""}],
}


def write(folder: Path, tables: dict[str, list[Row]]) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def with_row(table: str, change: Callable[[Row], Row]) -> dict[str, list[Row]]:
    return {**TABLES, table: [change(TABLES[table][0]), *TABLES[table][1:]]}


def between(tmp_path: Path, new: dict[str, list[Row]], old: dict[str, list[Row]] = TABLES) -> Difference:
    return compare_snapshots(load_snapshot(write(tmp_path / "old", old)), load_snapshot(write(tmp_path / "new", new)))


def test_equal_tables_are_equal(tmp_path: Path) -> None:
    found = between(tmp_path, TABLES)
    assert found.is_equal
    assert render(found).startswith("no difference")
    assert difference_as_json(found)["equal"] is True


def test_changed_reading_is_one_datum_with_print_value_and_status(tmp_path: Path) -> None:
    new = with_row("readings", lambda row: {**row, "printed": "5 kΩ", "value": "5000", "low": "5000", "high": "5000"})
    found = between(tmp_path, new)
    assert [(change.id, change.kind) for change in found.data] == [(READING["id"], "changed")]
    assert not found.derived
    # The value and its two bounds say the same: the person reads it once.
    assert "printed '4 kΩ' -> '5 kΩ'; value 4000 -> 5000 ohm\n" in render(found) + "\n"


def test_added_and_withdrawn_data_and_derived_values_are_told_apart(tmp_path: Path) -> None:
    other = {**READING, "id": "sim-b:t1/r1c1", "paper": "sim-b", "printed": "n.a.", "value": "", "status": "text"}
    found = between(tmp_path, {**TABLES, "readings": [other]})
    assert [(change.id, change.kind) for change in found.data] == [
        (READING["id"], "withdrawn"),
        (other["id"], "added"),
    ]
    assert [(change.id, change.kind) for change in found.derived] == [(DERIVED["id"], "withdrawn")]
    text = render(found)
    assert "values: 1 added, 0 changed, 1 withdrawn" in text
    assert "derived values: 0 added, 0 changed, 1 withdrawn" in text


def test_use_of_a_reading_is_no_change_of_it(tmp_path: Path) -> None:
    assert between(tmp_path, with_row("readings", lambda row: {**row, "used": "false"})).data == ()


@pytest.mark.parametrize(
    "table, median, factor, words",
    [
        ("comparisons", "200", 2.0, "within the former interval"),
        ("comparisons", "500", 5.0, "outside the former interval"),
        ("comparisons", "400", 4.0, "within the former interval"),
        ("comparisons", "", None, "no longer estimated"),
        ("classes", "2e-12", 2.0, "no former interval"),
    ],
)
def test_median_is_measured_against_its_former_interval(
    tmp_path: Path, table: str, median: str, factor: float | None, words: str
) -> None:
    (move,) = between(tmp_path, with_row(table, lambda row: {**row, "median": median})).medians
    assert move.factor == (pytest.approx(factor) if factor else None)
    assert move.against_interval == words


def test_new_median_is_newly_estimated(tmp_path: Path) -> None:
    without = with_row("comparisons", lambda row: {**row, "median": "", "low": "", "high": ""})
    (move,) = between(tmp_path, TABLES, without).medians
    assert (move.old, move.new, move.against_interval) == (None, 100.0, "newly estimated")


def test_decision_and_verdict_that_flip_are_named(tmp_path: Path) -> None:
    pairs = with_row("comparison_pairs", lambda row: {**row, "decision": "not shown", "ratio": "1.5"})
    claims = with_row("claims", lambda row: {**row, "verdict": "differs"})
    found = between(tmp_path, {**TABLES, "comparison_pairs": pairs["comparison_pairs"], "claims": claims["claims"]})
    text = render(found)
    assert "s/q/ECM-VCM: decision differs -> not shown; ratio 3 -> 1.5" in text
    assert "vcm-median: verdict reproduced -> differs" in text


def test_other_tables_are_counted_by_row_and_lone_tables_named(tmp_path: Path) -> None:
    old = {**TABLES, "extra": [{"a": "1"}, {"a": "2"}], "gone": [{"a": "1"}]}
    found = between(tmp_path, {**TABLES, "extra": [{"a": "1"}, {"a": "3"}]}, old)
    assert found.others == {"extra": 1}
    assert found.absent == ("gone (on one side only)",)
    assert not found.is_equal


def test_long_lists_are_cut_for_a_person_only(tmp_path: Path) -> None:
    many = [{**READING, "id": f"sim-a:t1/r{n}c1"} for n in range(100)]
    found = between(tmp_path, {**TABLES, "readings": many}, {**TABLES, "readings": [DERIVED]})
    assert "and 60 more; --json has all" in render(found)
    assert len(difference_as_json(found)["data"]) == 100


@pytest.mark.parametrize("where", ["", "data", "audit.sqlite"])
def test_results_are_found_by_folder_data_or_index(tmp_path: Path, where: str) -> None:
    folder = write(tmp_path / "results", TABLES)
    (folder / "audit.sqlite").write_bytes(b"")
    assert set(load_snapshot(folder / where).tables) == set(TABLES)
    assert set(load_snapshot(tmp_path).tables) == set(TABLES)


def test_broken_results_are_one_line_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no results"):
        load_snapshot(tmp_path)
    folder = write(tmp_path / "results", {**TABLES, "readings": [READING, READING]})
    with pytest.raises(RecordError, match=r"readings\.csv:3: names sim-a:t1/r1c1 twice"):
        load_snapshot(folder)


OBSERVED: dict[str, list[Row]] = {
    "readings": [{**READING, "device": "", "label": "x"}],
    "observations": [{"id": "sim-a/x@300-k#r_on", "value": "4000", "unit": "ohm"}],
    "metrics": [{"id": "sim-a/x@300-k#merit", "observation": "sim-a/x@300-k", "value": "0.5", "unit": "1"}],
    "classes_at": [
        {"id": "merit/300 K/A", "unit": "1", "median": "0.5", "median_low": "0.4", "median_high": "0.6", "values": "a"}
    ],
    "pairs_at": [{"id": "merit/300 K/A/B", "p": "0.5", "p_adjusted": "0.5", "is_shown": "false"}],
}
"""The tables of a field whose values are observations."""


def review(tmp_path: Path, tables: dict[str, list[Row]] = TABLES) -> Path:
    dictionary = [{"file": f"{name}.csv"} for name in tables]
    write(tmp_path / "results", {**tables, "dictionary": dictionary})
    (tmp_path / "results/verified.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_release_keeps_what_the_next_run_is_compared_with(tmp_path: Path) -> None:
    root = review(tmp_path)
    assert change_since(root / "release", root / "results").release is None
    write_release(root, "1.2.3", "2026-01-02")
    same = change_since(root / "release", root / "results")
    assert same.release is not None
    assert (same.release.version, same.medians, same.verdicts) == ("1.2.3", (), ())
    assert {result.value for result in same.counts.values()} == {0.0}
    assert compare_snapshots(load_snapshot(root / "release"), load_snapshot(root / "results")).is_equal
    write(root / "results", with_row("comparisons", lambda row: {**row, "median": "500"}))
    write(root / "results", {"readings": [{**READING, "printed": "5 kΩ"}, DERIVED]})
    write(root / "results", {"claims": [{**TABLES["claims"][0], "verdict": "differs"}]})
    change = change_since(root / "release", root / "results")
    assert {name: result.value for name, result in change.counts.items()} == {
        "data_added": 0.0,
        "data_changed": 1.0,
        "data_withdrawn": 0.0,
        "devices": 0.0,
    }
    assert change.counts["data_changed"].inputs == (READING["id"],)
    (move,) = change.medians
    assert (move.id, move.before and move.before.value) == ("s/q/VCM", 100.0)
    assert move.against_interval == "outside the former interval"
    assert [(item.claim, item.before, item.now) for item in change.verdicts] == [
        ("vcm-median", "reproduced", "differs")
    ]


def test_a_release_of_observations_tells_medians_and_decisions_that_moved(tmp_path: Path) -> None:
    root = review(tmp_path, OBSERVED)
    written = write_release(root, "1.2.3", "2026-01-02")
    assert {name.removesuffix(".csv") for name in written} == {*OBSERVED, "release.json"}
    assert "values" not in (root / "release/classes_at.csv").read_text(encoding="utf-8")
    same = change_since(root / "release", root / "results")
    assert (same.medians, same.decisions) == ((), ())
    moved = {**OBSERVED["classes_at"][0], "median": "0.7", "median_low": "0.6", "median_high": "0.8"}
    shown = {**OBSERVED["pairs_at"][0], "p": "0.01", "p_adjusted": "0.02", "is_shown": "true"}
    other = {**OBSERVED["observations"][0], "value": "5000"}
    write(root / "results", {"classes_at": [moved], "pairs_at": [shown], "observations": [other]})
    change = change_since(root / "release", root / "results")
    assert [(move.id, move.against_interval) for move in change.medians] == [
        ("merit/300 K/A", "outside the former interval")
    ]
    assert [(item.before, item.now) for item in change.decisions] == [("not shown to differ", "differs")]
    assert change.counts["observations"].value == 1.0
    text = render(compare_snapshots(load_snapshot(root / "release"), load_snapshot(root / "results")))
    assert "~ sim-a/x@300-k#r_on: value 4000 -> 5000 ohm" in text
    assert "merit/300 K/A/B: p 0.5 -> 0.01; p_adjusted 0.5 -> 0.02; is_shown false -> true" in text


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", "../1.2.3", ""])
def test_release_wants_a_version(tmp_path: Path, version: str) -> None:
    with pytest.raises(SourceError, match="is not a version"):
        write_release(review(tmp_path), version, "2026-01-02")


def test_release_of_a_run_that_is_not_verified_is_refused(tmp_path: Path) -> None:
    root = review(tmp_path)
    (root / "results/verified.json").unlink()
    with pytest.raises(SourceError, match="the last run is not complete"):
        write_release(root, "1.2.3", "2026-01-02")
    assert not (root / "release").exists()


def test_release_that_lost_a_table_is_named(tmp_path: Path) -> None:
    root = review(tmp_path)
    write_release(root, "1.2.3", "2026-01-02")
    (root / "release/claims.csv").unlink()
    with pytest.raises(RecordError, match=r"claims\.csv: is missing"):
        change_since(root / "release", root / "results")
    shutil.rmtree(root / "release")
    assert change_since(root / "release", root / "results").release is None
