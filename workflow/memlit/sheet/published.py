"""Action energy and pulse width of published devices, and the picture of a paper's own pulses among them."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from memlit.files import read_csv
from memlit.presentation.format import format_value
from memlit.presentation.words import LEAST_GRADE
from memlit.sheet.axes import ScaledAxes, energy_axes

BENCHMARK = Path("results/data/benchmark.csv")
COMMITTED = Path(__file__).with_name("published.json")
"""Made by evaluation/sheet/published_devices.py from a table of memlit's own review, whose digest it names."""
_STAR = 9.0


@dataclass(frozen=True, slots=True)
class PublishedDevice:
    """A device of the benchmark. role: `synapse`, or `memory` for cells that switch fully; energy in J, tau in s."""

    name: str
    device_class: str
    role: str
    pulse: str
    energy: float
    tau: float


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A pulse of the paper: its name, E_a from `low` to `high` in J (infinite where it has no upper end), tau in s."""

    name: str
    low: float
    high: float
    tau: float


def published_devices(root: Path) -> tuple[PublishedDevice, ...]:
    """Those of the last run of the review in `root`, or memlit's own where there was none."""
    if (root / BENCHMARK).is_file():
        return devices_in_table(root / BENCHMARK)
    return tuple(PublishedDevice(**one) for one in json.loads(COMMITTED.read_text(encoding="utf-8"))["devices"])


def devices_in_table(path: Path) -> tuple[PublishedDevice, ...]:
    """The devices of a benchmark.csv whose energy and pulse width are known, without settings of programs."""
    return tuple(
        PublishedDevice(
            row["id"],
            row["class"],
            "memory" if row["role"] == "memory" else "synapse",
            row["pulse"],
            float(row["action_energy_j"]),
            float(row["spike_timing_s"]),
        )
        for row in read_csv(path)
        if row["action_energy_j"] and row["spike_timing_s"] and row["grade"] != LEAST_GRADE
    )


def picture_among(devices: Sequence[PublishedDevice], marks: Sequence[OwnMark]) -> Markup:
    """E_a against tau on logarithmic axes as SVG: published devices as dots, the paper's pulses as stars.

    A pulse whose energy is only bounded is a line with an arrow where it has no end.
    """
    energies = [device.energy for device in devices] + [end for one in marks for end in _ends(one)]
    axes = energy_axes([device.tau for device in devices] + [one.tau for one in marks], energies)
    parts = [*axes.drawn()]
    # Memory cells below, for they are context.
    for device in sorted(devices, key=lambda one: one.role != "memory"):
        x, y = axes.place(device.tau, device.energy)
        title = f"{device.name}: {format_value(device.energy, 'J')}, {format_value(device.tau, 's')}"
        radius = 3 if device.role == "memory" else 4.5
        shape = f'<circle class="{device.role}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}">'
        parts.append(f"{shape}<title>{escape(title)}</title></circle>")
    parts += [_mark(one, axes) for one in marks]
    label = "Action energy against pulse width of published devices" + (", and of this paper" if marks else "")
    return Markup(
        f'<svg viewBox="0 0 {axes.width} {axes.height}" role="img" aria-label="{label}">' + "".join(parts) + "</svg>"
    )


def _ends(mark: OwnMark) -> list[float]:
    return [end for end in (mark.low, mark.high) if end > 0 and math.isfinite(end)]


def _mark(mark: OwnMark, axes: ScaledAxes) -> str:
    """A star, or a line between the bounds of an energy that is only bounded, with an arrow at an open end."""
    title = f"<title>{escape(mark.name)}</title>"
    if mark.low == mark.high and mark.low > 0:
        x, y = axes.place(mark.tau, mark.low)
        return f'<path class="own" d="{_star(x, y)}">{title}</path>'
    x, bottom = axes.place(mark.tau, mark.low if mark.low > 0 else axes.up.low)
    _, top = axes.place(mark.tau, mark.high if math.isfinite(mark.high) else axes.up.high)
    arrows = ""
    if not mark.low > 0:
        arrows += f"M{x - 5:.1f} {bottom - 7:.1f}L{x:.1f} {bottom:.1f}L{x + 5:.1f} {bottom - 7:.1f}"
    if not math.isfinite(mark.high):
        arrows += f"M{x - 5:.1f} {top + 7:.1f}L{x:.1f} {top:.1f}L{x + 5:.1f} {top + 7:.1f}"
    return f'<path class="own span" d="M{x:.1f} {bottom:.1f}L{x:.1f} {top:.1f}{arrows}">{title}</path>'


def _star(x: float, y: float) -> str:
    points = []
    for corner in range(10):
        angle = math.pi / 5 * corner - math.pi / 2
        radius = _STAR if corner % 2 == 0 else 0.42 * _STAR
        points.append(f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}")
    return "M" + "L".join(points) + "Z"
