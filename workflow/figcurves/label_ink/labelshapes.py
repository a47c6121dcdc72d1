"""Labels beside an axis read from their ink: pieces grouped to labels, labels bound to ticks, raised digits apart."""

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from figcurves.axes.tick_labels import parse_number
from figcurves.label_ink.glyphs import possible_characters
from figcurves.model import nearest
from figcurves.pieces import pieces_of
from figcurves.settings import LABEL_INK


@dataclass(frozen=True, slots=True)
class InkPiece:
    """A connected piece of ink: its box in pixels, rows downwards, and its coverage."""

    left: int
    top: int
    right: int
    bottom: int
    ink: np.ndarray

    @property
    def height(self) -> int:
        """Rows of pixels that the piece takes."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns of pixels that the piece takes."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class LabelReading:
    """What the label at a tick may print: (text, value, difference), likeliest first; `seen` is shown to a person."""

    at: float
    seen: str
    values: tuple[tuple[str, float, float], ...]
    box: tuple[int, int, int, int]


def read_axis_labels(ink: np.ndarray, ticks: list[float], edge: float, side: str) -> list[LabelReading]:
    """Readings of the labels at the ticks of one side.

    ink: coverage 0..1 of the picture (rows, columns); ticks: their pixels along the side; edge: where labels may begin,
    beyond the ticks' ends (a row for `bottom`, a column for `left`).
    """
    pieces = _pieces(ink, edge, side)
    if not pieces or not ticks:
        return []
    groups = _groups_below(pieces, ticks) if side == "bottom" else _groups_beside(pieces, ticks)
    # The height of a digit on the base line: that of the tallest pieces, as most labels have it.
    height = float(np.median([max(piece.height for piece in group) for group in groups])) if groups else 1.0
    spacing = min((abs(b - a) for a, b in pairwise(ticks)), default=np.inf)
    found: dict[float, tuple[float, list[InkPiece]]] = {}
    for group in groups:
        center = _center(group, side, height)
        tick = nearest(ticks, center)
        off = abs(tick - center)
        if off <= min(0.5 * spacing, 1.5 * height) and (tick not in found or off < found[tick][0]):
            found[tick] = (off, group)
    return [_read(tick, group, height) for tick, (_, group) in sorted(found.items())]


def _pieces(ink: np.ndarray, edge: float, side: str) -> list[InkPiece]:
    strong = ink > LABEL_INK.ink
    if side == "bottom":
        strong[: max(0, round(edge))] = False
    else:
        strong[:, max(0, round(edge)) :] = False
    marked, places = pieces_of(strong)
    found = []
    for number, place in enumerate(places, start=1):
        rows, columns = place
        if rows.stop - rows.start < LABEL_INK.piece and columns.stop - columns.start < LABEL_INK.piece:
            continue
        cut = rows.start <= edge + 1 if side == "bottom" else columns.stop >= edge - 1
        if cut and (side == "bottom" or columns.stop - columns.start <= 3):
            continue
        own = np.where(marked[place] == number, ink[place], 0.0)
        found.append(InkPiece(columns.start, rows.start, columns.stop, rows.stop, own))
    return found


def _groups_below(pieces: list[InkPiece], ticks: list[float]) -> list[list[InkPiece]]:
    """Labels under an axis: the row of the pieces that stand first under the ticks, cut where pieces stand apart."""
    usual = _usual_height(pieces)
    first = []
    for tick in ticks:
        under = [p for p in pieces if abs((p.left + p.right) / 2 - tick) <= max(usual, 0.6 * p.width)]
        first += [min(under, key=lambda p: p.top)] if under else []
    if not first:
        return []
    tall = [piece for piece in first if piece.height > 0.5 * max(p.height for p in first)]
    top, bottom = float(np.median([p.top for p in tall])), float(np.median([p.bottom for p in tall]))
    height = bottom - top
    row = [p for p in pieces if top - 0.5 * height <= (p.top + p.bottom) / 2 <= bottom + 0.1 * height]
    groups: list[list[InkPiece]] = []
    for piece in sorted(row, key=lambda p: p.left):
        if groups and piece.left - max(p.right for p in groups[-1]) < LABEL_INK.gap * height:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [group for group in groups if len(group) <= LABEL_INK.longest]


def _usual_height(pieces: list[InkPiece]) -> float:
    """Height that the pieces of half of the letters' area have at most: many dots of a grid weigh little."""
    upright = [p for p in pieces if p.height >= 5 and p.width < 2.5 * p.height and p.height < LABEL_INK.digit]
    upright.sort(key=lambda p: p.height)
    area = np.cumsum([p.height * p.width for p in upright])
    return float(upright[int(np.searchsorted(area, area[-1] / 2.0))].height) if upright else 10.0


