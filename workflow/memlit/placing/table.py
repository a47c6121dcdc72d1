"""The comparison table of a new device as a file: LaTeX, CSV, a spreadsheet, or the references as BibTeX."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from memlit.config import Config
from memlit.devices.resolved import Resolved
from memlit.errors import PlaceError
from memlit.files import write_bytes, write_text
from memlit.placing.standing import Place, Published, nearest_devices
from memlit.report.own_device.table import DeviceLine, as_latex, bibtex, device_lines, head, mine_line, table_rows

SYMBOLS = {"v": "V", "tau": "tau", "g_on": "G_on", "r_on": "G_on", "g_off": "G_off", "r_off": "G_off"}
"""The column of the table in which a quantity stands as it was given."""
SUFFIXES = (".tex", ".csv", ".xlsx", ".bib")


def check_suffix(path: Path) -> None:
    """Raise PlaceError unless the file's name ends as one of the tables that can be written."""
    if path.suffix not in SUFFIXES:
        raise PlaceError(f"--table {path}", "is no table", f"end its name in {', '.join(SUFFIXES)}")


def write_table(
    path: Path,
    place: Place,
    published: Published,
    resolved: Resolved,
    given: Mapping[str, str],
    config: Config,
) -> None:
    """The device and the synapses nearest to it."""
    lines = {line.id: line for line in device_lines(published.rows, resolved.devices, published.library, config)}
    own = mine_line(place.device, {SYMBOLS[part]: text for part, text in given.items() if part in SYMBOLS}, config)
    synapses = replace(published, rows=tuple(row for row in published.rows if row.id in lines))
    near = nearest_devices(place.device, synapses, config.planned_metrics)
    shown = [own, *(lines[found.row.id] for found in near)]
    columns = head(config)
    if path.suffix == ".tex":
        write_text(path, as_latex(columns, shown))
    elif path.suffix == ".bib":
        keys = dict.fromkeys(key for line in shown for key in line.keys)
        write_text(path, "\n\n".join(bibtex(published.library.entries[key]) for key in keys) + "\n")
    elif path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(_with_notes(columns, shown))
        write_text(path, text.getvalue())
    else:
        _write_spreadsheet(path, _with_notes(columns, shown))


def _with_notes(columns: Sequence[str], lines: Sequence[DeviceLine]) -> list[list[str]]:
    """Head, rows and, below them, the footnotes with their numbers."""
    rows, notes = table_rows(lines)
    return [list(columns), *rows, *([f"[{number}] {note}"] for number, note in enumerate(notes, start=1))]


def _write_spreadsheet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([text.replace("\u00a0", " ") for text in row])
    content = io.BytesIO()
    book.save(content)
    write_bytes(path, content.getvalue())
