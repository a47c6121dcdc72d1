"""A table is asked about once, and only where an answer leads to values of devices."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import TableQuestion
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder

from tests.builders import corpus


def questions(root: Path, *tables: tuple[str, ...]) -> tuple[TableQuestion, ...]:
    """What is asked about a page with these tables, each a caption and its rows."""
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True)
    body = ""
    for number, (caption, *rows) in enumerate(tables, 1):
        lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in rows)
        body += f"<table><caption>Table {number}. {caption}</caption>{lines}</table>"
    (folder / "paper.html").write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    return read_files(corpus(root), read_folder(root / "sources", "doc")).questions


def test_unknown_heads_over_values_of_devices_are_one_question_a_table(tmp_path: Path) -> None:
    devices = ("Devices", "Device|R_ON (kΩ)|Wobble (%)|t_crawl (ns)", "HfOx|12|3|40", "TaOx|9|4|50")
    switches = ("Switches", "Parameter|VO2|NbO2", "V_jump|1.2 V|0.9 V", "t_jump|3 ns|5 ns", "Colour|red|blue")
    first, second = questions(tmp_path, devices, switches)
    assert (first.table, first.label, first.direction) == ("t1", "Table 1", "devices_as_rows")
    assert [one.text for one in first.heads] == ["Wobble (%)", "t_crawl (ns)"]
    assert (second.table, second.label, second.direction) == ("t2", "Table 2", "devices_as_columns")
    assert [one.text for one in second.heads] == ["V_jump", "t_jump"]


@pytest.mark.parametrize(
    "table",
    [
        ("Opcodes", "Opcode|Instruction|Operands", "0001|SET|row, col", "0010|READ|row"),
        ("Strategies", "Strategy|Reference", "Pruning|[1, 2]", "Quantization|[4]"),
        ("Settings", "Parameters|Value", "Number of generations|100", "Crossover rate|0.8", "Mutation rate|0.2"),
        ("Results", "Data set|Network|Loss|Energy per image (µJ)", "MNIST|LeNet-5|0.1|4", "CIFAR-10|VGG-8|0.3|20"),
        ("Components", "Component|Delay (ns)|Settling (ns)", "ADC|2|3", "Buffer|4|5"),
        ("Works", "Work|#Transistors|Swing (V)|Slew (ns)", "[4]|12|1.2|3", "[5]|20|0.9|4"),
        ("Solvers", "Reference|41|50", "Problem|Max-Cut|Spin glass", "Problem size|60 node|5 node"),
    ],
    ids=lambda table: table[0],
)
def test_nothing_is_asked_where_no_answer_leads_to_a_device(tmp_path: Path, table: tuple[str, ...]) -> None:
    assert questions(tmp_path, table) == ()
