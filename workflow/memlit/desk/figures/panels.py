"""Panels of a page as a person looks at them before they are described: axes, series, open reasons and the overlay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memlit.audit.overlays import DPI, cropped, source_picture
from memlit.digitize import digitize_file, page_images
from memlit.digitize.model import Digitization
from memlit.digitize.pageimage import IMAGE
from memlit.errors import FigureError
from memlit.sources.figures_yaml import PICTURES, FigureEntry

MOST_SERIES = 40


def digitized(path: Path, page: int | None, image: int | None) -> list[Digitization]:
    """What the digitizer sees on a page or in a picture that nobody has described; for the reader process.

    Pictures inside a page wait until they are asked for one by one: to look for their scale takes seconds.
    """
    if path.suffix.lower() in PICTURES:
        return [_picture(path, None, None)]
    if page is not None and image is not None:
        return [_picture(path, page, image)]
    try:
        return list(digitize_file(path, page))
    except FigureError:
        pictures = page_images(path, page) if page is not None else ()
        return [_waiting(path, page, one.number, "its scale is not declared") for one in pictures]


def overlay(path: Path, one: Digitization) -> bytes:
    """PNG of a panel with its series and calibration points drawn over it; for the reader process."""
    from memlit.digitize.check.redraw import overlay_png

    picture, scale = source_picture(path, one.method, one.page, one.panel, DPI)
    return cropped(overlay_png(picture, one, scale), one.method, _box(one), scale)


def plain_picture(path: Path, page: int, image: int) -> bytes:
    """An image inside a page of a PDF at its own resolution, for clicks in its pixels; for the reader process."""
    from memlit.digitize.pageimage import page_image_png

    return page_image_png(path, page, image)


def _picture(path: Path, page: int | None, image: int | None) -> Digitization:
    try:
        return digitize_file(path, page, image=image, propose="shapes")[0]
    except FigureError as error:
        return _waiting(path, page, image, f"{error.problem}: {error.remedy}")


def _waiting(path: Path, page: int | None, image: int | None, reason: str) -> Digitization:
    """A picture without a scale, with the reason."""
    return Digitization(
        source=path.name,
        sha256="",
        method="raster-figure",
        tier="raster_unverified",
        axes=(),
        series=(),
        page=page,
        panel=f"{IMAGE}{image}" if image else "",
        review_required=(reason,),
    )


def _image_number(panel: str) -> int | None:
    number = panel.removeprefix(IMAGE)
    return int(number) if panel.startswith(IMAGE) and number.isdecimal() else None


def _box(one: Digitization) -> tuple[float, float, float, float] | None:
    """The frame of a vector panel in points from the top left, as boxes on a page picture are."""
    if one.frame is None or one.size is None or one.method != "vector-figure":
        return None
    left, bottom, right, top = one.frame
    return (left, one.size[1] - top, right, one.size[1] - bottom)


def panel_view(one: Digitization) -> dict[str, Any]:
    """A panel as the page shows it."""
    return {
        "panel": one.panel,
        "page": one.page,
        "image": _image_number(one.panel),
        "tier": one.tier,
        "box": _box(one),
        "reasons": list(one.review_required),
        "axes": [
            {"name": a.name, "scale": a.scale, "label": a.label, "unit": a.unit, "low": a.low, "high": a.high}
            for a in one.axes
        ],
        "series": [
            {
                "id": s.id,
                "name": s.name,
                "kind": s.kind,
                "n": len(s.points),
                "color": s.color,
                "reasons": list(s.review_required),
            }
            for s in one.series[:MOST_SERIES]
        ],
        "n_series": len(one.series),
    }


def checked_entry(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of figures.yaml as a person would write it: in the order it was said, without what was not."""
    plain = FigureEntry.model_validate(entry).model_dump(mode="json", exclude_defaults=True)
    return {name: plain[name] for name in entry if name in plain}
