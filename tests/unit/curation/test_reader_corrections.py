"""memlit add FILE.json: a correction that a reader saved becomes a row of corrections.csv, or one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.curation.adding.add import new_review
from memlit.curation.adding.reader_corrections import add_corrections
from memlit.errors import MemlitError
from memlit.reconcile.corrections import load_corrections

from tests.builders import vocabulary

ID = "doe2026:table-1/taox/set_voltage"
RECORD = {
    "key": "doe2026",
    "data": [
        {
            "id": ID,
            "paper": "doe2026",
            "device": "taox",
            "parameter": "set_voltage",
            "printed": {"text": "1.2 V"},
            "locator": {"document": "doe2026", "file": "readings.csv", "kind": "text", "place": "Table 1"},
            "method": "readings",
            "tier": "primary",
        }
    ],
}
ONE = {"id": ID, "printed": "1.2 V", "field": "text", "value": "2.1 V", "reason": "Table 1 prints 2.1 V"}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    new_review(tmp_path / "review")
    (tmp_path / "review/extracted").mkdir(exist_ok=True)
    (tmp_path / "review/extracted/doe2026.json").write_text(json.dumps(RECORD), encoding="utf-8")
    return tmp_path / "review"


def _saved(folder: Path, **changed: Any) -> Path:
    whole = {
        "format": "memlit-correction-1",
        "signed_by": "J. Doe",
        "date": "2026-11-30",
        "device": "doe2026/taox",
        "corrections": [{**ONE, **changed}],
    }
    path = folder / "correction.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_a_correction_becomes_a_row_with_who_and_when(review: Path, tmp_path: Path) -> None:
    add_corrections(review, _saved(tmp_path))
    rows, problems = load_corrections(review / "curation/corrections.csv", vocabulary())
    assert problems == []
    assert [(row.id, row.field, row.value, row.who, row.date) for row in rows] == [
        (ID, "text", "2.1 V", "J. Doe", "2026-11-30")
    ]


def test_the_command_tells_it_from_a_deposit(review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(review)
    done = CliRunner().invoke(main, ["add", str(_saved(tmp_path))])
    assert done.exit_code == 0, done.output
    assert f"text of {ID} is 2.1 V, by J. Doe" in done.output


@pytest.mark.parametrize(
    "changed, line",
    [
        ({"printed": "1.3 V"}, "is printed '1.2 V' here, and '1.3 V' in the file"),
        ({"id": "doe2026:table-9/taox/set_voltage"}, "is no value of this review"),
        ({"value": "high"}, "'high' cannot be used"),
        ({"value": "2.1 s"}, "'2.1 s' cannot be used"),
        ({"field": "status", "value": "gone"}, "status 'gone' cannot be set"),
        ({"field": "paper"}, "is no correction of a device"),
    ],
)
def test_what_a_run_could_not_use_is_one_line_and_nothing_is_written(
    review: Path, tmp_path: Path, changed: dict[str, str], line: str
) -> None:
    with pytest.raises(MemlitError, match=line.replace("(", r"\(")):
        add_corrections(review, _saved(tmp_path, **changed))
    assert load_corrections(review / "curation/corrections.csv", vocabulary())[0] == []


def test_a_second_correction_of_one_field_is_refused(review: Path, tmp_path: Path) -> None:
    add_corrections(review, _saved(tmp_path))
    with pytest.raises(MemlitError, match="again"):
        add_corrections(review, _saved(tmp_path, value="2.2 V"))
