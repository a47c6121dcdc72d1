"""Named devices as items of a site: their pulses with tuples and metrics, their files for simulators, their picture."""

from pathlib import Path

from memlit.benchmark.rows import BenchmarkRow
from memlit.cards.command import write_cards
from memlit.cards.fields import simulator_source
from memlit.cards.make import PART_SIGNS
from memlit.cards.model import DeviceCard
from memlit.cards.named import ChartDevice, RunResults, load_run, named_devices, unread_neurons
from memlit.changes.compare import RowChange
from memlit.config import FieldOfScience
from memlit.datum import Reading
from memlit.devices.device import DevicePulse
from memlit.field.codes import Whose
from memlit.presentation.format import reading_text, result_text
from memlit.presentation.words import flag_words, whose_number
from memlit.site.energy import energy_picture
from memlit.site.model import Download, ListColumn, ShownValue, SiteChart, SiteItem, SiteRun, ValueGroup, in_order

_NAMES = {"V": "amplitude", "tau": "width", "G_on": "on state", "G_off": "off state", "ratio": "on/off ratio"}
_SIGNS = {"ratio": "G_on/G_off"}
"""Signs that are not the name of their part."""
_CHECKED = {"once": "read once", "two places": "read at two places"}
_ENERGY = "action_energy"
_COLUMNS = (
    ListColumn("Amplitude", is_number=True, is_narrow=False),
    ListColumn("Width", is_number=True),
    ListColumn("Action energy", is_number=True),
)


def devices_chart(root: Path, field: FieldOfScience, cards: Path) -> SiteChart:
    """The named devices of the last run in `root`. cards: the folder that their cards are written to."""
    run = load_run(root)
    devices = named_devices(run)
    with_card = {card.id: card for card in write_cards(devices, cards, field.cards)}
    picture = energy_picture(run, devices)
    shown = {mark.key for mark in picture.marks}
    counts = {role: sum(device.role == role for device in devices) for role in ("synapse", "neuron")}
    papers = len({device.entry.key for device in devices})
    unread = ", ".join(entry.numbered_name for entry in unread_neurons(run))
    return SiteChart(
        run=SiteRun(root, run.config, run.classes, field, run.resolved.entries, run.resolved.corpus.documents),
        items=tuple(_item(device, run, with_card.get(device.id)) for device in devices),
        picture=picture.drawn,
        lead=f"{counts['synapse']} synapses and {counts['neuron']} neurons of {papers} papers. Each has a page: its "
        "values as printed and in SI, whose numbers they are, where they stand, and files for simulators.",
        picture_title="Energy against pulse width",
        caption=f"{len(shown)} synapses whose pulse width and action energy are known, or bounded above, under the set "
        "pulse. A mark leads to the page of its device. Filled: measured by the paper; open: restated, or a setting of "
        f"a program. A bar is an energy known within bounds. Small dots: {len(picture.cells)} memory cells of surveys, "
        "which switch fully in one pulse. Compare devices of equal width.",
        listed="Values of the set pulse, or of the reset pulse where the set pulse has none.",
        columns=_COLUMNS,
        lines={device.key: _line(device, run) for device in devices},
        links=(("report.html#decide", "Which device fits your budget?", "six limits that you set"),),
        notes=(f"Neurons that the review credits, and of which nothing has been read: {unread}.",) if unread else (),
    )


def _item(device: ChartDevice, run: RunResults, card: DeviceCard | None) -> SiteItem:
    own = (device.entry.key, device.device)
    return SiteItem(
        entry=device.entry,
        short=device.device,
        name=device.name,
        item_class=device.device_class,
        groups=tuple(_pulse(number, *pair) for number, pair in enumerate(_in_order(device, run), start=1)),
        readings=device.readings,
        whose=in_order([row.whose_number for row in device.rows] or [_whose(one) for one in device.readings]),
        is_own=lambda change: _about(change) == own,
        role=device.role,
        kind=device.role + (f", a weight by {device.weight}" if device.weight else ""),
        named_by="device_name",
        downloads=tuple(_downloads(card, device.key)) if card else (),
    )


def _about(change: RowChange) -> tuple[str, str]:
    return change.row.get("paper", ""), change.row.get("device", "")


def _in_order(device: ChartDevice, run: RunResults) -> list[tuple[BenchmarkRow, DevicePulse]]:
    """The rows and tuples of a device, those of the headline pulse first."""
    headline = run.config.conventions.headline_pulse
    return sorted(zip(device.rows, device.tuples, strict=True), key=lambda pair: pair[0].pulse != headline)


def _pulse(number: int, row: BenchmarkRow, one: DevicePulse) -> ValueGroup:
    said = [row.whose_number.capitalize(), _CHECKED.get(row.how_checked, row.how_checked)]
    said += [f"grade {row.grade}"] if row.grade else []
    said += [", ".join(map(flag_words, row.flags))] if row.flags else []
    return ValueGroup(
        title=f"{row.pulse.capitalize()} pulse" + (f" at {row.condition}" if row.condition else ""),
        anchor=f"pulse-{number}",
        caption="; ".join(said) + ".",
        remark=f"{row.not_applicable[0].upper()}{row.not_applicable[1:]}." if row.not_applicable else "",
        values=tuple(
            ShownValue(reading, _sign(part), _NAMES[PART_SIGNS[part]], reading.id in one.confirmed)
            for part, reading in one.chosen.parts.items()
            if part in PART_SIGNS
        ),
        missing=tuple(_sign(part) for part in PART_SIGNS if part != "ratio" and _is_missing(one, part)),
        metrics={name: result for name, result in row.metrics.items() if name != "spike_timing"},
    )


def _sign(part: str) -> str:
    return _SIGNS.get(part, PART_SIGNS[part])


def _is_missing(one: DevicePulse, part: str) -> bool:
    """Whether nothing is printed of a part; a ratio and the on state give the off state."""
    has = one.chosen.parts
    return part not in has and not (part == "g_off" and {"g_on", "ratio"} <= has.keys())


def _downloads(card: DeviceCard, key: str) -> list[Download]:
    """Files of the card, with what each says and lacks."""
    whole = Download("All values (JSON)", f"{key}.json")
    simulators = [
        Download(
            name=simulator_source(one.simulator).name,
            file=one.file,
            version=one.version,
            n=len(one.fields),
            left_out=one.left_out,
            remarks=one.remarks,
        )
        for one in card.simulators
    ]
    return [whole, *simulators]


def _line(device: ChartDevice, run: RunResults) -> tuple[str, ...]:
    """Amplitude, width and energy of the headline pulse of a device, else of its other one."""
    row, one = next(iter(_in_order(device, run)), (None, None))
    texts = {part: reading_text(reading) for part, reading in one.chosen.parts.items()} if one else {}
    return texts.get("v_spike", ""), texts.get("tau", ""), _energy(row)


def _energy(row: BenchmarkRow | None) -> str:
    if row is None:
        return ""
    if row.not_applicable:
        return "charge"
    return result_text(row.metrics[_ENERGY]) if _ENERGY in row.metrics else ""


def _whose(reading: Reading) -> Whose:
    datum = reading.datum
    return whose_number(datum.tier, datum.grade, datum.paper, datum.flags)
