"""One paper as the page shows it: its documents, the parts of the tuple with what stands for each, tables, text.

No metric and no value of a class is here: who reads must not see what the reading makes of the review.
"""

import random
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.config import DeskBar
from memlit.datum import (
    NOT_NAMED,
    PULSES,
    UNASSIGNED,
    Datum,
    FigureTrust,
    PrintedAlsoAt,
    Reading,
    RivalParameter,
    SaidHow,
    SaidWhose,
    StatedTogether,
    notes_of,
    parsed_note,
)
from memlit.datum import SERIES_PARAMETER as SERIES
from memlit.desk.read.readings import DocumentSnapshot, Readings
from memlit.desk.read.sentence import OF_ANY_PULSE, PAIRED, marked_in, names_both, place_in, pulses_said
from memlit.desk.read.tables import PRINT
from memlit.desk.serve.answer import named
from memlit.desk.write.seen import check_of, decided_state
from memlit.field import Vocabulary
from memlit.presentation.format import reading_text
from memlit.reconcile.checks import Check, shown_text
from memlit.reconcile.page_accounts import WHAT_TO_DO, not_read_whole, page_accounts
from memlit.sources.figures_yaml import FIGURES_FILE
from memlit.sources.folder import LISTS, SOURCE_FILE, SourceFolder

_View = dict[str, Any]
PDF = ".pdf"
TENTH = 10
PLAIN_FLAGS = (
    "unit_from_header",
    "multiplier_from_header",
    "citation_mark",
    "footnote_mark",
    "this_work",
    "header",
    "section",
    "per_cell",
    "carried_down",
    "spanning_cell",
    "product_of_sides",
    "respectively",
    "two_places",
)
"""Flags that say how a value was read and not that it may be wrong."""
_NO_DOUBT = (FigureTrust, StatedTogether, PrintedAlsoAt, SaidWhose, SaidHow)
"""Notes that say no more of a value than where and how it stands."""
MOST_CANDIDATES = 6
_MOST_DEVICES = 60
_OF_A_PULSE = {
    "programming_voltage": "voltage",
    "operating_voltage": "voltage",
    "write_voltage": "voltage",
    "pulse_width": "pulse_width",
    **{f"{pulse}_{half}": half for pulse in PULSES for half in ("voltage", "pulse_width")},
}
RANK_OF_DOUBT = ("common_word", "by_unit_alone")
NO_DOCUMENTS = frozenset({*LISTS, SOURCE_FILE, FIGURES_FILE})
"""Files of a folder that a person writes about a document."""


def _files(key: str, snapshot: DocumentSnapshot, readings: Readings) -> list[_View]:
    """The documents of a folder with their sizes in bytes and the sizes of their pages."""
    shown = []
    for path in snapshot.folder.files:
        if path.name != SOURCE_FILE:
            kinds = {"is_document": path.name not in NO_DOCUMENTS, "is_list": path.name in LISTS}
            pages = readings.sizes(key, path.name)
            shown.append({"name": path.name, "size": path.stat().st_size, "pages": pages, **kinds})
    return shown


def paper_view(
    key: str,
    snapshot: DocumentSnapshot,
    readings: Readings,
    vocabulary: Vocabulary,
    checks: Mapping[str, Check],
    bar: DeskBar,
) -> _View:
    """All of a paper that the page needs at once, pictures apart."""
    printed = [reading for reading in snapshot.document.readings if not reading.is_derived]
    text = [reading for reading in printed if reading.datum.method == "text"]
    left = not_read_whole(page_accounts(snapshot.document))
    tables: list[_View] = []
    for file, of_file in snapshot.tables.items():
        tables += _tables(file, of_file, printed, checks)
    return {
        "key": key,
        "files": _files(key, snapshot, readings),
        "sheets": sheets_of(snapshot.folder),
        "warnings": list(snapshot.warnings),
        "what_to_do": WHAT_TO_DO,
        "pages_left": [named(page, "file", "page", "line") for page in left],
        "devices": devices_view(key, snapshot.used, snapshot.titles, bar),
        "best": _best(text, bar),
        "tables": tables,
        "text": [_line(reading, checks) for reading in sorted(text, key=_reading_order)],
        "boxed": [_line(one, checks) for one in printed if one.datum.locator.drawn and one.datum.method != "text"],
        "series": [_line(reading, checks) for reading in printed if reading.datum.figure is not None],
        "figures": described_panels(snapshot.folder),
        "looked_for": [one.model_dump() for one in snapshot.folder.description.looked_for],
        "conditions": [name for name in bar.conditions if name in vocabulary.parameters],
    }


