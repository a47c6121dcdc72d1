"""The page of one item: its values with their prints, whose they are, its files and history, how to correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from memlit.audit.chain import place_parts
from memlit.datum import Reading, anchor
from memlit.devices.trust import how_checked
from memlit.presentation.format import reading_text
from memlit.presentation.words import parameter_words, whose_number
from memlit.site.history import SiteHistory
from memlit.site.layout import site_page
from memlit.site.model import ShownValue, SiteChart, SiteItem

_USED = ("value", "text")
"""Status of readings that count as they are."""


@dataclass(frozen=True, slots=True)
class SiteParts:
    """What pages of items take from the rest of the run.

    clips: pictures of prints by datum; anchors: entries of numbers.html by number.
    """

    chart: SiteChart
    history: SiteHistory
    clips: Mapping[str, str]
    anchors: Mapping[str, str]


def item_page(item: SiteItem, parts: SiteParts) -> str:
    """The page, with the item among all others where it has a place in the picture."""
    entry, chart = item.entry, parts.chart
    shown = {value.reading.datum.id for group in item.groups for value in group.values}
    beside = [reading for reading in item.readings if reading.datum.id not in shown and _is_printed(reading, item)]
    return site_page(
        "item.html.j2",
        "correct.js",
        up="../",
        item=item,
        words=chart.run.field,
        items=chart.run.field.items,
        title=f"{item.name}, {entry.short_name}",
        paper={
            "author": entry.plain("author"),
            "title": entry.plain("title"),
            "where": ", ".join(filter(None, (entry.plain("journal"), entry.fields.get("year", "")))),
            "doi": entry.fields.get("doi", ""),
            "url": entry.fields.get("url", ""),
        },
        class_name=chart.run.class_words(item.item_class),
        metrics=chart.run.config.metrics,
        anchors=parts.anchors,
        shown=partial(_value, parts=parts),
        others=[_value(ShownValue(reading), parts) for reading in beside if _is_used(reading, item)],
        unused=[
            _value(ShownValue(reading, reason=item.left_out.get(reading.id, "")), parts)
            for reading in beside
            if not _is_used(reading, item)
        ],
        picture=chart.picture(item.key),
        corrections=parts.history.corrections_of(item),
        changes=parts.history.changes_of(item),
        release=parts.history.release,
        correctable=_correctable(item),
    )


def _is_printed(reading: Reading, item: SiteItem) -> bool:
    """Whether it is printed, and more than the name of the item."""
    return not reading.inputs and reading.parameter != item.named_by


def _is_used(reading: Reading, item: SiteItem) -> bool:
    """Whether it counts as it is."""
    return reading.status in _USED and reading.id not in item.left_out


def _value(value: ShownValue, parts: SiteParts) -> dict[str, Any]:
    reading = value.reading
    datum = reading.datum
    is_text = reading.status == "text" or not reading.has_number
    return {
        "parameter": parameter_words(reading.parameter),
        "condition": " ".join(filter(None, (datum.pulse, datum.condition))),
        "printed": datum.printed.text,
        "is_curve": datum.figure is not None,
        "si": "" if is_text else reading_text(reading),
        "derived": reading.steps[-1].rule if reading.inputs and reading.steps else "",
        "status": reading.status,
        "reason": value.reason or reading.reason or "",
        "whose": whose_number(datum.tier, datum.grade, datum.paper, datum.flags),
        "checked": how_checked(datum.method, reading.flags, value.is_confirmed),
        "document": datum.locator.document,
        "place": ", ".join(place_parts(datum.locator.model_dump())),
        "href": f"../audit/{datum.locator.document}.html#{anchor(datum.id)}",
        "clip": parts.clips.get(datum.id, ""),
    }


def _correctable(item: SiteItem) -> list[dict[str, str]]:
    """The printed values of an item that a reader may correct, each once."""
    own = [reading for reading in item.readings if _is_printed(reading, item) and reading.datum.figure is None]
    printed = {reading.datum.id: reading for reading in own}
    return [
        {
            "id": name,
            "printed": reading.datum.printed.text,
            "words": f"{parameter_words(reading.datum.parameter)} “{reading.datum.printed.text}”, "
            f"{reading.datum.locator.document}, {place_parts(reading.datum.locator.model_dump())[0]}",
        }
        for name, reading in sorted(printed.items())
    ]


def page_path(folder: Path, item: SiteItem, chart: SiteChart) -> Path:
    """Where the page of an item stands: its address, which does not change from version to version."""
    return folder / chart.run.field.folder / f"{item.key}.html"
