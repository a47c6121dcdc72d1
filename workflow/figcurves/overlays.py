"""The picture that a panel was digitized from, and the part of it that an overlay shows."""

import base64
import io
from pathlib import Path

from figcurves.errors import FigureError
from figcurves.model import PICTURE_SUFFIXES
from printed.pdf.document import POINTS_AN_INCH, Document

DPI = 150.0
PNG = b"\x89PNG"
MARGIN = 48.0
"""Points around the frame of a vector panel, for its labels."""


def source_picture(path: Path, method: str, page: int | None, panel: str, dpi: float) -> tuple[bytes, float]:
    """A PNG of the source, and its pixels for each unit of the digitization's places; `dpi` is for a vector page.

    Raises FigureError when the source holds no picture.
    """
    if method == "vector-figure":
        return _page(path, page or 1, dpi), dpi / POINTS_AN_INCH
    if path.suffix.lower() == ".pdf":
        from figcurves.pageimage import IMAGE, page_image_png

        return page_image_png(path, page or 1, int(panel.removeprefix(IMAGE))), 1.0
    is_picture = path.suffix.lower() in PICTURE_SUFFIXES
    beside = [path] if is_picture else [path.with_suffix(suffix) for suffix in PICTURE_SUFFIXES]
    found = next((file for file in beside if file.is_file()), None)
    content = found.read_bytes() if found else _inside(path)
    if content is None:
        raise FigureError(path.name, "holds no picture", f"put the digitized picture beside it as {path.stem}.png")
    return content, 1.0


def _page(path: Path, number: int, dpi: float) -> bytes:
    out = io.BytesIO()
    with Document.open(path) as document:
        document.page(number).picture(dpi / POINTS_AN_INCH).save(out, "PNG")
    return out.getvalue()


def _inside(path: Path) -> bytes | None:
    """The picture in a project of WebPlotDigitizer or Engauge, None where it holds none."""
    from figcurves.projects.files import ProjectFile, parse_xml, read_project_tar

    file = ProjectFile(path, path.read_bytes(), "")
    if file.suffix == ".tar":
        return read_project_tar(file)[1]
    if file.suffix != ".dig":
        return None
    # Engauge writes base64 of a length and a PNG.
    stored = base64.b64decode(parse_xml(path.name, file.data).findtext("Image") or "")
    start = stored.find(PNG)
    return stored[start:] if start >= 0 else None


def cropped(png: bytes, method: str, box: tuple[float, float, float, float] | None, scale: float) -> bytes:
    """The panel with its labels, where a vector panel is a part of its page; box: left, top, right, bottom [pt]."""
    if method != "vector-figure" or box is None:
        return png
    from PIL import Image

    picture = Image.open(io.BytesIO(png))
    left, top = ((end - MARGIN) * scale for end in box[:2])
    right, bottom = ((end + MARGIN) * scale for end in box[2:])
    out = io.BytesIO()
    edges = (max(0, round(left)), max(0, round(top)), min(picture.width, round(right)), round(bottom))
    picture.crop((*edges[:3], min(picture.height, edges[3]))).save(out, "PNG")
    return out.getvalue()
