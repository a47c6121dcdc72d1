"""A digitization as files: points as CSV, and the overlay."""

import re
from collections.abc import Sequence
from pathlib import Path

from figcurves.calling import Caller, in_this_process
from figcurves.errors import FigureError
from figcurves.model import Digitization
from figcurves.overlays import DPI, cropped, source_picture
from figcurves.writing import panel_csv
from printed.files import write_bytes, write_text


def write_exports(file: Path, found: Sequence[Digitization], folder: Path, call: Caller = in_this_process) -> list[str]:
    """Write each panel's series as one CSV and its overlay as PNG; return the names of the files.
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
        picture = _overlay(file, item, call)
        if picture is not None:
            write_bytes(folder / f"{stem}-overlay.png", picture)
            written.append(f"{stem}-overlay.png")
    return written


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-") or "panel"


def _overlay(file: Path, item: Digitization, call: Caller) -> bytes | None:
    """The overlay of one panel as PNG; None if there is no picture."""
    try:
        overlay: bytes = call(file, panel_overlay, file, item)
        return overlay
    except FigureError:
        return None


def panel_overlay(file: Path, item: Digitization) -> bytes:
    """The panel with its series drawn over it, as PNG. Raises FigureError when the source holds no picture."""
    from figcurves.check.redraw import overlay_png

    picture, scale = source_picture(file, item.method, item.page, item.panel, DPI)
    box = None
    if item.frame is not None and item.size is not None:
        left, bottom, right, top = item.frame
        box = (left, item.size[1] - top, right, item.size[1] - bottom)
    return cropped(overlay_png(picture, item, scale), item.method, box, scale)
