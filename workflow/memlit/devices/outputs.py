"""The tables of documents, readings and devices, and the records behind their rows."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from memlit.datum import (
    CHECKED,
    LookedFor,
    Reading,
    ReconciledDocument,
    Step,
    Unmapped,
)
from memlit.devices.device import DevicePulse
from memlit.published import Of, PublishedTable, published_table


class ReadingLine(NamedTuple):
    """A reading, whether a tuple holds it or a value derived from it, and the kind of its document."""

    reading: Reading
    used: bool
    document_kind: str


def unit_of_analysis(reading: Reading) -> str:
    """The unit of analysis: the paper, or the part of it that a survey puts under one DOI with others."""
    datum = reading.datum
    return f"{datum.paper} {datum.unit}" if datum.unit else datum.paper or ""


def _piece(reading: Reading) -> str | None:
    printed = reading.datum.printed
    piece = printed.quantity_text
    return piece if piece != printed.text else None


def settling_step(reading: Reading) -> Step | None:
    """The correction or check that settles what is read here; a dispute settles nothing."""
    found = [step for step in reading.steps if step.op == "correct"]
    if CHECKED in reading.flags:
        found += [step for step in reading.steps if step.op == "check"]
    return found[-1] if found else None


def _settled(reading: Reading) -> str | None:
    step = settling_step(reading)
    return f"{step.op}: {step.rule}" if step else None


OF_READING: dict[str, Of] = {
    "id": "reading.id",
    "document": "reading.datum.locator.document",
    "paper": "reading.datum.paper",
    "work": lambda r: unit_of_analysis(r.reading),
    "cited": "reading.datum.cited",
    "device": "reading.datum.device",
    "name": "reading.datum.printed.stub",
    "class": "reading.datum.device_class",
    "pulse": "reading.datum.pulse",
    "condition": "reading.datum.condition",
    "parameter": "reading.parameter",
    "printed": "reading.datum.printed.text",
    "printed_piece": lambda r: _piece(r.reading),
    "printed_unit": "reading.datum.printed.unit",
    "printed_comparator": "reading.datum.printed.comparator",
    "printed_header": lambda r: " > ".join(r.reading.datum.printed.headers),
    "place": "reading.datum.locator.named_place",
    "kind": "reading.datum.locator.kind",
    "file": "reading.datum.locator.file",
    "label": "reading.datum.locator.label",
    "row": "reading.datum.locator.row",
    "page": "reading.datum.locator.page",
    "value": "reading.value",
    "low": "reading.low",
    "high": "reading.high",
    "unit": "reading.unit",
    "comparator": "reading.comparator",
    "uncertainty": "reading.uncertainty",
    "method": "reading.datum.method",
    "tier": "reading.datum.tier",
    "lineage": "reading.datum.lineage",
    "grade": "reading.datum.grade",
    "derived_from": "reading.inputs",
    "flags": "reading.flags",
    "status": "reading.status",
    "reason": "reading.reason",
    "settled": lambda r: _settled(r.reading),
}
"""What a column holds of a row that is about a reading, in each table of readings."""
READINGS_TABLE: PublishedTable[ReadingLine] = published_table(__file__, "readings", OF_READING)
DEVICES: PublishedTable[DevicePulse] = published_table(
    __file__,
    "devices",
    {
        "class": "device_class",
        "survey": "is_survey",
        "first_curator": "is_first_curator",
        "v_spike_v": "chosen.v_spike.value",
        "v_spike_v_low": "chosen.v_spike.low",
        "v_spike_v_high": "chosen.v_spike.high",
        "tau_s": "chosen.tau.value",
        "tau_s_low": "chosen.tau.low",
        "tau_s_high": "chosen.tau.high",
        "g_on_s": "chosen.g_on.value",
        "g_on_s_low": "chosen.g_on.low",
        "g_on_s_high": "chosen.g_on.high",
        "g_off_s": "chosen.g_off.value",
        "g_off_s_low": "chosen.g_off.low",
        "g_off_s_high": "chosen.g_off.high",
        "ratio_low": "chosen.ratio.low",
        "ratio_high": "chosen.ratio.high",
        "readings": "chosen.inputs",
        "flags": "chosen.flags",
    },
)
SECOND_READINGS: PublishedTable[ReadingLine] = published_table(__file__, "second_readings", OF_READING)


class UnmappedLine(NamedTuple):
    """A header that no word of the vocabulary fits, with its document."""

    document: str
    header: Unmapped


class SoughtLine(NamedTuple):
    """What a person looked for in a paper in vain, with the document that says so."""

    document: str
    sought: LookedFor


DOCUMENTS_TABLE: PublishedTable[ReconciledDocument] = published_table(__file__, "documents", {"id": "key"})
UNMAPPED: PublishedTable[UnmappedLine] = published_table(
    __file__,
    "unmapped",
    {
        "file": "header.file",
        "label": "header.label",
        "row": "header.row",
        "column": "header.column",
        "text": "header.text",
        "nearest": "header.nearest",
    },
)
LOOKED_FOR: PublishedTable[SoughtLine] = published_table(
    __file__,
    "looked_for",
    {
        "paper": "sought.paper",
        "parameters": "sought.parameters",
        "pages": "sought.pages",
        "supplement": "sought.supplement",
    },
)


SERIES_TABLE: PublishedTable[Reading] = published_table(
    __file__,
    "series",
    {
        "panel": "datum.locator.panel",
        "trust": "datum.figure.trust",
        "kind": "datum.figure.kind",
        "n_points": "datum.figure.n_points",
        "reader": "datum.figure.reader",
        "state": "datum.figure.state",
        "x_quantity": "datum.figure.x_quantity",
        "x_unit": "datum.figure.x_unit",
        "x_printed_unit": "datum.figure.x.unit",
        "x_scale": "datum.figure.x.scale",
        "x_sign": "datum.figure.x.sign",
        "x_low": "datum.figure.x.low",
        "x_high": "datum.figure.x.high",
        "y_quantity": "datum.figure.y_quantity",
        "y_unit": "datum.figure.y_unit",
        "y_printed_unit": "datum.figure.y.unit",
        "y_scale": "datum.figure.y.scale",
        "y_sign": "datum.figure.y.sign",
        "y_low": "datum.figure.y.low",
        "y_high": "datum.figure.y.high",
    },
)
TABLES: tuple[PublishedTable[Any], ...] = (
    READINGS_TABLE,
    SECOND_READINGS,
    SERIES_TABLE,
    DOCUMENTS_TABLE,
    UNMAPPED,
    LOOKED_FOR,
    DEVICES,
)


def unmapped_lines(documents: Iterable[ReconciledDocument]) -> Iterator[UnmappedLine]:
    """The headers of each document that name nothing known."""
    for document in documents:
        yield from (UnmappedLine(document.key, header) for header in document.unmapped)


def sought_lines(documents: Iterable[ReconciledDocument]) -> Iterator[SoughtLine]:
    """What somebody looked for in each document."""
    for document in documents:
        yield from (SoughtLine(document.key, sought) for sought in document.looked_for)
