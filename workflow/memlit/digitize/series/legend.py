"""Legend keys told from data, and the words that name a series.

A key stands beside its words at their height. It is a key when a legend frame holds it, or when it is the first or
the last of its kind to be painted; otherwise the doubt is reported.
"""

from dataclasses import dataclass, field

import numpy as np

from memlit.digitize.axes.panels import Panel
from memlit.digitize.paths.words import Token
from memlit.digitize.series.legend_words import Words, at_height, beside, columns, key_columns, word_lines
from memlit.digitize.settings import AXES, SERIES
from memlit.digitize.shapes.model import Bar, Mark, MarkGroup, Polyline, Shapes
from memlit.documents.geometry import Box, holds

LineStyle = tuple[str, float, tuple[float, ...]]


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


def take_legend(shapes: Shapes, panel: Panel, level: list[Token]) -> Names:
    """Remove legend keys from the shapes and return the names they give."""
    names = Names()
    lines = word_lines(level, panel)
    held = [box for box, _ in shapes.frames if any(_holds(box, words.box) for words in lines)]
    shapes.bars = [bar for bar in shapes.bars if bar.box not in held]
    for x0, y0, x1, y1 in held:
        edges = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
        shapes.drop("box around words", *edges)
    doubts: dict[int, str] = {}
    if not columns(lines, _like_keys(shapes)):
        names.reasons.append("a legend in columns: whether its keys stand before or behind their words is not clear")
    key_columns(lines, _like_keys(shapes))
    for words in lines:
        middle = (words.box[1] + words.box[3]) / 2.0
        frame = _frame_of(shapes.frames, words.box, panel)
        keyed = _take_line_key(shapes, words, middle, names)
        sole = not any(at_height(other.box, words) for other in lines if other is not words)
        marked = _take_mark_key(shapes, words, middle, frame, names, aligned=keyed or _aligned(lines, words), sole=sole)
        barred = _take_bar_key(shapes, words, middle, names)
        if not (keyed or marked or barred):
            doubts.update(_doubtful(shapes, words, middle))
    _take_wordless_keys(shapes)
    for group, doubt in doubts.items():
        if group not in names.groups:
            names.doubts[group] = doubt
    shapes.groups = [group for group in shapes.groups if group.marks]
    return names


def _like_keys(shapes: Shapes) -> list[Box]:
    """Boxes of all that may be a legend key: short level strokes, marks, bars."""
    strokes = [line.points for line in shapes.lines if _is_short_level(line)]
    corners = [(points.min(axis=0).tolist(), points.max(axis=0).tolist()) for points in strokes]
    boxes: list[Box] = [(x0, y0, x1, y1) for (x0, y0), (x1, y1) in corners]
    boxes += [mark.box for group in shapes.groups for mark in group.marks]
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
        (x0, y0), (x1, _) = line.points.min(axis=0), line.points.max(axis=0)
        framed = any(
            b[0] <= x0 and x1 <= b[2] and b[1] <= y0 <= b[3] and order < line.order for b, order in shapes.frames
        )
        if framed and line in shapes.lines and _has_sibling(shapes, line):
            _take_stroke(shapes, line)


def _is_short_level(line: Polyline) -> bool:
    extent = line.points.max(axis=0) - line.points.min(axis=0)
    least, most = SERIES.key_length
    return bool(len(line.points) <= 3 and extent[1] <= AXES.level and least < extent[0] < most)


def _at_middle(line: Polyline, mark: Mark, group: MarkGroup) -> bool:
    (x0, y0), (x1, _) = line.points.min(axis=0), line.points.max(axis=0)
    if max(abs(mark.x - (x0 + x1) / 2.0), abs(mark.y - y0)) >= SERIES.key_middle:
        return False
    return not any(max(min(abs(m.x - x0), abs(m.x - x1)), abs(m.y - y0)) < SERIES.key_joins for m in group.marks)


def _take_stroke(shapes: Shapes, line: Polyline) -> None:
    if line in shapes.lines:
        shapes.lines.remove(line)
        (x0, y0), (x1, _) = line.points.min(axis=0), line.points.max(axis=0)
        shapes.drop("legend key without words", (float(x0), float(y0) - 5.0, float(x1), float(y0) + 5.0))


def _holds(box: Box, words: Box) -> bool:
    return box[0] <= words[0] and box[1] <= words[1] + 1 and box[2] >= words[2] - 1 and box[3] >= words[3] - 1


