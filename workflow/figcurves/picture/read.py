"""Raster figures with a declared or proposed scale: colours told apart in Lab, centres to a fraction of a pixel.

What touches or overlaps is counted and left to a person, never guessed.
"""

import hashlib
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from figcurves.axes.factors import like_a_factor
from figcurves.axes.scale_fit import Fit, axis_of, fit_scale
from figcurves.calibration import AxisScale, Declared, DeclaredPanel, declared_picture
from figcurves.edits import edited
from figcurves.errors import FigureError
from figcurves.label_ink.proposals import SCALE_PROPOSED, Ocr, Propose, ScaleProposal, ocr_for, propose_scale
from figcurves.model import BY_POINTS, Axis, Digitization, FittedScale, nearest, unique, with_tier
from figcurves.picture.composite import panel_names, panels_of
from figcurves.picture.frame import (
    PixelFrame,
    PixelTick,
    darkness,
    find_frame,
    find_ticks,
    line_reach,
    long_ticks,
    tick_boxes,
)
from figcurves.picture.series import segment_series
from figcurves.pieces import corners, pieces_of
from figcurves.projects.files import read_bytes
from figcurves.reasons import Reason
from figcurves.settings import LABEL_INK, PICTURES
from printed.trace import TraceVerdict, mark

if TYPE_CHECKING:
    from PIL.Image import Image as Picture


def digitize_raster(path: str | Path, calibration: Declared = None, propose: Propose = "") -> Digitization:
    """Series of a PNG, JPEG or TIFF whose scale is declared.

    calibration: a mapping, a YAML file, or None for the YAML beside the picture. `x` and `y` give `scale` (linear or
    log) and either `ticks` (values of the long ticks, left to right and bottom to top) or `points`
    ([pixel, value] pairs); `frame`, `series` ({name: [r, g, b]}) and `exclude` (boxes) are optional.
    propose: read the scale from the ink of the labels, see `proposals`; a person confirms it.
    Raises FigureError without a scale, for pictures that cannot be read, and for ticks that do not match.
    """
    file = Path(path)
    data, beside = read_bytes(file), file.with_suffix(".yaml")
    declared = declared_picture(file.name, calibration, beside)
    rgb = loaded_picture(file.name, data)
    return digitize_pixels(file.name, hashlib.sha256(data).hexdigest(), rgb, declared, beside.name, propose)


def digitize_pixels(
    where: str, sha256: str, rgb: np.ndarray, declared: DeclaredPanel, beside: str, propose: Propose = ""
) -> Digitization:
    """Series of a picture (rows, columns, 3) with its declared scale; see `digitize_raster`.

    beside: the file that would hold the scale, for the refusal.
    """
    dark = darkness(rgb)
    if declared.frame is None and _unscaled(declared):
        _refuse_several(where, rgb)
    frame = declared.frame or find_frame(where, dark)
    ticks = {name: find_ticks(dark, frame, side) for name, side in (("x", "bottom"), ("y", "left"))}
    _trace(frame, ticks, declared)
    scales, proposed = _scales(where, dark, frame, ticks, declared, beside, propose)
    fitted = (_fit(where, name, scales[name], ticks[name], frame) for name in ("x", "y"))
    (x, doubts_x), (y, doubts_y) = fitted
    x, y = (replace(axis, flags=(*axis.flags, SCALE_PROPOSED)) if axis.name in proposed else axis for axis in (x, y))
    reasons = [*doubts_x, *doubts_y, *_of_proposed(proposed, declared)]
    left, top, right, bottom = frame
    letters = _letters(dark)
    plain = [name for name, scale in scales.items() if scale.factor is None]
    reasons += filter(None, (like_a_factor(letters, (left, -bottom, right, -top), name) for name in plain))
    series, more = segment_series(
        rgb,
        frame,
        (x, y),
        declared.series or {},
        declared.exclude or (),
        scales["x"].every,
        tick_boxes(dark, ticks, frame),
        line_reach(dark, frame),
    )
    names = {item.name for item in series}
    reasons += [*more, *(f"declared series {name!r} not found" for name in declared.series or {} if name not in names)]
    if not series:
        reasons.append("no series found in the frame")
    item = Digitization(
        source=where,
        sha256=sha256,
        method="raster-figure",
        tier="raster_unverified",
        axes=(x, y),
        series=series,
        frame=frame,
        review_required=unique(reasons),
        size=(float(rgb.shape[1]), float(rgb.shape[0])),
        notes=(f"scale declared by {declared.curator}",) if declared.curator else (),
        tool="memlit raster",
    )
    return edited(with_tier(item, True), declared)


def _unscaled(declared: DeclaredPanel) -> list[str]:
    """The axes of which nobody declared a value."""
    said = {name: declared.scale(name) for name in ("x", "y")}
    return [name for name, scale in said.items() if scale.ticks is None and scale.points is None]


