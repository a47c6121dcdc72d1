"""The first page: the picture of all devices, and their list with a search and filters. The pages beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from memlit.benchmark.rows import BenchmarkRow
from memlit.cards.model import DeviceCard
from memlit.cards.named import ChartDevice, RunResults, unread_neurons
from memlit.datum import document_of
from memlit.field.codes import WHOSE
from memlit.plots.look.style import ClassStyles
from memlit.presentation.format import reading_text, result_text
from memlit.site.device_page import class_words, in_order, whose_numbers
from memlit.site.history import SiteHistory
from memlit.site.layout import site_page
from memlit.site.picture import DeviceMarks

_ENERGY = "action_energy"


def index_page(
    run: RunResults,
    devices: Sequence[ChartDevice],
    marks: DeviceMarks,
    cards: Mapping[str, DeviceCard],
    picture: Markup,
    *,
    version: str,
    has_docs: bool,
) -> str:
    """index.html of a version."""
    styles = ClassStyles(run.classes)
    shown = {marks.keys[mark.row["id"]] for mark in marks.marks}
    classes = styles.order({device.device_class for device in devices})
    years = [device.entry.year for device in devices if device.entry.year]
    return site_page(
        "index.html.j2",
        "site.js",
        up="",
        title=run.config.report.title,
        site_version=version,
        has_docs=has_docs,
        devices=[_line(device, run, styles, cards) for device in devices],
        classes=[(name, class_words(run, name), styles.of(name)) for name in classes],
        whose=[name for name in WHOSE if any(name in whose_numbers(device) for device in devices)],
        years=(min(years, default=0), max(years, default=0)),
        counts={
            "synapses": sum(device.role == "synapse" for device in devices),
            "neurons": sum(device.role == "neuron" for device in devices),
            "papers": len({device.entry.key for device in devices}),
            "shown": len(shown),
            "cells": len(marks.cells),
        },
        unread=unread_neurons(run),
        picture=picture,
    )


def _line(device: ChartDevice, run: RunResults, styles: ClassStyles, cards: Mapping[str, DeviceCard]) -> dict[str, Any]:
    """A row of the list: the headline pulse of a device, else its other one."""
    row, one = next(iter(in_order(device, run)), (None, None))
    chosen = one.chosen.parts if one else {}
    texts = {part: reading_text(reading) for part, reading in chosen.items()}
    names = [device.name, device.entry.short_name, device.entry.plain("title"), device.device_class, device.role]
    return {
        "key": device.key,
        "name": device.name,
        "paper": device.entry.numbered_name,
        "year": device.entry.year or "",
        "class": device.device_class,
        "class_words": device.device_class.replace("_", " "),
        "style": styles.of(device.device_class),
        "role": device.role,
        "V": texts.get("v_spike", ""),
        "tau": texts.get("tau", ""),
        "energy": _energy(row),
        "whose": whose_numbers(device),
        "has_card": device.id in cards,
        "words": " ".join(names).lower(),
    }


def _energy(row: BenchmarkRow | None) -> str:
    if row is None:
        return ""
    if row.not_applicable:
        return "charge"
    return result_text(row.metrics[_ENERGY]) if _ENERGY in row.metrics else ""


def errata_page(history: SiteHistory, devices: Sequence[ChartDevice], versions: Sequence[str], version: str) -> str:
    """errata.html: what was corrected by hand, each with its day, and what changed since the last release."""
    pages = {reading.datum.id: device for device in devices for reading in device.readings}
    return site_page(
        "errata.html.j2",
        up="",
        title="Errata and changes",
        history=history,
        pages=pages,
        versions=versions,
        site_version=version,
        document_of=document_of,
    )


def data_page(tables: Sequence[tuple[str, str, int, int]]) -> str:
    """data.html. tables: file, title, number of columns and of rows."""
    return site_page("data.html.j2", up="", title="Data", tables=tables)


def documents_page(titles: Mapping[str, str]) -> str:
    """docs/index.html: the list of the pages of the documentation."""
    return site_page("documentation.html.j2", up="../", title="Documentation", titles=titles)


def redirect_page(versions: Sequence[str]) -> str:
    """index.html of the whole folder: it leads to the latest version and names the others."""
    return site_page("redirect.html.j2", up="", title="Memristive synapses and neurons", versions=versions)
