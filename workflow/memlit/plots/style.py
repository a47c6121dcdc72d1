"""One look for all figures: colour-blind safe, a shape and a colour for each class, no clock in the files."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HASH_SALT = "memlit"

# Okabe and Ito's palette; the shape is the second channel.
CLASS_STYLES: dict[str, tuple[str, str]] = {
    "VCM": ("#0072B2", "o"),
    "ECM": ("#D55E00", "s"),
    "ICM": ("#009E73", "^"),
    "CTM": ("#56B4E9", "v"),
    "PCM": ("#CC79A7", "D"),
    "STTM": ("#7A5195", "P"),
    "FTJM": ("#E69F00", "X"),
    "memcapacitor": ("#8C564B", "h"),
    "RRAM": ("#4D6E8A", "p"),
    "FeFET": ("#B8A400", "<"),
    "FeRAM": ("#6B8E23", ">"),
    "other": ("#666666", "*"),
    "not_stated": ("#4A4A4A", "d"),
}
INK = "#22272e"
FAINT = "#d8dde3"
DENSE = 1500


def class_style(name: str) -> tuple[str, str]:
    """Colour and marker of a class; one that a review names for itself takes them by its name, the same each time."""
    if name in CLASS_STYLES:
        return CLASS_STYLES[name]
    number = zlib.crc32(name.encode("utf-8"))
    styles = [style for short, style in CLASS_STYLES.items() if short not in {"other", "not_stated"}]
    return styles[number % len(styles)][0], styles[number // len(styles) % len(styles)][1]


def class_order(present: Iterable[str]) -> list[str]:
    """Classes in the order of the figures: memlit's own, then a review's by name."""
    order = list(CLASS_STYLES)
    return sorted(present, key=lambda name: (order.index(name) if name in order else len(order), name))


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
    figure.savefig(buffer, format=kind, metadata=metadata, dpi=160)
    write_bytes(path, buffer.getvalue())
