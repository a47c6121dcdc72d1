"""Digitized figures: projects imported, vector and raster figures read, verified and exported.

The names below are loaded when they are first used, so that a light command stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memlit.figures.curves import read_curve
    from memlit.figures.export import export_svgdigitizer, export_wpd
    from memlit.figures.pageimage import digitize_file, digitize_page_image, page_images
    from memlit.figures.project import import_project
    from memlit.figures.raster import digitize_raster
    from memlit.figures.vector import digitize_pdf
    from memlit.figures.writing import digitization_as_json, digitization_from_json, points_csv

_PLACES = {
    "digitize_file": "pageimage",
    "digitize_page_image": "pageimage",
    "digitize_pdf": "vector",
    "digitize_raster": "raster",
    "read_curve": "curves",
    "digitization_as_json": "writing",
    "digitization_from_json": "writing",
    "export_svgdigitizer": "export",
    "export_wpd": "export",
    "import_project": "project",
    "page_images": "pageimage",
    "points_csv": "writing",
}

__all__ = [
    "digitization_as_json",
    "digitization_from_json",
    "digitize_file",
    "digitize_page_image",
    "digitize_pdf",
    "digitize_raster",
    "export_svgdigitizer",
    "export_wpd",
    "import_project",
    "page_images",
    "points_csv",
    "read_curve",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
