"""Which pages are spared the look for tables, and that no table is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed.tables import read_tables
from printed.tables.pdf import read as pdf
from typeset_pages import read_typst

from tests.builders import REFERENCE

PROSE = "#set page(width: 560pt, height: 500pt)\n#lorem(180)\n#pagebreak()\n"
CELLS = "[Device],[V],[ns],[TaOx],[3.0],[40],[HfOx],[1.2],[50],[GST],[0.7],[100]"


@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
@pytest.mark.parametrize("columns", [1, 2])
def test_prose_is_spared_and_the_page_with_the_table_is_not(tmp_path: Path, stroke: str, columns: int) -> None:
    table = f"#table(columns: (70pt, 40pt, 40pt), stroke: {stroke}, {CELLS})\n"
    layout = (
        f'#set page(columns: {columns})\n#set par(justify: true)\n#set text(lang: "en", hyphenate: true, size: 9pt)\n'
    )
    reading = read_typst(
        tmp_path, layout + PROSE.replace("lorem(180)", "lorem(420)") + "#lorem(40)\n" + table + "#lorem(40)"
    )
    assert [(t.page, t.n_rows, t.n_cols) for t in reading.tables] == [(reading.n_pages, 4, 3)]
    assert reading.n_spared == (reading.n_pages or 0) - 1


def test_caption_without_a_table_is_still_named(tmp_path: Path) -> None:
    reading = read_typst(tmp_path, PROSE + "#lorem(60)\n\nTable 2: Pulses of all devices.\n\n#lorem(60)")
    assert reading.n_spared == 1
    assert any("page 2 has a caption 'Table 2'" in line for line in reading.warnings)


@pytest.mark.slow
@pytest.mark.reference("bench/papers")
def test_no_table_of_real_documents_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [
        REFERENCE / "bench/papers" / "rasch2024_natcommun_agad.pdf",
        REFERENCE / "bench/papers" / "ghosh2023_mdpi_emulator.pdf",
    ]
    spared = [read_tables(path) for path in paths]
    monkeypatch.setattr(pdf, "may_hold_table", lambda *_: True)
    assert [r.tables for r in spared] == [read_tables(path).tables for path in paths]
    assert sum(r.n_spared for r in spared) > 0