def _doubtful(shapes: Shapes, words: Words, middle: float) -> dict[int, str]:
    """Groups with a mark that stands like a key beside words that have none."""
    found = {}
    for group in shapes.groups:
        half = max(group.width / 2.0, 0.1)
        for mark in group.marks:
            if _is_beside(mark, half, words, middle):
                found[id(group)] = f"a mark stands beside {words.text!r} and may be a legend key"
    return found


def _is_beside(mark: Mark, half: float, words: Words, middle: float) -> bool:
    return _is_level(mark, words, middle) and beside(mark.x - half, mark.x + half, words)


def _is_level(mark: Mark, words: Words, middle: float) -> bool:
    return abs(mark.y - middle) <= SERIES.key_level * words.size


def _is_only(group: MarkGroup, mark: Mark, words: Words, frame: tuple[Box, int] | None) -> bool:
    """Whether no other mark of the group stands in the frame at the height of the words."""
    middle = (words.box[1] + words.box[3]) / 2.0
    level = [m for m in group.marks if _is_level(m, words, middle) and frame is not None and holds(frame[0], m.x, m.y)]
    return level == [mark]


def _frame_of(frames: list[tuple[Box, int]], words: Box, panel: Panel) -> tuple[Box, int] | None:
    """The smallest frame around the words, and its paint order."""
    area = (panel.box[2] - panel.box[0]) * (panel.box[3] - panel.box[1])
    holding = [
        (box, order)
        for box, order in frames
        if _holds(box, words) and (box[2] - box[0]) * (box[3] - box[1]) < SERIES.legend * area
    ]
    return min(holding, key=lambda item: (item[0][2] - item[0][0]) * (item[0][3] - item[0][1]), default=None)


def _take_line_key(shapes: Shapes, words: Words, middle: float, names: Names) -> bool:
    size = words.size
    taken = False
    for line in list(shapes.lines):
        (x0, y0), (x1, y1) = line.points.min(axis=0), line.points.max(axis=0)
        if (len(line.points) > 4 and not (line.dash and line.pieces > 1)) or line.curved:
            continue
        least, most = SERIES.key_letters
        flat = y1 - y0 < AXES.level and least * size < x1 - x0 < most * size
        flat = flat and abs(y0 - middle) < SERIES.key_level * size
        if flat and beside(float(x0), float(x1), words) and _has_sibling(shapes, line):
            shapes.lines.remove(line)
            key = (float(x0), float(y0) - 0.5 * size, float(x1), float(y1) + 0.5 * size)
            shapes.drop(f"legend key of {words.text!r}", key)
            for style in {line.style, *_alike(shapes, line)}:
                names.give(words.text, style=style)
            _take_mark_on_key(shapes, line, words, names)
            _take_marks_at_ends(shapes, line, words, names)
            taken = True
            _remove_decoration(shapes, line, middle, size)
    return taken


def _remove_decoration(shapes: Shapes, key: Polyline, middle: float, size: float) -> None:
    """Caps of an error bar drawn on the key itself."""
    (x0, _), (x1, _) = key.points.min(axis=0), key.points.max(axis=0)
    kept = []
    reach = SERIES.key_caps * size
    for line in shapes.lines:
        low, high = line.points.min(axis=0), line.points.max(axis=0)
        within = low[0] > x0 - 1 and high[0] < x1 + 1 and low[1] > middle - reach and high[1] < middle + reach
        if not (within and len(line.points) == 2 and line.stroke == key.stroke):
            kept.append(line)
    shapes.lines = kept


def _has_sibling(shapes: Shapes, line: Polyline) -> bool:
    """Another stroke of the same style, or marks of its colour: what the key stands for."""
    styled = bool(_alike(shapes, line)) or any(o is not line and o.style == line.style for o in shapes.lines)
    colored = any(
        group.color is not None and group.color.rgb == line.stroke.rgb and len(group.marks) > 1
        for group in shapes.groups
    )
    return styled or colored


def _alike(shapes: Shapes, key: Polyline) -> list[LineStyle]:
    """Styles of the longer lines in the colour and dashes of a key, where they are of one width."""
    (x0, _), (x1, _) = key.points.min(axis=0), key.points.max(axis=0)
    longer = [line for line in shapes.lines if line is not key and line.stroke == key.stroke]
    longer = [line for line in longer if bool(line.dash) == bool(key.dash) and np.ptp(line.points[:, 0]) > x1 - x0]
    styles = list(dict.fromkeys(line.style for line in longer))
    return styles if len(styles) == 1 else []


