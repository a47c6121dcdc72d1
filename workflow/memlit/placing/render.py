"""A new device's place as text for a person and as plain data.

The comparison table of a new device as a file: LaTeX, CSV, a spreadsheet, or the references as BibTeX.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from memlit.analysis.class_medians import NONE_COUNTS, ONLY_BOUNDED
from memlit.config import Config
from memlit.datum import Result
from memlit.devices.resolved import Resolved
from memlit.errors import PlaceError
from memlit.files import write_bytes, write_text
from memlit.placing.ranks import rank_words
from memlit.placing.standing import Neighbour, PercentileSpan, PlacedDevice, Published, Standing, nearest_devices
from memlit.placing.table import (
    DeviceLine,
    as_latex,
    bibtex,
    device_lines,
    head,
    mine_line,
    table_rows,
    tabled_rows,
)
from memlit.presentation.format import result_text

RENAMED = {"set_name": "set", "device_class": "class"}
"""Names in JSON of parts of a standing that bear another in the code."""
_HEADERS = ("set", "class", "metric", "known", "percentile", "interval", "among all credited papers")


def _shown(result: Result) -> str:
    """The metric as a point or between its bounds, with plain spaces: a terminal's text is searched and copied."""
    return result_text(result).replace("\u00a0", " ")


def render_place(place: PlacedDevice, *, has_all: bool = False) -> str:
    """The place of a device among the published ones, as `memlit place` prints it; has_all: with its percentiles."""
    device = place.device
    lines = [f"{device.device_class} {device.role}, {device.pulse} pulse", *in_columns(_metric_rows(place))]
    lines += [f"note: {note}" for note in place.notes]
    if has_all and place.standings:
        lines += ["", *_percentiles(place)]
    if not place.standings and device.metrics:
        lines.append(f"No published {device.role} has a value to compare with: see the coverage in the report")
    if place.nearest:
        lines += ["", "Nearest published devices (decades over the metrics that both have)"]
        lines += in_columns([_neighbour(item, place) for item in place.nearest])
        lines.append("  memlit audit ID#METRIC shows where a value was printed")
    return "\n".join(lines)


def _metric_rows(place: PlacedDevice) -> list[list[str]]:
    """Each metric with its ranks, 1st being the least, where others are known."""
    metrics = place.device.metrics
    if not place.ranks:
        return [[place.symbols[name], _shown(result)] for name, result in metrics.items()]
    head = ["", "", "rank from the least", f"among {place.device.device_class} alone"]
    return [head, *([place.symbols[name], _shown(result), *_ranks(place, name)] for name, result in metrics.items())]


def _ranks(place: PlacedDevice, metric: str) -> list[str]:
    """The rank among all known papers and among those of the class."""
    return [rank_words(found) for found in place.ranks[metric]] if metric in place.ranks else ["", ""]


def _percentiles(place: PlacedDevice) -> list[str]:
    """A line for each class with evidence, set and metric."""
    head = [*_HEADERS]
    head[5] = f"{100 * place.level:g} % interval"
    return [
        "Percentile: papers with a smaller value, in percent of those with a known one",
        *in_columns([head, *(_cells(item, place) for item in place.standings)]),
        "  * the device's class. Few papers: no interval. Not identified: half or more of them are unread,",
        "  so only the span of the last column is certain.",
    ]


def in_columns(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    padded = ("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [f"  {line}".rstrip() for line in padded]


def _cells(item: Standing, place: PlacedDevice) -> list[str]:
    device = place.device
    own = "*" if item.device_class == device.device_class else ""
    pulse = "" if item.pulse == device.pulse or item.set_name.endswith(item.pulse) else f", {item.pulse}"
    return [
        f"{item.set_name}{pulse}",
        f"{item.device_class}{own}" + (f" {item.role}" if item.role != device.role else ""),
        place.symbols[item.metric],
        f"{item.n_known} of {item.n_credited}",
        _percentile(item),
        span_words(item.interval) if item.interval else "–",
        span_words(item.bounds)
        if item.identification != "not identified"
        else f"not identified, {span_words(item.bounds)}",
    ]


def _percentile(item: Standing) -> str:
    """Of few papers the number of those below, for a percentile of one or two says nothing."""
    if item.percentile:
        return span_words(item.percentile)
    if item.n_known:
        return f"{span_words(item.below)} of {item.n_known} below"
    return ONLY_BOUNDED if item.n_bounded else NONE_COUNTS


def span_words(span: PercentileSpan) -> str:
    low, high = (f"{end:.0f}" for end in span)
    return low if low == high else f"{low}–{high}"


def _neighbour(item: Neighbour, place: PlacedDevice) -> list[str]:
    row = item.row
    values = ", ".join(f"{place.symbols[name]} {_shown(row.metrics[name])}" for name in item.metrics)
    return [f"{item.decades:.2f}", row.id, row.device_class, values, item.find]


def place_as_json(place: PlacedDevice) -> dict[str, Any]:
    """Plain values in SI; an absent upper bound is None."""
    device = place.device
    return {
        "class": device.device_class,
        "role": device.role,
        "pulse": device.pulse,
        "metrics": {name: _metric(result) for name, result in device.metrics.items()},
        "flags": list(device.flags),
        "not_applicable": device.not_applicable,
        "level": place.level,
        "ranks": {
            name: {"all": among_all._asdict(), "class": among_class._asdict()}
            for name, (among_all, among_class) in place.ranks.items()
        },
        "standings": [
            {RENAMED.get(name, name): value for name, value in asdict(item).items()} for item in place.standings
        ],
        "nearest": [
            {
                "id": item.row.id,
                "paper": item.row.paper,
                "class": item.row.device_class,
                "decades": item.decades,
                "metrics": {name: _metric(item.row.metrics[name]) for name in item.metrics},
                "find": item.find,
            }
            for item in place.nearest
        ],
        "notes": list(place.notes),
    }


def _metric(result: Result) -> dict[str, Any]:
    high = None if result.high is None or result.high == float("inf") else result.high
    return {"value": result.value, "low": result.low, "high": high, "unit": result.unit}


SYMBOLS = {"v": "V", "tau": "tau", "g_on": "G_on", "r_on": "G_on", "g_off": "G_off", "r_off": "G_off"}
"""The column of the table in which a quantity stands as it was given."""
_SUFFIXES = (".tex", ".csv", ".xlsx", ".bib")


def check_suffix(path: Path) -> None:
    """Raise PlaceError unless the file's name ends as one of the tables that can be written."""
    if path.suffix not in _SUFFIXES:
        raise PlaceError(f"--table {path}", "is no table", f"end its name in {', '.join(_SUFFIXES)}")


def write_table(
    path: Path,
    place: PlacedDevice,
    published: Published,
    resolved: Resolved,
    given: Mapping[str, str],
    config: Config,
) -> None:
    """The device and the synapses nearest to it."""
    rows = tabled_rows(published.rows)
    lines = {line.id: line for line in device_lines(rows, resolved.devices, published.library, config)}
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
    import pandas as pd

    content = io.BytesIO()
    cells = pd.DataFrame([[text.replace("\u00a0", " ") for text in row] for row in rows])
    cells.to_excel(content, header=False, index=False)
    write_bytes(path, content.getvalue())
