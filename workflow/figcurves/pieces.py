"""Pieces of connected ink in a picture."""

import numpy as np

PieceBox = tuple[slice, slice]
"""The rows and the columns of a piece."""


def pieces_of(ink: np.ndarray) -> tuple[np.ndarray, list[PieceBox]]:
    """The number of each pixel's piece, from 1 on and 0 where no ink is, and the box of each piece.

    Pixels that touch at a corner are of one piece.
    """
    from scipy import ndimage

    labels, _ = ndimage.label(ink, structure=np.ones((3, 3)))
    return labels, ndimage.find_objects(labels)


def unbroken(places: np.ndarray, gap: int = 1) -> list[np.ndarray]:
    """Rising whole numbers as runs in which none is farther than the gap from the one before it."""
    return np.split(places, np.flatnonzero(np.diff(places) > gap) + 1)


def middle(part: slice) -> float:
    """The middle of the rows or columns of a piece."""
    return float(part.start + part.stop - 1) / 2


def corners(boxes: list[PieceBox]) -> np.ndarray:
    """Left, top, right and bottom of each box, an array (n, 4) of floats; the last two are beyond the piece."""
    found = [(columns.start, rows.start, columns.stop, rows.stop) for rows, columns in boxes]
    return np.array(found, dtype=float).reshape(-1, 4)


def areas_of(labels: np.ndarray) -> np.ndarray:
    """Pixels of each piece."""
    return np.bincount(labels.ravel())[1:]


def pixels_of(labels: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """The pixels of those pieces that are chosen, a truth value for each piece."""
    pixels: np.ndarray = np.concatenate([[False], chosen])[labels]
    return pixels
