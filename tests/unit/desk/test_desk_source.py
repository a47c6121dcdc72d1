"""The source beside the value: a transcribed cell, a listed reading, a crop of the page, or the record alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from memlit.datum import Datum
from memlit.desk.second_look.source import picture, view
from memlit.sources.extract import load_record
from PIL import Image

from tests.builders import ROOT, datum


def data(key: str) -> dict[str, Datum]:
    record = load_record(ROOT / "extracted", key)
    assert record is not None
    return {item.id: item for item in record.data}


def hits(shown: dict[str, Any]) -> list[str]:
    return [text for row, column, _, _, text in shown["cells"] if (row, column) == shown["hit"]]


def test_every_transcribed_cell_of_a_table_is_marked_where_it_stands() -> None:
    for item in data("neurosim2018").values():
        if item.method == "transcribed":
            assert hits(view(ROOT, item)) == [item.printed.text], item.id


def test_window_of_a_long_table_keeps_its_head(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    lines = ["device,Ron (ohm)", *(f"d{number},{number} kΩ" for number in range(1, 60))]
    (folder / "table_1.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shown = view(tmp_path, datum("r_on", "40 kΩ", row=40, column=1))
    assert hits(shown) == ["40 kΩ"]
    assert shown["rows"] == [0, 1, 2, *range(34, 47)]
    assert {row for row, *_ in shown["cells"]} == set(shown["rows"])
    assert shown["n_rows"] == 60


def test_listed_reading_is_marked_in_its_list_also_after_its_parameter_was_corrected() -> None:
    (item,) = [item for item in data("wu2018").values() if item.parameter == "set_pulse_width"]
    assert hits(view(ROOT, item)) == [item.printed.text]
    corrected = item.model_copy(update={"parameter": "reset_pulse_width"})
    assert hits(view(ROOT, corrected)) == [item.printed.text]


def test_cell_of_a_pdf_is_shown_on_its_page() -> None:
    item = next(item for item in data("memlit-note-1").values() if item.method == "pdf-table" and item.locator.bbox)
    assert view(ROOT, item)["kind"] == "picture"
    content = picture(ROOT, item)
    assert content is not None
    image = Image.open(io.BytesIO(content))
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert (196, 60, 20) in {colour for _, colour in image.getcolors(1 << 20) or ()}


def test_changed_or_absent_source_is_not_shown_as_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    item = datum("r_on", "5 kΩ", row=1, column=1, headers=("Ron (ohm)",), stub="d1", sha256="0" * 64)
    for _ in range(2):
        shown = view(tmp_path, item)
        assert hits(shown) == ["5 kΩ"]
        assert shown["why"] == "from the record: the source is not at hand as it was read"
        (folder / "table_1.csv").write_text("device,Ron (ohm)\nd1,5 kΩ\n", encoding="utf-8")
    assert picture(tmp_path, item) is None
