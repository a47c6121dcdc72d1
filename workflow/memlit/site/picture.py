"""A picture of all items as SVG: marks that lead to their pages, and names beside them where there is room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from memlit.presentation.pages import SWATCHES
from memlit.sheet.axes import ScaledAxes
from printedpages.geometry import Box, area, intersect

MARK_SIZE, _OWN_SIZE = 6.0, 9.0
"""Half the width of a mark, and of that of the item whose page it is."""
_LETTER, _LINE, _EDGE = 5.6, 11.0, 48.0
"""Width and height of the letters of a name, and the room that words take at the right edge."""


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A mark of the item `key`. at: its place; box: what it covers; shape: SVG; is_of_others: not the paper's own."""

    key: str
    name: str
    words: str
    at: tuple[float, float]
    box: Box
    shape: str
    is_of_others: bool


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
            f"<title>{words}</title>{mark.shape}</a>"
        )
    if not own:
        parts += _names(marks, axes)
    title = escape(f"{shows[:1].upper()}{shows[1:]}, each mark a link to its page")
    head = f'<svg class="picture" viewBox="0 0 {axes.width} {axes.height}" role="group" aria-label="{title}">'
    return Markup(head + "".join(parts) + "</svg>")


def point(x: float, y: float, marker: str, colour: str, *, is_own: bool) -> str:
    """The sign of a class."""
    where = f"translate({x:.1f} {y:.1f}) scale({_OWN_SIZE if is_own else MARK_SIZE:g})"
    return f'<path d="{SWATCHES[marker]}" transform="{where}" fill="{colour}" stroke="{colour}"/>'


def _names(marks: Sequence[PictureMark], axes: ScaledAxes) -> Iterable[str]:
    """Each name beside one of its marks, where it covers no mark and no other name."""
    taken = [mark.box for mark in marks]
    named: set[str] = set()
    for mark in marks:
        if not mark.name or mark.name in named:
            continue
        box = _free(*mark.at, _LETTER * len(mark.name), taken, axes)
        if box is not None:
            named.add(mark.name)
            taken.append(box)
            at = f'x="{box[0]:.1f}" y="{box[3] - 2:.1f}"'
            yield f'<text class="name" data-key="{mark.key}" {at}>{escape(mark.name)}</text>'


def _free(x: float, y: float, length: float, taken: Sequence[Box], axes: ScaledAxes) -> Box | None:
    """A box for a name right, left, above or below a mark that covers nothing and stays inside."""
    half, away = _LINE / 2, MARK_SIZE + 3
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
