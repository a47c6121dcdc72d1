"""Calibrated panels of a page: frames whose sides carry scales, each label used once."""

from dataclasses import dataclass, field, replace

import numpy as np

from figcurves.axes.frames import SIDES, Strokes, beside_bars, crossings, plot_areas, stands_off, ticks
from figcurves.axes.sides import Side, bound_tokens, read_side, tick_groups
from figcurves.axes.tick_labels import number_of
from figcurves.axes.titles import read_title, small_fills, title_doubts, title_words
from figcurves.paths.drawing import Drawing, DrawnPath
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box, area, farthest_apart, overlap

MAX_PANELS = 64


@dataclass(slots=True)
class Panel:
    """One plot area with the scales read on its sides, the frames that lie inside it (insets), around and beside it.

    `letters` is the number of shapes that a person saw to be letters, `said_axes` the axis that a person gave a series
    where two scales stand side by side (series id: x, x2, y or y2), `is_picture` that an image fills the panel.
    """

    box: Box
    sides: dict[str, Side]
    insets: list[Box] = field(default_factory=list)
    around: list[Box] = field(default_factory=list)
    beside: list[Box] = field(default_factory=list)
    unread: list[Reason] = field(default_factory=list)
    bare: dict[str, tuple[float, ...]] = field(default_factory=dict)
    letters: int | None = None
    said_axes: dict[str, str] = field(default_factory=dict)
    is_picture: bool = False

    @property
    def tick_paths(self) -> list[DrawnPath]:
        """The strokes of all ticks whose labels were read."""
        return [tick.path for side in self.sides.values() for tick in side.tick_paths]

    @property
    def x(self) -> Side | None:
        """The side with the scale of x: the bottom, else the top."""
        return self.sides.get("bottom") or self.sides.get("top")

    @property
    def y(self) -> Side | None:
        """The side with the scale of y: the left, else the right."""
        return self.sides.get("left") or self.sides.get("right")


def find_panels(drawing: Drawing, lines: Strokes, level: list[DrawnToken], upright: list[DrawnToken]) -> list[Panel]:
    """Panels in reading order: each needs a scale on x and one on y that share the frame's corner."""
    words = (level, upright)
    kept, used = _chosen(_candidates(drawing, lines, *words), lines, *words)
    shapes = small_fills(drawing)
    for panel in kept:
        _read_titles(panel, shapes, level, upright)
        panel.unread = _unread_sides(panel, lines, level)
        panel.sides = {name: _without_others(side, used) for name, side in panel.sides.items()}
    share_scales(kept, lines)
    boxes = [panel.box for panel in kept]
    for panel in kept:
        if stands_off(lines, panel.box, boxes):
            panel.unread.append(Reason("a third y axis stands beside the frame: its scale is not read"))
    kept += _unlabelled(drawing, lines, kept)
    for panel in kept:
        _place_among(panel, kept)
    return sorted(kept, key=lambda panel: (-round(panel.box[3] / AXES.reading_row), panel.box[0]))


def _candidates(drawing: Drawing, lines: Strokes, level: list[DrawnToken], upright: list[DrawnToken]) -> list[Panel]:
    """Every frame, pair of axes that cross, and axis beside bars with a scale on a side, the likeliest panel first."""
    read_of: list[tuple[Box, dict[str, Side | None]]] = []
    for box in plot_areas(drawing, lines):
        sides = ("bottom", "left", "top", "right")
        read_of.append((box, {side: read_side(box, side, lines, level, upright) for side in sides}))
    for box, (at, height) in crossings(lines):
        bottom = read_side((box[0], height, box[2], box[3]), "bottom", lines, level, upright)
        left = read_side((at, box[1], box[2], box[3]), "left", lines, level, upright)
        if bottom is not None and left is not None:
            read_of.append((box, {"bottom": bottom, "left": left}))
    for box in beside_bars(drawing, lines):
        read_of.append((box, {"left": read_side(box, "left", lines, level, upright)}))
    every = (Panel(box, {name: side for name, side in read.items() if side is not None}) for box, read in read_of)
    candidates = [(_worth(panel), panel) for panel in every if panel.x is not None or panel.y is not None]
    candidates.sort(key=lambda item: (-item[0], -round(area(item[1].box)), item[1].box))
    return [panel for _, panel in candidates]


