"""Device tables typeset from data: every cell must come back exactly, from PDF, JATS and HTML.

The truth is the data below; `^{}` and `_{}` mark what is raised and lowered. Values are typical of the
field, not of one device.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from printed.tables import Table, read_tables

DEVICES = """
Device|R_{on} (kΩ)|ON/OFF ratio|Endurance|C2C (%)
Ag:a-Si|26000|12.5|10^{8}|3.5
TaO_{x}/TiO_{2}|5000|2|10^{6}|1
AlO_{x}/HfO_{2}|16.9|4.43|10^{5}|5
HZO FeFET|559.28|45|10^{9}|0.5
#
Material|SET (V)|RESET (V)|Retention (s)|Energy (pJ)
HfO_{2}|1.2|-1.4|10^{4}|0.85
Ta_{2}O_{5}|0.9|-1.1|3×10^{7}|1.3
WO_{3-x}|2.0|-2.5|10^{3}|12
GST|0.7|3.0|10^{8}|6.1
PCMO|-2.0|2.0|10^{5}|4.8
#
Cell|G_{min} (μS)|G_{max} (μS)|States|Read (V)
1T1R|10|100|32|0.2
1S1R|0.5|40|16|0.5
2T2R|1.2|90|64|0.1
#
Technology|Write time (ns)|Endurance^{a}|Cell (F^{2})
STT-MRAM|10|10^{12}|30
PCM|100|10^{8}|25
RRAM|50|10^{6}|12
FeRAM|30|10^{14}|22
Flash|10000|10^{5}|4
#
Stack|d (nm)|V_{th} (V)|I_{off} (A)|Slope
NbO_{2}|20|1.1|10^{-6}|5.0
VO_{2}|60|0.8|2.5×10^{-5}|8.1
Ag/SiO_{2}|10|0.3|10^{-12}|1.5
OTS|15|2.4|10^{-9}|3.9
#
Reference|Pulse width|Amplitude|Conductance change
Jo 2010|300 μs|3.2 V|97 levels
Woo 2016|100 μs|0.9 V|40 levels
Choi 2018|5 μs|5 V|64 levels
Wu 2018|50 ns|1.6 V|128 levels
#
Neuron|C (fF)|Rate (MHz)|Energy/spike
Mott|100|20|1.2 pJ
Threshold|50|5|0.4 pJ
CMOS|500|1|8.5 pJ
#
Sample|A (μm^{2})|J_{c} (A/cm^{2})|Δ|RA (Ω μm^{2})
S1|0.01|5.1×10^{6}|68|9.8
S2|0.04|4.7×10^{6}|61|7.2
S3|0.09|2.3×10^{6}|58|4.4
S4|0.16|1.9×10^{6}|55|3.9
#
Oxide|ε_{r}|E_{g} (eV)|E_{a} (eV)
Al_{2}O_{3}|9|8.8|1.1
HfO_{2}|25|5.8|0.9
TiO_{2}|80|3.2|0.7
ZrO_{2}|25|5.8|0.8
Ta_{2}O_{5}|22|4.4|1.0
#
Parameter|Unit|Device A|Device B|Device C
LRS|Ω|10^{3}|5×10^{3}|10^{4}
HRS|Ω|10^{6}|10^{7}|5×10^{5}
Pulse|ns|50|100|20
Yield|%|99.1|97.5|88.0
#
Array|Size|Read noise|Write error|Accuracy (%)
A1|128|0.5|1.2|97.4
A2|256|0.7|1.9|96.1
A3|1024|1.4|2.2|93.8
#
Year|Node (nm)|Capacity (Mb)|Read (ns)|Write (ns)
2016|28|1|6.8|100
2018|22|7|5.0|10000
2019|22|7.2|4.0|20
2020|28|16|8.2|150
#
Channel|I_{on}/I_{off}|LTP NL|LTD NL|N
WSe_{2}|10^{5}|1.4|-1.6|60
MoS_{2}|10^{7}|0.8|-0.9|120
IGZO|10^{6}|2.3|-3.1|50
#
Polymer|Window (V)|Switching|Cycles|Bend
PEDOT|0.6|3 ms|10^{4}|10^{3}
P3HT|1.5|20 ms|500|10^{2}
PVDF|8|1 ms|10^{6}|10^{4}
#
Symbol|Meaning|Value|Unit
V_{p}|amplitude|1.2|V
t_{p}|width|10^{-7}|s
R_{s}|series|1.8×10^{3}|Ω
C_{m}|membrane|10^{-12}|F
#
Selector|V_{hold}|I_{max} (mA)|Selectivity|t_{on} (ns)
CuGeS|0.2|1|10^{7}|20
TiO_{2}|0.6|0.5|10^{5}|50
AsTeGe|1.1|2|10^{8}|2
"""
TABLES = [[line.split("|") for line in block.strip().splitlines()] for block in DEVICES.strip().split("#\n")]
STYLES = {
    "math": "#let up(x) = $zwj^#x$\n#let low(x) = $zwj_#x$",
    "glyph": "#let up(x) = super(x)\n#let low(x) = sub(x)",
    "shrunk": "#let up(x) = super(typographic: false, x)\n#let low(x) = sub(typographic: false, x)",
    "print": "#let up(x) = text(size: 0.89em, baseline: -0.48em, x)\n"
    "#let low(x) = text(size: 0.89em, baseline: 0.2em, x)",
}
RULES = {
    "grid": "stroke: 0.5pt",
    "booktabs": "stroke: none",
    "ruleless": "stroke: none",
}
PROSE = (
    "The devices were measured at room temperature in a shielded probe station, and the pulses were applied "
    "to the top electrode while the bottom electrode was grounded; all values are medians over ten cells."
)


def _expected(cell: str) -> str:
    marked = escape(cell, quote=False)
    marked = re.sub(r"\^\{([^}]*)\}", r"<sup>\1</sup>", marked)
    return re.sub(r"_\{([^}]*)\}", r"<sub>\1</sub>", marked)


def _typst_text(text: str) -> str:
    return '#"' + text.replace('"', '\\"') + '"' if text else ""


def _typst_cell(cell: str) -> str:
    parts = re.split(r"(\^\{[^}]*\}|_\{[^}]*\})", cell)
    out = ""
    for part in parts:
        match = re.fullmatch(r"([\^_])\{([^}]*)\}", part)
        out += f"#{'up' if match[1] == '^' else 'low'}[{_typst_text(match[2])}]" if match else _typst_text(part)
    return f"[{out}]"


def _typst_page(rows: list[list[str]], number: int, rules: str) -> str:
    lines = {
        "grid": "",
        "ruleless": "",
        "booktabs": f"table.hline(y: 0), table.hline(y: 1), table.hline(y: {len(rows)}),",
    }[rules]
    align = "(x, y) => if x == 0 { left } else { center }"
    cells = ", ".join(_typst_cell(cell) for row in rows for cell in row)
    return (
        f"{PROSE}\n\n#align(center)[Table {number}: Devices compared.\n\n"
        f"#table(columns: {len(rows[0])}, {RULES[rules]}, align: {align}, {lines} {cells})]\n\n{PROSE}\n"
    )


def _pdf(path: Path, style: str, rules: str) -> Path:
    typst = pytest.importorskip("typst")
    pages = [_typst_page(rows, i + 1, rules) for i, rows in enumerate(TABLES)]
    source = f'#set page("a5")\n#set text(size: 9pt)\n{STYLES[style]}\n' + "\n#pagebreak()\n".join(pages)
    (path / "in.typ").write_text(source, encoding="utf-8")
    (path / "out.pdf").write_bytes(typst.compile(str(path / "in.typ")))
    return path / "out.pdf"


def _exact(truth: list[list[str]], table: Table | None) -> tuple[int, int, list[str]]:
    """Cells right in place and markup, all cells, and what differs."""
    found = {(c.row, c.col): c.markup for c in table.cells} if table else {}
    total = right = 0
    wrong = []
    for r, row in enumerate(truth):
        for c, cell in enumerate(row):
            total += 1
            got = found.get((r, c))
            right += got == _expected(cell)
            if got != _expected(cell):
                wrong.append(f"{_expected(cell)} -> {got}")
    return right, total, wrong


@pytest.mark.parametrize("rules", sorted(RULES))
@pytest.mark.parametrize("style", sorted(STYLES))
def test_typeset_pdf_gives_back_its_cells(tmp_path: Path, style: str, rules: str) -> None:
    reading = read_tables(_pdf(tmp_path, style, rules))
    by_page = {table.page: table for table in reading.tables}
    assert len(reading.tables) == len(TABLES), "tables found"
    scores = [_exact(rows, by_page.get(i + 1)) for i, rows in enumerate(TABLES)]
    wrong = [w for s in scores for w in s[2]]
    assert sum(s[0] for s in scores) >= 0.98 * sum(s[1] for s in scores), wrong
    flattened = [w for w in wrong if "<su" in w and "<su" not in w.split("->")[1] and "None" not in w]
    assert not flattened, "a raised or lowered part was flattened without notice"
    assert [t.label for t in reading.tables] == [f"Table {i + 1}" for i in range(len(TABLES))]


def _markup_rows(rows: list[list[str]]) -> str:
    head = "<tr>" + "".join(f"<th>{_expected(c)}</th>" for c in rows[0]) + "</tr>"
    body = "".join("<tr>" + "".join(f"<td>{_expected(c)}</td>" for c in row) + "</tr>" for row in rows[1:])
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


@pytest.mark.parametrize("kind", ["jats", "html"])
def test_markup_documents_give_back_their_cells(tmp_path: Path, kind: str) -> None:
    if kind == "jats":
        inner = "".join(
            f"<table-wrap><label>Table {i}</label>{_markup_rows(r)}</table-wrap>" for i, r in enumerate(TABLES)
        )
        text = f'<?xml version="1.0"?><article><floats-group>{inner}</floats-group></article>'
    else:
        inner = "".join(f"<figure>{_markup_rows(r)}</figure>" for r in TABLES)
        text = f"<!DOCTYPE html><html><body>{inner}</body></html>"
    path = tmp_path / "document"
    path.write_text(text, encoding="utf-8")
    tables = read_tables(path).tables
    assert len(tables) == len(TABLES)
    for rows, table in zip(TABLES, tables, strict=True):
        right, total, wrong = _exact(rows, table)
        assert right == total, wrong
