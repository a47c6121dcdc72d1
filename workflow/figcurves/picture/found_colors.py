"""The colours of the series, sought where nobody declared them, and what of a colour is no series."""

from collections.abc import Mapping

import numpy as np

from figcurves.picture.inks import InkColor, Inks, lab_of
from figcurves.picture.marks import grown, united, without_strokes
from figcurves.settings import PICTURES


def found_colors(lab: np.ndarray, free: np.ndarray, ground: np.ndarray) -> dict[str, InkColor]:
    """Colours that make up enough of the ink, the most frequent first; greys are left to a declaration.

    ground: the background's Lab; it is no ink, whatever its colour.
    """
    off_ground = np.sqrt(((lab - ground) ** 2).sum(axis=2)) >= PICTURES.near
    chosen = lab[(chroma_of(lab) > PICTURES.chroma) & free & off_ground]
    least = max(25, PICTURES.least_ink * free.sum())
    colors: dict[str, InkColor] = {}
    while len(chosen) >= least and len(colors) < 12:
        cells = np.round(chosen / 4.0).astype(np.int32)
        _, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
        center = np.median(chosen[inverse.ravel() == counts.argmax()], axis=0)
        near = np.sqrt(((chosen - center) ** 2).sum(axis=1)) < PICTURES.near
        if counts.max() < 0.2 * least:
            break
        if near.sum() >= least:
            colors[f"color {len(colors)}"] = _rgb_of(center)
        direction = center / (np.linalg.norm(center[1:]) + 1e-9)
        length = np.linalg.norm(chosen[:, 1:], axis=1)
        hue = (chosen[:, 1:] @ direction[1:]) / (length + 1e-9)
        # A colour of the same hue but darker than a blend with the ground is another, as violet beside blue.
        light = ground[0] + (center[0] - ground[0]) * length / (np.linalg.norm(center[1:]) + 1e-9)
        paler = length < PICTURES.blend_chroma * np.linalg.norm(center[1:])
        blended = (
            (hue > PICTURES.one_hue * np.linalg.norm(direction[1:]))
            & paler
            & (chosen[:, 0] > light - PICTURES.blend_light)
        )
        chosen = chosen[~(near | blended)]
    return colors


def found_greys(lab: np.ndarray, free: np.ndarray, ground: np.ndarray) -> dict[str, InkColor]:
    """The grey that most of the dark ink has, where there is enough of it for marks."""
    off_ground = np.sqrt(((lab - ground) ** 2).sum(axis=2)) >= 2.0 * PICTURES.near
    chosen = lab[(chroma_of(lab) <= PICTURES.chroma) & free & off_ground]
    if len(chosen) < max(25, PICTURES.least_ink * free.sum()):
        return {}
    cells = np.round(chosen[:, 0] / 4.0).astype(np.int32)
    values, counts = np.unique(cells, return_counts=True)
    middle = float(np.median(chosen[cells == values[counts.argmax()], 0]))
    return {"grey": _rgb_of(np.array([middle, 0.0, 0.0]))}


def chroma_of(lab: np.ndarray) -> np.ndarray:
    """How far colours in Lab (..., 3) are from grey."""
    return np.asarray(np.hypot(lab[..., 1], lab[..., 2]))


def _rgb_of(lab: np.ndarray) -> InkColor:
    """A colour in Lab (3) as red, green and blue, 0 to 255."""
    from skimage.color import lab2rgb

    red, green, blue = np.round(255 * lab2rgb(lab[None, None])[0, 0]).astype(int).tolist()
    return red, green, blue


def grey_ink(lab: np.ndarray, free: np.ndarray) -> list[str]:
    dark = (chroma_of(lab) < PICTURES.black_grey) & (lab[..., 0] < PICTURES.black_dark) & free
    if dark.sum() > max(200, 0.002 * free.sum()):
        return ["black ink in the frame is text or an undeclared series: declare `series` or `exclude`"]
    return []


def without_edges(inks: Inks, colors: Mapping[str, InkColor]) -> dict[str, InkColor]:
    """Colours that are not the blurred edges or the thin strokes of a stronger colour, nor the dark edges of coloured
    ink.
    """
    masks = dict(zip(colors, inks.masks((), by_blend=False), strict=True))
    kept = dict(colors)
    # Greys come last, so that the edges of colours are gone when these are looked at.
    for name, color in colors.items():
        own = masks[name]
        others = {other: rgb for other, rgb in kept.items() if other != name}
        stronger = [
            masks[other]
            for other, rgb in others.items()
            if _may_edge(color, rgb, inks.background) or _is_greyer(color, rgb)
        ]
        beside = grown(united(stronger, inks.free.shape), PICTURES.edge_reach)
        thin = without_strokes(own).sum() < PICTURES.thick * own.sum()
        is_stroke = thin and any(
            _is_tint(color, rgb, inks.background) and _is_greyer(color, rgb) for rgb in others.values()
        )
        if is_stroke or (own & beside).sum() > PICTURES.edged * own.sum():
            del kept[name]
    return kept


def _may_edge(color: InkColor, other: InkColor, background: np.ndarray) -> bool:
    """Whether a colour may be the edge of another's ink: a tint of it, or a grey beside a colour."""
    if color == other:
        return False
    chroma, others = (float(np.hypot(*lab_of(np.array(one))[1:])) for one in (color, other))
    return _is_tint(color, other, background) or (chroma < PICTURES.chroma <= others)


def _is_tint(color: InkColor, other: InkColor, background: np.ndarray) -> bool:
    """Whether a colour is a blend of another with the background."""
    span, own = np.array(other, dtype=float) - background, np.array(color, dtype=float) - background
    share = float(own @ span) / (float(span @ span) or 1.0)
    return share < 1.0 and float(np.linalg.norm(own - share * span)) < PICTURES.off_blend


def _is_greyer(color: InkColor, other: InkColor) -> bool:
    """Whether a colour is a greyer one of the other's hue, as the noise of JPEG in its ink is."""
    own, others = (lab_of(np.array(rgb))[1:] for rgb in (color, other))
    one, two = float(np.hypot(*own)), float(np.hypot(*others))
    return one < two and float(own @ others) > PICTURES.one_hue * one * two
