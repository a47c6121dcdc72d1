"""memlit tables --explain: the page with what each step kept or dropped, and why."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from memlit.asking.explain import explain_page
from memlit.cli import main

from tests.builders import vocabulary

LOREM = "#lorem(90)\n\n"
TABLE = """Table 3: Pulses used.
#table(columns: 3, stroke: none, table.hline(), [Device], [V#sub[set] (V)], [Bogus word], table.hline(),
  [Ag:a-Si], [3.2], [7], [TaOx], [3.0], [8], [PCMO], [2.0], [9], table.hline())

"""
LIST = """#table(columns: 2, column-gutter: 30pt, stroke: none, [1], [the first thing that was looked at for a while],
  [2], [the second thing that was looked at later on], [3], [the third thing that nobody has looked at])

"""


def _page(folder: Path, source: str) -> Path:
    typst = pytest.importorskip("typst")
    (folder / "in.typ").write_text(source, encoding="utf-8")
    (folder / "out.pdf").write_bytes(typst.compile(str(folder / "in.typ")))
    return folder / "out.pdf"


def _texts(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    return " ".join("".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text"))


def test_a_table_shows_its_steps_and_what_its_heads_mean(tmp_path: Path) -> None:
    svg = explain_page(_page(tmp_path, LOREM + TABLE + LOREM), 1, vocabulary())
    said = _texts(svg)
    assert re.search(r"lines with gaps: kept, 4 rows, 3 columns", said)
    assert said.count("column: seen") == 3
    assert "'Vset (V)' is set_voltage" in said
    assert "'Bogus word' is no known word" in said
    assert "<title>set_voltage of Ag:a-Si</title>" in svg


def test_a_dropped_candidate_says_why(tmp_path: Path) -> None:
    said = _texts(explain_page(_page(tmp_path, LOREM + LIST + LOREM), 1, vocabulary()))
    assert re.search(r"lines with gaps: dropped, a list: marks, then texts", said)


def test_a_column_that_is_joined_to_another_says_why(tmp_path: Path) -> None:
    rows = "".join(f"[D{row}], [{row}.5], [{row}0], [{'stray' if row == 3 else ''}]," for row in range(1, 7))
    source = f"Table 1: Pulses.\n#table(columns: 4, stroke: none, [Device], [V], [Ratio], [], {rows})\n\n"
    said = _texts(explain_page(_page(tmp_path, LOREM + source + LOREM), 1, vocabulary()))
    assert "column: dropped, joined to the one left of it: it holds one text" in " ".join(said.split())
    assert said.count("column: seen") == 3


def test_the_command_asks_for_a_page_and_writes_the_picture(tmp_path: Path) -> None:
    path = _page(tmp_path, LOREM + TABLE + LOREM)
    refused = CliRunner().invoke(main, ["tables", str(path), "--explain", str(tmp_path / "page.svg")])
    assert refused.exit_code == 2
    assert "--explain draws one page of a PDF; name it: --page N" in refused.stderr
    done = CliRunner().invoke(main, ["tables", str(path), "--page", "1", "--explain", str(tmp_path / "page.svg")])
    assert done.exit_code == 0
    assert "set_voltage" in (tmp_path / "page.svg").read_text(encoding="utf-8")
