"""The pixels of a plot area, and those that are the ink of each colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figcurves.picture.frame import PixelFrame
from figcurves.settings import PICTURES
from printed.geometry import Box

InkColor = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Inks:
    """The pixels of a plot (rows, columns, 3), the same in Lab, its background, and what is not excluded; the colours
    of its series; the pixel of the picture at its corner.
    """

    crop: np.ndarray
    lab: np.ndarray
    background: np.ndarray
    free: np.ndarray
    colors: list[InkColor]
    corner: tuple[int, int]

    def center(self, color: InkColor) -> np.ndarray:
        """A colour in Lab."""
        return lab_of(np.array(color))

    def masks(self, ticks: Sequence[Box], *, by_blend: bool) -> list[np.ndarray]:
        """The ink of each colour: pixels nearer to it than to any other; by_blend: those that it covers by half."""
        centers = [self.center(color) for color in self.colors]
        away = [np.sqrt(((self.lab - center) ** 2).sum(axis=2)) for center in centers]
        return [self._mask(number, centers[number], away, ticks, by_blend) for number in range(len(centers))]

    def _mask(
        self, number: int, center: np.ndarray, away: list[np.ndarray], ticks: Sequence[Box], by_blend: bool
    ) -> np.ndarray:
        distance = away[number]
        if by_blend:
            mask = _blended(self.crop, self.lab, self.background, self.colors[number], center)
        else:
            mask = (distance < PICTURES.near) & self.free
        for other in (*away[:number], *away[number + 1 :]):
            mask &= distance <= other
        if np.array_equal(center, lab_of(self.background)):
            mask[:] = False
        grey = np.hypot(*center[1:]) < PICTURES.chroma
        if grey:
            mask &= self.free
        x0, y0 = self.corner
        for left, top, right, bottom in ticks if grey or center[0] < PICTURES.dark else ():
            rows = slice(max(0, round(top) - y0), round(bottom) + 1 - y0)
            mask[rows, max(0, round(left) - x0) : round(right) + 1 - x0] = False
        return mask

    @property
    def ink(self) -> np.ndarray:
        """The pixels (rows, columns) that are not of the background's colour."""
        return np.asarray(np.linalg.norm(self.crop - self.background, axis=2) > PICTURES.off_blend)

    def loose(self, taken: np.ndarray) -> np.ndarray:
        """Ink of no series, not even a faint edge of one."""
        faint = [
            _blended(self.crop, self.lab, self.background, color, self.center(color), PICTURES.faint)
            for color in self.colors
        ]
        return np.asarray(self.ink & self.free & ~taken & ~np.any(faint, axis=0))


