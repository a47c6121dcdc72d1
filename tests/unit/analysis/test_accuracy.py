"""What variability costs: devices stand on the curve by their printed step error; a bake is told by paired cells."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from memlit.analysis.variability.accuracy import ACCURACY, Accuracy, accuracy_lines, accuracy_of
from memlit.analysis.variability.measured import measured_sets
from memlit.analysis.variability.printed import PRINTED_SPREADS_TABLE, PrintedSpread
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Datum, Locator, Printed, Reading, Result, results_in
from memlit.frames import frame_of
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.variability.accuracy import accuracy as section

from curation.measured.network import accuracy_against_weight_error
from tests import tables
from tests.builders import ROOT, PartOfMaterial, config_of, corpus_of
from tests.figures import figure_data

COMMITTED = measured_sets(ROOT.glob("sources/*/*"))


def printed(reading: str, normalised_by: str) -> PrintedSpread:
    n = Result(id=f"{reading}#n", kind="count", label="n", value=1, unit="1", rule="counted")
    return PrintedSpread(
        id=f"sim/{reading}",
        reading=reading,
        paper="sim-paper",
        device=reading,
        device_class="VCM",
        kind="cycle to cycle",
        normalised_by=normalised_by,
        comparator="=",
        tier="secondary",
        n_restated=n,
    )


def reading(identifier: str, value: float | None, high: float) -> Reading:
    datum = Datum(
        id=identifier,
        paper="sim-paper",
        device="sim-device",
        parameter="cycle_to_cycle",
        printed=Printed(text=f"{100 * high:g} %"),
        locator=Locator(document="sim-document", file="table_1.csv", kind="table"),
        method="transcribed",
        tier="secondary",
    )
    return Reading(
        id=identifier,
        datum=datum,
        parameter="cycle_to_cycle",
        value=value,
        high=high,
        unit="1",
        comparator="=" if value else "<",
        status="value",
        steps=(),
    )


@pytest.fixture(scope="module")
def accuracy() -> Accuracy:
    rows = [printed("sim-a", "window"), printed("sim-b", "window"), printed("sim-c", "mean")]
    readings = [reading("sim-a", 0.05, 0.05), reading("sim-b", None, 0.01), reading("sim-c", 0.05, 0.05)]
    return accuracy_of(
        COMMITTED, rows, tables.values((), corpus_of(readings), load_classes(ROOT / CLASSES_FILE), config_of())
    )


def test_a_device_stands_at_its_step_error_over_the_square_root_of_two(accuracy: Accuracy) -> None:
    """5 % of the window in both conductances of a pair is 3.54 % of the weight range; read off between 3 and 4 %."""
    mark = accuracy.devices[0]
    assert mark.weight_error.value == pytest.approx(5 / math.sqrt(2))
    by_error = {point.weight_error.value: point.accuracy.value.value for point in accuracy.curve}
    expected = np.interp(5 / math.sqrt(2), [3.0, 4.0], [by_error[3.0], by_error[4.0]])
    assert mark.accuracy.value == pytest.approx(float(expected))


def test_a_limit_is_a_limit_and_another_definition_gets_no_mark(accuracy: Accuracy) -> None:
    assert [(mark.reading, mark.is_limit) for mark in accuracy.devices] == [("sim-a", False), ("sim-b", True)]


def test_the_curve_falls_from_the_error_free_network_towards_chance(accuracy: Accuracy) -> None:
    values = [point.accuracy.value.value for point in accuracy.curve]
    assert values == sorted(values, reverse=True)
    assert values[0] > 95
    assert 10 < values[-1] < 30
    assert all(p.accuracy.low.value <= p.accuracy.value.value <= p.accuracy.high.value for p in accuracy.curve)


def test_the_loss_of_a_bake_is_the_paired_difference(accuracy: Accuracy) -> None:
    assert {bake.document for bake in accuracy.bakes} == {"ni-rram", "anjiang-rram"}
    for bake in accuracy.bakes:
        difference = bake.before.value.value - bake.after.value.value
        assert bake.loss.value.value == pytest.approx(difference, abs=1e-9)
        assert bake.error_after.value > bake.error_before.value


def test_the_committed_curve_is_what_the_simulation_gives(accuracy: Accuracy) -> None:
    """One network and few draws lie within the committed range of 95 %, point by point."""
    found = accuracy_against_weight_error((0.0, 0.03), networks=1, draws=5, seed=7)
    for point, mean in zip([accuracy.curve[0], accuracy.curve[5]], found.mean, strict=True):
        assert point.accuracy.low.value - 2 <= 100 * mean <= point.accuracy.high.value + 2


def test_rows_say_which_accuracy_is_a_limit(accuracy: Accuracy) -> None:
    limits = {
        row["id"]: row["is_limit"] for row in map(ACCURACY.row, accuracy_lines(accuracy)) if row["kind"] == "device"
    }
    assert list(limits.values()) == [False, True]


def test_no_table_no_accuracy() -> None:
    assert accuracy_of([], [], []).curve == ()


def test_a_bake_is_told_with_and_without_cells_never_written_to_the_lowest_level() -> None:
    """An interval that holds zero is no loss, and the three cells decide which of the two arrays is the better one."""
    record = accuracy_of(COMMITTED, [], [])
    book = NumberBook({}, list(results_in(record)))
    entries = dict.fromkeys(("ni-rram", "anjiang-rram"))
    material = PartOfMaterial(
        tables={
            "accuracy": frame_of(ACCURACY, accuracy_lines(record)),
            "printed_spreads": frame_of(PRINTED_SPREADS_TABLE, []),
        },
        figures=figure_data(config_of(), load_classes(ROOT / CLASSES_FILE), accuracy=accuracy_lines(record)),
        library=SimpleNamespace(entries=entries),
        book=book,
    )
    blocks = section(material)["blocks"]  # type: ignore[arg-type]

    def words(told: str) -> str:
        parts = (book.display(part.content) if part.kind == "num" else part.content for part in spans(told))
        return "".join(parts).replace("\u00a0", " ").replace("\u202f", " ")

    table = next(block for block in blocks if block["type"] == "table" and not block.get("is_detail"))
    shown = [[words(cell) for cell in row] for row in table["rows"]]
    told = {row[0]: (row[1].partition(" [")[0], row[4].partition(":")[0]) for row in shown}
    assert told == {
        "8 192 kept cells of anjiang-rram": ("79.2 %", "no"),
        "8 189 written cells of anjiang-rram": ("94.5 %", "no"),
        "1 024 cells of ni-rram": ("93.4 %", "yes"),
    }
    text = " ".join(words(block["text"]) for block in blocks if block["type"] == "p")
    assert "Before the bake anjiang-rram lies below ni-rram with the cells never written" in text


def test_a_bake_without_one_of_its_moments_is_refused(tmp_path: Path) -> None:
    """Before, after and their difference are three lines; a file cut short would else lose a bake unseen."""
    folder = tmp_path / "ni-rram"
    folder.mkdir()
    for name in ("recipe.yaml", "measured_bake.csv"):
        (folder / name).write_bytes((ROOT / "sources/ni-rram" / name).read_bytes())
    whole = (folder / "measured_bake.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(accuracy_of(measured_sets(tmp_path.glob("*/*")), [], []).bakes) == (len(whole) - 1) / 3
    (folder / "measured_bake.csv").write_text("".join(whole[:-1]), encoding="utf-8")
    with pytest.raises(ValueError, match="shorter"):
        accuracy_of(measured_sets(tmp_path.glob("*/*")), [], [])
