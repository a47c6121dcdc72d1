"""What variability costs: devices stand on the curve by their printed step error; a bake is told by paired cells."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from memlit.analysis.variability.accuracy import accuracy_numbers, accuracy_table
from memlit.analysis.variability.printed import counts_of_tables, printed_spreads
from memlit.analysis.variability.summaries import measured_summaries
from memlit.benchmark.values import VALUES
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Result
from memlit.errors import SourceError
from memlit.frames import row_dicts
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.variability.accuracy import accuracy as section

from curation.measured.network import accuracy_against_weight_error
from tests.builders import ROOT, PartOfMaterial, config_of
from tests.figures import figure_data

COMMITTED = measured_summaries(ROOT.glob("sources/*/*"))


def values_of(*printed: tuple[str, str, float | None, float, str | None]) -> pd.DataFrame:
    """Printed values: id, device, value, upper end and lineage of each."""
    cells = pd.DataFrame(printed, columns=["id", "device", "value", "high", "lineage"])
    known = cells.assign(paper="sim-paper", quantity="cycle_to_cycle", derived=False, tier="secondary")
    known["class"], known["comparator"] = "VCM;ECM", cells["value"].map(lambda value: "<" if np.isnan(value) else "=")
    return known.reindex(columns=list(VALUES.names))


VALUES_OF_DEVICES = values_of(
    ("table-1", "a", 0.06, 0.06, "neurosim"),
    ("table-2", "a", 0.05, 0.05, "neurosim"),
    ("table-3", "a", None, 0.01, "neurosim"),
    ("table-4", "b", None, 0.01, "neurosim"),
    ("table-5", "c", 0.05, 0.05, None),
)
SPREADS = printed_spreads(VALUES_OF_DEVICES, {"sim-paper"})


@pytest.fixture(scope="module")
def accuracy() -> pd.DataFrame:
    return accuracy_table(COMMITTED, SPREADS)


def test_of_several_prints_a_value_counts_before_a_limit_and_the_least_of_them() -> None:
    """Each class of a device has a row, and all prints are counted."""
    rows = SPREADS[["device", "class", "reading", "comparator", "normalised_by", "tables"]].to_numpy().tolist()
    assert rows == [
        ["a", "VCM", "table-2", "=", "window", 3],
        ["a", "ECM", "table-2", "=", "window", 3],
        ["b", "VCM", "table-4", "<", "window", 1],
        ["b", "ECM", "table-4", "<", "window", 1],
        ["c", "VCM", "table-5", "=", "not stated", 1],
        ["c", "ECM", "table-5", "=", "not stated", 1],
    ]
    count = counts_of_tables(SPREADS).iloc[0]
    assert count["id"] == "spread/printed/sim-paper/a/VCM/cycle_to_cycle/window#n"
    assert (count["value"], count["inputs"]) == (3, ("table-1", "table-2", "table-3"))
    assert printed_spreads(VALUES_OF_DEVICES, set()).empty


def test_a_device_stands_at_its_step_error_over_the_square_root_of_two(accuracy: pd.DataFrame) -> None:
    """5 % of the window in both conductances of a pair is 3.54 % of the weight range; read off between 3 and 4 %."""
    mark = accuracy[accuracy["device"] == "a"].iloc[0]
    assert mark["weight_error"] == pytest.approx(5 / math.sqrt(2))
    by_error = accuracy[accuracy["kind"] == "curve"].set_index("weight_error")["accuracy"]
    expected = np.interp(5 / math.sqrt(2), [3.0, 4.0], [by_error[3.0], by_error[4.0]])
    assert mark["accuracy"] == pytest.approx(float(expected))
    points = ("accuracy/curve/0.03#accuracy", "accuracy/curve/0.04#accuracy")
    assert mark["from"] == (f"{mark['id']}#error", *points)


def test_a_limit_is_a_limit_and_another_definition_gets_no_mark(accuracy: pd.DataFrame) -> None:
    marks = accuracy.loc[(accuracy["kind"] == "device") & (accuracy["class"] == "VCM"), ["reading", "is_limit"]]
    assert marks.to_numpy().tolist() == [["table-2", False], ["table-4", True]]


def test_the_curve_falls_from_the_error_free_network_towards_chance(accuracy: pd.DataFrame) -> None:
    curve = accuracy[accuracy["kind"] == "curve"]
    values = curve["accuracy"].tolist()
    assert values == sorted(values, reverse=True)
    assert values[0] > 95
    assert 10 < values[-1] < 30
    assert curve["accuracy"].between(curve["low"], curve["high"]).all()


def test_the_loss_of_a_bake_is_the_paired_difference(accuracy: pd.DataFrame) -> None:
    bakes = accuracy[accuracy["kind"] == "bake"]
    assert set(bakes["document"]) == {"ni-rram", "anjiang-rram"}
    moments = bakes.assign(moment=bakes["id"].str.rpartition("/")[2])
    three = moments.pivot_table(["accuracy", "weight_error"], ["document", "cells"], "moment")
    means, errors = three["accuracy"], three["weight_error"]
    assert (means["before"] - means["after"]).to_numpy() == pytest.approx(means["loss"].to_numpy(), abs=1e-9)
    assert (errors["after"] > errors["before"]).all()


def test_the_committed_curve_is_what_the_simulation_gives(accuracy: pd.DataFrame) -> None:
    """One network and few draws lie within the committed range of 95 %, point by point."""
    found = accuracy_against_weight_error((0.0, 0.03), networks=1, draws=5, seed=7)
    for place, mean in zip((0, 5), found.mean, strict=True):
        assert accuracy["low"][place] - 2 <= 100 * mean <= accuracy["high"][place] + 2


def test_no_table_no_accuracy() -> None:
    assert accuracy_table(measured_summaries([]), SPREADS).empty


def test_a_bake_is_told_with_and_without_cells_never_written_to_the_lowest_level() -> None:
    """An interval that holds zero is no loss, and the three cells decide which of the two arrays is the better one."""
    table = accuracy_table(COMMITTED, SPREADS[:0])
    numbers = accuracy_numbers(COMMITTED, table)
    book = NumberBook({}, [Result(**row) for row in row_dicts(numbers)])
    entries = dict.fromkeys(("ni-rram", "anjiang-rram"))
    material = PartOfMaterial(
        tables={"accuracy": table, "printed_spreads": SPREADS[:0]},
        figures=figure_data(config_of(), load_classes(ROOT / CLASSES_FILE), accuracy=table),
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
    assert len(accuracy_table(measured_summaries(tmp_path.glob("*/*")), SPREADS)) == len(whole) - 1
    (folder / "measured_bake.csv").write_text("".join(whole[:-1]), encoding="utf-8")
    with pytest.raises(SourceError, match="without its lines before, after, loss"):
        accuracy_table(measured_summaries(tmp_path.glob("*/*")), SPREADS)
