"""One door for every digitizer's file: tells the format by content and reads it.

A format is one module of this folder with its reader, `read_project`, named among the imports, and one entry of
FORMATS.
"""

import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from figcurves.errors import FigureError
from figcurves.model import Digitization
from figcurves.projects.files import ProjectFile, parse_json, read_bytes

if TYPE_CHECKING:
    # Loaded when a file needs one; named here, they are part of the code of each stage (memlit.code_hash).
    from figcurves.projects import (  # noqa: F401
        engauge,
        measured_trains,
        memlit_json,
        plain_csv,
        svg,
        webplotdigitizer,
    )


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, the suffixes of its files, how it is recognised, the module that reads it."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[ProjectFile], bool]
    module: str


def import_project(path: str | Path) -> tuple[Digitization, ...]:
    """The digitizations of a project file, one for each calibrated panel.

    Raises FigureError with the reason when the file cannot be read exactly: unknown format, kinds of axes
    that are not recomputed (named), stored values that differ from the recomputed ones, unsafe archives.
    """
    data = read_bytes(Path(path))
    file = ProjectFile(Path(path), data, hashlib.sha256(data).hexdigest())
    for one in FORMATS:
        if one.recognises(file):
            reader = import_module(f"figcurves.projects.{one.module}")
            try:
                read: tuple[Digitization, ...] = reader.read_project(file)
            except csv.Error as error:
                raise FigureError(
                    file.where, f"no CSV that can be read ({error})", "export the points again"
                ) from error
            return read
    known = ", ".join(f"{one.name} {' or '.join(one.suffixes)}" for one in FORMATS)
    raise FigureError(file.where, "no format of a digitizer that is known here", f"supply {known}")


def _own(file: ProjectFile) -> bool:
    """A digitization as `memlit digitize --json` prints one panel."""
    if file.is_packed or file.head[:1] != b"{":
        return False
    return {"axes", "series", "sha256"} <= set(parse_json(file.where, file.data))


FORMATS = (
    Format("memlit", (".json",), _own, "memlit_json"),
    Format(
        "WebPlotDigitizer",
        (".tar", ".json"),
        lambda file: file.is_packed or file.head[:1] == b"{",
        "webplotdigitizer",
    ),
    Format(
        "Engauge",
        (".dig",),
        lambda file: file.suffix == ".dig" or b"<!DOCTYPE engauge" in file.head or file.data[:4] == b"\0\0\xca\xfe",
        "engauge",
    ),
    Format("svgdigitizer", (".svg",), lambda file: file.suffix == ".svg" or b"<svg" in file.head, "svg"),
    Format("measured trains", (".csv",), lambda file: file.head.startswith(b"set,direction,pulse,"), "measured_trains"),
    Format("points as", (".csv",), lambda file: file.suffix in (".csv", ".tsv", ".txt", ".dat"), "plain_csv"),
)
"""The formats that are read, in the order in which they are tried."""
PROJECT_SUFFIXES = tuple(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))
"""Suffixes of the files that every run takes for digitizations."""
