"""Action energy and pulse width of published devices, and the picture of a paper's own pulses among them."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from memlit.files import read_csv
from memlit.report.format import format_value, superscript

BENCHMARK = Path("results/data/benchmark.csv")
COMMITTED = Path(__file__).with_name("published.json")
"""Made by evaluation/sheet/published_devices.py from a table of memlit's own review, whose digest it names."""
_WIDTH, _HEIGHT = 560, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 14, 46
_TICKS_APART = 3
"""Decades between two labels of an axis."""
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
        return devices_of(root / BENCHMARK)
    return tuple(PublishedDevice(**one) for one in json.loads(COMMITTED.read_text(encoding="utf-8"))["devices"])


def devices_of(path: Path) -> tuple[PublishedDevice, ...]:
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
        if row["action_energy_j"] and row["spike_timing_s"] and row["grade"] != "C"
    )


def picture_among(devices: Sequence[PublishedDevice], marks: Sequence[OwnMark]) -> Markup:
    """E_a against tau on logarithmic axes as SVG: published devices as dots, the paper's pulses as stars.

    A pulse whose energy is only bounded is a line with an arrow where it has no end.
    """
    energies = [device.energy for device in devices] + [end for one in marks for end in _ends(one)]
    axes = _Axes.around([device.tau for device in devices] + [one.tau for one in marks], energies)
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
    return Markup(f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">' + "".join(parts) + "</svg>")


def _ends(mark: OwnMark) -> list[float]:
    return [end for end in (mark.low, mark.high) if end > 0 and math.isfinite(end)]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Decades of tau and of energy at the ends of the axes."""

    tau: tuple[int, int]
    energy: tuple[int, int]

    @classmethod
    def around(cls, taus: Iterable[float], energies: Iterable[float]) -> "_Axes":
        return cls(_decades(taus), _decades(energies))

    def place(self, tau: float, energy: float) -> tuple[float, float]:
        across = (math.log10(tau) - self.tau[0]) / (self.tau[1] - self.tau[0])
        up = (math.log10(energy) - self.energy[0]) / (self.energy[1] - self.energy[0])
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)

    def drawn(self) -> Iterable[str]:
        bottom, top = _HEIGHT - _BOTTOM, _TOP
        for power in range(self.tau[0], self.tau[1] + 1, _TICKS_APART):
            x, _ = self.place(10.0**power, 10.0 ** self.energy[0])
            yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
            yield f'<text class="tick" x="{x:.1f}" y="{bottom + 17}" text-anchor="middle">{_power(power)}</text>'
        for power in range(self.energy[0], self.energy[1] + 1, _TICKS_APART):
            _, y = self.place(10.0 ** self.tau[0], 10.0**power)
            yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_power(power)}</text>'
        middle = (_LEFT + _WIDTH - _RIGHT) / 2
        yield f'<text class="axis" x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">pulse width τ (s)</text>'
        height = (top + bottom) / 2
        yield (
            f'<text class="axis" transform="translate(14 {height}) rotate(-90)" text-anchor="middle">'
            "action energy E<tspan dy='3' font-size='9'>a</tspan><tspan dy='-3'> (J)</tspan></text>"
        )


def _decades(values: Iterable[float]) -> tuple[int, int]:
    """Whole decades around positive values, a multiple of the distance of labels apart."""
    logs = [math.log10(value) for value in values if value > 0] or [-9.0, 0.0]
    low = math.floor(min(logs))
    high = math.ceil(max(logs))
    return low, low + max(1, math.ceil((high - low) / _TICKS_APART)) * _TICKS_APART


def _power(power: int) -> str:
    return "1" if power == 0 else f"10{superscript(power)}"


def _mark(mark: OwnMark, axes: _Axes) -> str:
    """A star, or a line between the bounds of an energy that is only bounded, with an arrow at an open end."""
    title = f"<title>{escape(mark.name)}</title>"
    if mark.low == mark.high and mark.low > 0:
        x, y = axes.place(mark.tau, mark.low)
        return f'<path class="own" d="{_star(x, y)}">{title}</path>'
    x, bottom = axes.place(mark.tau, mark.low if mark.low > 0 else 10.0 ** axes.energy[0])
    _, top = axes.place(mark.tau, mark.high if math.isfinite(mark.high) else 10.0 ** axes.energy[1])
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
