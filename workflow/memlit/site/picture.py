"""The picture of the site: action energy against pulse width, each mark a link to the page of its device."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from memlit.cards.named import ChartDevice, RunResults
from memlit.field.codes import OWN
from memlit.plots.benchmark.energy_over_width import EnergyMark, memory_cells, synapse_marks
from memlit.plots.look.data import FigureData, tables_by_name
from memlit.plots.look.style import ClassStyles
from memlit.plots.look.words import device_words
from memlit.presentation.format import format_bounds, format_value
from memlit.presentation.pages import SWATCHES
from memlit.sheet.axes import EnergyAxes
from printedpages.geometry import Box, area, intersect

_SIZE, _OWN_SIZE = 6.0, 9.0
"""Half the width of a mark, and of that of the device whose page it is."""
_TAIL = 16.0
"""Length of the arrow of an energy without a lower end."""
_LETTER, _LINE, _EDGE = 5.6, 11.0, 48.0
"""Width and height of the letters of a name, and the room that the words of a power take at the right edge."""
_TABLES = ("results/data/benchmark.parquet", "results/data/papers.csv")
_POWERS = {1e-12: "1 pW", 1e-9: "1 nW", 1e-6: "1 µW", 1e-3: "1 mW", 1.0: "1 W"}


@dataclass(frozen=True, slots=True)
class DeviceMarks:
    """The marks of all named devices, and the memory cells below them as context. keys: of the pages, by row."""

    marks: tuple[EnergyMark, ...]
    keys: Mapping[str, str]
    cells: tuple[tuple[float, float], ...]
    styles: ClassStyles

    def axes(self, width: int, height: int) -> EnergyAxes:
        """Axes that hold every mark and cell."""
        ends = [end for mark in self.marks for end in (mark.low, mark.high) if math.isfinite(end)] + [
            energy for _, energy in self.cells
        ]
        widths = [mark.width for mark in self.marks] + [width for width, _ in self.cells]
        return EnergyAxes.around(widths, ends, width, height)


def device_marks(run: RunResults, devices: Iterable[ChartDevice]) -> DeviceMarks:
    """The devices that have a pulse width and an energy under the headline pulse, whosever number it is."""
    keys = {row.id: device.key for device in devices for row in device.rows}
    tables = tables_by_name(run.root / table for table in _TABLES)
    data = FigureData(run.config, run.classes, tables)
    marks = [mark for mark in synapse_marks(data, with_settings=True) if mark.row["id"] in keys]
    return DeviceMarks(tuple(marks), keys, tuple(sorted(memory_cells(data.benchmark))), data.styles)


def energy_picture(
    found: DeviceMarks, folder: str, width: int, height: int, own: str = "", label: str = "", *, is_named: bool = True
) -> Markup:
    """SVG. folder: of the pages, seen from where the picture stands; own: key of the device that stands out.

    is_named: whether marks have the names of their papers beside them, where there is room.
    """
    axes = found.axes(width, height)
    places = [axes.place(mark.width, mark.shown) for mark in found.marks]
    parts = [*axes.drawn(), *_powers(axes)]
    parts += [
        f'<circle class="memory" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>'
        for x, y in (axes.place(*at) for at in found.cells)
    ]
    # The device of the page lies above all others.
    for mark in sorted(found.marks, key=lambda one: found.keys[one.row["id"]] == own):
        parts.append(_drawn(mark, found, axes, folder, own))
    if is_named:
        parts += _names(found, places, axes)
    title = escape(label or "Action energy against pulse width, each mark a device")
    head = f'<svg class="energy" viewBox="0 0 {axes.width} {axes.height}" role="group" aria-label="{title}">'
    return Markup(head + "".join(parts) + "</svg>")


def _powers(axes: EnergyAxes) -> Iterable[str]:
    """Lines of equal power, each with its power where it leaves the frame."""
    for power, words in _POWERS.items():
        low = max(10.0 ** axes.tau[0], 10.0 ** axes.energy[0] / power)
        high = min(10.0 ** axes.tau[1], 10.0 ** axes.energy[1] / power)
        if low < high:
            (x, y), (right, top) = axes.place(low, power * low), axes.place(high, power * high)
            yield f'<path class="power" d="M{x:.1f} {y:.1f}L{right:.1f} {top:.1f}"/>'
            yield f'<text class="tick" x="{right - 5:.1f}" y="{top + 12:.1f}" text-anchor="end">{words}</text>'


def mark_words(mark: EnergyMark) -> str:
    """A mark in words: paper, device, energy, width and whose number it is."""
    energy = format_bounds(mark.low, mark.high, "J")
    width = format_value(mark.width, "s")
    return f"{mark.name}, {device_words(mark.row)}: {energy} at {width}, {mark.row['whose_number']}"


def _drawn(mark: EnergyMark, found: DeviceMarks, axes: EnergyAxes, folder: str, own: str) -> str:
    key = found.keys[mark.row["id"]]
    colour, marker = found.styles.of(mark.row["class"])
    x, y = axes.place(mark.width, mark.shown)
    size = _OWN_SIZE if key == own else _SIZE
    words = escape(mark_words(mark))
    kind = "mark" + (" own" if key == own else "") + ("" if mark.row["whose_number"] == OWN else " others")
    shape = _point(x, y, size, marker, colour) if mark.is_point else _bar(mark, axes, colour)
    return (
        f'<a class="{kind}" href="{folder}{key}.html" data-key="{key}" aria-label="{words}">'
        f"<title>{words}</title>{shape}</a>"
    )


def _point(x: float, y: float, size: float, marker: str, colour: str) -> str:
    where = f"translate({x:.1f} {y:.1f}) scale({size:g})"
    return f'<path d="{SWATCHES[marker]}" transform="{where}" fill="{colour}" stroke="{colour}"/>'


def _bar(mark: EnergyMark, axes: EnergyAxes, colour: str) -> str:
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


def _names(found: DeviceMarks, places: Sequence[tuple[float, float]], axes: EnergyAxes) -> Iterable[str]:
    """The name of each paper beside one of its marks, where it covers no mark and no other name."""
    taken = [_room(mark, x, y, axes) for mark, (x, y) in zip(found.marks, places, strict=True)]
    named: set[str] = set()
    for mark, (x, y) in zip(found.marks, places, strict=True):
        key = found.keys[mark.row["id"]]
        if mark.name in named:
            continue
        box = _free(x, y, _LETTER * len(mark.name), taken, axes)
        if box is not None:
            named.add(mark.name)
            taken.append(box)
            at = f'x="{box[0]:.1f}" y="{box[3] - 2:.1f}"'
            yield f'<text class="name" data-key="{key}" {at}>{escape(mark.name)}</text>'


def _room(mark: EnergyMark, x: float, y: float, axes: EnergyAxes) -> Box:
    """The box of a mark, of a bar down to its lower end."""
    end = y if mark.is_point else axes.place(mark.width, mark.low)[1] if mark.low else y + _TAIL
    return x - _SIZE, y - _SIZE, x + _SIZE, end + _SIZE


def _free(x: float, y: float, length: float, taken: Sequence[Box], axes: EnergyAxes) -> Box | None:
    """A box for a name right, left, above or below a mark that covers nothing and stays inside."""
    half, away = _LINE / 2, _SIZE + 3
    starts = (
        (x + away, y - half),
        (x - away - length, y - half),
        (x - length / 2, y - away - _LINE),
        (x - length / 2, y + away),
    )
    for left, top in starts:
        box = (left, top, left + length, top + _LINE)
        is_inside = box[0] > axes.left and box[2] < axes.width - _EDGE and box[1] > 4 and box[3] < axes.bottom
        if is_inside and not any(area(intersect(box, other)) for other in taken):
            return box
    return None
