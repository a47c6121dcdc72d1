"""One door for every digitizer's file: tells the format by content and reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from memlit.digitize.model import Digitization
from memlit.digitize.projects.archive import parse_json, read_bytes, read_project_tar
from memlit.errors import FigureError

FORMATS = "WebPlotDigitizer .json or .tar, Engauge .dig, svgdigitizer .svg, .csv"


def import_project(path: str | Path) -> tuple[Digitization, ...]:
    """The digitizations of a project file, one for each calibrated panel.

    Raises FigureError with the reason when the file cannot be read exactly: unknown format, kinds of axes
    that are not recomputed (named), stored values that differ from the recomputed ones, unsafe archives.
    """
    file = Path(path)
    data = read_bytes(file)
    where = file.name
    sha256 = hashlib.sha256(data).hexdigest()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = file.suffix.lower()
    if _is_tar(data, suffix):
        from memlit.digitize.projects.webplotdigitizer import read_wpd

        return read_wpd(where, sha256, read_project_tar(where, data).project)
    if head[:1] == b"{":
        record = parse_json(where, data)
        if "axes" in record and "series" in record and "sha256" in record:
            from memlit.digitize.writing import digitization_from_json

            return (digitization_from_json(record),)
        from memlit.digitize.projects.webplotdigitizer import read_wpd

        return read_wpd(where, sha256, record)
    if suffix == ".dig" or b"<!DOCTYPE engauge" in head or data[:4] == b"\x00\x00\xca\xfe":
        from memlit.digitize.projects.engauge import read_engauge

        return read_engauge(where, sha256, data)
    if suffix == ".svg" or b"<svg" in head:
        from memlit.digitize.projects.svg import read_svg

        return (read_svg(where, sha256, data, _yaml_beside(file)),)
    if suffix in (".csv", ".tsv", ".txt", ".dat"):
        from memlit.digitize.projects.plain_csv import read_csv

        return (read_csv(where, sha256, data),)
    raise FigureError(where, "no format of a digitizer that is known here", f"supply {FORMATS}")


def _is_tar(data: bytes, suffix: str) -> bool:
    packed = data[:2] in (b"\x1f\x8b", b"BZ") or data[:4] in (b"PK\x03\x04", b"\xfd7zX")
    return suffix in (".tar", ".tgz", ".zip", ".gz") or data[257:262] == b"ustar" or packed


def _yaml_beside(file: Path) -> Path:
    return next((p for s in (".yaml", ".yml") if (p := file.with_suffix(s)).is_file()), file.with_suffix(".yaml"))
