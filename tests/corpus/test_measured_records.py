"""Summaries of the measured sets: counts and reference values as published with the data, and the way back to them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import yaml
from memlit.analysis.variability.measured import measured_numbers, measured_parts
from memlit.analysis.variability.summaries import measured_summaries
from memlit.errors import SourceError
from memlit.files import sha256_of

from curation.measured import arrays
from tests.builders import REFERENCE, ROOT

SOURCES = ROOT / "sources"
RAW = REFERENCE / "evidence/measured"
FOLDERS = {"ni-rram": "ni_rram", "anjiang-rram": "anjiang", "gong2018": "gong2018"}
SHARE_ENDS = {"share_low", "share_high"}


def numbers_under(sources: Path) -> pd.DataFrame:
    return measured_numbers(measured_summaries(sources.glob("*/*")))


@pytest.fixture(scope="module")
def numbers() -> pd.DataFrame:
    return numbers_under(SOURCES)


@pytest.fixture(scope="module")
def values(numbers: pd.DataFrame) -> pd.Series:
    """The number of each id after `measured/`."""
    return numbers.set_index(numbers["id"].str.removeprefix("measured/"))["value"]


def ending(values: pd.Series, end: str) -> dict[str, float]:
    """The numbers with ids of one ending, by what stands before it."""
    own = values[values.index.str.endswith(end)]
    return own.set_axis(own.index.str.removesuffix(end)).to_dict()


def test_counts_of_cells_and_levels(numbers: pd.DataFrame, values: pd.Series) -> None:
    """1,024 cells of ni-rram, 16,384 of anjiang-rram; 8,192 of them were erased before the second read."""
    assert ending(values, "#cells") == {
        "ni-rram/prebake/all": 1024,
        "ni-rram/postbake/all": 1024,
        "ni-rram/newwrite/all": 1024,
        "anjiang-rram/prebake85/all": 16384,
        "anjiang-rram/prebake85/kept": 8192,
        "anjiang-rram/postbake85/kept": 8192,
        "anjiang-rram/postbake85/erased": 8192,
        "anjiang-rram/prebake85/written": 8189,
        "anjiang-rram/postbake85/written": 8189,
    }
    assert set(ending(values, "#levels").values()) == {32}
    parts = measured_parts(measured_summaries(SOURCES.glob("*/*")))
    assert set(parts[parts["kind"] == "level"].groupby(["document", "read", "cells"]).size()) == {32}
    assert set(numbers["id"].str.partition("#")[0]) == set(parts["id"])


def test_levels_explain_the_spread_at_their_period_only(values: pd.Series) -> None:
    """Between-level share of ln R: 0.84, 0.74, 0.94 (ni-rram), 0.945 (anjiang); at periods 31 and 33 at most 0.014."""
    shares = {read.split("/")[1]: round(share) for read, share in ending(values, "#eta_squared_period_32").items()}
    assert shares == {"prebake": 84, "postbake": 74, "newwrite": 94, "prebake85": 95}
    for document in ("ni-rram", "anjiang-rram"):
        with (SOURCES / document / "measured_counts.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["quantity"].endswith(("_31", "_33"))]
        assert rows
        assert all(float(row["value"]) <= 0.014 for row in rows)


def test_levels_are_four_microsiemens_apart(values: pd.Series) -> None:
    first, last = (values[f"ni-rram/prebake/all/{level}#q50"] for level in (0, 31))
    assert (last - first) / 31 == pytest.approx(4.0e-6, abs=0.2e-6)


@pytest.mark.parametrize(
    ("part", "levels", "percent"),
    [
        ("anjiang-rram/prebake85/kept", 32, 60),
        ("anjiang-rram/prebake85-postbake85/kept", 32, 74),
        ("anjiang-rram/prebake85-postbake85/all", 32, 85),
        ("ni-rram/prebake/all", 32, 71),
        ("ni-rram/prebake-postbake/all", 32, 77),
        ("ni-rram/newwrite/all", 32, 62),
        ("anjiang-rram/prebake85/kept", 4, 1.6),
        ("anjiang-rram/prebake85-postbake85/kept", 4, 3.4),
        ("ni-rram/prebake/all", 4, 3.1),
        ("ni-rram/prebake-postbake/all", 4, 7.8),
        ("ni-rram/newwrite/all", 4, 1.6),
    ],
)
def test_misread_rates(values: pd.Series, part: str, levels: int, percent: float) -> None:
    names = ("rate", "rate_low", "rate_high", "errors", "n")
    rate, low, high, errors, n = (values[f"{part}/misread_{levels}#{name}"] for name in names)
    assert rate == pytest.approx(percent, abs=0.6 if levels == 32 else 0.15)
    assert rate == pytest.approx(100 * errors / n)
    assert low < rate < high


def test_two_writes_share_little_and_two_reads_share_more(values: pd.Series) -> None:
    """Residuals of two writes correlate by 0.02 (between-cell share about 2 %), of two reads by 0.20."""
    writes, reads = (f"ni-rram/prebake-{second}/all/conductance" for second in ("newwrite", "postbake"))
    assert round(values[f"{writes}#spearman"], 2) == 0.02
    assert round(values[f"{reads}#spearman"], 2) == 0.20
    assert values[f"{writes}#between_cell_share"] == pytest.approx(2, abs=0.5)
    assert values[f"{writes}#between_cell_share_low"] < 0


def test_bits_are_kept_and_promise_no_tail(values: pd.Series) -> None:
    """Bits = log2 of the levels; no error in 64 cells leaves up to 1 - 0.025^(1/64) = 5.6 % open."""
    two = "ni-rram/prebake-postbake/all/bits_0.01"
    assert [values[f"{two}#{name}"] for name in ("n_levels", "errors", "n", "bits")] == [2, 0, 64, 1]
    assert values[f"{two}#rate_high"] == pytest.approx(100 * (1 - 0.025 ** (1 / 64)))


def test_endurance_is_one_cell_with_few_independent_cycles(values: pd.Series) -> None:
    """Medians 12.0 kOhm and 99 kOhm; 10,050 reads count as about 11 and 190; HRS CV 19 by one read of 521 MOhm."""
    low, high = "ni-rram/cycles/LRS", "ni-rram/cycles/HRS"
    assert [values[f"{state}#{name}"] for state in (low, high) for name in ("n_devices", "n")] == [1, 10050] * 2
    assert values[f"{low}#median"] == pytest.approx(12.0e3, rel=0.005)
    assert values[f"{high}#median"] == pytest.approx(99e3, rel=0.01)
    assert values[f"{low}#n_effective"] == pytest.approx(11, abs=1.5)
    assert values[f"{high}#n_effective"] == pytest.approx(190, abs=10)
    assert round(values[f"{high}#linear_cv"]) == 19
    assert round(values[f"{high}#log_normal_cv"], 2) == 1.01
    assert values[f"{high}#maximum"] == pytest.approx(521e6, rel=0.001)


def test_the_bake_lowers_the_kept_cells(values: pd.Series) -> None:
    assert values["anjiang-rram/postbake85/kept#median_shift"] == pytest.approx(-1.6e-6, abs=0.05e-6)


def test_pulses_on_an_interval_scale_give_no_ratio(values: pd.Series) -> None:
    """1,000 pulses up and down; nothing but spread and nonlinearity over the range."""
    own = values[values.index.str.startswith("gong2018/")]
    assert [own[f"gong2018/pulses/{direction}#n"] for direction in ("up", "down")] == [1000, 1000]
    assert set(own.index.str.partition("#").get_level_values(2)) == {"n", "residual_sd", "nonlinearity"}


def test_every_number_names_its_file_its_column_and_the_commit(numbers: pd.DataFrame) -> None:
    assert numbers["id"].is_unique
    for identifier, note in zip(numbers["id"], numbers["note"], strict=True):
        assert f"sources/{identifier.split('/')[1]}/measured_" in note
    note = numbers.set_index("id")["note"]["measured/ni-rram/prebake/all/misread_32#rate"]
    assert "column rate" in note
    assert "prebake.tsv" in note
    assert "6bceb45" in note


def test_without_sets_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    assert numbers_under(tmp_path).empty
    assert measured_parts(measured_summaries([])).empty


def test_only_the_files_that_are_given_are_read() -> None:
    """A set that a rule does not name as its input would change without the rule running again."""
    pulses = SOURCES / "gong2018/measured_pulses.csv"
    given = measured_numbers(measured_summaries([pulses, pulses.with_name("recipe.yaml")]))
    assert set(given["id"].str.split("/").str[1]) == {"gong2018"}


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("measured_pulses.csv", "residual_sd", "residual", "has no column residual_sd"),
        ("measured_pulses.csv", "up,1000", "up,many", r"measured_pulses.csv:2: n is 'many'"),
        ("measured_pulses.csv", "down,", "up,", r"measured_pulses.csv:3: gives measured/gong2018/pulses/up#n again"),
        ("recipe.yaml", "origin:", "source:", "does not say origin"),
        ("recipe.yaml", "origin:", "origin: [", "is not YAML"),
    ],
)
def test_a_broken_summary_is_named(tmp_path: Path, name: str, before: str, after: str, message: str) -> None:
    shutil.copytree(SOURCES / "gong2018", tmp_path / "gong2018")
    spoil(tmp_path / "gong2018", name, before, after)
    with pytest.raises(Exception, match=message) as error:
        numbers_under(tmp_path)
    assert str(error.value).count("; ") >= 1


def test_a_summary_without_recipe_or_of_unknown_kind_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SOURCES / "gong2018", tmp_path / "gong2018")
    (tmp_path / "gong2018/recipe.yaml").unlink()
    with pytest.raises(SourceError, match=r"recipe\.yaml"):
        numbers_under(tmp_path)
    (tmp_path / "gong2018/measured_mood.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no summary of a known kind"):
        numbers_under(tmp_path)


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
