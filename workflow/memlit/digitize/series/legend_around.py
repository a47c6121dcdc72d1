"""Names from a legend outside the frame, as ggplot2, spreadsheets, Vega and pgfplots set it: its keys are no data."""

from dataclasses import dataclass
from functools import reduce

from memlit.digitize.axes.panels import Panel
from memlit.digitize.paths.colors import Color
from memlit.digitize.paths.drawing import Drawing, Path
from memlit.digitize.paths.words import Token
from memlit.digitize.series.legend import Names
from memlit.digitize.series.legend_words import at_height, beside, columns, distance, key_columns, lines_around
from memlit.digitize.settings import SERIES
from memlit.digitize.shapes.model import MarkGroup, Shapes
from memlit.documents.geometry import Box, holds, union


@dataclass(frozen=True, slots=True)
class Key:
    """A shape outside the frame: box, colour, vertices of a mark (0 for a level stroke), whether it is dashed."""

    box: Box
    color: Color
    n_vertices: int
    dashed: bool


def name_from_around(names: Names, shapes: Shapes, panel: Panel, level: list[Token], drawing: Drawing) -> None:
    """Give series without a name the words beside the key of their look, where no other key has that look."""
    lines = lines_around(level, panel)
    if not lines:
        return
    reach = SERIES.key_far * max(words.size for words in lines)
    region = reduce(union, (words.box for words in lines))
    near = [path for path in drawing.paths if _is_near(path.box, region, reach)]
    keys = [key for path in near if (key := _key(path, panel)) is not None]
    boxes = [key.box for key in keys]
    if not keys or not columns(lines, boxes):
        return
    key_columns(lines, boxes)
    found = Names()
    for words in lines:
        for key in keys:
            if at_height(key.box, words) and beside(key.box[0], key.box[2], words):
                _give(found, words.text, key, shapes)
    for group, name in found.groups.items():
        names.groups.setdefault(group, name)
    for style, name in found.styles.items():
        names.styles.setdefault(style, name)


def _is_near(box: Box, region: Box, reach: float) -> bool:
    """Whether the middle of a box lies in the region of the words or so near that it may be a key of theirs."""
    return holds(region, (box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0, reach + SERIES.key_around)


def _key(path: Path, panel: Panel) -> Key | None:
    x0, y0, x1, y1 = box = path.box
    color = path.fill if path.fill is not None and not path.fill.is_white else path.stroke
    outside = distance(panel.box, (x0 + x1) / 2.0, (y0 + y1) / 2.0) > 0.0
    if (
        color is None
        or color.is_white
        or not outside
        or max(x1 - x0, y1 - y0) > SERIES.key_around
        or len(path.parts) > 1
    ):
        return None
    flat = path.fill is None and y1 - y0 < SERIES.key_flat
    return Key(box, color, 0 if flat else path.n_vertices, bool(path.dash))


def _give(names: Names, name: str, key: Key, shapes: Shapes) -> None:
    """The name for what looks like the key: marks of its colour and form, else the only ones of its colour; lines."""
    groups = [group for group in shapes.groups if _color(group) == key.color.rgb and len(group.marks) > 1]
    formed = [group for group in groups if group.n_vertices == key.n_vertices]
    for group in formed or groups:
        if len(formed or groups) == 1:
            names.give(name, group=id(group))
    styles = {line.style for line in shapes.lines if line.stroke.rgb == key.color.rgb and bool(line.dash) == key.dashed}
    if key.n_vertices == 0 and len(styles) == 1:
        names.give(name, style=next(iter(styles)))


def _color(group: MarkGroup) -> tuple[int, int, int] | None:
    return group.color.rgb if group.color is not None else None
