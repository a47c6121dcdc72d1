"""Figures that are images inside a PDF page: taken at their own resolution, with their place on the page.

A page's rendering would resample the picture; the embedded image is what the authors or the publisher stored.
"""

import hashlib
import io
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from figcurves.calibration import Declared, declared_picture
from figcurves.errors import FigureError, NoVectorPanel
from figcurves.label_ink.proposals import Propose
from figcurves.model import Digitization
from figcurves.ocr import words_of_picture
from figcurves.paths.drawing import Picture
from figcurves.paths.operators import open_pdf, read_paths
from figcurves.picture.composite import PicturePanel, panels_of
from figcurves.picture.read import digitize_pixels, loaded_picture, pixels_on_white
from figcurves.projects.files import read_bytes
from figcurves.settings import PICTURES, PROJECTS
from printed.geometry import area, intersect

IMAGE = "image "
"""Begins the panel of an image inside a page; its number follows."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image of a page: number from 1, what draws it, its pixels (columns, rows)."""

    number: int
    picture: Picture
    size: tuple[int, int]

    def __str__(self) -> str:
        x0, y0, x1, y1 = self.picture.box
        at = f"[{x0:.0f}, {y0:.0f}, {x1:.0f}, {y1:.0f}] pt"
        dpi = 72.0 * self.size[0] / (math.hypot(*self.picture.matrix[:2]) or 1.0)
        return f"image {self.number}: {self.size[0]} x {self.size[1]} pixels at {at}, {dpi:.0f} dpi"


def page_images(path: str | Path, page: int) -> tuple[PageImage, ...]:
    """The images of a PDF page that are large enough to be figures, in paint order.

    Raises FigureError when the file is no PDF, is encrypted or has no such page.
    """
    file = Path(path)
    with open_pdf(file.name, read_bytes(file)) as pdf:
        return _images(pdf, file.name, page)


def picture_panels(
    path: str | Path, page: int | None = None, image: int | None = None, *, letters: bool = True
) -> list[PicturePanel]:
    """The panels of a picture file, or of image `image` of a PDF page (both from 1).

    letters: their printed letters are read by OCR, in some seconds of processor time; so are drawings with a letter,
    and plots without ticks, told apart. Boxes and frames are in the picture's own pixels; a `frame` is what a
    calibration takes. Raises FigureError as the readers do.
    """
    file = Path(path)
    data = read_bytes(file)
    rgb = loaded_picture(file.name, data) if image is None else _image_pixels(file, data, page or 1, image)[1]
    if not letters:
        return panels_of(rgb)
    return panels_of(rgb, words_of_picture(rgb))


def digitize_page_image(
    path: str | Path,
    page: int,
    number: int = 1,
    calibration: Declared = None,
    propose: Propose = "",
) -> Digitization:
    """Series of image `number` of a PDF page (both from 1) whose scale is declared, as `digitize_raster` reads it.

    Points and calibration are in the image's own pixels; each locator names the operator that draws the image.
    Raises FigureError without such an image or without a scale, naming the images and the ticks found.
    """
    file = Path(path)
    data = read_bytes(file)
    where = f"{file.name}:{page}"
    image, rgb = _image_pixels(file, data, page, number)
    declared = declared_picture(where, calibration)
    digest = hashlib.sha256(data).hexdigest()
    item = digitize_pixels(f"{where}:image {number}", digest, rgb, declared, "a calibration file", propose)
    operator = image.picture.locator
    series = tuple(
        replace(one, points=tuple(replace(point, locator=f"{operator} {point.locator}") for point in one.points))
        for one in item.series
    )
    own = f"pixels sha256 {hashlib.sha256(rgb.tobytes()).hexdigest()}"
    return replace(
        item, source=file.name, page=page, panel=f"{IMAGE}{number}", series=series, notes=(str(image), own, *item.notes)
    )


def _image_pixels(file: Path, data: bytes, page: int, number: int) -> tuple[PageImage, np.ndarray]:
    """An image of a page and its pixels as shown; raises FigureError where there is none of that number."""
    where = f"{file.name}:{page}"
    # The pixels are read while the file is held open.
    with open_pdf(file.name, data) as pdf:
        found = _images(pdf, file.name, page)
        if not 1 <= number <= len(found):
            known = "; ".join(map(str, found)) or "none large enough to be a figure"
            raise FigureError(where, f"no image {number} ({known})", "name one of them")
        image = found[number - 1]
        return image, _pixels(f"{where}:image {number}", image.picture)


def page_image_png(path: Path, page: int, number: int) -> bytes:
    """Image `number` of a PDF page as PNG, as it was digitized."""
    from PIL import Image

    pdf = open_pdf(path.name, read_bytes(path))
    picture = _images(pdf, path.name, page)[number - 1].picture
    out = io.BytesIO()
    Image.fromarray(_pixels(path.name, picture)).save(out, "PNG")
    pdf.close()
    return out.getvalue()


