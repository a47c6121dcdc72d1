"""A page or picture with its axes, its series and what was dropped, with reasons: `memlit digitize --explain`."""

import io
from collections.abc import Iterator
from html import escape
from pathlib import Path

from figcurves.calibration import Declared
from figcurves.errors import FigureError
from figcurves.label_ink.proposals import Propose
from figcurves.model import Digitization
from figcurves.pageimage import digitize_file, page_image_png
from figcurves.render import render_digitization
from printed.drawn_trace import COLOURS, ListLine, as_base64, explained, numbered_box, page_picture, steps, wrapped
from printed.trace import traced


def explain_figure(
    path: Path,
    page: int | None = None,
    calibration: Declared = None,
    image: int | None = None,
    propose: Propose = "",
) -> str:
    """The page, its image or the picture as SVG; arguments and errors as of `digitize_file`.

    A figure that is refused is drawn too, with what was found on it and the reason.
    """
    refused = ""
    found: tuple[Digitization, ...] = ()
    with traced() as marks:
        try:
            found = digitize_file(path, page, calibration, image, propose)
        except FigureError as error:
            if not marks:
                raise
            refused = str(error)
    picture, size = _picture(path, page, image)
    upwards = path.suffix.lower() == ".pdf" and image is None
    shapes = [shape for item in found for shape in _drawn(item, size[1] if upwards else None)]
    boxes = [numbered_box(number, one) for number, one in enumerate(marks, start=1)]
    told = [(COLOURS["dropped"], line) for line in wrapped(refused)]
    lines = [*told, *(line for item in found for line in _meant(item)), *steps(marks)]
    return explained(picture, size, [*boxes, *shapes], lines)


def _picture(path: Path, page: int | None, image: int | None) -> tuple[str, tuple[float, float]]:
    from PIL import Image

    if path.suffix.lower() == ".pdf" and image is None:
        return page_picture(path, page or 1)
    source = path if image is None else io.BytesIO(page_image_png(path, page or 1, image))
    with Image.open(source) as stored:
        whole = stored.convert("RGB")
    return as_base64(whole), (float(whole.width), float(whole.height))


def _drawn(item: Digitization, height: float | None) -> Iterator[str]:
    """Rings at the calibration points and the points of each series; `height` of a page whose places run upwards."""

    def at(pixel: tuple[float, float]) -> tuple[float, float]:
        return (pixel[0], height - pixel[1]) if height is not None else pixel

    for axis in item.axes:
        for known in axis.points:
            x, y = at(known.pixel)
            title = f"<title>{escape(axis.name)} = {known.value:g}</title>"
            yield f'<circle cx="{x:.2f}" cy="{y:.2f}" r="3" fill="none" stroke="{COLOURS["kept"]}">{title}</circle>'
    for series in item.series:
        places = [at(point.pixel) for point in series.points if point.pixel is not None]
        name = f"{series.id} {series.name!r}" if series.name else series.id
        title = f"<title>{escape(name)}</title>"
        if series.kind == "line":
            blue = COLOURS["read"]
            course = " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
            line = f'points="{course}" fill="none" stroke="{blue}" stroke-opacity="0.7"'
            yield f"<polyline {line}>{title}</polyline>"
            continue
        dots = "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.2"/>' for x, y in places)
        yield f'<g fill="#fff" stroke="{COLOURS["read"]}" stroke-width="0.7">{title}{dots}</g>'


def _meant(item: Digitization) -> Iterator[ListLine]:
    """What was read, as the terminal shows it, and the checks of its axes."""
    told = [line.strip() for line in render_digitization(item).splitlines()]
    told += [f"{axis.name}: {', '.join(axis.checks) or 'no check holds'}" for axis in item.axes]
    for text in told:
        for line in wrapped(text):
            yield COLOURS["dropped" if "look: " in text else "read"], line
