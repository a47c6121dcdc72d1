"""Logarithmic axes of action energy against pulse width as SVG."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from memlit.presentation.format import superscript

_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 14, 46
_TICKS_APART = 3
"""Decades between two labels of an axis."""


@dataclass(frozen=True, slots=True)
class EnergyAxes:
    """Decades of tau and of energy at the ends of the axes; width and height of the drawing in its own units."""

    tau: tuple[int, int]
    energy: tuple[int, int]
    width: int = 560
    height: int = 400

    @classmethod
    def around(
        cls, taus: Iterable[float], energies: Iterable[float], width: int = 560, height: int = 400
    ) -> "EnergyAxes":
        """Axes that hold all positive values."""
        return cls(_decades(taus), _decades(energies), width, height)

    @property
    def left(self) -> int:
        """Where the frame begins."""
        return _LEFT

    @property
    def bottom(self) -> int:
        """Where the frame ends below."""
        return self.height - _BOTTOM

    def place(self, tau: float, energy: float) -> tuple[float, float]:
        """Where a width in s and an energy in J stand in the drawing."""
        across = (math.log10(tau) - self.tau[0]) / (self.tau[1] - self.tau[0])
        up = (math.log10(energy) - self.energy[0]) / (self.energy[1] - self.energy[0])
        return _LEFT + across * (self.width - _LEFT - _RIGHT), self.bottom - up * (self.bottom - _TOP)

    def drawn(self) -> Iterable[str]:
        """Grid, ticks and titles as SVG."""
        bottom, top = self.bottom, _TOP
        for power in range(self.tau[0], self.tau[1] + 1, _TICKS_APART):
            x, _ = self.place(10.0**power, 10.0 ** self.energy[0])
            yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
            yield f'<text class="tick" x="{x:.1f}" y="{bottom + 17}" text-anchor="middle">{_power(power)}</text>'
        for power in range(self.energy[0], self.energy[1] + 1, _TICKS_APART):
            _, y = self.place(10.0 ** self.tau[0], 10.0**power)
            yield f'<line class="grid" x1="{_LEFT}" x2="{self.width - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_power(power)}</text>'
        middle = (_LEFT + self.width - _RIGHT) / 2
        yield f'<text class="axis" x="{middle}" y="{self.height - 8}" text-anchor="middle">pulse width τ (s)</text>'
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
