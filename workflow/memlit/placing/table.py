"""A table of published devices for another paper: values, footnoted places, and the references to cite."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import PULSES, Reading
from memlit.devices.device import DevicePulse
from memlit.field.codes import MEMORY
from memlit.library import Entry, Library
from memlit.presentation.format import reading_text, result_text
from memlit.presentation.text import device_name, plain

OWN_PARTS = (("v_spike", "V"), ("tau", "tau"), ("g_on", "G_on"), ("g_off", "G_off"))
_MINE = "this work"
_NONE = "–"
_CITED = ("author", "title", "journal", "booktitle", "institution", "volume", "number", "pages", "year", "doi", "url")
"""Fields of an entry that a reference list needs."""


class DeviceLine(NamedTuple):
    """A device of the table; `notes` are the places of its parts, `keys` the entries behind it."""

    id: str
    name: str
    device: str
    device_class: str
    pulse: str
    cells: tuple[str, ...]
    notes: tuple[str, ...]
    keys: tuple[str, ...]


def head(config: Config) -> tuple[str, ...]:
    """The columns of the table."""
    metrics = (config.metrics[name].symbol for name in _metrics(config))
    return ("device", "class", "pulse", *(symbol for _, symbol in OWN_PARTS), *metrics)


def _metrics(config: Config) -> list[str]:
    """Planned metrics that are no part of the tuple themselves."""
    parts = {symbol for _, symbol in OWN_PARTS}
    return [name for name in config.planned_metrics if config.metrics[name].symbol not in parts]


def _metric_texts(row: BenchmarkRow, config: Config) -> list[str]:
    return [result_text(row.metrics[name]) if name in row.metrics else _NONE for name in _metrics(config)]


def tabled_rows(rows: Iterable[BenchmarkRow]) -> list[BenchmarkRow]:
    """Synapses of one source with a metric, by paper: what the table can hold."""
    shown = [row for row in rows if row.role not in ("neuron", MEMORY) and row.is_evidence and row.pulse in PULSES]
    return sorted(shown, key=lambda row: row.id)


def device_lines(
    rows: Iterable[BenchmarkRow], devices: Iterable[DevicePulse], library: Library, config: Config
) -> list[DeviceLine]:
    """The lines of `rows`; devices: those of their tuples, and any others."""
    tuples = {device.id: device for device in devices}
    return [_line(row, tuples[row.source], library, config) for row in rows]


def _line(row: BenchmarkRow, device: DevicePulse, library: Library, config: Config) -> DeviceLine:
    found = [(symbol, device.chosen.part(part)) for part, symbol in OWN_PARTS]
    readings = [(symbol, reading) for symbol, reading in found if reading is not None]
    places: dict[str, list[str]] = {}
    for symbol, reading in readings:
        places.setdefault(_place(reading, library), []).append(symbol)
    documents = [reading.datum.locator.document for _, reading in readings]
    texts = dict.fromkeys((symbol for symbol, _ in found), _NONE)
    texts |= {symbol: reading_text(reading) for symbol, reading in readings}
    entry = library.entries[row.paper]
    return DeviceLine(
        row.id,
        plain(entry.short_name),
        plain(device_name(row.full_name)),
        row.device_class,
        row.pulse,
        (*texts.values(), *_metric_texts(row, config)),
        tuple(f"{', '.join(symbols)}: {place}" for place, symbols in places.items()),
        tuple(key for key in dict.fromkeys([row.paper, *documents]) if key in library.entries),
    )


def _place(reading: Reading, library: Library) -> str:
    """Where a reading is printed."""
    at = reading.datum.locator
    entry = library.entries.get(at.document)
    source = entry.short_name if entry else at.document
    page = f", p. {at.page}" if at.page else ""
    return plain(f"{source}, {at.named_place}{page}")


def mine_line(row: BenchmarkRow, given: dict[str, str], config: Config) -> DeviceLine:
    """The reader's own device; given: its quantities as written, by symbol."""
    cells = [given.get(symbol, _NONE) for _, symbol in OWN_PARTS]
    return DeviceLine("", _MINE, "", row.device_class, row.pulse, (*cells, *_metric_texts(row, config)), (), ())


def table_rows(lines: Sequence[DeviceLine]) -> tuple[list[list[str]], list[str]]:
    """Cells of each line, the footnotes' numbers behind the device, and the footnotes in their order."""
    marks, notes = _footnotes(lines)
    rows = [
        [f"{_name(line)} [{mark}]" if mark else _name(line), line.device_class, line.pulse, *line.cells]
        for line, mark in zip(lines, marks, strict=True)
    ]
    return rows, notes


def _footnotes(lines: Iterable[DeviceLine]) -> tuple[list[str], list[str]]:
    """The numbers of the notes of each line, and the notes in their order, each once."""
    numbers: dict[str, str] = {}
    marks = [",".join(numbers.setdefault(note, str(len(numbers) + 1)) for note in line.notes) for line in lines]
    return marks, list(numbers)


def _name(line: DeviceLine) -> str:
    return f"{line.name}, {line.device}" if line.device else line.name


LATEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "µ": r"\textmu{}",
    "Ω": r"\textohm{}",
    "τ": r"$\tau$",
    "α": r"$\alpha$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "×": r"$\times$",
    "−": "$-$",
    "–": "--",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
    "\u202f": r"\,",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
"""How LaTeX (with textcomp, part of its kernel since 2020) writes what is no plain letter."""


def latex(text: str) -> str:
    """A text with all its characters as LaTeX prints them."""
    return "".join(LATEX_SIGNS.get(sign, sign) for sign in text)


def latex_symbol(symbol: str) -> str:
    """`E_a` as `$E_\\mathrm{a}$`."""
    base, _, sub = symbol.partition("_")
    letter = r"\tau" if base == "tau" else base
    return f"${letter}_\\mathrm{{{sub}}}$" if sub else f"${letter}$"


def as_latex(columns: Sequence[str], lines: Sequence[DeviceLine]) -> str:
    """A tabular with its footnotes below; each device cites its paper."""
    marks, notes = _footnotes(lines)
    written = [[*columns[:3], *map(latex_symbol, columns[3:])]]
    for line, mark in zip(lines, marks, strict=True):
        cited = f"~\\cite{{{line.keys[0]}}}" if line.keys else ""
        raised = f"\\textsuperscript{{{mark}}}" if mark else ""
        name = f"{latex(_name(line))}{cited}{raised}"
        written.append([name, *map(latex, (line.device_class, line.pulse, *line.cells))])
    body = [f"{' & '.join(cells)} \\\\" for cells in written]
    foot = [f"\\par\\footnotesize \\textsuperscript{{{n}}} {latex(note)}." for n, note in enumerate(notes, start=1)]
    return "\n".join(
        [f"\\begin{{tabular}}{{{'l' * 3}{'r' * (len(columns) - 3)}}}", "\\hline", body[0], "\\hline", *body[1:],
         "\\hline", "\\end{tabular}", *foot, ""]
    )  # fmt: skip


def bibtex(entry: Entry) -> str:
    """An entry as BibTeX, without the fields that only this library has."""
    lines = [f"  {name} = {{{plain(entry.fields[name])}}}," for name in _CITED if entry.fields.get(name)]
    return "\n".join([f"@{entry.kind}{{{entry.key},", *lines, "}"])
