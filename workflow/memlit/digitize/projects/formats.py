"""One door for every digitizer's file: tells the format by content and reads it.

A format is one module with its reader and one entry of FORMATS.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from memlit.digitize.model import Digitization
from memlit.digitize.projects.archive import parse_json, read_bytes, read_project_tar
from memlit.errors import FigureError


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file to be imported, with its content and the SHA-256 of it."""

    path: Path
    data: bytes
    sha256: str

    @property
    def where(self) -> str:
        """The file's name, for errors."""
        return self.path.name

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return self.path.suffix.lower()

    @property
    def head(self) -> bytes:
        """The first bytes, without a mark of byte order and blanks."""
        return self.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, the suffixes of its files, how it is recognised and read."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[ProjectFile], bool]
    read: Callable[[ProjectFile], tuple[Digitization, ...]]


def import_project(path: str | Path) -> tuple[Digitization, ...]:
    """The digitizations of a project file, one for each calibrated panel.

    Raises FigureError with the reason when the file cannot be read exactly: unknown format, kinds of axes
    that are not recomputed (named), stored values that differ from the recomputed ones, unsafe archives.
    """
    data = read_bytes(Path(path))
    file = ProjectFile(Path(path), data, hashlib.sha256(data).hexdigest())
    for one in FORMATS:
        if one.recognises(file):
            return one.read(file)
    known = ", ".join(f"{one.name} {' or '.join(one.suffixes)}" for one in FORMATS)
    raise FigureError(file.where, "no format of a digitizer that is known here", f"supply {known}")


def _packed(file: ProjectFile) -> bool:
    data = file.data
    packed = data[:2] in (b"\x1f\x8b", b"BZ") or data[:4] in (b"PK\x03\x04", b"\xfd7zX")
    return file.suffix in (".tar", ".tgz", ".zip", ".gz") or data[257:262] == b"ustar" or packed


def _webplotdigitizer(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.projects.webplotdigitizer import read_wpd

    packed = _packed(file)
    record = read_project_tar(file.where, file.data).project if packed else parse_json(file.where, file.data)
    return read_wpd(file.where, file.sha256, record)


def _own(file: ProjectFile) -> bool:
    """A digitization as `memlit digitize --json` prints one panel."""
    if _packed(file) or file.head[:1] != b"{":
        return False
    return {"axes", "series", "sha256"} <= set(parse_json(file.where, file.data))


def _memlit(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.writing import digitization_from_json

    return (digitization_from_json(parse_json(file.where, file.data)),)


def _engauge(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.projects.engauge import read_engauge

    return read_engauge(file.where, file.sha256, file.data)


def _svgdigitizer(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.projects.svg import read_svg

    beside = [file.path.with_suffix(suffix) for suffix in (".yaml", ".yml")]
    return (read_svg(file.where, file.sha256, file.data, next((p for p in beside if p.is_file()), beside[0])),)


def _csv(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.projects.plain_csv import read_csv

    return (read_csv(file.where, file.sha256, file.data),)


def _trains(file: ProjectFile) -> tuple[Digitization, ...]:
    from memlit.digitize.projects.measured_trains import read_trains

    return read_trains(file.where, file.sha256, file.data)


FORMATS = (
    Format("memlit", (".json",), _own, _memlit),
    Format(
        "WebPlotDigitizer", (".tar", ".json"), lambda file: _packed(file) or file.head[:1] == b"{", _webplotdigitizer
    ),
    Format(
        "Engauge",
        (".dig",),
        lambda file: file.suffix == ".dig" or b"<!DOCTYPE engauge" in file.head or file.data[:4] == b"\0\0\xca\xfe",
        _engauge,
    ),
    Format("svgdigitizer", (".svg",), lambda file: file.suffix == ".svg" or b"<svg" in file.head, _svgdigitizer),
    Format("measured trains", (".csv",), lambda file: file.head.startswith(b"set,direction,pulse,"), _trains),
    Format("points as", (".csv",), lambda file: file.suffix in (".csv", ".tsv", ".txt", ".dat"), _csv),
)
"""The formats that are read, in the order in which they are tried."""
SUFFIXES = tuple(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))
"""Suffixes of the files that every run takes for digitizations."""
