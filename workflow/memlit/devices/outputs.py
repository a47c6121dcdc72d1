"""The tables of readings and of devices."""

from __future__ import annotations

from typing import NamedTuple, get_args

from memlit.datum import PULSES, Locator, Method, Reading, ReadingStatus, Tier
from memlit.devices.tuples import DevicePulse, unit_of
from memlit.published import Column, Table, ends, interval
from memlit.sources.folder import Kind


class ReadingLine(NamedTuple):
    """A reading, whether a tuple holds it or a value derived from it, and the kind of its document."""

    reading: Reading
    used: bool
    document_kind: str


def _place(locator: Locator) -> str:
    return locator.label or locator.place or locator.file


READINGS = Table[ReadingLine](
    "readings.csv",
    "Every printed value and what was derived from it, used or not",
    "choose_tuples",
    (
        Column(
            "id", "id of the reading: document, locator, and for a derived one the parameter", lambda r: r.reading.id
        ),
        Column("document", "key of the document the value is printed in", lambda r: r.reading.datum.locator.document),
        Column("document_kind", "what the document is", allowed=get_args(Kind)),
        Column(
            "paper",
            "key of the paper the value is about; KEY:ref-12 is work 12 of the list of document KEY, no entry",
            lambda r: r.reading.datum.paper,
        ),
        Column(
            "work",
            "the paper as the unit of analysis: its key, and the part where several works have one DOI",
            lambda r: unit_of(r.reading),
        ),
        Column("cited", "the printed reference of a cited work", lambda r: r.reading.datum.cited),
        Column("device", "device within the paper", lambda r: r.reading.datum.device),
        Column("name", "the device as printed", lambda r: r.reading.datum.printed.stub),
        Column("class", "device class that the source prints for the row", lambda r: r.reading.datum.device_class),
        Column(
            "pulse",
            "transition that a state belongs to: set or reset; empty where the parameter names it or the source none",
            lambda r: r.reading.datum.pulse,
        ),
        Column("condition", "what was varied on the device, as printed", lambda r: r.reading.datum.condition),
        Column("parameter", "canonical name, see config/vocabulary.yaml", lambda r: r.reading.parameter),
        Column("printed", "the printed cell or phrase", lambda r: r.reading.datum.printed.text),
        Column(
            "printed_header",
            "headers over or beside the cell, outermost first",
            lambda r: " > ".join(r.reading.datum.printed.headers),
        ),
        Column("place", "table, figure or passage", lambda r: _place(r.reading.datum.locator)),
        Column("row", "row of the table", lambda r: r.reading.datum.locator.row, type="integer"),
        Column("page", "page of the document, counted from 1", lambda r: r.reading.datum.locator.page, type="integer"),
        Column("value", "value in `unit` where it is a point", lambda r: r.reading.value, unit="column unit"),
        Column("low", "lower bound in `unit`, empty where there is none", lambda r: r.reading.low, unit="column unit"),
        Column(
            "high", "upper bound in `unit`, empty where there is none", lambda r: r.reading.high, unit="column unit"
        ),
        Column("unit", "SI unit of value, low and high", lambda r: r.reading.unit),
        Column("comparator", "= ~ < <= > >= up_to down_to, as printed", lambda r: r.reading.comparator),
        Column("uncertainty", "printed uncertainty in `unit`", lambda r: r.reading.uncertainty, unit="column unit"),
        Column("method", "how the value was read", lambda r: r.reading.datum.method, allowed=get_args(Method)),
        Column(
            "tier",
            "how near to the paper itself the value was read",
            lambda r: r.reading.datum.tier,
            allowed=get_args(Tier),
        ),
        Column("lineage", "copies of one table share this word", lambda r: r.reading.datum.lineage),
        Column("derived_from", "ids of the readings a derived value came from", lambda r: r.reading.inputs),
        Column("flags", "what a reader should know", lambda r: r.reading.flags),
        Column(
            "status",
            "value, text, flagged (no single value) or excluded",
            lambda r: r.reading.status,
            allowed=get_args(ReadingStatus),
        ),
        Column("reason", "typed reason of a flagged or excluded reading", lambda r: r.reading.reason),
        Column("used", "whether a tuple of the benchmark holds it or was derived from it", type="boolean"),
    ),
)
DEVICES = Table[DevicePulse](
    "devices.csv",
    "The tuple chosen for each device and pulse",
    "choose_tuples",
    (
        Column("id", "paper, device and pulse"),
        Column("paper", "key of the paper"),
        Column("device", "device within the paper"),
        Column("name", "the device as printed"),
        Column("pulse", "set (potentiation) or reset (depression)", allowed=(*PULSES, "unpaired")),
        Column("condition", "what was varied on the device, as printed; empty where it has one tuple a pulse"),
        Column("tier", "least trusted tier of the readings in the tuple"),
        *interval("v_spike_v", "pulse amplitude, sign as printed", lambda d: d.chosen.v_spike, "V", kind="bounds"),
        *interval("tau_s", "pulse width", lambda d: d.chosen.tau, "s", kind="bounds"),
        *interval("g_on_s", "conductance of the on state", lambda d: d.chosen.g_on, "S", kind="bounds"),
        *interval("g_off_s", "conductance of the off state", lambda d: d.chosen.g_off, "S", kind="bounds"),
        *ends("ratio", "bounds of the on/off ratio of the pulse window", lambda d: d.chosen.ratio, "1"),
        Column("readings", "ids of the readings in the tuple", lambda d: d.chosen.inputs),
        Column("flags", "conflict, mixed_sources", lambda d: d.chosen.flags),
        Column("conflicts", "parts whose readings disagree, with their ids"),
    ),
)
TABLES = (READINGS, DEVICES)
