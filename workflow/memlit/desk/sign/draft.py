"""The draft of a record in words, with what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from memlit.datum import PULSES, UNASSIGNED, Reading
from memlit.desk.read.readings import Snapshot
from memlit.desk.show.paper import WHAT_PARTS, titles_of
from memlit.devices.tuples import PARAMETERS, STATES
from memlit.report.printed import reading_text

NAMES = {"v_spike": "amplitude", "tau": "pulse width", "g_on": "on state", "g_off": "off state"}


def summary(key: str, snapshot: Snapshot, doubts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """One sentence a device and pulse, the doubts at their places, and what is left open."""
    used = [one for one in snapshot.document.readings if one.status == "value" and one.datum.device != UNASSIGNED]
    titles = titles_of(snapshot)
    groups: dict[tuple[bool, str, str], list[Reading]] = {}
    for one in used:
        groups.setdefault((one.datum.paper != key, str(one.datum.paper), one.datum.device), []).append(one)
    lines = [
        line
        for (is_other, paper, device), own in sorted(groups.items())
        for line in _sentences(
            f"{titles.get(device, device)} of {paper.removeprefix(key + ':')}"
            if is_other
            else titles.get(device, device),
            own,
        )
    ]
    left = sum(one.datum.device == UNASSIGNED for one in snapshot.document.readings)
    printed = {one.id: one for one in snapshot.document.readings}
    return {
        "lines": lines or ["No value of a device is read."],
        "n_values": sum(not one.is_derived for one in used),
        "n_left": left,
        "doubts": [
            {
                "id": name,
                "printed": printed[name].datum.printed.text,
                "lines": list(said),
                "page": printed[name].datum.locator.page,
                "box": printed[name].datum.locator.bbox,
                "file": printed[name].datum.locator.file,
                "about": f"{printed[name].parameter} of {printed[name].datum.device}",
            }
            for name, said in doubts.items()
        ],
    }


def _sentences(device: str, own: Sequence[Reading]) -> list[str]:
    """`hfox, set: amplitude 1.2 V (page 3), pulse width 50 ns (page 3), on state 10 µS; off state not read.`"""
    lines = []
    for pulse in PULSES:
        wanted = {**PARAMETERS[pulse], **{part: STATES[part] for part in ("g_on", "g_off")}}
        parts = {part: _first(own, name, pulse) for part, name in wanted.items()}
        if parts["v_spike"] is None and parts["tau"] is None and pulse != "set":
            continue
        told = [f"{NAMES[part]} {reading_text(one)} ({_where(one)})" for part, one in parts.items() if one is not None]
        open_parts = [NAMES[part] for part in WHAT_PARTS if parts[part] is None]
        rest = f"; {', '.join(open_parts)} not read" if open_parts else ""
        if told:
            lines.append(f"{device}, {pulse}: {', '.join(told)}{rest}.")
    return lines or [f"{device}: {len(own)} values, none of them of a pulse or its states."]


def _first(own: Sequence[Reading], parameter: str, pulse: str) -> Reading | None:
    fitting = [one for one in own if one.parameter == parameter and one.datum.pulse in (None, pulse)]
    return min(fitting, key=lambda one: (one.is_derived, one.id), default=None)


def _where(reading: Reading) -> str:
    place = reading.datum.locator
    named = place.label or (place.place if place.page is None else None)
    page = f"page {place.page}" if place.page else ""
    return ", ".join(filter(None, (named, page))) or place.file
