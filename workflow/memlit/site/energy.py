"""The picture of named devices: action energy against pulse width, each mark a link to the page of its device."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from memlit.cards.named import ChartDevice, RunResults
from memlit.field.codes import OWN
from memlit.plots.benchmark.energy_over_width import EnergyMark, memory_cells, synapse_marks
from memlit.plots.look.data import FigureData, tables_by_name
from memlit.plots.look.style import ClassStyles
from memlit.plots.look.words import device_words
from memlit.presentation.format import format_bounds, format_value
from memlit.sheet.axes import ScaledAxes, energy_axes
from memlit.site.picture import MARK_SIZE, PictureMark, picture_size, point, site_picture

_TAIL = 16.0
"""Length of the arrow of an energy without a lower end."""
_TABLES = ("results/data/benchmark.parquet", "results/data/papers.csv")
_POWERS = {1e-12: "1 pW", 1e-9: "1 nW", 1e-6: "1 µW", 1e-3: "1 mW", 1.0: "1 W"}


@dataclass(frozen=True, slots=True)
class DeviceMarks:
    """The marks of all named devices, and the memory cells below them as context. keys: of the pages, by row."""

    marks: tuple[EnergyMark, ...]
    keys: Mapping[str, str]
    cells: tuple[tuple[float, float], ...]
    styles: ClassStyles

    def axes(self, width: int, height: int) -> ScaledAxes:
        """Axes that hold every mark and cell."""
        ends = [end for mark in self.marks for end in (mark.low, mark.high) if math.isfinite(end)] + [
            energy for _, energy in self.cells
        ]
        widths = [mark.width for mark in self.marks] + [width for width, _ in self.cells]
        return energy_axes(widths, ends, width, height)


def device_marks(run: RunResults, devices: Iterable[ChartDevice]) -> DeviceMarks:
    """The devices that have a pulse width and an energy under the headline pulse, whosever number it is."""
    keys = {row.id: device.key for device in devices for row in device.rows}
    tables = tables_by_name(run.root / table for table in _TABLES)
    data = FigureData(run.config, run.classes, tables)
    marks = [mark for mark in synapse_marks(data, with_settings=True) if mark.row["id"] in keys]
    return DeviceMarks(tuple(marks), keys, tuple(sorted(memory_cells(data.benchmark))), data.styles)


def energy_picture(found: DeviceMarks, own: str) -> Markup:
    """SVG. own: key of the device that stands out on its own page, empty on the first one."""
    if own and own not in {found.keys[mark.row["id"]] for mark in found.marks}:
        return Markup("")
    axes = found.axes(*picture_size(own))
    ground = [*axes.drawn(), *_powers(axes)]
    ground += [
        f'<circle class="memory" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>'
        for x, y in (axes.place(*at) for at in found.cells)
    ]
    marks = [_mark(mark, found, axes, own) for mark in found.marks]
    return site_picture(axes, ground, marks, "" if own else "devices/", own, "action energy against pulse width")


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


def _mark(mark: EnergyMark, found: DeviceMarks, axes: ScaledAxes, own: str) -> PictureMark:
    key = found.keys[mark.row["id"]]
    colour, marker = found.styles.of(mark.row["class"])
    x, y = axes.place(mark.width, mark.shown)
    # A bar reaches down to its lower end.
    end = y if mark.is_point else axes.place(mark.width, mark.low)[1] if mark.low else y + _TAIL
    return PictureMark(
        key=key,
        name=mark.name,
        words=mark_words(mark),
        at=(x, y),
        box=(x - MARK_SIZE, y - MARK_SIZE, x + MARK_SIZE, end + MARK_SIZE),
        shape=point(x, y, marker, colour, is_own=key == own) if mark.is_point else _bar(mark, axes, colour),
        is_of_others=mark.row["whose_number"] != OWN,
    )


def _bar(mark: EnergyMark, axes: ScaledAxes, colour: str) -> str:
    """An energy between its bounds; an arrow down where it has no lower end, and up where it has no upper one."""
    x, top = axes.place(mark.width, mark.shown)
    if mark.is_lower_bound:
        tip = top - _TAIL
        arrow = f"M{x - 4:.1f} {tip + 5:.1f}L{x:.1f} {tip:.1f}L{x + 4:.1f} {tip + 5:.1f}"
        line = f"M{x - 5:.1f} {top:.1f}H{x + 5:.1f}M{x:.1f} {top:.1f}V{tip:.1f}{arrow}"
        return f'<path class="bar" stroke="{colour}" d="{line}"/>'
    if mark.low:
        bottom = axes.place(mark.width, mark.low)[1]
        end = f"M{x - 5:.1f} {bottom:.1f}H{x + 5:.1f}"
    else:
        bottom = top + _TAIL
        end = f"M{x - 4:.1f} {bottom - 5:.1f}L{x:.1f} {bottom:.1f}L{x + 4:.1f} {bottom - 5:.1f}"
    line = f"M{x - 5:.1f} {top:.1f}H{x + 5:.1f}M{x:.1f} {top:.1f}V{bottom:.1f}{end}"
    return f'<path class="bar" stroke="{colour}" d="{line}"/>'
