"""A picture of all items as SVG: marks that lead to their pages, and names beside them where there is room."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from memlit.presentation.pages import SWATCHES
from memlit.sheet.axes import ScaledAxes
from printedpages.geometry import Box, area, intersect

_MARK_SIZE, _OWN_SIZE = 6.0, 9.0
"""Half the width of a mark, and of that of the item whose page it is."""
_TAIL = 16.0
"""Length of the arrow of a bar without an end."""
_LETTER, _LINE, _EDGE = 5.6, 11.0, 48.0
"""Width and height of the letters of a name, and the room that words take at the right edge."""


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A value of the item `key` over `x`, a point or between its ends, with the colour and the sign of its class.

    name: what may stand beside it; low, high: 0 and infinite where open; is_of_others: not the paper's own.
    """

    key: str
    name: str
    words: str
    x: float
    low: float
    high: float
    colour: str
    marker: str
    is_of_others: bool

    def place(self, axes: ScaledAxes) -> tuple[float, float]:
        """Where it stands in a drawing: at its upper end, or at the lower one where it has no other."""
        return axes.place(self.x, self.high if math.isfinite(self.high) else self.low)


def picture_size(own: str) -> tuple[int, int]:
    """Width and height on the first page, and on that of the item `own`."""
    return (560, 360) if own else (980, 620)


def site_picture(
    axes: ScaledAxes, ground: Iterable[str], marks: Sequence[PictureMark], folder: str, own: str, shows: str
) -> Markup:
    """SVG. ground: what lies below the marks; folder: of the pages; own: key of the item that stands out.

    Names stand where no item stands out.
    """
    parts = list(ground)
    # The item of the page lies above all others.
    for mark in sorted(marks, key=lambda one: one.key == own):
        kind = "mark" + (" own" if mark.key == own else "") + (" others" if mark.is_of_others else "")
        words = escape(mark.words)
        parts.append(
            f'<a class="{kind}" href="{folder}{mark.key}.html" data-key="{mark.key}" aria-label="{words}">'
            f"<title>{words}</title>{_shape(mark, axes, is_own=mark.key == own)}</a>"
        )
    if not own:
        parts += _names(marks, axes)
    title = escape(f"{shows[:1].upper()}{shows[1:]}, each mark a link to its page")
    head = f'<svg class="picture" viewBox="0 0 {axes.width} {axes.height}" role="group" aria-label="{title}">'
    return Markup(head + "".join(parts) + "</svg>")


def _shape(mark: PictureMark, axes: ScaledAxes, *, is_own: bool) -> str:
    """The sign of its class, or a bar between its ends, with an arrow where one is open."""
    x, top = mark.place(axes)
    if mark.low == mark.high:
        where = f"translate({x:.1f} {top:.1f}) scale({_OWN_SIZE if is_own else _MARK_SIZE:g})"
        return f'<path d="{SWATCHES[mark.marker]}" transform="{where}" fill="{mark.colour}" stroke="{mark.colour}"/>'
    if not math.isfinite(mark.high):
        end = top - _TAIL
        tip = f"M{x - 4:.1f} {end + 5:.1f}L{x:.1f} {end:.1f}L{x + 4:.1f} {end + 5:.1f}"
    elif mark.low:
        end = axes.place(mark.x, mark.low)[1]
        tip = f"M{x - 5:.1f} {end:.1f}H{x + 5:.1f}"
    else:
        end = top + _TAIL
        tip = f"M{x - 4:.1f} {end - 5:.1f}L{x:.1f} {end:.1f}L{x + 4:.1f} {end - 5:.1f}"
    line = f"M{x - 5:.1f} {top:.1f}H{x + 5:.1f}M{x:.1f} {top:.1f}V{end:.1f}{tip}"
    return f'<path class="bar" stroke="{mark.colour}" d="{line}"/>'


def _covered(mark: PictureMark, axes: ScaledAxes) -> Box:
    """What a mark covers, a bar down to its lower end."""
    x, y = mark.place(axes)
    end = axes.place(mark.x, mark.low)[1] if mark.low else y + _TAIL
    return x - _MARK_SIZE, y - _MARK_SIZE, x + _MARK_SIZE, end + _MARK_SIZE


def _names(marks: Sequence[PictureMark], axes: ScaledAxes) -> Iterable[str]:
    """Each name beside one of its marks, where it covers no mark and no other name."""
    taken = [_covered(mark, axes) for mark in marks]
    named: set[str] = set()
    for mark in marks:
        if not mark.name or mark.name in named:
            continue
        box = _free(*mark.place(axes), _LETTER * len(mark.name), taken, axes)
        if box is not None:
            named.add(mark.name)
            taken.append(box)
            at = f'x="{box[0]:.1f}" y="{box[3] - 2:.1f}"'
            yield f'<text class="name" data-key="{mark.key}" {at}>{escape(mark.name)}</text>'


def _free(x: float, y: float, length: float, taken: Sequence[Box], axes: ScaledAxes) -> Box | None:
    """A box for a name right, left, above or below a mark that covers nothing and stays inside."""
    half, away = _LINE / 2, _MARK_SIZE + 3
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