def _chosen(
    candidates: list[Panel], lines: Strokes, level: list[DrawnToken], upright: list[DrawnToken]
) -> tuple[list[Panel], set[int]]:
    """The candidates that keep a scale where each label is of one panel only, and the ids of the labels taken."""
    kept: list[Panel] = []
    used: set[int] = set()
    for panel in candidates:
        for name in list(panel.sides):
            if any(id(token) in used for _, _, token in panel.sides[name].labels):
                free = ([token for token in tokens if id(token) not in used] for tokens in (level, upright))
                _read_again(panel, name, lines, *free)
        if not _is_panel(panel, kept):
            continue
        kept.append(panel)
        used |= bound_tokens(panel.sides.values())
        if len(kept) >= MAX_PANELS:
            break
    return kept, used


def _is_panel(panel: Panel, kept: list[Panel]) -> bool:
    """Two scales, or one that is sound or in line with another panel's."""
    if panel.x is None and panel.y is None:
        return False
    if (panel.x is not None and panel.y is not None) or _is_plot(panel):
        return True
    return any(_shares_edges(panel.box, other.box, along) for other in kept for along in (0, 1))


def _place_among(panel: Panel, kept: list[Panel]) -> None:
    """Tell a panel which of the others lie in it, around it and beside it."""
    others = [other.box for other in kept if other is not panel]
    panel.insets = [box for box in others if _inside(box, panel.box)]
    panel.around = [box for box in others if _inside(panel.box, box)]
    panel.beside = [box for box in others if box not in panel.insets and box not in panel.around]


def _read_titles(panel: Panel, shapes: np.ndarray, level: list[DrawnToken], upright: list[DrawnToken]) -> None:
    bound = bound_tokens(panel.sides.values())
    for name, side in panel.sides.items():
        words = title_words(panel.box, side, bound, level, upright)
        doubts = title_doubts(words, 0 if name in ("bottom", "top") else 1, shapes)
        panel.sides[name] = replace(side, title=read_title(words), reasons=(*side.reasons, *doubts))


def _read_again(panel: Panel, name: str, lines: Strokes, level: list[DrawnToken], upright: list[DrawnToken]) -> None:
    """Read a side from the labels that no panel before it has; it is dropped where they give no sound scale."""
    edges = dict(zip(SIDES, panel.box, strict=True))
    edges[name] = panel.sides.pop(name).edge
    again = read_side((edges["left"], edges["bottom"], edges["right"], edges["top"]), name, lines, level, upright)
    if again is not None and again.fit.is_sound:
        panel.sides[name] = again


def _without_others(side: Side, used: set[int]) -> Side:
    """The side without the doubt about a number that another scale, of this panel or the next, has for a label."""
    own = {reason for token, reason in side.others if id(token) not in used}
    others = {reason for token, reason in side.others if id(token) in used} - own
    return replace(side, reasons=tuple(reason for reason in side.reasons if reason not in others))


def _unread_sides(panel: Panel, lines: Strokes, level: list[DrawnToken]) -> list[Reason]:
    """Opposite sides that look like a second scale and gave none: ticks of their own, or numbers beside them."""
    reasons: list[Reason] = []
    for main, other in (("left", "right"), ("bottom", "top")):
        side = panel.sides.get(main)
        if side is None or other in panel.sides:
            continue
        for group in tick_groups(ticks(lines, panel.box, other)):
            places = {round(tick.at, 1) for tick in group}
            strange = [p for p in places if min(abs(p - own) for own in side.ticks) > AXES.residual]
            if len(places) >= 3 and len(strange) >= AXES.strange_ticks * len(places):
                reasons.append(
                    Reason(f"ticks on the {other} edge differ from the {main} ones: a second scale not read")
                )
                break
        near = [token for token in level if _beside_edge(panel.box, other, token)]
        numbers = [token for token in near if number_of(token) is not None]
        if len(numbers) >= 3:
            reasons.append(Reason(f"numbers beside the {other} edge: a second scale not read"))
    return reasons