@dataclass(frozen=True, slots=True)
class Area:
    """The plot area: its frame, by how many pixels the frame's line reaches inwards, boxes that a person excludes, and
    boxes of ticks [pixels of the picture].
    """

    frame: PixelFrame
    margin: float
    exclude: tuple[Box, ...]
    ticks: tuple[Box, ...]

    @property
    def clear(self) -> tuple[int, int, int, int]:
        """The pixels within the frame's line: the first column and row, and those after the last."""
        left, top, right, bottom = self.frame
        first = math.ceil(left + self.margin), math.ceil(top + self.margin)
        return (*first, math.floor(right - self.margin), math.floor(bottom - self.margin))

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """The pixels to the middle of the frame's line, where marks that the frame cuts have their middle."""
        left, top, right, bottom = self.frame
        return max(0, round(left)), max(0, round(top)), round(right) + 1, round(bottom) + 1

    def inks(self, rgb: np.ndarray, box: tuple[int, int, int, int]) -> Inks:
        """The pixels of a box of the picture."""
        from skimage.color import rgb2lab

        x0, y0, x1, y1 = box
        crop = rgb[y0:y1, x0:x1]
        free = np.ones(crop.shape[:2], dtype=bool)
        for ex0, ey0, ex1, ey1 in ((round(value) for value in one) for one in self.exclude):
            free[max(0, ey0 - y0) : max(0, ey1 - y0), max(0, ex0 - x0) : max(0, ex1 - x0)] = False
        background = _background(crop) if crop.size else np.full(3, 255.0)
        return Inks(crop, rgb2lab(crop) if crop.size else crop, background, free, [], (x0, y0))

    def line(self, shape: tuple[int, ...]) -> np.ndarray:
        """The pixels of `whole` (rows, columns) where the frame's line may be."""
        held = np.ones(shape, dtype=bool)
        (x0, y0, _, _), (c0, r0, c1, r1) = self.whole, self.clear
        held[r0 - y0 : r1 - y0, c0 - x0 : c1 - x0] = False
        return held

    def off_ticks(self, mask: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
        """The mask (rows, columns from the pixel `corner` of the picture on) without the boxes of ticks."""
        left, x0, y0 = mask.copy(), *corner
        for box in self.ticks:
            columns = slice(max(0, round(box[0]) - x0), max(0, round(box[2]) + 1 - x0))
            left[max(0, round(box[1]) - y0) : max(0, round(box[3]) + 1 - y0), columns] = False
        return left

    def onto_line(self, mask: np.ndarray, ink: np.ndarray, *, grey: bool) -> np.ndarray:
        """The mask of a colour (rows, columns of `whole`) with what the frame's line covers of it.

        ink: pixels as dark as a line; grey: the line cannot be told from the colour.
        """
        (x0, y0, x1, y1), (c0, r0, c1, r1) = self.whole, self.clear
        found = np.where(self.line(mask.shape), mask & (not grey), mask)
        for held, seen, first, last in (
            (found, ink, c0 - x0, x1 - c1),
            (found[:, ::-1], ink[:, ::-1], x1 - c1, c0 - x0),
            (found.T, ink.T, r0 - y0, y1 - r1),
            (found.T[:, ::-1], ink.T[:, ::-1], y1 - r1, r0 - y0),
        ):
            for column in range(min(first, held.shape[1] - last - 1) - 1, -1, -1):
                held[:, column] |= seen[:, column] & held[:, column + 1]
        return found


def _background(crop: np.ndarray) -> np.ndarray:
    codes = (crop[..., 0].astype(np.int64) << 16) | (crop[..., 1].astype(np.int64) << 8) | crop[..., 2]
    values, counts = np.unique(codes, return_counts=True)
    code = int(values[counts.argmax()])
    return np.array([code >> 16, (code >> 8) & 255, code & 255], dtype=float)


def lab_of(color: np.ndarray) -> np.ndarray:
    """One colour (red, green, blue, 0 to 255) in Lab."""
    from skimage.color import rgb2lab

    return np.asarray(rgb2lab(color.astype(np.uint8)[None, None])[0, 0])


def ink_coverage(crop: np.ndarray, background: np.ndarray, color: InkColor) -> np.ndarray:
    """How much of a pixel the ink covers: its place between background and ink colour, 0 to 1; 0 where both are one."""
    span = np.array(color, dtype=float) - background
    return np.asarray(np.clip(((crop - background) @ span) / (float(span @ span) or 1.0), 0.0, 1.0))


def _blended(
    crop: np.ndarray,
    lab: np.ndarray,
    background: np.ndarray,
    color: InkColor,
    center: np.ndarray,
    least: float | None = None,
) -> np.ndarray:
    """Pixels that the ink covers by half and more: also those of strokes thinner than a pixel and of edges.

    least: another share from which a pixel counts.
    """
    share = ink_coverage(crop, background, color)
    off = np.linalg.norm(crop - (background + share[..., None] * (np.array(color, dtype=float) - background)), axis=2)
    hue = np.hypot(lab[..., 1], lab[..., 2]) >= PICTURES.hue * share * float(np.hypot(*center[1:]))
    own = (off < PICTURES.off_blend) & hue
    if least is None:
        thin = (own & (share > PICTURES.full)).sum() < PICTURES.thin * (own & (share > PICTURES.thin_ink)).sum()
        least = PICTURES.thin_ink if thin else PICTURES.half_ink
    return np.asarray(own & (share > least))
