"""Raw reads of a measured set: made into its summaries where they are at hand, checked against the committed ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.errors import SourceError

from curation.measured.sets import SETS, check

KEY, RAW_NAME = "gong2018", "gong_et_al.csv"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A set of 40 made-up pulses: up to 1 and down again, on an exponential curve with a ripple."""
    raw, committed = tmp_path / "raw" / KEY, tmp_path / "sources" / KEY
    raw.mkdir(parents=True)
    committed.mkdir(parents=True)
    up = [1 - 0.9**pulse + 0.01 * (-1) ** pulse for pulse in range(40)]
    lines = [f"{a},{b}" for a, b in zip(up, reversed(up), strict=True)]
    (raw / RAW_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    SETS[KEY](raw, committed)
    (committed / "source.yaml").write_text("kind: measured\n", encoding="utf-8")
    return tmp_path


def checked(review: Path) -> list[str]:
    return check(review / "sources", review / "raw")


def test_raw_reads_give_the_committed_summaries_again(review: Path) -> None:
    before = {path.name: path.read_bytes() for path in (review / "sources" / KEY).iterdir()}
    assert checked(review) == [KEY]
    assert {path.name: path.read_bytes() for path in (review / "sources" / KEY).iterdir()} == before


def test_without_raw_reads_nothing_is_checked(review: Path) -> None:
    (review / "raw" / KEY / RAW_NAME).unlink()
    assert checked(review) == []


def test_raw_reads_of_another_version_are_refused(review: Path) -> None:
    with (review / "raw" / KEY / RAW_NAME).open("a", encoding="utf-8") as stream:
        stream.write("1,0\n")
    with pytest.raises(SourceError, match=r"gong_et_al\.csv: is not the file of the recipe; take that of"):
        checked(review)


def test_a_summary_that_the_raw_reads_do_not_give_is_named_with_line_and_column(review: Path) -> None:
    path = review / "sources" / KEY / "measured_pulses.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace("up,40,", "up,41,"), lines[2]]) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"measured_pulses\.csv:2: n is '41', the raw reads give '40'"):
        checked(review)


def test_a_summary_with_a_row_less_is_refused(review: Path) -> None:
    path = review / "sources" / KEY / "measured_pulses.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="has 1 rows, the raw reads give 2"):
        checked(review)
