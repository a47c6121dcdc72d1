"""The frame of a picture of observations: a metric against a condition, each on a scale that its values ask for."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import escape
from matplotlib.ticker import MaxNLocator

from memlit.presentation.format import superscript

_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 14, 14, 46
_TICKS = 6
_DIGITS = 2
"""Largest power of ten that is written with its noughts."""
_LOG_FROM = 20.0
"""Largest over least value from which a scale is logarithmic."""


@dataclass(frozen=True, slots=True)
class PictureScale:
    """An axis between two ticks. label: what it shows, with its unit."""

    label: str
    ticks: tuple[float, ...]
    is_log: bool

    @classmethod
    def around(cls, values: Iterable[float], label: str) -> "PictureScale":
        """The scale that holds all values; logarithmic where all are positive and they span decades."""
        known = sorted(values)
        low, high = known[0], known[-1]
        is_log = low > 0 and high / low > _LOG_FROM
        if is_log:
            decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
            return cls(label, tuple(10.0**power for power in decades), is_log)
        found = MaxNLocator(_TICKS, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        return cls(label, tuple(float(f"{tick:.9g}") for tick in found), is_log)

    def words(self, tick: float) -> str:
        """A tick as it is written: `0.5`, `10⁻⁵`."""
        power = round(math.log10(tick)) if self.is_log else 0
        return f"10{superscript(power)}" if abs(power) > _DIGITS else f"{tick:g}"

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the first tick to 1 at the last."""
        low, high, at = (math.log10(end) if self.is_log else end for end in (self.ticks[0], self.ticks[-1], value))
        return (at - low) / (high - low)


@dataclass(frozen=True, slots=True)
class ScaledAxes:
    """Two scales in a drawing of its own units."""

    across: PictureScale
    up: PictureScale
    width: int
    height: int

    @property
    def left(self) -> int:
        """Where the frame begins."""
        return _LEFT

    @property
    def bottom(self) -> int:
        """Where the frame ends below."""
        return self.height - _BOTTOM

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a condition and a metric stand in the drawing."""
        across = _LEFT + self.across.share(x) * (self.width - _LEFT - _RIGHT)
        return across, self.bottom - self.up.share(y) * (self.bottom - _TOP)

    def drawn(self) -> Iterator[str]:
        """Grid, ticks and titles as SVG."""
        for tick in self.across.ticks:
            x, _ = self.place(tick, self.up.ticks[0])
            yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{self.bottom}"/>'
            words = self.across.words(tick)
            yield f'<text class="tick" x="{x:.1f}" y="{self.bottom + 17}" text-anchor="middle">{words}</text>'
        for tick in self.up.ticks:
            _, y = self.place(self.across.ticks[0], tick)
            yield f'<line class="grid" x1="{_LEFT}" x2="{self.width - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{self.up.words(tick)}</text>'
        middle, height = (_LEFT + self.width - _RIGHT) / 2, (_TOP + self.bottom) / 2
        words = escape(self.across.label)
        yield f'<text class="axis" x="{middle}" y="{self.height - 8}" text-anchor="middle">{words}</text>'
        turned = f'transform="translate(14 {height}) rotate(-90)" text-anchor="middle"'
        yield f'<text class="axis" {turned}>{escape(self.up.label)}</text>'
