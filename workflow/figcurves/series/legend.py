"""Legend keys told from data, and the words that name a series.

A key stands beside its words at their height. It is a key when a legend frame holds it, or when it is the first or
the last of its kind to be painted; otherwise the doubt is reported. A legend outside the frame, as ggplot2,
spreadsheets, Vega and pgfplots set it, only gives names.
"""

from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from figcurves.axes.panels import Panel
from figcurves.paths.colors import Color
from figcurves.paths.drawing import Drawing, DrawnPath
from figcurves.paths.words import DrawnToken
from figcurves.series.legend_words import (
    LegendWords,
    at_height,
    beside,
    columns,
    distance,
    key_columns,
    lines_around,
    word_lines,
)
from figcurves.settings import AXES, SERIES
from figcurves.shapes.model import DataMark, LineStyle, MarkGroup, PaintedBox, Polyline, Shapes
from printed.geometry import Box, area, edges_of, holds, middle_of, union


@dataclass(slots=True)
class Names:
    """Names by group of marks, by line style and by fill; marks whose part as a key is in doubt, by group.

    `reasons` concern the whole legend.
    """

    groups: dict[int, str] = field(default_factory=dict)
    styles: dict[LineStyle, str] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    doubts: dict[int, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def give(self, name: str, *, group: int | None = None, style: LineStyle | None = None, fill: str = "") -> None:
        """Name what a key stands for. Two names for one look say nothing of either: it stays without one."""
        if group is not None:
            self.groups[group] = name if self.groups.get(group, name) == name else ""
        if style is not None:
            self.styles[style] = name if self.styles.get(style, name) == name else ""
        if fill:
            self.fills[fill] = name if self.fills.get(fill, name) == name else ""


def take_legend(shapes: Shapes, panel: Panel, level: list[DrawnToken]) -> Names:
    """Remove legend keys from the shapes and return the names they give."""
    names = Names()
    lines = word_lines(level, panel)
    held = [box for box, _ in shapes.frames if any(_holds(box, words.box) for words in lines)]
    shapes.bars = [bar for bar in shapes.bars if bar.box not in held]
    for box in held:
        shapes.drop("box around words", *edges_of(box))
    doubts: dict[int, str] = {}
    if not columns(lines, _like_keys(shapes)):
        names.reasons.append("a legend in columns: whether its keys stand before or behind their words is not clear")
    key_columns(lines, _like_keys(shapes))
    for words in lines:
        keyed = _take_line_key(shapes, words, names)
        entry = keyed or _aligned(lines, words)
        sole = not any(at_height(other.box, words) for other in lines if other is not words)
        marked = _take_mark_key(shapes, words, _frame_of(shapes.frames, words.box, panel), names, entry, sole)
        if not (_take_bar_key(shapes, words, names) or keyed or marked):
            doubts.update(_doubtful(shapes, words))
    _take_wordless_keys(shapes)
    names.doubts.update({group: doubt for group, doubt in doubts.items() if group not in names.groups})
    shapes.without_empty()
    return names


def _like_keys(shapes: Shapes) -> list[Box]:
    """Boxes of all that may be a legend key: short level strokes, marks, bars."""
    boxes = [line.box for line in shapes.lines if _is_short_level(line)]
    boxes += [mark.box for mark in shapes.marks]
    return boxes + [bar.box for bar in shapes.bars]


def _take_wordless_keys(shapes: Shapes) -> None:
    """Keys whose words are no text: the one mark of a group at the middle of a short level stroke that joins nothing,
    and level strokes inside a frame painted before them. Several such marks are level error bars, not keys."""
    short = [line for line in shapes.lines if _is_short_level(line)]
    for group in shapes.groups:
        held = [(line, mark) for line in short for mark in group.marks if _at_middle(line, mark, group)]
        if len(held) == 1 and len(group.marks) > 1:
            line, mark = held[0]
            group.marks.remove(mark)
            _take_stroke(shapes, line)
    for line in short:
        x0, y0, x1, _ = line.box
        framed = any(holds(b, x0, y0) and x1 <= b[2] and order < line.order for b, order in shapes.frames)
        if framed and line in shapes.lines and _has_sibling(shapes, line):
            _take_stroke(shapes, line)


def _is_short_level(line: Polyline) -> bool:
    x0, y0, x1, y1 = line.box
    least, most = SERIES.key_length
    return len(line.points) <= 3 and y1 - y0 <= AXES.level and least < x1 - x0 < most


def _at_middle(line: Polyline, mark: DataMark, group: MarkGroup) -> bool:
    x0, y0, x1, _ = line.box
    if max(abs(mark.x - (x0 + x1) / 2.0), abs(mark.y - y0)) >= SERIES.key_middle:
        return False
    return not any(max(min(abs(m.x - x0), abs(m.x - x1)), abs(m.y - y0)) < SERIES.key_joins for m in group.marks)


def _take_stroke(shapes: Shapes, line: Polyline) -> None:
    if line in shapes.lines:
        shapes.lines.remove(line)
        x0, y0, x1, _ = line.box
        shapes.drop("legend key without words", (x0, y0 - 5.0, x1, y0 + 5.0))


def _holds(box: Box, words: Box) -> bool:
    return box[0] <= words[0] and box[1] <= words[1] + 1 and box[2] >= words[2] - 1 and box[3] >= words[3] - 1


def _doubtful(shapes: Shapes, words: LegendWords) -> dict[int, str]:
    """Groups with a mark that stands like a key beside words that have none."""
    doubt = f"a mark stands beside {words.text!r} and may be a legend key"
    return {id(group): doubt for group in shapes.groups if any(_is_beside(m, group, words) for m in group.marks)}


def _is_beside(mark: DataMark, group: MarkGroup, words: LegendWords) -> bool:
    half = max(group.width / 2.0, 0.1)
    return _is_level(mark, words) and beside(mark.x - half, mark.x + half, words)


def _is_level(mark: DataMark, words: LegendWords) -> bool:
    return abs(mark.y - words.middle) <= SERIES.key_level * words.size


def _is_only(group: MarkGroup, mark: DataMark, words: LegendWords, frame: PaintedBox | None) -> bool:
    """Whether no other mark of the group stands in the frame at the height of the words."""
    level = [m for m in group.marks if _is_level(m, words) and frame is not None and holds(frame[0], m.x, m.y)]
    return level == [mark]


def _frame_of(frames: list[PaintedBox], words: Box, panel: Panel) -> PaintedBox | None:
    """The smallest frame around the words, and its paint order."""
    most = SERIES.legend * area(panel.box)
    holding = [frame for frame in frames if _holds(frame[0], words) and area(frame[0]) < most]
    return min(holding, key=lambda frame: area(frame[0]), default=None)


def _take_line_key(shapes: Shapes, words: LegendWords, names: Names) -> bool:
    size = words.size
    least, most = SERIES.key_letters
    taken = False
    for line in list(shapes.lines):
        if (len(line.points) > 4 and not (line.dash and line.pieces > 1)) or line.curved:
            continue
        x0, y0, x1, y1 = line.box
        flat = y1 - y0 < AXES.level and least * size < x1 - x0 < most * size
        flat = flat and abs(y0 - words.middle) < SERIES.key_level * size
        if flat and beside(x0, x1, words) and _has_sibling(shapes, line):
            shapes.lines.remove(line)
            shapes.drop(f"legend key of {words.text!r}", (x0, y0 - 0.5 * size, x1, y1 + 0.5 * size))
            for style in {line.style, *_alike(shapes, line)}:
                names.give(words.text, style=style)
            _take_marks_at_ends(shapes, line, words, names)
            _remove_decoration(shapes, line, words)
            taken = True
    return taken


def _remove_decoration(shapes: Shapes, key: Polyline, words: LegendWords) -> None:
    """Caps of an error bar drawn on the key itself."""
    reach = SERIES.key_caps * words.size
    x0, _, x1, _ = key.box

    def is_cap(line: Polyline) -> bool:
        left, low, right, high = line.box
        within = left > x0 - 1 and right < x1 + 1 and low > words.middle - reach and high < words.middle + reach
        return within and len(line.points) == 2 and line.stroke == key.stroke

    shapes.lines = [line for line in shapes.lines if not is_cap(line)]


def _has_sibling(shapes: Shapes, line: Polyline) -> bool:
    """Another stroke of the same style, or marks of its colour: what the key stands for."""
    styled = bool(_alike(shapes, line)) or any(o is not line and o.style == line.style for o in shapes.lines)
    colors = [group.color for group in shapes.groups if len(group.marks) > 1]
    return styled or any(color is not None and color.rgb == line.stroke.rgb for color in colors)


def _alike(shapes: Shapes, key: Polyline) -> list[LineStyle]:
    """Styles of the longer lines in the colour and dashes of a key, where they are of one width."""
    length = np.ptp(key.points[:, 0])
    longer = [line for line in shapes.lines if line is not key and line.stroke == key.stroke]
    longer = [line for line in longer if bool(line.dash) == bool(key.dash) and np.ptp(line.points[:, 0]) > length]
    styles = list(dict.fromkeys(line.style for line in longer))
    return styles if len(styles) == 1 else []


def _take_marks_at_ends(shapes: Shapes, key: Polyline, words: LegendWords, names: Names) -> None:
    """Marks on both ends of a key, as Grace draws it."""
    x0, y0, x1, _ = key.box
    for group in shapes.groups:
        ends = [
            [m for m in group.marks if abs(m.x - x) < SERIES.key_middle and abs(m.y - y0) < SERIES.key_middle]
            for x in (x0, x1)
        ]
        if not all(ends) or len(group.marks) <= 2:
            continue
        names.give(words.text, group=id(group))
        for mark in (*ends[0], *ends[1]):
            group.marks.remove(mark)
            shapes.drop(f"mark on the legend key of {words.text!r}", mark.box)


def _same_look(shapes: Shapes, key: MarkGroup) -> list[MarkGroup]:
    """Groups of several marks in the colours and of the form of a key that has another size."""
    look = (key.fill, key.stroke, key.n_vertices)
    groups = [group for group in shapes.groups if group is not key and len(group.marks) > 1]
    return [group for group in groups if (group.fill, group.stroke, group.n_vertices) == look]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for and against a mark being the key of words at its height.

    framed: it stands in the box that holds the words; below: it was painted before this box; ends: it is the last of
    its group and the only one of it there; column: keys of this legend stand in a column; sole: no other words stand at
    their height; beside: it stands as near as a key; other_size: it is alone, and of the look of one group of another
    size; outermost: it is the first or the last of its group.
    """

    framed: bool
    below: bool
    ends: bool
    column: bool
    sole: bool
    beside: bool
    other_size: bool
    outermost: bool

    @property
    def is_alone(self) -> bool:
        """The only mark in a box with the only words, wherever it stands."""
        return self.framed and self.sole and not self.column and (not self.below or self.ends)

    @property
    def is_key(self) -> bool:
        if not (self.is_alone or self.beside) or (self.below and not (self.column or self.is_alone)):
            return False
        return self.framed or self.column or self.other_size or self.outermost


def _take_mark_key(
    shapes: Shapes, words: LegendWords, frame: PaintedBox | None, names: Names, is_entry: bool, is_sole: bool
) -> bool:
    """Take the marks beside the words that a frame holds and that were painted after it, or that end their group.

    is_entry: the words have a key of another kind, or others of their legend above or below; is_sole: no other words
    stand at their height.
    """
    taken = False
    column = words.key_at is not None
    for group in shapes.groups:
        orders = [mark.order for mark in group.marks]
        for mark in [mark for mark in group.marks if _is_level(mark, words)]:
            evidence = _evidence(shapes, words, frame, group, mark, orders, is_entry, is_sole)
            if not evidence.is_key:
                continue
            group.marks.remove(mark)
            shapes.drop(f"legend key of {words.text!r}", mark.box)
            _remove_key_bars(shapes, mark, words.size)
            taken = True
            same = _same_look(shapes, group) if len(orders) == 1 else []
            filled = group.fill.key if group.fill is not None else ""
            names.give(words.text, group=id(same[0] if len(same) == 1 else group), fill=filled)
            if not evidence.framed and not is_entry and not column:
                names.doubts[id(group)] = f"the mark beside {words.text!r} was taken as a legend key"
            if not column:
                break
    return taken


def _evidence(
    shapes: Shapes,
    words: LegendWords,
    frame: PaintedBox | None,
    group: MarkGroup,
    mark: DataMark,
    orders: list[int],
    is_entry: bool,
    is_sole: bool,
) -> _Evidence:
    """orders: when the marks of the group were painted, before any was taken."""
    framed = frame is not None and holds(frame[0], mark.x, mark.y)
    several = len(orders) > 1
    return _Evidence(
        framed=framed,
        below=framed and frame is not None and 0 <= mark.order < frame[1],
        ends=several and mark.order == max(orders) and _is_only(group, mark, words, frame),
        column=words.key_at is not None,
        sole=is_sole,
        beside=_is_beside(mark, group, words),
        other_size=not several and is_entry and len(_same_look(shapes, group)) == 1,
        outermost=several and mark.order in (min(orders), max(orders)),
    )


def _remove_key_bars(shapes: Shapes, mark: DataMark, size: float) -> None:
    """Error bars drawn through the key itself: short strokes about its middle."""
    kept = []
    for line in shapes.lines:
        x0, y0, x1, y1 = line.box
        centred = max(abs((x0 + x1) / 2.0 - mark.x), abs((y0 + y1) / 2.0 - mark.y)) < SERIES.key_joins
        if centred and len(line.points) <= 4 and max(x1 - x0, y1 - y0) < SERIES.key_bar * size:
            shapes.drop("error bar of a legend key", line.box)
        else:
            kept.append(line)
    shapes.lines = kept


def _aligned(lines: list[LegendWords], words: LegendWords) -> bool:
    """Another line of words starts or ends at the same column: the two are entries of one legend."""
    return any(
        other is not words
        and min(abs(other.box[0] - words.box[0]), abs(other.box[2] - words.box[2])) < SERIES.entry_column * words.size
        and abs(other.box[1] - words.box[1]) < SERIES.entry_step * words.size
        for other in lines
    )


def _take_bar_key(shapes: Shapes, words: LegendWords, names: Names) -> bool:
    for bar in shapes.bars:
        x0, y0, x1, y1 = bar.box
        small = x1 - x0 < SERIES.key_box_width * words.size and y1 - y0 < SERIES.key_box_height * words.size
        others = any(other is not bar and other.fill == bar.fill for other in shapes.bars)
        if small and at_height(bar.box, words) and beside(x0, x1, words) and others:
            shapes.bars.remove(bar)
            shapes.drop(f"legend key of {words.text!r}", bar.box)
            names.give(words.text, fill=bar.fill.key)
            return True
    return False


def name_from_around(names: Names, shapes: Shapes, panel: Panel, level: list[DrawnToken], drawing: Drawing) -> None:
    """Give series without a name the words beside the key of their look, where no other key has that look."""
    lines = lines_around(level, panel)
    if not lines:
        return
    reach = SERIES.key_far * max(words.size for words in lines)
    region = reduce(union, (words.box for words in lines))
    # Keys have their middle in the region of the words, or so near that they may be theirs.
    slack = reach + SERIES.key_around
    near = (path for path in drawing.paths if holds(region, *middle_of(path.box), slack))
    keys = [(path, color) for path in near if (color := _key_color(path, panel)) is not None]
    boxes = [path.box for path, _ in keys]
    if not keys or not columns(lines, boxes):
        return
    key_columns(lines, boxes)
    found = Names()
    for words in lines:
        for key, color in keys:
            if at_height(key.box, words) and beside(key.box[0], key.box[2], words):
                _give(found, words.text, key, color, shapes)
    names.groups, names.styles = found.groups | names.groups, found.styles | names.styles


def _key_color(path: DrawnPath, panel: Panel) -> Color | None:
    """The colour of a shape that may be a key outside the frame; None where it is none."""
    x0, y0, x1, y1 = path.box
    color = path.fill if path.fill is not None and not path.fill.is_white else path.stroke
    small = max(x1 - x0, y1 - y0) <= SERIES.key_around and len(path.parts) == 1
    outside = distance(panel.box, *middle_of(path.box)) > 0.0
    return color if color is not None and not color.is_white and outside and small else None


def _give(names: Names, name: str, key: DrawnPath, color: Color, shapes: Shapes) -> None:
    """The name for what looks like the key: marks of its colour and form, else the only ones of its colour; lines."""
    is_flat = key.fill is None and key.box[3] - key.box[1] < SERIES.key_flat
    groups = [g for g in shapes.groups if g.color is not None and g.color.rgb == color.rgb and len(g.marks) > 1]
    formed = [group for group in groups if group.n_vertices == (0 if is_flat else key.n_vertices)]
    if len(formed or groups) == 1:
        names.give(name, group=id((formed or groups)[0]))
    styles = {line.style for line in shapes.lines if line.stroke.rgb == color.rgb and bool(line.dash) == bool(key.dash)}
    if is_flat and len(styles) == 1:
        names.give(name, style=next(iter(styles)))
