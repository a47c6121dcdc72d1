"""The committed corpus: what the table of the known error says against the tables that it takes its numbers from."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest


def table(review: Path, name: str) -> list[dict[str, str]]:
    with (review / "results/data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text) if text else math.nan


def test_intervals_without_an_error_are_those_of_the_compared_classes(whole_review: Path) -> None:
    own = {row["id"].partition("#")[0]: row for row in table(whole_review, "known_error") if row["kind"] == "median"}
    compared = [row for row in table(whole_review, "comparisons") if row["set"] == "survey" and row["low"]]
    assert len(compared) > 5
    for row in compared:
        ends = [number(own[row["id"]][end]) for end in ("low", "high")]
        assert ends == pytest.approx([number(row["low"]), number(row["high"])])


def test_an_error_never_narrows_an_interval(whole_review: Path) -> None:
    rows = [row for row in table(whole_review, "known_error") if row["low"]]
    assert len(rows) > 30
    for row in rows:
        for kind in ("reading", "both"):
            assert number(row[f"low_{kind}"]) <= number(row["low"]) * (1 + 1e-9)
            assert number(row[f"high_{kind}"]) >= number(row["high"]) * (1 - 1e-9)


def test_nothing_that_nobody_read_twice_is_said_to_be_measured(whole_review: Path) -> None:
    """The corpus has no second readings yet, and its rates are the plan's."""
    errors = table(whole_review, "reading_errors")
    assert {(row["method"], row["n_twice"], row["basis"]) for row in errors} >= {("all", "0", "assumed")}
    assert {row["n_twice"] for row in table(whole_review, "known_error")} == {"0"}


def test_ratios_far_from_one_keep_their_sign_and_one_reading_decides_a_verdict_only_so_far(whole_review: Path) -> None:
    rows = {row["id"]: row for row in table(whole_review, "known_error")}
    assert rows["survey/on_off_ratio/ECM-PCM#ratio"]["could_change"] == "false"
    assert rows["survey/on_off_ratio/PCM-RRAM#ratio"]["could_change"] == "true"
    # one reading with a share of wrong ones of 10 %: the verdict is the same in about 90 of 100 draws
    assert number(rows["claim/ref253-mac-time"]["same_reading_percent"]) == pytest.approx(90, abs=6)
    assert rows["claim/ref253-mac-time"]["n_printed"] == "1"
