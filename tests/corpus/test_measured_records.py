"""Summaries of the measured sets: counts and reference values as published with the data, and the way back to them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from memlit.analysis.variability.measured import MeasuredVariability, Misread, measured_sets, measured_variability
from memlit.errors import SourceError
from memlit.files import sha256_of

from curation.measured import arrays
from tests.builders import REFERENCE, ROOT

SOURCES = ROOT / "sources"
RAW = REFERENCE / "evidence/measured"
FOLDERS = {"ni-rram": "ni_rram", "anjiang-rram": "anjiang", "gong2018": "gong2018"}
SHARE_ENDS = {"share_low", "share_high"}


def variability_under(sources: Path) -> MeasuredVariability:
    return measured_variability(measured_sets(sources.glob("*/*")))


@pytest.fixture(scope="module")
def record() -> MeasuredVariability:
    return variability_under(SOURCES)


def misread(record: MeasuredVariability, document: str, read: str, cells: str, levels: int) -> Misread:
    return next(
        rate
        for rate in record.misreads
        if (rate.document, rate.read, rate.cells, rate.n_levels) == (document, read, cells, levels)
    )


def test_counts_of_cells_and_levels(record: MeasuredVariability) -> None:
    """1,024 cells of ni-rram, 16,384 of anjiang-rram; 8,192 of them were erased before the second read."""
    counts = {(read.document, read.read, read.cells): read.n_cells.value for read in record.reads}
    assert counts == {
        ("ni-rram", "prebake", "all"): 1024,
        ("ni-rram", "postbake", "all"): 1024,
        ("ni-rram", "newwrite", "all"): 1024,
        ("anjiang-rram", "prebake85", "all"): 16384,
        ("anjiang-rram", "prebake85", "kept"): 8192,
        ("anjiang-rram", "postbake85", "kept"): 8192,
        ("anjiang-rram", "postbake85", "erased"): 8192,
        ("anjiang-rram", "prebake85", "written"): 8189,
        ("anjiang-rram", "postbake85", "written"): 8189,
    }
    assert all(len(read.levels) == read.n_levels.value == 32 for read in record.reads)


def test_levels_explain_the_spread_at_their_period_only(record: MeasuredVariability) -> None:
    """Between-level share of ln R: 0.84, 0.74, 0.94 (ni-rram), 0.945 (anjiang); at periods 31 and 33 at most 0.014."""
    shares = {read.read: round(read.explained.value or 0) for read in record.reads if read.explained}
    assert shares == {"prebake": 84, "postbake": 74, "newwrite": 94, "prebake85": 95}
    for document in ("ni-rram", "anjiang-rram"):
        with (SOURCES / document / "measured_counts.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["quantity"].endswith(("_31", "_33"))]
        assert rows
        assert all(float(row["value"]) <= 0.014 for row in rows)


def test_levels_are_four_microsiemens_apart(record: MeasuredVariability) -> None:
    before = next(read for read in record.reads if read.read == "prebake")
    medians = [level.median.value for level in before.levels]
    assert (medians[31] - medians[0]) / 31 == pytest.approx(4.0e-6, abs=0.2e-6)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("document", "read", "cells", "levels", "percent"),
    [
        ("anjiang-rram", "prebake85", "kept", 32, 60),
        ("anjiang-rram", "postbake85", "kept", 32, 74),
        ("anjiang-rram", "postbake85", "all", 32, 85),
        ("ni-rram", "prebake", "all", 32, 71),
        ("ni-rram", "postbake", "all", 32, 77),
        ("ni-rram", "newwrite", "all", 32, 62),
        ("anjiang-rram", "prebake85", "kept", 4, 1.6),
        ("anjiang-rram", "postbake85", "kept", 4, 3.4),
        ("ni-rram", "prebake", "all", 4, 3.1),
        ("ni-rram", "postbake", "all", 4, 7.8),
        ("ni-rram", "newwrite", "all", 4, 1.6),
    ],
)
def test_misread_rates(
    record: MeasuredVariability, document: str, read: str, cells: str, levels: int, percent: float
) -> None:
    rate = misread(record, document, read, cells, levels)
    assert rate.rate.value.value == pytest.approx(percent, abs=0.6 if levels == 32 else 0.15)
    assert rate.rate.value.value == pytest.approx(100 * (rate.errors.value or 0) / (rate.n.value or 1))
    assert rate.rate.low is not None
    assert rate.rate.high is not None
    assert rate.rate.low.value < rate.rate.value.value < rate.rate.high.value  # type: ignore[operator]


def test_two_writes_share_little_and_two_reads_share_more(record: MeasuredVariability) -> None:
    """Residuals of two writes correlate by 0.02 (between-cell share about 2 %), of two reads by 0.20."""
    found = {(r.second, r.scale): r for r in record.repeats if r.document == "ni-rram"}
    writes, reads = found["newwrite", "conductance"], found["postbake", "conductance"]
    assert round(writes.spearman.value or 9, 2) == 0.02
    assert round(reads.spearman.value or 9, 2) == 0.20
    assert writes.share.value.value == pytest.approx(2, abs=0.5)
    assert writes.share.low is not None
    assert writes.share.low.value < 0  # type: ignore[operator]


def test_bits_are_kept_and_promise_no_tail(record: MeasuredVariability) -> None:
    """Bits = log2 of the levels; no error in 64 cells leaves up to 1 - 0.025^(1/64) = 5.6 % open."""
    by_id = {kept.id: kept for kept in record.bits}
    two = by_id["measured/ni-rram/prebake-postbake/all/bits_0.01"]
    assert (two.n_levels.value, two.errors.value, two.n.value) == (2, 0, 64)
    assert two.bits is not None
    assert two.bits.value == 1
    assert two.rate.high is not None
    assert two.rate.high.value == pytest.approx(100 * (1 - 0.025 ** (1 / 64)))


def test_endurance_is_one_cell_with_few_independent_cycles(record: MeasuredVariability) -> None:
    """Medians 12.0 kOhm and 99 kOhm; 10,050 reads count as about 11 and 190; HRS CV 19 by one read of 521 MOhm."""
    low, high = record.cycles
    assert (low.state, high.state) == ("LRS", "HRS")
    assert {low.n_devices.value, high.n_devices.value} == {1}
    assert {low.n.value, high.n.value} == {10050}
    assert (low.median.value, high.median.value) == (pytest.approx(12.0e3, rel=0.005), pytest.approx(99e3, rel=0.01))
    assert low.n_effective.value == pytest.approx(11, abs=1.5)
    assert high.n_effective.value == pytest.approx(190, abs=10)
    assert round(high.linear_cv.value or 0) == 19
    assert round(high.log_normal_cv.value or 0, 2) == 1.01
    assert high.maximum.value == pytest.approx(521e6, rel=0.001)


def test_the_bake_lowers_the_kept_cells(record: MeasuredVariability) -> None:
    kept = next(read for read in record.reads if (read.read, read.cells) == ("postbake85", "kept"))
    assert kept.shift is not None
    assert kept.shift.value == pytest.approx(-1.6e-6, abs=0.05e-6)


def test_pulses_on_an_interval_scale_give_no_ratio(record: MeasuredVariability) -> None:
    """1,000 pulses up and down; nothing but spread and nonlinearity over the range."""
    assert [(pulse.direction, pulse.n.value) for pulse in record.pulses] == [("up", 1000), ("down", 1000)]
    own = [result for result in record.results if result.id.startswith("measured/gong2018/")]
    assert {result.id.partition("#")[2] for result in own} == {"n", "residual_sd", "nonlinearity"}


def test_every_number_names_its_file_its_column_and_the_commit(record: MeasuredVariability) -> None:
    results = {result.id: result for result in record.results}
    assert len(results) == len(record.results)
    for result in record.results:
        assert result.note
        assert f"sources/{result.id.split('/')[1]}/measured_" in result.note
    note = results["measured/ni-rram/prebake/all/misread_32#rate"].note or ""
    assert "column rate" in note
    assert "prebake.tsv" in note
    assert "6bceb45" in note


def test_without_sets_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    assert variability_under(tmp_path) == MeasuredVariability()
    assert variability_under(tmp_path / "absent") == MeasuredVariability()


def test_only_the_files_that_are_given_are_read() -> None:
    """A set that a rule does not name as its input would change without the rule running again."""
    pulses = SOURCES / "gong2018/measured_pulses.csv"
    given = measured_variability(measured_sets([pulses, pulses.with_name("recipe.yaml")]))
    assert {result.id.split("/")[1] for result in given.results} == {"gong2018"}


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("measured_pulses.csv", "residual_sd", "residual", "has no column residual_sd"),
        ("measured_pulses.csv", "up,1000", "up,many", r"measured_pulses.csv:2: n is 'many'"),
        ("recipe.yaml", "origin:", "source:", "does not say origin"),
        ("recipe.yaml", "origin:", "origin: [", "is not YAML"),
    ],
)
def test_a_broken_summary_is_named(tmp_path: Path, name: str, before: str, after: str, message: str) -> None:
    shutil.copytree(SOURCES / "gong2018", tmp_path / "gong2018")
    spoil(tmp_path / "gong2018", name, before, after)
    with pytest.raises(Exception, match=message) as error:
        variability_under(tmp_path)
    assert str(error.value).count("; ") >= 1


def test_a_summary_without_recipe_or_of_unknown_kind_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SOURCES / "gong2018", tmp_path / "gong2018")
    (tmp_path / "gong2018/recipe.yaml").unlink()
    with pytest.raises(SourceError, match=r"recipe\.yaml"):
        variability_under(tmp_path)
    (tmp_path / "gong2018/measured_mood.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no summary of a known kind"):
        variability_under(tmp_path)


@pytest.mark.reference("evidence/measured")
@pytest.mark.parametrize("key", FOLDERS)
def test_recipes_name_the_raw_files(key: str) -> None:
    recipe = yaml.safe_load((SOURCES / key / "recipe.yaml").read_text(encoding="utf-8"))
    for name, entry in recipe["files"].items():
        path = RAW / FOLDERS[key] / name
        assert entry["sha256"] == sha256_of(path)
        assert entry["rows"] == len(path.read_text(encoding="utf-8").splitlines())


def rows_of(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(folder.glob("measured_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield path.name, {name: text for name, text in row.items() if name not in SHARE_ENDS}


@pytest.mark.reference("evidence/measured")
@pytest.mark.parametrize(
    ("key", "make"), [("ni-rram", "ni_rram"), ("anjiang-rram", "anjiang"), ("gong2018", "gong2018")]
)
def test_summaries_are_what_the_raw_files_give(
    key: str, make: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the ends of bootstrap intervals, which need all resamples, and the slow bits of the large array."""
    monkeypatch.setattr(arrays, "RESAMPLES", 99)
    left_out = "measured_bits.csv" if key == "anjiang-rram" else ""
    if left_out:
        monkeypatch.setattr(arrays, "bits_rows", lambda *_: iter(()))
    getattr(arrays, make)(RAW / FOLDERS[key], tmp_path)
    again, committed = ([row for row in rows_of(path) if row[0] != left_out] for path in (tmp_path, SOURCES / key))
    assert len(again) == len(committed) > 0
    for (name, row), (other_name, other) in zip(again, committed, strict=True):
        assert (name, row.keys()) == (other_name, other.keys())
        for column, text in row.items():
            try:
                assert float(text) == pytest.approx(float(other[column]), rel=1e-6, abs=1e-18), (name, column)
            except ValueError:
                assert text == other[column], (name, column)
