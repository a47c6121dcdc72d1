"""Figures digitized: vector figures of a PDF and pictures read, verified against their ink, and exported.

paths, axes, shapes, series, check: the steps of `vector`, from the operators of a PDF page to series that are drawn
  again and held against its ink.
picture: the same for figures that are pictures; label_ink: scales proposed where labels are drawn and not written.
pageimage: pictures on the page of a PDF, and the reader for any file; ocr: words of a picture.
projects: files of other digitizers.
model, writing, render: a digitized figure, as JSON and CSV, and on the terminal.
calibration, edits: what a person declares of a figure, and changes in its reading.
overlays, exports, explain: a panel drawn over its source, as files, with all that was dropped and why.
front_door, __main__: what the command does; calling: in which process a file is read.

It stands on `printed` alone. The names below are loaded when they are first used, so that a light command stays
light; README.md shows them at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from figcurves.errors import FigureError
    from figcurves.model import Digitization
    from figcurves.pageimage import digitize_file, digitize_page_image, page_images, picture_panels
    from figcurves.picture.composite import panels_of
    from figcurves.picture.read import digitize_raster
    from figcurves.projects.formats import import_project
    from figcurves.vector import digitize_pdf
    from figcurves.writing import digitization_as_json, digitization_from_json, points_csv

_PLACES = {
    "Digitization": "model",
    "FigureError": "errors",
    "digitize_file": "pageimage",
    "digitize_page_image": "pageimage",
    "digitize_pdf": "vector",
    "digitize_raster": "picture.read",
    "digitization_as_json": "writing",
    "digitization_from_json": "writing",
    "import_project": "projects.formats",
    "page_images": "pageimage",
    "panels_of": "picture.composite",
    "picture_panels": "pageimage",
    "points_csv": "writing",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
