"""memlit cards: the cards of all devices of a run with enough evidence, written as a folder and read back from one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.cards.make import device_card, has_evidence_for_card
from memlit.cards.model import CARD_FORMAT, DeviceCard
from memlit.cards.named import ChartDevice, load_run, named_devices
from memlit.cards.simulators.aihwkit import AIHWKIT_FIELDS, read_aihwkit
from memlit.cards.simulators.memdevice_bench import MEMDEVICE_FIELDS, read_memdevice
from memlit.cards.simulators.neurosim import NEUROSIM_FIELDS, read_neurosim
from memlit.config import FIELD_FILE, load_field
from memlit.datum import read_record
from memlit.errors import ConfigError, RecordError
from memlit.files import read_json, write_json, write_text


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """A card as it was read back. files: what the file of each simulator says, by simulator."""

    card: DeviceCard
    files: dict[str, dict[str, Any]]


def write_cards(devices: Iterable[ChartDevice], folder: Path, simulators: Collection[str]) -> list[DeviceCard]:
    """Write the cards of the devices that have enough evidence, and read each back; in the order of the devices.

    simulators: those that files are written for, by name.
    """
    written = []
    for device in filter(has_evidence_for_card, devices):
        card, files = device_card(device, simulators)
        write_json(folder / f"{device.key}.json", card.model_dump(mode="json"))
        for ending, text in files.items():
            write_text(folder / f"{device.key}.{ending}", text)
        written.append(load_card(folder / f"{device.key}.json").card)
    return written


def cards_of_run(root: Path, folder: Path) -> list[DeviceCard]:
    """Write the cards of the last run of the review in `root`. Raises ConfigError where its field has none."""
    field = load_field(root)
    if not field.cards:
        problem = f"{field.name} names no simulators that cards are written for"
        raise ConfigError(f"{FIELD_FILE}: cards", problem, "take the values of results/export, the data package")
    return write_cards(named_devices(load_run(root)), folder, field.cards)


def load_card(path: Path) -> LoadedCard:
    """A card and its files for simulators. Raises RecordError for a file that is not as this version writes it."""
    card = read_record(DeviceCard, path)
    if card.format != CARD_FORMAT:
        raise RecordError(str(path), f"has the format {card.format!r}", f"make the cards again, as {CARD_FORMAT}")
    files = {one.simulator: _read(path.with_name(one.file), one.simulator) for one in card.simulators if one.file}
    return LoadedCard(card, files)


def _read(path: Path, simulator: str) -> dict[str, Any]:
    if simulator == MEMDEVICE_FIELDS:
        return read_memdevice(read_json(path), str(path))
    readers = {NEUROSIM_FIELDS: read_neurosim, AIHWKIT_FIELDS: read_aihwkit}
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise RecordError(str(path), "is missing", "make the cards again") from None
    return dict(readers[simulator](text, str(path)))
