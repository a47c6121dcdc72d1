"""A digitization as files: points as CSV, the overlay, and a project that WebPlotDigitizer opens."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from figcurves.calling import Caller, in_this_process
from figcurves.errors import FigureError
from figcurves.model import Digitization
from figcurves.overlays import DPI, cropped, source_picture
from figcurves.projects.export import IMAGE_DPI, export_wpd
from figcurves.writing import panel_csv
from printedpages.files import write_bytes, write_text


def write_exports(file: Path, found: Sequence[Digitization], folder: Path, call: Caller = in_this_process) -> list[str]:
    """Write each panel's series as one CSV, its overlay as PNG and its project as .tar; return the names of the files.
    A panel without axes gives nothing, one without a picture no overlay. call: reads the file, see `calling`.
    Raises FigureError if `folder` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise FigureError(str(folder), "is a file", "name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    for item in found:
        kept = [series for series in item.series if series.points]
        if not item.axes or not kept:
            continue
        parts = [file.stem, f"p{item.page}" if item.page else "", item.panel]
        stem = "-".join(_plain(part) for part in parts if part)
        write_text(folder / f"{stem}.csv", panel_csv(kept))
        written.append(f"{stem}.csv")
        calibrated = [s for s in kept if item.axis(s.y_axis).coefficients and item.axis(s.x_axis).coefficients]
        picture = _pictures(file, item, call)
        if picture is not None:
            write_bytes(folder / f"{stem}-overlay.png", picture[0])
            written.append(f"{stem}-overlay.png")
        if calibrated and item.method != "imported-digitization":
            export_wpd(replace(item, series=tuple(calibrated)), folder / f"{stem}.tar", picture and picture[1])
            written.append(f"{stem}.tar")
    return written


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-") or "panel"


def _pictures(file: Path, item: Digitization, call: Caller) -> tuple[bytes, bytes] | None:
    """The overlay, and the source picture at the size that a project needs; None if there is no picture."""
    try:
        pictures: tuple[bytes, bytes] = call(file, panel_pictures, file, item)
        return pictures
    except FigureError:
        return None


def panel_pictures(file: Path, item: Digitization) -> tuple[bytes, bytes]:
    """Overlay and source picture of one panel as PNG."""
    from figcurves.check.redraw import overlay_png

    picture, scale = source_picture(file, item.method, item.page, item.panel, DPI)
    plain, _ = source_picture(file, item.method, item.page, item.panel, IMAGE_DPI)
    box = None
    if item.frame is not None and item.size is not None:
        left, bottom, right, top = item.frame
        box = (left, item.size[1] - top, right, item.size[1] - bottom)
    return cropped(overlay_png(picture, item, scale), item.method, box, scale), plain
