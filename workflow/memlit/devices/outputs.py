"""The tables of documents, readings and devices, and the records behind their rows."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Annotated, Any, Literal, NamedTuple, get_args

from memlit.datum import (
    CHECKED,
    PULSES,
    DocumentStatus,
    Grade,
    LookedFor,
    Method,
    Reading,
    ReadingStatus,
    ReconciledDocument,
    SourceKind,
    Step,
    Tier,
    Unmapped,
)
from memlit.devices.device import DevicePulse
from memlit.published import Column, PublishedTable, columns_of, ends, interval, meaning


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


READINGS_TABLE = PublishedTable[ReadingLine](
    "readings.csv",
    "Every printed value and what was derived from it, used or not",
    "benchmark",
    (
        Column("id", "id of the reading: document, locator, and for a derived one the parameter", "reading.id"),
        Column("document", "key of the document the value is printed in", "reading.datum.locator.document"),
        Column("document_kind", "what the document is", allowed=get_args(SourceKind)),
        Column(
            "paper",
            "key of the paper the value is about; KEY:ref-12 is work 12 of the list of document KEY, no entry",
            "reading.datum.paper",
        ),
        Column(
            "work",
            "the paper as the unit of analysis: its key, and the part where several works have one DOI",
            lambda r: unit_of_analysis(r.reading),
        ),
        Column("cited", "the printed reference of a cited work", "reading.datum.cited"),
        Column("device", "device within the paper", "reading.datum.device"),
        Column("name", "the device as printed", "reading.datum.printed.stub"),
        Column("class", "class that the source prints for the row", "reading.datum.device_class"),
        Column(
            "pulse",
            "transition that a state belongs to: set or reset; empty where the parameter names it or the source none",
            "reading.datum.pulse",
        ),
        Column("condition", "what was varied on the device, as printed", "reading.datum.condition"),
        Column("parameter", "canonical name, see config/vocabulary.yaml", "reading.parameter"),
        Column("printed", "the printed cell or phrase", "reading.datum.printed.text"),
        Column(
            "printed_piece", "the part of it that gives the value, empty for all of it", lambda r: _piece(r.reading)
        ),
        Column("printed_unit", "the unit that stands beside it", "reading.datum.printed.unit"),
        Column("printed_comparator", "the comparator beside it", "reading.datum.printed.comparator"),
        Column(
            "printed_header",
            "headers over or beside the cell, outermost first",
            lambda r: " > ".join(r.reading.datum.printed.headers),
        ),
        Column("place", "table, figure or passage", "reading.datum.locator.named_place"),
        Column("kind", "what it is printed in", "reading.datum.locator.kind", allowed=("table", "figure", "text")),
        Column("file", "file of the document", "reading.datum.locator.file"),
        Column("label", "printed label of the table or figure", "reading.datum.locator.label"),
        Column("row", "row of the table", "reading.datum.locator.row", type="integer"),
        Column("page", "page of the document, counted from 1", "reading.datum.locator.page", type="integer"),
        Column("value", "value in `unit` where it is a point", "reading.value", unit="column unit"),
        Column("low", "lower bound in `unit`, empty where there is none", "reading.low", unit="column unit"),
        Column("high", "upper bound in `unit`, empty where there is none", "reading.high", unit="column unit"),
        Column("unit", "SI unit of value, low and high", "reading.unit"),
        Column("comparator", "= ~ < <= > >= up_to down_to, as printed", "reading.comparator"),
        Column("uncertainty", "printed uncertainty in `unit`", "reading.uncertainty", unit="column unit"),
        Column("method", "how the value was read", "reading.datum.method", allowed=get_args(Method)),
        Column("tier", "how near to the paper itself the value was read", "reading.datum.tier", allowed=get_args(Tier)),
        Column("lineage", "copies of one table share this word", "reading.datum.lineage"),
        Column(
            "grade",
            "how far pulse and states are of one experiment, of the pulse whose amplitude it is",
            "reading.datum.grade",
            allowed=get_args(Grade),
        ),
        Column("derived_from", "ids of the readings a derived value came from", "reading.inputs"),
        Column("flags", "what a reader should know", "reading.flags"),
        Column(
            "status",
            "value, text, flagged (no single value) or excluded",
            "reading.status",
            allowed=get_args(ReadingStatus),
        ),
        Column("reason", "typed reason of a flagged or excluded reading", "reading.reason"),
        Column("settled", "the correction or check that settles what is read here", lambda r: _settled(r.reading)),
        Column("used", "whether a tuple of the benchmark holds it or was derived from it", type="boolean"),
    ),
    references=(("document", "documents.csv", "id"),),
)
DEVICES = PublishedTable[DevicePulse](
    "devices.csv",
    "The tuple chosen for each device and pulse",
    "benchmark",
    (
        Column("id", "paper, device and pulse"),
        Column("paper", "key of the paper"),
        Column("work", "the paper as the unit of analysis, see readings.csv"),
        Column("device", "device within the paper"),
        Column("name", "the device as printed"),
        Column("class", "class that a survey prints for the device", "device_class"),
        Column("words", "what its sources call the device and its mechanism"),
        Column("stack", "its layers as printed, else its name"),
        Column("survey", "whether a survey prints it", "is_survey", type="boolean"),
        Column("first_curator", "whether a survey's first curator read it", "is_first_curator", type="boolean"),
        Column("pulse", "set (potentiation) or reset (depression)", allowed=(*PULSES, "unpaired")),
        Column("condition", "what was varied on the device, as printed; empty where it has one tuple a pulse"),
        Column("tier", "least trusted tier of the readings in the tuple"),
        *interval("v_spike_v", "pulse amplitude, sign as printed", "chosen.v_spike", "V", kind="bounds"),
        *interval("tau_s", "pulse width", "chosen.tau", "s", kind="bounds"),
        *interval("g_on_s", "conductance of the on state", "chosen.g_on", "S", kind="bounds"),
        *interval("g_off_s", "conductance of the off state", "chosen.g_off", "S", kind="bounds"),
        *ends("ratio", "bounds of the on/off ratio of the pulse window", "chosen.ratio", "1"),
        Column("readings", "ids of the readings in the tuple", "chosen.inputs"),
        Column("flags", "conflict, mixed_sources, and trust:... of a digitized figure", "chosen.flags"),
        Column("conflicts", "parts whose readings disagree, with their ids"),
        Column("confirmed", "ids of its readings that another place prints alike"),
    ),
)
SECOND_READINGS = PublishedTable[ReadingLine](
    "second_readings.csv",
    "What a second reader read of the same places, in no tuple and no median",
    "benchmark",
    READINGS_TABLE.columns,
)


class UnmappedLine(NamedTuple):
    """A header that no word of the vocabulary fits, with its document."""

    document: Annotated[str, meaning("key of the document")]
    header: Annotated[
        Unmapped,
        Column("file", "file that has the table", "file"),
        Column("label", "printed label of the table", "label"),
        Column("row", "row of the header", "row", type="integer"),
        Column("column", "column of the header", "column", type="integer"),
        Column("text", "the header as printed", "text"),
        Column("nearest", "parameters with a word like it", "nearest"),
    ]


class SoughtLine(NamedTuple):
    """What a person looked for in a paper in vain, with the document that says so."""

    document: Annotated[str, meaning("key of the document whose description says so")]
    sought: Annotated[
        LookedFor,
        Column("paper", "key of the paper", "paper"),
        Column("parameters", "parameters that were looked for", "parameters"),
        Column("pages", "pages that were read, empty for none", "pages"),
        Column("supplement", "what was read of the supplement, empty for nothing", "supplement"),
    ]


DOCUMENTS_TABLE = PublishedTable[ReconciledDocument](
    "documents.csv",
    "Every document, and whether what this run reads of it is what was reviewed",
    "benchmark",
    (
        Column("id", "key of the document", "key"),
        Column("kind", "what the document is", allowed=get_args(SourceKind)),
        Column("title", "its title, where its description has one"),
        Column("licence", "its licence as its entry or description states it, or `not stated`"),
        Column("status", "how it stands to its reviewed record", allowed=get_args(DocumentStatus)),
        Column("reason", "why it is excluded"),
    ),
)
UNMAPPED = PublishedTable[UnmappedLine](
    "unmapped.csv", "Headers of tables that no word of the vocabulary fits", "benchmark", columns_of(UnmappedLine)
)
LOOKED_FOR = PublishedTable[SoughtLine](
    "looked_for.csv", "What was looked for in a paper and is not printed there", "benchmark", columns_of(SoughtLine)
)


def _axis(side: Literal["x", "y"]) -> Iterator[Column[Reading]]:
    """The columns of an axis of a digitized series."""
    axis, figure, unit = attrgetter(f"datum.figure.{side}"), "datum.figure", f"column {side}_printed_unit"
    yield Column(f"{side}_quantity", f"quantity along {side}", attrgetter(f"{figure}.{side}_quantity"))
    yield Column(f"{side}_unit", f"unit along {side} that figures.yaml states", attrgetter(f"{figure}.{side}_unit"))
    yield Column(f"{side}_printed_unit", f"unit that the label along {side} prints", lambda r: axis(r).unit)
    yield Column(f"{side}_scale", f"scale along {side}: linear or log", lambda r: axis(r).scale)
    yield Column(f"{side}_sign", f"sign of the values of a log axis along {side}", lambda r: axis(r).sign, unit="1")
    yield Column(f"{side}_low", f"lowest value along {side}", lambda r: axis(r).low, unit=unit)
    yield Column(f"{side}_high", f"highest value along {side}", lambda r: axis(r).high, unit=unit)


SERIES_TABLE = PublishedTable[Reading](
    "series.csv",
    "Digitized series: what is known of each but its points",
    "benchmark",
    (
        Column("id", "id of the series, a row of readings.csv"),
        Column("panel", "panel of the page, or name of the axes in a project", attrgetter("datum.locator.panel")),
        Column("trust", "tier of the digitization, see docs/digitize.md", attrgetter("datum.figure.trust")),
        Column("kind", "marks, line, steps, bars or table", attrgetter("datum.figure.kind")),
        Column("n_points", "number of points", attrgetter("datum.figure.n_points"), type="integer"),
        Column("reader", "curve reader that figures.yaml names", attrgetter("datum.figure.reader")),
        Column("state", "state that figures.yaml names", attrgetter("datum.figure.state")),
        *_axis("x"),
        *_axis("y"),
    ),
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