def _groups_beside(pieces: list[InkPiece], ticks: list[float]) -> list[list[InkPiece]]:
    """Labels left of an axis: at each tick the pieces nearest to the axis, leftwards until one stands apart."""
    spacing = min((abs(b - a) for a, b in pairwise(ticks)), default=1e9)
    usual = _usual_height(pieces)
    groups = []
    for tick in ticks:
        reach = min(0.5 * spacing, 1.3 * usual)
        level = [p for p in pieces if abs((p.top + p.bottom) / 2 - tick) <= reach]
        group: list[InkPiece] = []
        for piece in sorted(level, key=lambda p: -p.right):
            height = max((p.height for p in group), default=usual)
            if group and min(p.left for p in group) - piece.right > LABEL_INK.gap * max(height, usual):
                break
            group.append(piece)
        if group and len(group) <= LABEL_INK.longest:
            groups.append(sorted(group, key=lambda p: p.left))
    return groups


def _center(group: list[InkPiece], side: str, height: float) -> float:
    if side == "bottom":
        return (min(p.left for p in group) + max(p.right for p in group)) / 2.0
    return _baseline(group, height) - height / 2.0


def _baseline(group: list[InkPiece], height: float) -> float:
    tall = [piece.bottom for piece in group if piece.height > LABEL_INK.base * height]
    return float(np.median(tall)) if tall else float(max(piece.bottom for piece in group))


def _read(tick: float, group: list[InkPiece], height: float) -> LabelReading:
    base = _baseline(group, height)
    plain: list[list[tuple[str, float]]] = []
    raised: list[list[tuple[str, float]]] = []
    for piece in group:
        letters, up = _letters(piece, base, height)
        (raised if up else plain).append(letters)
    texts = []
    for chosen in product(*(letters or [("?", 1.0)] for letters in (*plain, *raised))):
        text = "".join(letter for letter, _ in chosen[: len(plain)])
        power = "".join(letter for letter, _ in chosen[len(plain) :])
        texts.append((sum(away for _, away in chosen), text, power))
        if len(texts) >= 40 * LABEL_INK.texts:
            break
    texts.sort()
    values: list[tuple[str, float, float]] = []
    for away, text, power in texts[: LABEL_INK.texts]:
        number = parse_number(text, power)
        if number is not None and all(number != value for _, value, _ in values):
            values.append((_shown(text, power), number, away))
    lefts, tops, rights, bottoms = zip(*((p.left, p.top, p.right, p.bottom) for p in group), strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    return LabelReading(tick, _shown(*texts[0][1:]), tuple(values[:6]), box)


def _shown(text: str, power: str) -> str:
    return text + (f"^{power}" if power else "")


def _letters(piece: InkPiece, base: float, height: float) -> tuple[list[tuple[str, float]], bool]:
    """What a piece may be, and whether it is raised: strokes and dots by their box, the rest by their shape."""
    middle = base - (piece.top + piece.bottom) / 2.0
    if piece.height < LABEL_INK.minus * height and piece.width > 1.5 * piece.height and piece.width > 0.25 * height:
        return [("-", 0.0)], middle > LABEL_INK.raised_minus * height
    if max(piece.height, piece.width) < LABEL_INK.dot * height:
        return ([(".", 0.0)] if middle < 0.3 * height else []), False
    up = base - piece.bottom > LABEL_INK.raised * height and piece.height < LABEL_INK.raised_height * height
    return possible_characters(piece.ink), up