def digitize_file(
    path: str | Path,
    page: int | None = None,
    calibration: Declared = None,
    image: int | None = None,
    propose: Propose = "",
) -> tuple[Digitization, ...]:
    """One door: vector panels of a PDF, image `image` of one of its pages, or a picture file.

    propose: read scales that nobody declared from the ink of their labels, see `proposals`.

    Without `page` every page of a PDF is read. An image that is large enough to be a figure and lies in no vector panel
    comes back as a figure that waits for its scale. Raises FigureError as the readers do; where a page that was asked
    for holds no vector panel, its images are named; where a PDF holds neither panels nor such images.
    """
    file = Path(path)
    if file.suffix.lower() != ".pdf":
        from figcurves.picture.read import digitize_raster

        return (digitize_raster(file, calibration, propose),)
    if image is not None:
        if page is None:
            raise FigureError(file.name, "an image without its page", "name the page too")
        return (digitize_page_image(file, page, image, calibration, propose),)
    from figcurves.vector import digitize_pdf

    try:
        found = digitize_pdf(file, page, calibration=calibration, propose=propose)
    except NoVectorPanel as error:
        if page is None:
            raise
        pictures = page_images(file, page)
        if not pictures:
            problem = f"{error.problem} and no image large enough to be a figure"
            remedy = "name the page of a figure, or the ticks of a panel that has no labels (docs/digitize.md)"
            raise FigureError(error.where, problem, remedy) from error
        known = "; ".join(map(str, pictures))
        raise FigureError(error.where, f"{error.problem}, but {known}", "name the image and its scale") from error
    every = (*found, *_waiting(file, page, found))
    if not every:
        problem = "no panel with a scale and no image large enough to be a figure on any page"
        raise FigureError(file.name, problem, "is its figure a drawing without axes, or a table?")
    return tuple(sorted(every, key=lambda item: item.page or 0))


def _waiting(file: Path, page: int | None, panels: tuple[Digitization, ...]) -> list[Digitization]:
    """Images that lie in none of the panels, each as a figure without a scale that says how to read it."""
    data = read_bytes(file)
    pdf = open_pdf(file.name, data)
    digest = hashlib.sha256(data).hexdigest()
    found = []
    for number in [page] if page else range(1, len(pdf.pages) + 1):
        frames = [item.frame for item in panels if item.page == number and item.frame is not None]
        for image in _images(pdf, file.name, number):
            box = image.picture.box
            if any(area(intersect(box, frame)) > PROJECTS.image_in_panel * area(box) for frame in frames):
                continue
            reason = f"{image}: its scale is not declared (--page {number} --image {image.number})"
            found.append(waiting_picture(file.name, digest, number, image.number, reason))
    return found


def waiting_picture(source: str, sha256: str, page: int | None, image: int | None, reason: str) -> Digitization:
    """A picture, or image `image` of a page, as a figure that waits for its scale."""
    panel = f"{IMAGE}{image}" if image else ""
    return Digitization(
        source, sha256, "raster-figure", "raster_unverified", (), (), page, panel, review_required=(reason,)
    )


def _images(pdf: Any, where: str, page: int) -> tuple[PageImage, ...]:
    if not 1 <= page <= len(pdf.pages):
        raise FigureError(where, f"no page {page}, the PDF has {len(pdf.pages)}", "name a page from 1")
    drawing = read_paths(f"{where}:{page}", pdf, pdf.pages[page - 1])
    found: list[PageImage] = []
    for picture in drawing.pictures:
        if picture.stream is None:
            continue
        columns, rows = int(picture.stream.get("/Width", 0)), int(picture.stream.get("/Height", 0))
        if min(columns, rows) < PROJECTS.image:
            continue
        found.append(PageImage(len(found) + 1, picture, (columns, rows)))
    return tuple(found)


def _pixels(where: str, picture: Picture) -> np.ndarray:
    """The image as shown: right way up for matrices of quarter turns and mirrors, on white."""
    import pikepdf
    from PIL import Image

    stream = picture.stream
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > PICTURES.most:
        raise FigureError(where, "the image is too large", "supply a smaller picture")
    try:
        shown = pikepdf.PdfImage(stream).as_pil_image().convert("RGBA")
    except (pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, NotImplementedError, ValueError, OSError) as error:
        raise FigureError(where, "an image of a kind that is not read", "save the picture as PNG") from error
    a, b, c, d, _, _ = picture.matrix
    if max(abs(a), abs(d)) < PROJECTS.upright * max(abs(b), abs(c)):
        shown = shown.transpose(Image.Transpose.TRANSPOSE)
        a, d = -c, -b
    elif max(abs(b), abs(c)) > PROJECTS.upright * max(abs(a), abs(d)):
        raise FigureError(where, "the image is turned by no quarter", "save the picture upright")
    if a < 0:
        shown = shown.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if d < 0:
        shown = shown.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return pixels_on_white(shown)