def devices_view(key: str, used: Sequence[Reading], titles: Mapping[str, str], bar: DeskBar) -> list[_View]:
    """The devices of values, those of the paper itself first, each with what the bar asks of it."""
    own: dict[tuple[str | None, str], list[Reading]] = {}
    for one in used:
        own.setdefault((one.datum.paper, one.datum.device), []).append(one)

    def order(device: tuple[str | None, str]) -> tuple[bool, str, str]:
        paper, name = device
        return paper != key, str(paper), name

    shown = []
    devices = (device for device, values in own.items() if any(one.parameter != SERIES for one in values))
    for paper, name in sorted(devices, key=order)[:_MOST_DEVICES]:
        title = _title(titles.get(name, name), paper, key)
        is_named = not any(NOT_NAMED in one.flags for one in own[paper, name])
        about = {"name": name, "title": title, "paper": paper, "is_named": is_named}
        shown.append(about | _asked(own[paper, name], bar))
    return shown


def described_panels(folder: SourceFolder) -> list[_View]:
    """What figures.yaml says of each panel, without what was not said."""
    entries = folder.figures.figures if folder.figures else ()
    return [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries]


def sheets_of(folder: SourceFolder) -> dict[str, str]:
    """By the file of each transcribed table the PDF whose page it stands on: as its entry says, else the only one.

    Empty where neither tells it.
    """
    documents = [path.name for path in folder.text_files if path.suffix.lower() == PDF]
    only = documents[0] if len(documents) == 1 else ""
    entries = (entry for entry in folder.description.tables if not entry.file.lower().endswith(PDF))
    return {entry.file: entry.printed_in if entry.printed_in in documents else only for entry in entries}


def _title(name: str, paper: str | None, key: str) -> str:
    """The device as it is printed; one of another work with that work's key."""
    return name if paper == key else f"{name} · {(paper or 'of no work named').removeprefix(key + ':')}"


def _asked(own: Sequence[Reading], bar: DeskBar) -> _View:
    """What is known of a device: of each row and part of the bar its readings, as printed and in SI."""
    found: _View = {
        row: {
            part: [_known(one) for one in own if one.parameter == name and one.datum.pulse in (None, row)]
            for part, name in parts.items()
        }
        for row, parts in bar.rows.items()
    }
    shown = {name for parts in bar.rows.values() for name in parts.values()} | {*bar.beside}
    others = [_known(one) for one in own if one.parameter not in shown and not one.is_derived]
    return {**found, "others": others}


def _known(one: Reading) -> _View:
    return {
        **place_of(one.datum),
        **named(one, "id", "parameter"),
        "reads": reading_text(one),
        "printed": shown_text(one.datum),
        "method": one.datum.method,
        "derived": one.steps[-1].rule if one.is_derived and one.steps else "",
    }


def _best(text: Iterable[Reading], bar: DeskBar) -> _View:
    """For each row and part of the bar the best unassigned finds of the text, those that name the row first."""
    open_finds = [one for one in text if one.datum.device == UNASSIGNED and one.status != "flagged"]
    found: _View = {}
    said = {one.id: _proposed(one) for one in open_finds}
    for row, parts in bar.rows.items():
        others = tuple(f"{other}_" for other in bar.rows if other != row)
        found[row] = {}
        for part, parameter in parts.items():
            wanted = [name for name in (parameter, *bar.parts[part].read_from) if not name.startswith(others)]
            fitting = [one for one in open_finds if said[one.id].replace("*", row) in wanted]
            fitting.sort(key=lambda one: (_doubts(one), not said[one.id].startswith(row), _reading_order(one)))
            found[row][part] = [one.id for one in fitting[:MOST_CANDIDATES]]
    return found


def _doubts(reading: Reading) -> int:
    return sum(flag in RANK_OF_DOUBT or isinstance(parsed_note(flag), RivalParameter) for flag in reading.flags)


def _reading_order(reading: Reading) -> tuple[str, int, int]:
    place = reading.datum.locator
    digits = "".join(c for c in (place.place or "").rsplit("c", 1)[-1] if c.isdigit())
    return place.file, place.page or 0, int(digits or 0)


