"""One look for all figures: colour-blind safe, a shape and a colour for each class, no clock in the files."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memlit.config import Classes
from memlit.datum import anchor
from memlit.field.codes import NOT_STATED
from memlit.presentation.pages import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Axes
    from matplotlib.figure import Figure as Figure
else:
    # matplotlib is imported when something is drawn.
    Axes = Figure = Any

HASH_SALT = "memlit"

FAINT = "#d8dde3"
SOFT = "#68717c"
WIDE = 8.6
"""Inches across a page."""
DENSE = 1500
NO_CLASS = ("#4A4A4A", "d")
"""Of devices whose class is not stated."""


class ClassStyles:
    """Colour and marker of each class, and the order of the figures, as config/classes.yaml gives them."""

    def __init__(self, classes: Classes) -> None:
        self._names = list(classes.classes)
        styles = {name: (known.colour, known.marker) for name, known in classes.classes.items()}
        self._styles = {name: style for name, style in styles.items() if all(style)}

    def of(self, name: str) -> tuple[str, str]:
        """Colour and marker of a class; one without takes them from the others by its name, the same each time."""
        if name in self._styles:
            return self._styles[name]
        if name == NOT_STATED or not self._styles:
            return NO_CLASS
        number = zlib.crc32(name.encode("utf-8"))
        styles = list(self._styles.values())
        return styles[number % len(styles)][0], styles[number // len(styles) % len(styles)][1]

    def colour_of(self, names: Sequence[str]) -> str:
        """The colour of one class, that of letters for several together."""
        return self.of(names[0])[0] if len(names) == 1 else INK

    def order(self, present: Iterable[str]) -> list[str]:
        """Classes in the order of the file, then others by name."""
        names = self._names
        return sorted(present, key=lambda name: (names.index(name) if name in names else len(names), name))


@contextmanager
def house_style() -> Iterator[None]:
    """seaborn's theme with our sizes, restored on leaving."""
    import matplotlib as mpl
    import seaborn as sns

    settings: dict[str, Any] = {
        "svg.hashsalt": HASH_SALT,
        "svg.fonttype": "path",
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.8,
        "axes.labelsize": 8.5,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "grid.color": FAINT,
        "grid.linewidth": 0.5,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.bottom": True,
        "ytick.left": True,
        "legend.frameon": False,
    }
    with mpl.rc_context():
        sns.set_theme(context="paper", style="whitegrid", rc=settings)
        mpl.use("Agg")
        yield


@contextmanager
def drawing(paths: Sequence[Path]) -> Iterator[Any]:
    """matplotlib.pyplot in our style; the figure that is drawn with it is saved to every path and closed."""
    with house_style():
        import matplotlib.pyplot as plt

        yield plt
        figure = plt.gcf()
        for path in paths:
            save(figure, path)
        plt.close(figure)


def grid_rows(count: int, columns: int) -> int:
    """How many rows so many panels take, at least one."""
    return -(-count // columns) or 1


@contextmanager
def drawing_grid(
    paths: Sequence[Path], count: int, columns: int, size: tuple[float, float], **options: Any
) -> Iterator[tuple[Figure, list[Axes]]]:
    """A figure of panels, `columns` in a row, saved to every path; what is left of the last row shows nothing.

    size: inches of the whole; options: as `pyplot.subplots` takes them.
    """
    with drawing(paths) as plt:
        figure, grid = plt.subplots(grid_rows(count, columns), columns, figsize=size, squeeze=False, **options)
        panels = list(grid.flat)
        for axes in panels[max(count, 1) :]:
            axes.set_axis_off()
        yield figure, panels


def words_at(
    axes: Axes,
    words: str,
    at: tuple[float, float],
    size: float,
    colour: str = INK,
    *,
    of: Any = "data",
    shift: tuple[float, float] | None = None,
    ha: str = "left",
    va: str = "center",
    **look: Any,
) -> None:
    """Words in the axes or beside them. of: the units of `at`, as in `Axes.annotate`; shift: from there, in points."""
    moved: dict[str, Any] = {} if shift is None else {"xytext": shift, "textcoords": "offset points"}
    axes.annotate(
        words, at, xycoords=of, ha=ha, va=va, fontsize=size, color=colour, annotation_clip=False, **moved, **look
    )


def tick_above(
    axes: Axes, at: float, words: str, height: float, size: float, colour: str, shift: float = 4, reach: float = 0
) -> None:
    """A tick above the axes and its words; height: of the words, in parts of the axes; reach: of the tick beyond.

    shift: of the words to the right in points; they end there where it is negative.
    """
    above = axes.get_xaxis_transform()
    axes.plot([at] * 2, [1.0, height + reach], transform=above, color=colour, linewidth=1.6, clip_on=False)
    words_at(axes, words, (at, height), size, colour, of=above, shift=(shift, 0), ha="left" if shift > 0 else "right")


def linked_mark(axes: Axes, identifier: str, x: float, y: float, **look: Any) -> None:
    """A mark that leads to the entry of the number that it shows."""
    axes.scatter([x], [y], **look).set_urls([f"#{anchor(identifier)}"])


def says_that(axes: Axes, words: str, **look: Any) -> None:
    """Words in the middle of axes that have nothing else to show."""
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", color=INK, **look)


def log_axis(axis: Any, unit: str, numticks: int, base: float = 10) -> None:
    """A tick at powers of `base`, with the prefix of its unit, on a logarithmic axis."""
    from matplotlib.ticker import EngFormatter, LogLocator, NullLocator

    axis.set_major_locator(LogLocator(base=base, numticks=numticks))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(EngFormatter(unit))


def line_axis(axes: Axes, names: Sequence[str], size: float, above: float = 0.6, below: float = 0.4) -> None:
    """A line for each name, the first at the top, with room `above` the first and `below` the last."""
    axes.set_yticks(range(len(names)), names, fontsize=size)
    axes.set_ylim(len(names) - below, -above)
    axes.grid(axis="y", visible=False)


def key(label: str, **look: Any) -> Any:
    """An entry of a legend; a mark without a line unless the look says otherwise."""
    from matplotlib.lines import Line2D

    return Line2D([], [], label=label, **{"linestyle": "none", "marker": "o", "color": INK, **look})


def literal(supplied: str) -> str:
    """A text from a BibTeX file or a document as a label: its dollar signs begin no formula, its braces go."""
    return supplied.replace("{", "").replace("}", "").replace("$", r"\$")


def is_dense(marks: int) -> bool:
    """Whether marks are so many that a drawing keeps them as one picture: as paths they would be megabytes."""
    return marks > DENSE


def save(figure: Figure, path: Path) -> None:
    """Write `figure` without date or version, whole or not at all."""
    import io

    from memlit.files import write_bytes

    kind = path.suffix.removeprefix(".")
    metadata: dict[str, Any] = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    buffer = io.BytesIO()
    # A drawing inside a page takes the page's ground; a picture may stand on any.
    figure.savefig(buffer, format=kind, metadata=metadata, dpi=160, transparent=kind == "svg")
    write_bytes(path, buffer.getvalue())