def _refuse_several(where: str, rgb: np.ndarray) -> None:
    """Raises FigureError where a picture holds several plots: a scale is that of one."""
    panels = panels_of(rgb)
    if len([panel for panel in panels if panel.frame is not None]) > 1:
        problem = f"several panels: {panel_names(panels)}"
        raise FigureError(where, problem, "read one by its number or its printed letter (--panel), or give its `frame`")


def _scales(
    where: str,
    dark: np.ndarray,
    frame: PixelFrame,
    ticks: Mapping[str, list[PixelTick]],
    declared: DeclaredPanel,
    beside: str,
    propose: Propose,
) -> tuple[dict[str, AxisScale], dict[str, ScaleProposal]]:
    """The scale of x and of y, and which of them were proposed. Raises FigureError where one is neither."""
    said = {name: declared.scale(name) for name in ("x", "y")}
    missing = _unscaled(declared)
    found = proposed_scales(dark, frame, ticks, missing, ocr_for(propose)) if propose != "" else {}
    proposed = {name: one for name, one in found.items() if isinstance(one, ScaleProposal)}
    if set(missing) - set(proposed):
        places = ", ".join(_places(name, marks) for name, marks in ticks.items())
        reasons = [
            f"{name} axis: {one.reason if isinstance(one, ScaleProposal) else one}" for name, one in found.items()
        ]
        hint = "" if propose != "" else ", or let them be proposed"
        remedy = f"declare their values in {beside} (x: {{scale, ticks}}, y: ...){hint}"
        raise FigureError(where, f"no declared scale ({'; '.join([f'{places} found', *reasons])})", remedy)
    taken = {
        name: said[name].model_copy(update={"scale": one.scale, "ticks": one.values}) for name, one in proposed.items()
    }
    return said | taken, proposed


def _of_proposed(proposed: Mapping[str, ScaleProposal], declared: DeclaredPanel) -> list[str]:
    """The reasons for a person that proposed scales give: each is to be confirmed, and may differ from what is said."""
    reasons = [f"{name} axis: {one.reason}: confirm it" for name, one in proposed.items()]
    for name, one in proposed.items():
        said = declared.scale(name)
        if "scale" in said.model_fields_set and said.scale != one.scale:
            reasons.append(f"{name} axis: declared {said.scale}, its labels say {one.scale}")
    return reasons


def _trace(frame: PixelFrame, ticks: Mapping[str, list[PixelTick]], declared: DeclaredPanel) -> None:
    """Leaves the frame, its ticks, and what a person excluded, for `--explain`."""
    mark("frame", frame, "kept")
    left, _, _, bottom = frame
    for name, found in ticks.items():
        long = {tick.at for tick in long_ticks(found)}
        for tick in found:
            at, reach = tick.at, tick.length
            box = (at - 2, bottom, at + 2, bottom + reach) if name == "x" else (left - reach, at - 2, left, at + 2)
            verdict: TraceVerdict = "kept" if tick.at in long else "seen"
            mark("tick", box, verdict, f"{name} at {at:.1f}{'' if verdict == 'kept' else ', a short one'}")
    for box in declared.exclude or ():
        mark("box", box, "dropped", "excluded by a person")


def _letters(dark: np.ndarray) -> np.ndarray:
    """Boxes (n, 4) of connected ink as large as a letter, heights upwards."""
    boxes = corners(pieces_of(dark > LABEL_INK.ink)[1])[:, [0, 3, 2, 1]] * (1.0, -1.0, 1.0, -1.0)
    longest = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    return np.asarray(boxes[(longest >= 3.0) & (longest <= 60.0)])


def _places(name: str, marks: list[PixelTick]) -> str:
    long = sorted(tick.at for tick in long_ticks(marks))
    places = ", ".join(f"{at:.1f}" for at in (long if name == "x" else long[::-1]))
    return f"{len(long)} long {name} ticks" + (f" at {places}" if long else "")