def place_of(datum: Datum) -> _View:
    """Where a value stands, for the page to show it."""
    place = datum.locator
    if place.drawn is not None:
        return {**named(place.drawn, "file", "page", "box"), **named(place, "label", "place")}
    return {**named(place, "file", "page", "label", "place"), "box": place.bbox}


def _line(reading: Reading, checks: Mapping[str, Check]) -> _View:
    """A printed value with its place and what it is read as."""
    datum = reading.datum
    printed, check = shown_text(datum), check_of(reading, checks)
    context = next(iter(datum.printed.notes), "")
    at = place_in(context, datum.printed.text)
    return {
        **place_of(datum),
        **named(datum, "id", "device", "paper"),
        **named(reading, "parameter", "status"),
        "printed": printed,
        "text": datum.printed.text,
        "context": context,
        "marked": marked_in(context, datum.printed.text, at),
        "proposed": proposed(reading, context),
        "reads": reading_text(reading) if reading.status == "value" else "",
        "reason": reading.reason or "",
        "flags": [flag for flag in reading.flags if not isinstance(parsed_note(flag), FigureTrust)],
        "doubts": [
            flag for flag in reading.flags if flag not in PLAIN_FLAGS and not isinstance(parsed_note(flag), _NO_DOUBT)
        ],
        "verdict": check.verdict if check is not None else "",
        "seen": decided_state(reading, check),
        "pulse": datum.pulse or "",
        "series": datum.locator.series,
    }


def _proposed(reading: Reading) -> str:
    context = next(iter(reading.datum.printed.notes), "")
    return proposed(reading, context)


def proposed(reading: Reading, context: str) -> str:
    """What a find is: an amplitude or a width of the pulse that its own words name, or else the only pulse that the
    words around it speak of.

    `*` stands for the pulse where these words leave it open, or contradict each other: a person says it. What a
    sentence pairs in order keeps its reading.
    """
    if reading.parameter == "erase_voltage" and any(notes_of(StatedTogether, reading.flags)):
        # Beside its width, the amplitude of what erases.
        return "reset_voltage"
    half = _OF_A_PULSE.get(reading.parameter)
    if half is None or PAIRED in reading.flags:
        return reading.parameter
    said = pulses_said(context)
    if reading.parameter.startswith(PULSES):
        is_contradicted = bool(said) and not reading.parameter.startswith(tuple(said))
        return f"*_{half}" if is_contradicted or names_both(context) else reading.parameter
    # `Programmed by 4.5 V and erased by -5 V`: the pulse that is named is not that of both.
    is_named = len(said) == 1 and not (said == {"reset"} and OF_ANY_PULSE.search(context))
    return f"{said.pop()}_{half}" if is_named else f"*_{half}"


def _tables(file: str, tables: Sequence[_View], printed: Iterable[Reading], checks: Mapping[str, Check]) -> list[_View]:
    """The tables of a file with their values, and which of these a person looks at before the table is signed."""
    own: dict[str, list[Reading]] = {}
    for reading in printed:
        if reading.datum.locator.file == file and reading.datum.locator.kind == "table":
            own.setdefault(reading.id.split(":", 1)[1].split("/", 1)[0], []).append(reading)
    views = []
    for table in tables:
        values = [_line(one, checks) | _in_table(one.datum) for one in own.get(str(table["name"]), [])]
        plain = {name: part for name, part in table.items() if name != PRINT}
        views.append({**plain, "file": file, "values": values, "ask": to_look_at(values)})
    return views


def _in_table(datum: Datum) -> _View:
    """What the page shows of a value besides, where it stands in a table."""
    return {
        "at": [datum.locator.row, datum.locator.column],
        "stub": datum.printed.stub or "",
        "headers": list(datum.printed.headers),
        "cited": datum.cited or "",
    }


def to_look_at(values: Sequence[_View]) -> list[str]:
    """Ids of the values that a person looks at before a table is signed: every one in doubt, and a tenth of the others.

    The tenth is drawn by a seed from the ids themselves: the same on every machine, and foreseen by nobody.
    """
    doubtful = []
    rest = []
    for one in values:
        if one["status"] == "flagged" or (one["status"] == "value" and one["doubts"]):
            doubtful.append(one["id"])
        elif one["status"] == "value":
            rest.append(one["id"])
    rest.sort()
    seed = zlib.crc32("\n".join(rest).encode("utf-8"))
    tenth = random.Random(seed).sample(rest, -(-len(rest) // TENTH)) if rest else []
    return [*doubtful, *sorted(tenth)]
