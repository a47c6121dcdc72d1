"""Tables made to mislead, as HTML, CSV and PDF; what each cell means was written down before they were read.

A cell is expected as (device, parameter, SI low, SI high): a value has equal ends, a bound has None on its open side.
REFUSED stands for a cell that must give no value of any kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from memlit.datum import DocumentReading, Reading
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.supplied import Supplied
from memlit.sources.folder import read_folder

from tests.builders import vocabulary

YEAR = 31557600.0
REFUSED = None
Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Page:
    """A table in one format; cells: by row, column and part of the cell (0: the whole) the device's text, the
    parameter and the ends in SI; note: printed under the table (html)."""

    name: str
    format: str
    rows: tuple[str, ...]
    cells: dict[tuple[int, int, int], tuple[str, str, Ends] | None]
    note: str = ""


def one(value: float) -> Ends:
    return (value, value)


PAGES = (
    Page(
        "cell_units_against_head_units",
        "html",
        (
            "Device|R_on (kΩ)|Pulse width (ns)|Write energy (pJ)|Retention (s)",
            "HfOx|2.5 MΩ|3 µs|45 fJ|10 years",
            "TaOx|12|50|0.8|3 × 10<sup>4</sup>",
        ),
        {
            (1, 1, 0): ("HfOx", "r_on", one(2.5e6)),
            (1, 2, 0): ("HfOx", "pulse_width", one(3e-6)),
            (1, 3, 0): ("HfOx", "write_energy", one(4.5e-14)),
            (1, 4, 0): ("HfOx", "retention", one(10 * YEAR)),
            (2, 1, 0): ("TaOx", "r_on", one(12e3)),
            (2, 4, 0): ("TaOx", "retention", one(3e4)),
        },
    ),
    Page(
        "separators",
        "csv",
        (
            "Device|Endurance (cycles)|V_set|R_off|R_on",
            "HfOx|1,000,000|0,85 V|1 250 000 Ω|4.800 Ω",
            "TaOx|2,5 × 10^6|1,10 V|3 MΩ|5 kΩ",
        ),
        {
            (1, 1, 0): ("HfOx", "endurance", one(1e6)),
            (1, 2, 0): ("HfOx", "set_voltage", one(0.85)),
            (1, 3, 0): ("HfOx", "r_off", one(1.25e6)),
            (2, 1, 0): ("TaOx", "endurance", one(2.5e6)),
            (2, 2, 0): ("TaOx", "set_voltage", one(1.1)),
        },
    ),
    Page(
        "bounds",
        "pdf",
        (
            "Device|Switching time|Endurance|Number of states|On/off ratio",
            "HfOx|< 50 ns|> 10^10|up to 64|≥ 100",
            "TaOx|≤ 2 µs|10^6 to 10^8|32|~ 15",
            "PCMO|5–20 ns|10^7 cycles|at least 8|50:1",
        ),
        {
            (1, 1, 0): ("HfOx", "switching_time", (None, 5e-8)),
            (1, 2, 0): ("HfOx", "endurance", (1e10, None)),
            (1, 3, 0): ("HfOx", "n_states", (None, 64)),
            (1, 4, 0): ("HfOx", "on_off_ratio", (100, None)),
            (2, 2, 0): ("TaOx", "endurance", (1e6, 1e8)),
            (3, 1, 0): ("PCMO", "switching_time", (5e-9, 2e-8)),
            (3, 3, 0): ("PCMO", "n_states", (8, None)),
            (3, 4, 0): ("PCMO", "on_off_ratio", one(50)),
        },
    ),
    Page(
        "two_roles_in_a_cell",
        "html",
        (
            "Device|SET/RESET voltage (V)|SET/RESET pulse width|Read voltage",
            "HfOx|1.1/−1.3|50 ns / 2 µs|0.2 V",
            "TaOx|— / −1.4|100 ns|100 mV",
            "PCMO|+2/−2|10/20 ms|0.3",
        ),
        {
            (1, 1, 1): ("HfOx", "set_voltage", one(1.1)),
            (1, 1, 2): ("HfOx", "reset_voltage", one(-1.3)),
            (1, 2, 1): ("HfOx", "set_pulse_width", one(5e-8)),
            (1, 2, 2): ("HfOx", "reset_pulse_width", one(2e-6)),
            (2, 1, 2): ("TaOx", "reset_voltage", one(-1.4)),
            (3, 2, 1): ("PCMO", "set_pulse_width", one(0.01)),
            (3, 3, 0): REFUSED,
        },
    ),
    Page(
        "factors_and_logarithms_in_heads",
        "html",
        (
            "Device|log10(endurance)|R_on (×10^3 Ω)|C2C variation (%)|Energy per spike (fJ/µm²)",
            "HfOx|9|4.7|2.5|12",
            "TaOx|10.5|0.9|&lt; 1|30",
        ),
        {
            (1, 1, 0): ("HfOx", "endurance", one(1e9)),
            (1, 2, 0): ("HfOx", "r_on", one(4700)),
            (1, 3, 0): ("HfOx", "cycle_to_cycle", one(0.025)),
            (1, 4, 0): REFUSED,
            (2, 3, 0): ("TaOx", "cycle_to_cycle", (None, 0.01)),
        },
    ),
    Page(
        "other_dimensions",
        "csv",
        (
            "Device|Set current|On/off ratio (dB)|V_set|Retention",
            "HfOx|5 A/cm²|40|300 K|85 °C",
            "TaOx|20 µA|12|1.5 V|10^5 s",
        ),
        {
            (1, 1, 0): REFUSED,
            (1, 2, 0): REFUSED,
            (1, 3, 0): REFUSED,
            (1, 4, 0): REFUSED,
            (2, 1, 0): ("TaOx", "set_current", one(2e-5)),
            (2, 4, 0): ("TaOx", "retention", one(1e5)),
        },
    ),
    Page(
        "letters_in_numbers",
        "csv",
        (
            "Cell|Endurance|HRS/LRS|V_set",
            "HfOx|1O^5|1,OOO|0.5 V",
            "TaOx|10A5|1O^2|0.6 V",
            "ZrOx|2x1O^5|10A3|0.7 V",
            "NbOx|10^5|1000|0.8 V",
        ),
        {
            **{(row, column, 0): REFUSED for row in (1, 2, 3) for column in (1, 2)},
            (1, 3, 0): ("HfOx", "set_voltage", one(0.5)),
            (4, 1, 0): ("NbOx", "endurance", one(1e5)),
            (4, 2, 0): ("NbOx", "on_off_ratio", one(1000)),
        },
    ),
)


def _save(page: Page, folder: Path) -> Path:
    rows = [row.split("|") for row in page.rows]
    path = folder / f"paper.{page.format}"
    if page.format == "html":
        lines = "".join(f"<tr>{''.join(f'<td>{_raised(text)}</td>' for text in row)}</tr>" for row in rows)
        caption = "<caption>Table 1. Devices.</caption>"
        path.write_text(
            f"<!doctype html><html><body><table>{caption}{lines}</table><p>{page.note}</p></body></html>",
            encoding="utf-8",
        )
    elif page.format == "csv":
        path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        typst = pytest.importorskip("typst")
        (folder.parent / "in.typ").write_text(_typst(rows), encoding="utf-8")
        path.write_bytes(typst.compile(str(folder.parent / "in.typ")))
    return path


def _raised(text: str) -> str:
    """A cell with its powers raised."""
    return re.sub(r"\^(\d+)", r"<sup>\1</sup>", text)


def _typst(rows: list[list[str]]) -> str:
    def shown(text: str) -> str:
        parts = re.split(r"\^(\d+)", text)
        return "[" + "".join(f"#super[{p}]" if i % 2 else f'#"{p}"' for i, p in enumerate(parts) if p) + "]"

    cells = ", ".join(shown(text) for row in rows for text in row)
    return (
        f'#set page("a5")\n#set text(size: 8pt)\nTable 1: Devices.\n\n#table(columns: {len(rows[0])}, stroke: none, '
        f"table.hline(y: 0), table.hline(y: 1), table.hline(y: {len(rows)}), {cells})\n"
    )


def _readings(page: Page, root: Path) -> dict[tuple[int, int, int], Reading]:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True)
    path = _save(page, folder)
    said = f"tables:\n- {{file: {path.name}, label: Table 1}}\n"
    (folder / "source.yaml").write_text(said, encoding="utf-8")
    mined = mine_file(Supplied(path, "0" * 64, read_folder(folder.parent, "doc"), vocabulary()))
    document = DocumentReading(key="doc", status="new", data=mined.data, files={})
    found = {}
    for reading in reconcile_document(document, {}, vocabulary()).readings:
        place = reading.datum.locator
        if reading.datum.method != "text" and not reading.is_derived and place.row is not None:
            found[place.row, place.column or 0, place.part or 0] = reading
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_cells_made_to_mislead_are_read_right_or_refused(page: Page, tmp_path: Path) -> None:
    found = _readings(page, tmp_path)
    wrong = []
    for place, meant in page.cells.items():
        got = found.get(place)
        is_used = got is not None and got.status == "value" and not any("simulat" in flag for flag in got.flags)
        if meant is REFUSED:
            wrong += [(place, got.low, got.high)] if is_used and got is not None else []
            continue
        device, parameter, ends = meant
        shown = (got.datum.printed.stub, got.parameter, (got.low, got.high)) if is_used and got is not None else None
        is_right = shown is not None and shown[:2] == (device, parameter) and shown[2] == pytest.approx(ends)
        wrong += [] if is_right else [(place, shown, got.reason if got is not None else "not read")]
    assert not wrong


def test_a_point_before_three_digits_in_a_table_of_decimal_commas_is_not_a_decimal_point(tmp_path: Path) -> None:
    found = _readings(next(page for page in PAGES if page.name == "separators"), tmp_path)[1, 4, 0]
    assert found.status != "value" or found.value == pytest.approx(4800)
