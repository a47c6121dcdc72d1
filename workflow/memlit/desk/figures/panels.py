"""Panels of a page as a person looks at them before they are described: axes, series, open reasons and the overlay.

Where the figures of a PDF stand, by their captions; for the reader process.

A figure cut out of its page as a picture, where its panels are not found as drawings; for the reader process.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from figcurves import digitize_file, page_images, picture_panels
from figcurves.calibration import Calibration
from figcurves.errors import FigureError
from figcurves.label_ink.proposals import SCALE_PROPOSED
from figcurves.model import PICTURE_SUFFIXES, Axis, Digitization, Pixel, Series
from figcurves.overlays import DPI, MARGIN, cropped, source_picture
from figcurves.pageimage import IMAGE, waiting_picture
from memlit.desk.read.quotations import page_png
from memlit.desk.serve.answer import named
from memlit.errors import SourceError
from memlit.sources.data.from_figures import frame_box
from printed.geometry import Box, around
from printed.pdf.document import POINTS_AN_INCH, Document

MOST_SERIES = 40
MOST_POINTS = 80
"""Points of a curve's small picture."""
MOST_MENDED = 400
"""Marks of a curve that a person can mend one by one."""
NO_SCALE = "its scale is not read"
"""Reason of a picture that waits: a person gives its scale."""


def digitized(
    path: Path, page: int | None, image: int | None, panel: str = "", declared: Mapping[str, Any] | None = None
) -> list[Digitization]:
    """What the digitizer sees on a page or in a picture that nobody has described; for the reader process.

    declared: the scale that a person gave to `panel`, or to the picture, as figures.yaml takes it; what it leaves out
    is proposed from the labels of a picture. Pictures inside a page, and the panels of a picture that holds several,
    wait until they are asked for one by one: to look for their scale takes seconds.
    """
    if path.suffix.lower() in PICTURE_SUFFIXES:
        page = image = None
    elif page is None or image is None:
        scales = {"panels": {panel: declared}} if declared else None
        try:
            return list(digitize_file(path, page, scales))
        except FigureError:
            pictures = page_images(path, page) if page is not None else ()
            return [waiting_picture(path.name, "", page, one.number, NO_SCALE) for one in pictures]
    frames = [] if declared else _frames_in(path, page, image)
    if len(frames) > 1:
        waiting = waiting_picture(path.name, "", page, image, NO_SCALE)
        return [replace(waiting, frame=frame) for frame in frames]
    is_whole = bool(declared) and {"x", "y"} <= set(declared or ())
    try:
        return [digitize_file(path, page, declared, image, propose="" if is_whole else "shapes")[0]]
    except FigureError as error:
        reason = f"{error.problem}: {error.remedy}" if is_whole else NO_SCALE
        return [waiting_picture(path.name, "", page, image, reason)]


def _frames_in(path: Path, page: int | None, image: int | None) -> list[Box]:
    """The frames of the plots in a picture file, or in an image of a page."""
    found = picture_panels(path, page, image, letters=False)
    return [one.frame for one in found if one.frame is not None]


def overlay(path: Path, one: Digitization) -> bytes:
    """PNG of a panel with its series and calibration points drawn over it; for the reader process."""
    from figcurves.check.redraw import overlay_png

    picture, scale = source_picture(path, one.method, one.page, one.panel, DPI)
    return cropped(overlay_png(picture, one, scale), one.method, frame_box(one), scale)


def panel_view(one: Digitization, part: int = 0) -> dict[str, Any]:
    """A panel as the page shows it, its places from the top left of the picture, or of the page.

    part: its number among the panels of one picture, 0 where it is the only one. overlay: the place at the first pixel
    of its overlay, and pixels for each unit there; height: of the page, from whose foot figures.yaml counts the places
    of a vector panel.
    """
    shapes = _shapes(one)
    image = re.fullmatch(rf"{IMAGE}(\d+)", one.panel)
    return {
        **named(one, "panel", "page", "tier"),
        "image": int(image[1]) if image else None,
        "part": part,
        "frame": one.frame if part else None,
        "box": frame_box(one),
        "reasons": list(one.review_required),
        "overlay": _first_of_overlay(one),
        "height": _height(one),
        "axes": [_axis_view(one, axis) for axis in one.axes],
        "series": [{**_curve_view(one, s), "shape": shapes[s.id]} for s in one.series[:MOST_SERIES]],
        "n_series": len(one.series),
    }


def _curve_view(one: Digitization, series: Series) -> dict[str, Any]:
    """A curve with its open reasons, where these stand, and its marks if they can be mended one by one."""
    marks = [_shown(one, point.pixel) for point in series.points if point.pixel]
    is_mended = series.kind == "marks" and len(marks) <= MOST_MENDED
    places = []
    for place in series.doubt_places:
        (left, top), (right, bottom) = _shown(one, place.box[:2]), _shown(one, place.box[2:])
        places.append({"reason": place.reason, "box": [left, min(top, bottom), right, max(top, bottom)]})
    return {
        **named(series, "id", "name", "kind", "color", "x_axis", "y_axis"),
        "n": len(series.points),
        "marks": marks if is_mended else [],
        "reasons": list(series.review_required),
        "places": places,
    }


