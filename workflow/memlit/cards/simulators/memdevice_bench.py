"""memdevice-bench: the metadata that stand beside a table of measurements, as its loader reads them (JSON).

A device without a known class or with charge instead of a current has no file: the format asks for both.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from memlit.cards.fields import FIELDS_FOLDER, check_fields, simulator_fields
from memlit.cards.model import DeviceCard
from memlit.datum import SERIES_TRANSISTOR
from memlit.errors import RecordError
from memlit.files import read_csv

MEMDEVICE_FIELDS = "memdevice-bench"
_SCHEMA = "0.2.0"
_TERMINALS = 2
"""The current of a device with a resistive energy flows between two."""
_LEAST_STATES = 3
_NOT_PRINTED = "not read from the paper"


@cache
def _tags() -> dict[str, dict[str, str]]:
    """Tags of the format by device class."""
    return {row["class"]: row for row in read_csv(FIELDS_FOLDER / f"{MEMDEVICE_FIELDS}-tags.csv")}


def memdevice_metadata(card: DeviceCard, *, is_resistive: bool) -> dict[str, Any]:
    """The metadata; empty where the format's own requirements are not known of the device."""
    tags = _tags().get(card.device_class)
    if tags is None or not is_resistive:
        return {}
    flags = {flag for pulse in card.pulses for flag in pulse.flags}
    paper = card.paper
    device: dict[str, Any] = {
        "device_id": card.id,
        "terminal_count": _TERMINALS,
        "technology_tags": [tags["technology"]],
        "platform_tags": ["1t1r-cell"] if SERIES_TRANSISTOR in flags else [],
        "mechanism_tags": [tags["mechanism"]] if tags["mechanism"] else [],
        "behavior_tags": ["multilevel"] if _has_levels(card) else [],
        "notes": f"{card.name}; memlit device card",
    }
    metadata: dict[str, Any] = {
        "schema_version": _SCHEMA,
        "device": {name: value for name, value in device.items() if value},
        "experiment": {"profile": "pulse-update"},
        "citation": f"{paper.author} ({paper.year}). {paper.title}",
    }
    # The loader wants the list even where nothing is in it.
    metadata["device"].setdefault("platform_tags", [])
    return metadata | ({"source_url": f"https://doi.org/{paper.doi}"} if paper.doi else {})


def _has_levels(card: DeviceCard) -> bool:
    return any(value.parameter == "n_states" and (value.low or 0) >= _LEAST_STATES for value in card.others)


def memdevice_left_out(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Why a field of the format is not there."""
    if not metadata:
        why = "needs a class and two terminals, which are not both known"
        return dict.fromkeys(("device.technology_tags", "device.terminal_count"), why)
    present = set(dotted(metadata))
    return {name: _NOT_PRINTED for name in simulator_fields(MEMDEVICE_FIELDS) if name not in present}


def dotted(metadata: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Names of the fields, those of a part with its name before them."""
    for name, value in metadata.items():
        if isinstance(value, Mapping):
            yield from dotted(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def read_memdevice(metadata: Any, where: str) -> dict[str, Any]:
    """The metadata as they were written. Raises RecordError for a field that the format does not have."""
    if not isinstance(metadata, dict):
        raise RecordError(where, "is no object", "make the cards again")
    check_fields(MEMDEVICE_FIELDS, dotted(metadata), where)
    return metadata