def _take_mark_on_key(shapes: Shapes, key: Polyline, words: Words, names: Names) -> None:
    """A single mark at the middle of a key, of another size than those of the data, names the marks of its look."""
    for group in shapes.groups:
        if len(group.marks) != 1 or not _at_middle(key, group.marks[0], group):
            continue
        same = _same_look(shapes, group)
        if len(same) == 1:
            shapes.drop(f"mark on the legend key of {words.text!r}", group.marks.pop().box)
            names.give(words.text, group=id(same[0]))


def _take_marks_at_ends(shapes: Shapes, key: Polyline, words: Words, names: Names) -> None:
    """Marks on both ends of a key, as Grace draws it."""
    (x0, y0), (x1, _) = key.points.min(axis=0), key.points.max(axis=0)
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


def _take_mark_key(
    shapes: Shapes,
    words: Words,
    middle: float,
    frame: tuple[Box, int] | None,
    names: Names,
    *,
    aligned: bool,
    sole: bool,
) -> bool:
    """Take the marks beside the words that a frame holds and that were painted after it, or that end their group."""
    taken = False
    for group in shapes.groups:
        half = max(group.width / 2.0, 0.1)
        orders = [mark.order for mark in group.marks]
        first, last = min(orders, default=0), max(orders, default=0)
        column = words.key_at is not None
        for mark in [mark for mark in group.marks if _is_level(mark, words, middle)]:
            framed = frame is not None and holds(frame[0], mark.x, mark.y)
            below = framed and frame is not None and 0 <= mark.order < frame[1]
            ends = len(orders) > 1 and mark.order == last and _is_only(group, mark, words, frame)
            alone = framed and sole and not column and (not below or ends)
            if not (alone or _is_beside(mark, half, words, middle)):
                continue
            if below and not (column or alone):
                continue
            other_size = len(orders) == 1 and aligned and len(_same_look(shapes, group)) == 1
            outermost = len(orders) > 1 and mark.order in (first, last)
            if not (framed or column or other_size or outermost):
                continue
            group.marks.remove(mark)
            shapes.drop(f"legend key of {words.text!r}", mark.box)
            _remove_key_bars(shapes, mark, words.size)
            taken = True
            same = _same_look(shapes, group) if len(orders) == 1 else []
            filled = group.fill.key if group.fill is not None else ""
            names.give(words.text, group=id(same[0] if len(same) == 1 else group), fill=filled)
            if not framed and not aligned and not column:
                names.doubts[id(group)] = f"the mark beside {words.text!r} was taken as a legend key"
            if not column:
                break
    return taken


def _remove_key_bars(shapes: Shapes, mark: Mark, size: float) -> None:
    """Error bars drawn through the key itself: short strokes about its middle."""
    kept = []
    for line in shapes.lines:
        low, high = line.points.min(axis=0), line.points.max(axis=0)
        middle = (low + high) / 2.0
        centred = max(abs(middle[0] - mark.x), abs(middle[1] - mark.y)) < SERIES.key_joins
        if centred and len(line.points) <= 4 and max(high - low) < SERIES.key_bar * size:
            shapes.drop("error bar of a legend key", (float(low[0]), float(low[1]), float(high[0]), float(high[1])))
        else:
            kept.append(line)
    shapes.lines = kept


def _aligned(lines: list[Words], words: Words) -> bool:
    """Another line of words starts or ends at the same column: the two are entries of one legend."""
    return any(
        other is not words
        and min(abs(other.box[0] - words.box[0]), abs(other.box[2] - words.box[2])) < SERIES.entry_column * words.size
        and abs(other.box[1] - words.box[1]) < SERIES.entry_step * words.size
        for other in lines
    )


def _take_bar_key(shapes: Shapes, words: Words, middle: float, names: Names) -> bool:
    size = words.size
    for bar in list(shapes.bars):
        x0, y0, x1, y1 = bar.box
        small = x1 - x0 < SERIES.key_box_width * size and y1 - y0 < SERIES.key_box_height * size
        level = abs((y0 + y1) / 2.0 - middle) < SERIES.key_level * size
        if small and level and beside(x0, x1, words) and _more(shapes.bars, bar):
            shapes.bars.remove(bar)
            shapes.drop(f"legend key of {words.text!r}", bar.box)
            names.give(words.text, fill=bar.fill.key)
            return True
    return False


def _more(bars: list[Bar], bar: Bar) -> bool:
    return any(other is not bar and other.fill == bar.fill for other in bars)
