"""The page of one device: its values with their prints, whose they are, its card and history, how to correct it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from memlit.audit.chain import place_parts
from memlit.benchmark.formulas import html_symbol
from memlit.benchmark.rows import BenchmarkRow
from memlit.cards.fields import simulator_source
from memlit.cards.make import PART_SIGNS
from memlit.cards.model import DeviceCard
from memlit.cards.named import ChartDevice, RunResults
from memlit.datum import Reading, anchor
from memlit.devices.device import DevicePulse
from memlit.devices.trust import how_checked
from memlit.field.codes import WHOSE
from memlit.presentation.format import reading_text, result_text
from memlit.presentation.words import flag_words, parameter_words, whose_number
from memlit.site.history import SiteHistory
from memlit.site.layout import site_page

_SIGNS = {
    "V": Markup("<i>V</i>"),
    "tau": Markup("<i>τ</i>"),
    "G_on": Markup("<i>G</i><sub>on</sub>"),
    "G_off": Markup("<i>G</i><sub>off</sub>"),
    "ratio": Markup("<i>G</i><sub>on</sub>/<i>G</i><sub>off</sub>"),
}
_USED = ("value", "text")
"""Status of readings that count as they are."""
_NAMES = {"V": "amplitude", "tau": "width", "G_on": "on state", "G_off": "off state", "ratio": "on/off ratio"}


@dataclass(frozen=True, slots=True)
class SiteParts:
    """What pages of devices take from the rest of the run.

    clips: pictures of prints by datum; anchors: entries of numbers.html by number; cards: by device.
    """

    run: RunResults
    history: SiteHistory
    clips: Mapping[str, str]
    anchors: Mapping[str, str]
    cards: Mapping[str, DeviceCard]


def device_page(device: ChartDevice, parts: SiteParts, picture: Markup) -> str:
    """The page. picture: the device among all others, empty where it has no place there."""
    entry = device.entry
    card = parts.cards.get(device.id)
    shown = {reading.datum.id for one in device.tuples for reading in one.chosen.parts.values()}
    beside = [reading for reading in device.readings if reading.datum.id not in shown and _is_printed_value(reading)]
    return site_page(
        "device.html.j2",
        "correct.js",
        up="../",
        device=device,
        title=f"{device.name}, {entry.short_name}",
        paper={
            "author": entry.plain("author"),
            "title": entry.plain("title"),
            "where": ", ".join(filter(None, (entry.plain("journal"), entry.fields.get("year", "")))),
            "doi": entry.fields.get("doi", ""),
            "url": entry.fields.get("url", ""),
        },
        class_name=class_words(parts.run, device.device_class),
        pulses=[_pulse(row, one, parts) for row, one in in_order(device, parts.run)],
        others=[_value(reading, parts) for reading in beside if reading.status in _USED],
        unused=[_value(reading, parts) for reading in beside if reading.status not in _USED],
        whose=whose_numbers(device),
        picture=picture,
        card=card,
        downloads=_downloads(card, device.key) if card else [],
        corrections=parts.history.corrections_of(device),
        changes=parts.history.changes_of(device),
        release=parts.history.release,
        correctable=_correctable(device),
    )


def _is_printed_value(reading: Reading) -> bool:
    """Whether it is printed, and more than the name of the device."""
    return not reading.inputs and reading.parameter != "device_name"


def in_order(device: ChartDevice, run: RunResults) -> list[tuple[BenchmarkRow, DevicePulse]]:
    """The rows and tuples of a device, those of the headline pulse first."""
    headline = run.config.conventions.headline_pulse
    return sorted(zip(device.rows, device.tuples, strict=True), key=lambda pair: pair[0].pulse != headline)


def class_words(run: RunResults, device_class: str) -> str:
    """A class by its full name; several, or one that is not declared, as they are."""
    known = run.classes.classes.get(device_class)
    return known.name if known else device_class.replace("_", " ")


def whose_numbers(device: ChartDevice) -> list[str]:
    """Whose numbers stand on the page of a device, nearest to the paper first."""
    if device.rows:
        found = {row.whose_number for row in device.rows}
    else:
        found = {whose_number(r.datum.tier, r.datum.grade, r.datum.paper) for r in device.readings}
    return sorted(found, key=WHOSE.index)


def _pulse(row: BenchmarkRow, one: DevicePulse, parts: SiteParts) -> dict[str, Any]:
    metrics = parts.run.config.metrics
    return {
        "title": f"{row.pulse.capitalize()} pulse" + (f" at {row.condition}" if row.condition else ""),
        "id": row.id,
        "row": row,
        "flags": [flag_words(flag) for flag in row.flags],
        "values": [
            {
                **_value(reading, parts, one.confirmed),
                "sign": _SIGNS[PART_SIGNS[part]],
                "name": _NAMES[PART_SIGNS[part]],
            }
            for part, reading in one.chosen.parts.items()
            if part in PART_SIGNS
        ],
        "missing": [_SIGNS[sign] for part, sign in PART_SIGNS.items() if part != "ratio" and _is_missing(one, part)],
        "metrics": [
            {
                "symbol": Markup(html_symbol(metrics[name].symbol)),
                "name": metrics[name].name,
                "text": result_text(result),
                "anchor": parts.anchors.get(result.id, ""),
            }
            for name, result in row.metrics.items()
            if name != "spike_timing"
        ],
    }


def _is_missing(one: DevicePulse, part: str) -> bool:
    """Whether nothing is printed of a part; a ratio and the on state give the off state."""
    has = one.chosen.parts
    return part not in has and not (part == "g_off" and {"g_on", "ratio"} <= has.keys())


def _value(reading: Reading, parts: SiteParts, confirmed: Iterable[str] = ()) -> dict[str, Any]:
    datum = reading.datum
    is_text = reading.status == "text" or not reading.has_number
    return {
        "parameter": parameter_words(reading.parameter),
        "pulse": " ".join(filter(None, (datum.pulse or "", datum.condition or ""))),
        "printed": datum.printed.text,
        "si": "" if is_text else reading_text(reading),
        "derived": reading.steps[-1].rule if reading.inputs and reading.steps else "",
        "status": reading.status,
        "reason": reading.reason or "",
        "whose": whose_number(datum.tier, datum.grade, datum.paper),
        "checked": how_checked(datum.method, reading.flags, reading.id in confirmed),
        "document": datum.locator.document,
        "place": ", ".join(place_parts(datum.locator.model_dump())),
        "href": f"../audit/{datum.locator.document}.html#{anchor(datum.id)}",
        "clip": parts.clips.get(datum.id, ""),
    }


def _downloads(card: DeviceCard, key: str) -> list[dict[str, Any]]:
    """Files of the card, with what each says and lacks."""
    whole = {
        "name": "All values (JSON)",
        "file": f"{key}.json",
        "version": "",
        "n": 0,
        "left_out": {},
        "ran": "",
        "remarks": (),
    }
    simulators = [
        {
            "name": simulator_source(one.simulator).name,
            "file": one.file,
            "version": one.version,
            "n": len(one.fields),
            "left_out": one.left_out,
            "ran": one.ran,
            "remarks": one.remarks,
        }
        for one in card.simulators
    ]
    return [whole, *simulators]


def _correctable(device: ChartDevice) -> list[dict[str, str]]:
    """The printed values of a device that a reader may correct, each once."""
    own = [reading for reading in device.readings if _is_printed_value(reading) and reading.datum.figure is None]
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


def page_path(folder: Path, device: ChartDevice) -> Path:
    """Where the page of a device stands: its address, which does not change from version to version."""
    return folder / "devices" / f"{device.key}.html"