def _axis_view(one: Digitization, axis: Axis) -> dict[str, Any]:
    """An axis; map: the value, or on a log axis its logarithm, as a x + b y + c of a place that is shown."""
    ticks = [(*_shown(one, point.pixel), point.value) for point in axis.points]
    told = {**named(axis, "name", "scale", "label", "unit", "low", "high", "sign"), "ticks": ticks}
    told["proposed"] = SCALE_PROPOSED in axis.flags
    if axis.coefficients is None:
        return {**told, "map": None}
    a, b, c = axis.coefficients
    height = _height(one)
    return {**told, "map": (a, b, c) if height is None else (a, -b, c + b * height)}


def _height(one: Digitization) -> float | None:
    """Of the page, from whose foot the places of a vector panel are counted; None for a picture."""
    return one.size[1] if one.method == "vector-figure" and one.size else None


def _shown(one: Digitization, pixel: Pixel) -> tuple[float, float]:
    """A place from the top left."""
    height = _height(one)
    return round(pixel[0], 2), round(pixel[1] if height is None else height - pixel[1], 2)


def _first_of_overlay(one: Digitization) -> tuple[float, float, float]:
    box = frame_box(one)
    if box is None:
        return 0.0, 0.0, 1.0
    scale = DPI / POINTS_AN_INCH
    left, top = (max(0, round((end - MARGIN) * scale)) / scale for end in box[:2])
    return left, top, scale


def _shapes(one: Digitization) -> dict[str, list[tuple[float, float]]]:
    """Of each curve the places of at most MOST_POINTS points within the box of all curves of the panel."""
    pixels = {series.id: [point.pixel for point in series.points if point.pixel] for series in one.series}
    placed = list(chain.from_iterable(pixels.values()))
    if not placed:
        return {name: [] for name in pixels}
    left, low, right, high = around(placed)
    width, height = (right - left) or 1.0, (high - low) or 1.0
    is_upright = one.method == "vector-figure"

    def place(pixel: Pixel) -> tuple[float, float]:
        down = (pixel[1] - low) / height
        return round((pixel[0] - left) / width, 3), round(1 - down if is_upright else down, 3)

    shapes = {}
    for name, own in pixels.items():
        step = math.ceil(len(own) / MOST_POINTS) or 1
        shapes[name] = [place(pixel) for pixel in own[::step]]
    return shapes


def checked_scale(scale: dict[str, Any]) -> dict[str, Any]:
    """A scale as a person gave it, validated, in plain values without what was not said."""
    return Calibration.model_validate(scale).model_dump(mode="json", exclude_defaults=True)


_CAPTION = re.compile(
    r"(?:Supplementary |Extended Data )?(?:Fig(?:ure|\.)?|FIG(?:URE)?\.?)\s?(S?\d+[a-z]?)\s*(?:[.:|)]|\s[A-Z(])"
)
"""`Fig. 3 | Words`, `Figure 3. Words`: a line that begins so is a caption; `Figure 3 shows` in running text is none."""
_LONGEST = 120
"""Characters of a caption that are shown."""


def figure_captions(path: Path) -> list[dict[str, str | int]]:
    """Label, page (from 1) and first words of each figure's caption, each label once, in the order of the pages."""
    found: dict[str, dict[str, str | int]] = {}
    with Document.open(path) as document:
        for page in document.pages():
            lines = page.plain_text.splitlines()
            for place, line in enumerate(lines):
                caption = _CAPTION.match(line.strip())
                if caption:
                    words = " ".join(" ".join(lines[place : place + 3]).split())
                    label = f"Fig. {caption[1]}"
                    found.setdefault(label, {"label": label, "page": page.number, "words": words[:_LONGEST]})
    return sorted(found.values(), key=lambda one: (one["page"], _number(str(one["label"]))))


def _number(label: str) -> tuple[bool, int]:
    """Figures of the paper before those of a supplement, by their number."""
    digits = re.search(r"\d+", label)
    return "S" in label, int(digits[0]) if digits else 0


_SCALE = 4.0
"""Pixels per point: a line of half a point is two pixels wide."""
_LEAST = 20.0
"""Points that a figure is wide and high at least."""


def picture_of_box(path: Path, page: int, box: Box) -> bytes:
    """PNG of `box` (left, top, right, bottom in points from the top left) of page `page`, from 1."""
    left, top, right, bottom = box
    if right - left < _LEAST or bottom - top < _LEAST:
        raise SourceError(path.name, "the box holds no figure", "draw it round the axes and their labels")
    return page_png(path, page, _SCALE, box)
