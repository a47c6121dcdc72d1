"""Boxes in rows and columns that are no table: circuits and arrays drawn with curves, beside tables with pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed.tables import Table, read_tables

RESISTOR = "curve(stroke: 1pt, curve.move((0pt, 5pt)), curve.cubic((2pt, 0pt), (4pt, 10pt), (6pt, 5pt)))"
WIRE = "curve(stroke: 1pt, curve.move((0pt, 0pt)), curve.cubic((9pt, 9pt), (0pt, 30pt), (9pt, 38pt)))"


def _tables(tmp_path: Path, cell: str, caption: str = "") -> tuple[Table, ...]:
    typst = pytest.importorskip("typst")
    cells = ",".join(cell.replace("LABEL", f"G{i}") for i in range(12))
    table = f"#table(columns: (45pt,) * 4, rows: 42pt, inset: 3pt, stroke: 0.6pt, {cells})"
    source = f"#lorem(60)\n\n{caption}\n\n{table}\n\n#lorem(60)"
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (tmp_path / "out.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    return read_tables(tmp_path / "out.pdf").tables


def test_an_array_of_drawn_devices_is_no_table(tmp_path: Path) -> None:
    wires = "".join(f"#place(dx: {x}pt, {WIRE})" for x in range(0, 36, 5))
    drawn = f"[#place[LABEL]{wires}]"
    assert _tables(tmp_path, drawn) == ()


def test_a_table_with_a_mark_in_each_cell_is_one(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, f"[LABEL #{RESISTOR}]")
    assert (table.n_rows, table.n_cols) == (3, 4)
