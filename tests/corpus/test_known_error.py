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


def test_rates_of_reading_are_those_of_the_blind_readings(whole_review: Path) -> None:
    """Counted from the committed sample by hand: 2 numbers read off a figure by eye were not confirmed."""
    errors = {row["method"]: row for row in table(whole_review, "reading_errors")}
    counted = {name: (row["n_twice"], row["n_wrong"], row["basis"]) for name, row in errors.items()}
    assert counted == {
        "table": ("136", "0", "method"),
        "text": ("114", "2", "method"),
        "picture": ("1", "0", "all methods"),
        "figure": ("57", "0", "method"),
        "all": ("308", "2", "all methods"),
    }
    # no wrong one of n shows a rate below 1 - 0.025^(1/n) at a level of 95 %, two-sided
    assert number(errors["table"]["rate"]) == pytest.approx(1 - 0.025 ** (1 / 136))
    assert any(int(row["n_twice"]) > 0 for row in table(whole_review, "known_error"))


def test_ratios_far_from_one_keep_their_sign_and_one_reading_decides_a_verdict_only_so_far(whole_review: Path) -> None:
    rows = {row["id"]: row for row in table(whole_review, "known_error")}
    assert rows["survey/on_off_ratio/ECM-PCM#ratio"]["could_change"] == "false"
    assert rows["survey/on_off_ratio/PCM-RRAM#ratio"]["could_change"] == "true"
    # one reading with a share of wrong ones of 6 %, the upper end of 2 of 114: the same verdict in about 94 of 100 draws
    assert number(rows["claim/ref253-mac-time"]["same_reading_percent"]) == pytest.approx(94, abs=3)
    assert rows["claim/ref253-mac-time"]["n_printed"] == "1"