def loaded_picture(where: str, data: bytes) -> np.ndarray:
    """The pixels of a picture (rows, columns, 3) on white. Raises FigureError for what cannot be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PICTURES.most:
                raise FigureError(where, f"{picture.width} x {picture.height} pixels", "supply a smaller picture")
            if picture.format not in ("PNG", "JPEG", "TIFF"):
                raise FigureError(where, f"{picture.format} is not read", "supply PNG, JPEG or TIFF")
            return pixels_on_white(picture.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise FigureError(where, "not a picture that can be read", "supply PNG, JPEG or TIFF") from error


def pixels_on_white(picture: "Picture") -> np.ndarray:
    """The pixels (rows, columns, 3) of a picture that may be transparent."""
    from PIL import Image

    return np.asarray(Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB"))


def _fit(
    where: str, name: str, declared: AxisScale, marks: list[PixelTick], frame: PixelFrame
) -> tuple[Axis, list[str]]:
    """The axis of a declared scale, with the reasons for a person. Raises FigureError for ticks that do not match."""
    scale, turn = declared.scale, -1.0 if name == "y" else 1.0
    given = _given(f"{where}:{name}", name, declared, marks, frame)
    fit = _fit_through(given, scale, turn)
    if fit is None:
        raise FigureError(f"{where}:{name}", "all calibration values are the same", "declare different values")
    reasons = [*given.doubts, *fit.reasons]
    if fit.scale != scale:
        reasons.append(Reason(f"declared {scale}, the ticks say {fit.scale}"))
    checked = len(set(fit.checks)) >= 2
    by_points = not given.by_ticks and (len(given.pairs) < 3 or not checked)
    if not checked and not by_points:
        reasons.append(Reason(f"fewer than two independent checks ({', '.join(fit.checks) or 'none'})"))
    left, top, right, bottom = frame
    axis = axis_of(
        replace(fit, slope=fit.slope * turn),
        name,
        [(at, value, f"{value:g}") for at, value in given.pairs],
        bottom if name == "x" else left,
        (left, right) if name == "x" else (bottom, top),
        (declared.label, declared.unit),
        checks=tuple(check for check in fit.checks if len(given.pairs) > 2 or check != "labels in progression"),
        flags=(BY_POINTS,) if by_points else (),
    )
    residual = max(point.residual or 0.0 for point in axis.points)
    return replace(axis, residual=residual), [str(replace(reason, axis=name)) for reason in reasons]


@dataclass(frozen=True, slots=True)
class _Given:
    """What a scale is fitted to: places and values that a person gave, with doubts about them; whether these are the
    values of all long ticks; the places of all ticks and of the long ones, left out where they say nothing.
    """

    pairs: list[tuple[float, float]]
    doubts: list[Reason]
    by_ticks: bool
    ticks: list[float]
    long: list[float]


def _given(where: str, name: str, declared: AxisScale, marks: list[PixelTick], frame: PixelFrame) -> _Given:
    """Raises FigureError where values and long ticks differ in number, and for values that a scale cannot have."""
    long = sorted((tick.at for tick in long_ticks(marks)), reverse=name == "y")
    ticks = [tick.at for tick in marks]
    doubts: list[Reason] = []
    if declared.ticks is not None:
        if len(declared.ticks) != len(long):
            found = ", ".join(f"{at:.1f}" for at in long)
            problem = f"{len(declared.ticks)} values declared, {len(long)} long ticks found at {found}"
            raise FigureError(where, problem, "give one value per long tick, or `points`")
        pairs = list(zip(long, declared.ticks, strict=True))
    else:
        if declared.scale == "linear" and len(long) >= 3 and _step(np.sort(long))[1] > 2.0 * PICTURES.off_tick:
            ticks, long = [], []
        pairs, doubts = _at_ticks(declared.points or (), ticks, frame, name)
    if len(pairs) < 2:
        raise FigureError(where, "fewer than two calibration points", "declare `ticks` or `points`")
    if declared.scale == "log" and any(value <= 0 for _, value in pairs):
        raise FigureError(where, "a log axis with a value not above zero", "declare positive values")
    pairs = [(at, value * (declared.factor or 1.0)) for at, value in pairs]
    return _Given(pairs, doubts, declared.ticks is not None, ticks, long)


def _fit_through(given: _Given, scale: FittedScale, turn: float) -> Fit | None:
    """The scale through what was given, places times `turn`; None where all values are the same."""
    known = given.pairs if given.by_ticks else _between_points(scale, given.pairs, given.ticks, given.long)
    places = [turn * at for at, _ in known]
    values = [value for _, value in known]
    at_ticks = all(doubt.kind != "no tick" for doubt in given.doubts)
    if not given.by_ticks and len(known) == 2 and at_ticks:
        # Two points at the ends of an axis are no step of its ticks: these can say nothing of them.
        return fit_scale(places, values, places, places, scale, PICTURES.residual, "px")
    every = [turn * at for at in given.ticks] or places
    long = [turn * at for at in given.long] or places
    return fit_scale(places, values, every, long, scale, PICTURES.residual, "px")


def _step(at: np.ndarray) -> tuple[float, float]:
    """The step whose multiples sorted places meet best, near the median of their gaps, and the most that one misses.

    Ticks snap to whole pixels, so that the median alone may count one step too many from end to end.
    """
    span = float(at[-1] - at[0])
    about = round(span / float(np.median(np.diff(at))))
    steps = [span / count for count in range(max(1, about - 1), about + 2)]
    misses = [float(np.abs(((at - at[0]) / step - np.round((at - at[0]) / step)) * step).max()) for step in steps]
    best = int(np.argmin(misses))
    return steps[best], misses[best]


def _at_ticks(
    given: Iterable[tuple[float, float]], marks: list[float], frame: PixelFrame, name: str
) -> tuple[list[tuple[float, float]], list[Reason]]:
    """Declared pixels moved to the tick, or the end of the axis, that each was meant for; doubts where none is near."""
    ends = (frame[0], frame[2]) if name == "x" else (frame[1], frame[3])
    pairs: list[tuple[float, float]] = []
    doubts: list[Reason] = []
    for pixel, value in given:
        tick = nearest(marks, pixel)
        end = nearest(ends, pixel)
        near = tick if abs(tick - pixel) <= PICTURES.near_tick else end
        if abs(near - pixel) > PICTURES.near_tick:
            near = pixel
            doubts += [Reason(f"declared pixel {pixel:g} stands at no tick", "no tick")] if marks else []
        elif near == tick and abs(near - pixel) > PICTURES.off_tick:
            doubts.append(Reason(f"declared pixel {pixel:g} is {abs(near - pixel):.1f} from its tick"))
        pairs.append((near, value))
    return pairs, doubts


def _between_points(
    scale: FittedScale, pairs: list[tuple[float, float]], marks: list[float], major: list[float]
) -> list[tuple[float, float]]:
    """Two declared points with the ticks at even steps beside and between them, so that these can contradict the scale.

    Other points, and two that stand at no even step of the ticks, stay as they are.
    """
    at = sorted(marks if scale == "linear" else major)
    if len(pairs) != 2 or len(at) < 3:
        return pairs
    (one, low), (other, high) = pairs
    if scale == "log" and min(low, high) <= 0:
        return pairs
    step, _ = _step(np.array(at))
    steps = round((other - one) / step)
    if steps == 0 or any(
        abs((place - at[0]) / step - round((place - at[0]) / step)) * step > 1.1 for place, _ in pairs
    ):
        return pairs
    t0, t1 = (math.log10(low), math.log10(high)) if scale == "log" else (low, high)
    numbers = {round((place - one) / step): place for place in (*at, one, other)}
    values = {n: t0 + (t1 - t0) * n / steps for n in numbers}
    return [(numbers[n], 10.0**t if scale == "log" else t) for n, t in sorted(values.items())]


def proposed_scales(
    dark: np.ndarray,
    frame: PixelFrame,
    ticks: Mapping[str, list[PixelTick]],
    missing: Iterable[str],
    ocr: Ocr | None,
) -> dict[str, ScaleProposal | str]:
    """For each of the axes `missing` its scale, or why there is none.

    dark: 0..1 (rows, columns); ticks: those found on each axis.
    """
    found: dict[str, ScaleProposal | str] = {}
    for name in missing:
        places = sorted(tick.at for tick in long_ticks(ticks[name]))
        few = len(places) < LABEL_INK.least
        found[name] = "too few long ticks" if few else _propose(dark, frame, name, places, ocr)
    return found


def _propose(
    dark: np.ndarray, frame: PixelFrame, name: str, places: list[float], ocr: Ocr | None
) -> ScaleProposal | str:
    from scipy import ndimage

    left, _, _, bottom = frame
    rows, columns = dark.shape
    factor = max(1, min(4, round(PICTURES.enlarged / columns)))
    if name == "x":
        clear = bottom + _tick_length(dark, places, bottom, 1) + 1.5
        first = max(0, round(bottom) - 1)
        crop = dark[first : min(rows, round(bottom + max(60.0, PICTURES.beside * rows)))]
        pixels, edge, side = places, clear - first, "bottom"
    else:
        clear = left - _tick_length(dark.T, places, left, -1) - 1.5
        start = max(0, round(left - max(90.0, PICTURES.beside * columns)))
        crop = dark[:, start : round(left) + 2]
        pixels, edge, side = places[::-1], clear - start, "left"
    large = np.clip(ndimage.zoom(crop, factor, order=1, grid_mode=True, mode="nearest"), 0.0, 1.0)
    moved = [factor * (at + 0.5) - 0.5 for at in pixels]
    return propose_scale(large, moved, factor * edge, side, factor * PICTURES.residual, ocr)


def _tick_length(dark: np.ndarray, places: list[float], edge: float, step: int) -> float:
    """Pixels by which the ticks leave the frame: the median of the dark runs from its edge outwards."""
    lengths = []
    for place in places:
        row, length = round(edge) + step, 0
        while 0 <= row < dark.shape[0] and dark[row, min(dark.shape[1] - 1, round(place))] > PICTURES.tick_inside:
            length += 1
            row += step
        lengths.append(length)
    return float(np.median(lengths)) if lengths else 0.0
