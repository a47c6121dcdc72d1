"""The picture of named devices: action energy against pulse width, each mark a link to the page of its device."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from memlit.cards.named import ChartDevice, RunResults
from memlit.plots.benchmark.energy_over_width import EnergyMark, memory_cells, synapse_marks
from memlit.plots.look.data import FigureData, tables_by_name
from memlit.plots.look.words import device_words
from memlit.presentation.format import format_bounds, format_value
from memlit.sheet.axes import ScaledAxes, energy_axes
from memlit.site.picture import PictureMark, picture_size, site_picture

_TABLES = ("results/data/benchmark.parquet", "results/data/papers.csv")
_POWERS = {1e-12: "1 pW", 1e-9: "1 nW", 1e-6: "1 µW", 1e-3: "1 mW", 1.0: "1 W"}


@dataclass(frozen=True, slots=True)
class EnergyPicture:
    """The marks of all named devices, and the width and energy of the memory cells below them as context."""

    marks: tuple[PictureMark, ...]
    cells: tuple[tuple[float, float], ...]

    def drawn(self, own: str) -> Markup:
        """SVG. own: key of the device that stands out on its own page, empty on the first one."""
        if own and own not in {mark.key for mark in self.marks}:
            return Markup("")
        axes = self._axes(*picture_size(own))
        ground = [*axes.drawn(), *_powers(axes)]
        for at in self.cells:
            x, y = axes.place(*at)
            ground.append(f'<circle class="memory" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>')
        shows = "action energy against pulse width"
        return site_picture(axes, ground, self.marks, "" if own else "devices/", own, shows)

    def _axes(self, width: int, height: int) -> ScaledAxes:
        """Axes that hold every mark and cell."""
        ends = [end for mark in self.marks for end in (mark.low, mark.high) if math.isfinite(end)]
        ends += [energy for _, energy in self.cells]
        widths = [mark.x for mark in self.marks] + [width for width, _ in self.cells]
        return energy_axes(widths, ends, width, height)


def energy_picture(run: RunResults, devices: Iterable[ChartDevice]) -> EnergyPicture:
    """The devices that have a pulse width and an energy under the headline pulse, whosever number it is."""
    keys = {row.id: device.key for device in devices for row in device.rows}
    tables = tables_by_name(run.root / table for table in _TABLES)
    data = FigureData(run.config, run.classes, tables)
    marks = [
        PictureMark(
            keys[mark.row["id"]],
            mark.name,
            mark_words(mark),
            mark.width,
            mark.low,
            mark.high,
            *data.styles.of(mark.row["class"]),
            is_of_others=not mark.is_own,
        )
        for mark in synapse_marks(data, with_settings=True)
        if mark.row["id"] in keys
    ]
    return EnergyPicture(tuple(marks), tuple(sorted(memory_cells(data.benchmark))))


def _powers(axes: ScaledAxes) -> Iterable[str]:
    """Lines of equal power, each with its power where it leaves the frame."""
    for power, words in _POWERS.items():
        low = max(axes.across.low, axes.up.low / power)
        high = min(axes.across.high, axes.up.high / power)
        if low < high:
            (x, y), (right, top) = axes.place(low, power * low), axes.place(high, power * high)
            yield f'<path class="power" d="M{x:.1f} {y:.1f}L{right:.1f} {top:.1f}"/>'
            yield f'<text class="tick" x="{right - 5:.1f}" y="{top + 12:.1f}" text-anchor="end">{words}</text>'


def mark_words(mark: EnergyMark) -> str:
    """A mark in words: paper, device, energy, width and whose number it is."""
    energy = format_bounds(mark.low, mark.high, "J")
    width = format_value(mark.width, "s")
    return f"{mark.name}, {device_words(mark.row)}: {energy} at {width}, {mark.row['whose_number']}"
