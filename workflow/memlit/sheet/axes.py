"""The frame of a picture in SVG: two logarithmic axes, each as long as its values ask for."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from memlit.presentation.format import superscript

_RIGHT, _TOP, _BOTTOM = 14, 14, 46
_DECADES_APART = 3
"""Decades between two labels of an energy or a width."""
_WIDTH = "pulse width τ (s)"
_ENERGY = Markup("action energy E<tspan dy='3' font-size='9'>a</tspan><tspan dy='-3'> (J)</tspan>")


@dataclass(frozen=True, slots=True)
class PictureScale:
    """An axis between two powers of ten. label: what it shows, with its unit."""

    label: str
    ticks: tuple[float, ...]

    @classmethod
    def of_decades(cls, values: Iterable[float], label: str) -> "PictureScale":
        """The logarithmic scale that holds all positive values, its ticks some decades apart."""
        logs = [math.log10(value) for value in values if value > 0] or [-9.0, 0.0]
        low, high = math.floor(min(logs)), math.ceil(max(logs))
        steps = max(1, math.ceil((high - low) / _DECADES_APART))
        return cls(label, tuple(10.0 ** (low + step * _DECADES_APART) for step in range(steps + 1)))

    @property
    def low(self) -> float:
        """Where the axis begins."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """Where the axis ends."""
        return self.ticks[-1]

    def words(self, tick: float) -> str:
        """A tick as it is written: `1`, `10⁻⁵`."""
        power = round(math.log10(tick))
        return f"10{superscript(power)}" if power else "1"

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the first tick to 1 at the last."""
        low, high, at = map(math.log10, (self.low, self.high, value))
        return (at - low) / (high - low)


@dataclass(frozen=True, slots=True)
class ScaledAxes:
    """Two scales in a drawing of its own units. left: where the frame begins."""

    across: PictureScale
    up: PictureScale
    width: int = 560
    height: int = 400
    left: int = 62

    @property
    def right(self) -> int:
        """Where the frame ends."""
        return self.width - _RIGHT

    @property
    def bottom(self) -> int:
        """Where the frame ends below."""
        return self.height - _BOTTOM

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where two values stand in the drawing."""
        across = self.left + self.across.share(x) * (self.right - self.left)
        return across, self.bottom - self.up.share(y) * (self.bottom - _TOP)

    def drawn(self) -> Iterator[str]:
        """Grid, ticks and titles as SVG."""
        for tick in self.across.ticks:
            x, _ = self.place(tick, self.up.low)
            yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{self.bottom}"/>'
            words = self.across.words(tick)
            yield f'<text class="tick" x="{x:.1f}" y="{self.bottom + 17}" text-anchor="middle">{words}</text>'
        for tick in self.up.ticks:
            _, y = self.place(self.across.low, tick)
            yield f'<line class="grid" x1="{self.left}" x2="{self.right}" y1="{y:.1f}" y2="{y:.1f}"/>'
            words = self.up.words(tick)
            yield f'<text class="tick" x="{self.left - 8}" y="{y + 4:.1f}" text-anchor="end">{words}</text>'
        middle, height = (self.left + self.right) / 2, (_TOP + self.bottom) / 2
        words = escape(self.across.label)
        yield f'<text class="axis" x="{middle}" y="{self.height - 8}" text-anchor="middle">{words}</text>'
        turned = f'transform="translate(14 {height}) rotate(-90)" text-anchor="middle"'
        yield f'<text class="axis" {turned}>{escape(self.up.label)}</text>'


def energy_axes(widths: Iterable[float], energies: Iterable[float]) -> ScaledAxes:
    """Axes of action energies in J against pulse widths in s that hold all that are positive."""
    across, up = PictureScale.of_decades(widths, _WIDTH), PictureScale.of_decades(energies, _ENERGY)
    return ScaledAxes(across, up)