def _beside_edge(box: Box, side: str, token: DrawnToken) -> bool:
    cx, cy = token.center
    gap = token.box[0] - box[2] if side == "right" else token.box[1] - box[3]
    if side == "right":
        return box[1] - AXES.beside <= cy <= box[3] + AXES.beside and -1.0 <= gap <= AXES.second_scale * token.size
    return box[0] - AXES.beside <= cx <= box[2] + AXES.beside and -1.0 <= gap <= AXES.letter_size * token.size


def _unlabelled(drawing: Drawing, lines: Strokes, known: list[Panel]) -> list[Panel]:
    """Frames with ticks on two sides that share a corner and no readable number: named, not read.

    Inside a panel such a frame is an inset, whose ticks are its own.
    """
    found: list[Panel] = []
    used = {id(path) for panel in known for path in panel.tick_paths}
    for box in plot_areas(drawing, lines):
        # An inset is clear of the axes of the panel around it.
        inner = [panel.box for panel in known if _inside(box, panel.box)]
        outer = [other for other in inner if box[0] > other[0] + 1.0 and box[1] > other[1] + 1.0]
        others = [panel.box for panel in [*known, *found] if panel.box not in outer]
        if len(found) >= MAX_PANELS or any(_overlaps(box, other) for other in others):
            continue
        counts = [_most_ticks(lines, box, side, used if outer else set()) for side in ("bottom", "left")]
        if min(counts) >= (2 if outer else 3) and max(counts) >= 3:
            found.append(Panel(box, {}))
    return found


def _most_ticks(lines: Strokes, box: Box, side: str, used: set[int]) -> int:
    """Places of the ticks of one kind on a side, those of other panels (used) left out, where they are most."""
    groups = tick_groups(ticks(lines, box, side))
    counts = (len({round(tick.at, 1) for tick in group if id(tick.path) not in used}) for group in groups)
    return max(counts, default=0)


def _overlaps(first: Box, second: Box) -> bool:
    return overlap(first, second, AXES.overlap)


def share_scales(panels: list[Panel], lines: Strokes) -> None:
    """A panel without labels on one axis takes the scale of its neighbour when edges and every tick coincide.

    The x scale comes from a panel below, the y scale from one to the left.
    """
    for panel in panels:
        for side, along, flag in (
            ("bottom", 0, "x scale shared with the panel below"),
            ("left", 1, "y scale shared with the panel to the left"),
        ):
            has = panel.x if along == 0 else panel.y
            if has is not None:
                continue
            own = sorted({round(tick.at, 2) for tick in ticks(lines, panel.box, side)})
            for other in panels:
                lent = other.sides.get(side)
                if lent is None or other is panel or not _shares_edges(panel.box, other.box, along):
                    continue
                theirs = sorted({round(place, 2) for place in lent.ticks})
                if len(own) < 3 or len(own) != len(theirs):
                    continue
                if farthest_apart(own, theirs) < AXES.same_place:
                    edge = panel.box[1] if along == 0 else panel.box[0]
                    panel.sides[side] = replace(lent, flags=(*lent.flags, flag), edge=edge, tick_paths=())
                    break


def _shares_edges(box: Box, other: Box, along: int) -> bool:
    beyond = other[3] <= box[1] + 1.0 if along == 0 else other[2] <= box[0] + 1.0
    return beyond and max(abs(box[along] - other[along]), abs(box[along + 2] - other[along + 2])) <= AXES.same_place


def _worth(panel: Panel) -> float:
    score = 0.0
    for side in panel.sides.values():
        sound = side.fit.is_sound
        score += len(side.labels) * (1.0 if sound else 0.1) + (2.0 if sound and not side.reasons else 0.0)
    both = panel.x is not None and panel.y is not None
    return score + (100.0 if both else 0.0)


def _is_plot(panel: Panel) -> bool:
    """A frame with one scale counts as a plot only when that scale is sound: three labels and more."""
    return any(len(side.labels) >= 3 and side.fit.is_sound for side in panel.sides.values())


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1
        and inner[1] >= outer[1] - 1
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
        and area(inner) < AXES.nested * area(outer)
    )
