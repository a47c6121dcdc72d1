"""Raster figures with a declared scale: colours told apart in Lab, centres to a fraction of a pixel.

What touches or overlaps is counted and left to a person, never guessed.
"""

import hashlib
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from memlit.digitize.axes.factors import like_a_factor
from memlit.digitize.axes.scale_fit import Fit, fit_scale
from memlit.digitize.edits import EDITS, edited_as_declared
from memlit.digitize.label_ink.proposals import Propose, ocr_for
from memlit.digitize.model import (
    BY_POINTS,
    Axis,
    CalibrationPoint,
    Digitization,
    Scale,
    unique,
    with_tier,
)
from memlit.digitize.picture.frame import (
    PixelFrame,
    PixelTick,
    darkness,
    find_frame,
    find_ticks,
    line_reach,
    long_ticks,
    tick_boxes,
)
from memlit.digitize.picture.proposed_scales import as_proposed, proposed_scales
from memlit.digitize.picture.series import segment_series
from memlit.digitize.projects.files import read_bytes
from memlit.digitize.settings import PICTURES
from memlit.documents.geometry import Box
from memlit.documents.trace import Verdict, mark
from memlit.errors import FigureError

KEYS = {"x", "y", "frame", "series", "exclude", "curator", "date", *EDITS}
AXIS_KEYS = {"scale", "ticks", "points", "label", "unit", "factor", "every"}


@dataclass(frozen=True, slots=True)
class _Fitted:
    axis: Axis
    reasons: list[str]


def digitize_raster(
    path: str | Path, calibration: str | Path | Mapping[str, Any] | None = None, propose: Propose = ""
) -> Digitization:
    """Series of a PNG, JPEG or TIFF whose scale is declared.

    calibration: a mapping, a YAML file, or None for the YAML beside the picture. `x` and `y` give `scale` (linear or
    log) and either `ticks` (values of the long ticks, left to right and bottom to top) or `points`
    ([pixel, value] pairs); `frame`, `series` ({name: [r, g, b]}) and `exclude` (boxes) are optional.
    propose: read the scale from the ink of the labels, see `proposals`; a person confirms it.
    Raises FigureError without a scale, for pictures that cannot be read, and for ticks that do not match.
    """
    file = Path(path)
    where = file.name
    data = read_bytes(file)
    declared = load_calibration(where, file.with_suffix(".yaml"), calibration)
    beside = file.with_suffix(".yaml").name
    return digitize_pixels(where, hashlib.sha256(data).hexdigest(), _load(where, data), declared, beside, propose)


def digitize_pixels(
    where: str,
    sha256: str,
    rgb: np.ndarray,
    declared: Mapping[str, Any],
    beside: str = "a calibration",
    propose: Propose = "",
) -> Digitization:
    """Series of a picture (rows, columns, 3) with its declared scale; see `digitize_raster`.

    beside: the file that would hold the scale, for the refusal.
    """
    dark = darkness(rgb)
    frame = _frame(where, dark, declared)
    ticks = {name: find_ticks(dark, frame, side) for name, side in (("x", "bottom"), ("y", "left"))}
    missing = [name for name in ("x", "y") if not {"ticks", "points"} & set(declared.get(name, {}))]
    _trace(frame, ticks, declared)
    proposed, notes = _proposed(dark, frame, ticks, missing, propose)
    scales = {name: {**declared.get(name, {}), **proposed.get(name, {})} for name in ("x", "y")}
    if set(missing) - set(proposed):
        found = ", ".join(_places(name, marks) for name, marks in ticks.items())
        seen = "".join(f"; {name} axis: {notes[name]}" for name in missing if name in notes)
        hint = "" if propose != "" else ", or let them be proposed"
        remedy = f"declare their values in {beside} (x: {{scale, ticks}}, y: ...){hint}"
        raise FigureError(where, f"no declared scale ({found} found{seen})", remedy)
    fitted = [_fit(where, name, scales[name], ticks[name], frame) for name in ("x", "y")]
    x, y = (as_proposed(item.axis) if item.axis.name in proposed else item.axis for item in fitted)
    axes = (x, y)
    reasons = [reason for item in fitted for reason in item.reasons]
    reasons += [f"{name} axis: {notes[name]}: confirm it" for name in proposed]
    for name, part in proposed.items():
        if (said := declared.get(name, {}).get("scale", part["scale"])) != part["scale"]:
            reasons.append(f"{name} axis: declared {said}, its labels say {part['scale']}")
    plain = [name for name in ("x", "y") if "factor" not in scales[name]]
    reasons += [doubt for name in plain if (doubt := like_a_factor(_letters(dark), _upwards(frame), name))]
    colors, exclude = declared.get("series") or {}, declared.get("exclude") or []
    every = _every(where, scales["x"])
    margin = line_reach(dark, frame)
    series, more = segment_series(rgb, frame, axes, colors, exclude, every, tick_boxes(dark, ticks, frame), margin)
    reasons += more
    names = {item.name for item in series}
    reasons += [f"declared series {name!r} not found" for name in declared.get("series") or {} if name not in names]
    if not series:
        reasons.append("no series found in the frame")
    who = [f"scale declared by {declared[key]}" for key in ("curator",) if key in declared]
    item = Digitization(
        source=where,
        sha256=sha256,
        method="raster-figure",
        tier="raster_unverified",
        axes=axes,
        series=series,
        frame=frame,
        review_required=unique(reasons),
        size=(float(rgb.shape[1]), float(rgb.shape[0])),
        notes=tuple(who),
        tool="memlit raster",
    )
    return edited_as_declared(where, with_tier(item, True), declared)


def _trace(frame: PixelFrame, ticks: Mapping[str, list[PixelTick]], declared: Mapping[str, Any]) -> None:
    """Leaves the frame, its ticks, and what a person excluded, for `--explain`."""
    mark("frame", frame, "kept")
    left, _, _, bottom = frame
    for name, found in ticks.items():
        long = {tick.at for tick in long_ticks(found)}
        for tick in found:
            at, reach = tick.at, tick.length
            box = (at - 2, bottom, at + 2, bottom + reach) if name == "x" else (left - reach, at - 2, left, at + 2)
            verdict: Verdict = "kept" if tick.at in long else "seen"
            mark("tick", box, verdict, f"{name} at {at:.1f}{'' if verdict == 'kept' else ', a short one'}")
    for box in declared.get("exclude") or []:
        x0, y0, x1, y1 = (float(value) for value in box)
        mark("box", (x0, y0, x1, y1), "dropped", "excluded by a person")


def _proposed(
    dark: np.ndarray,
    frame: PixelFrame,
    ticks: Mapping[str, list[PixelTick]],
    missing: list[str],
    propose: Propose,
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    if propose == "" or not missing:
        return {}, {}
    return proposed_scales(dark, frame, ticks, missing, PICTURES.residual, ocr_for(propose))


def _every(where: str, x: Mapping[str, Any]) -> float | None:
    """The step on x at which every series has a mark, where a person said one."""
    if x.get("every") is None:
        return None
    (every,) = _numbers(f"{where}:x:every", [x["every"]])
    if every <= 0 or x.get("scale") == "log":
        raise FigureError(f"{where}:x:every", "no step of a linear axis", "write 1 where each pulse has its mark")
    return every


def _letters(dark: np.ndarray) -> np.ndarray:
    """Boxes (n, 4) of connected ink as large as a letter, heights upwards."""
    from scipy import ndimage

    labels, count = ndimage.label(dark > 0.4, structure=np.ones((3, 3)))
    found = [(b[1].start, -b[0].stop, b[1].stop, -b[0].start) for b in ndimage.find_objects(labels)] if count else []
    boxes = np.array(found, dtype=float).reshape(-1, 4)
    sides = boxes[:, 2:] - boxes[:, :2]
    letters: np.ndarray = boxes[(sides.max(axis=1) <= 60.0) & (sides.max(axis=1) >= 3.0)]
    return letters


def _upwards(frame: PixelFrame) -> Box:
    left, top, right, bottom = frame
    return left, -bottom, right, -top


def _places(name: str, marks: list[PixelTick]) -> str:
    long = sorted(tick.at for tick in long_ticks(marks))
    places = ", ".join(f"{at:.1f}" for at in (long if name == "x" else long[::-1]))
    return f"{len(long)} long {name} ticks" + (f" at {places}" if long else "")


def _load(where: str, data: bytes) -> np.ndarray:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PICTURES.most:
                raise FigureError(where, f"{picture.width} x {picture.height} pixels", "supply a smaller picture")
            if picture.format not in ("PNG", "JPEG", "TIFF"):
                raise FigureError(where, f"{picture.format} is not read", "supply PNG, JPEG or TIFF")
            shown = picture.convert("RGBA")
            white = Image.new("RGBA", shown.size, "white")
            return np.asarray(Image.alpha_composite(white, shown).convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise FigureError(where, "not a picture that can be read", "supply PNG, JPEG or TIFF") from error


def load_calibration(
    where: str, beside: Path | None, calibration: str | Path | Mapping[str, Any] | None
) -> dict[str, Any]:
    """The declared scale: the mapping, the YAML file, or the YAML `beside` the picture; {} where there is none.

    Raises FigureError for a missing or broken file and for keys that are not known.
    """
    if isinstance(calibration, Mapping):
        record: Any = dict(calibration)
        place = where
    else:
        source = Path(calibration) if calibration is not None else beside
        if source is None or (calibration is None and not source.is_file()):
            return {}
        place = source.name
        if not source.is_file():
            raise FigureError(place, "no such calibration file", "check its path")
        import yaml

        try:
            record = yaml.safe_load(source.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise FigureError(place, "not valid YAML", "mend the calibration") from error
    if not isinstance(record, dict) or not set(record) <= KEYS:
        odd = sorted(map(str, set(record) - KEYS)) if isinstance(record, dict) else "no mapping"
        raise FigureError(place, f"unknown keys {odd}", f"use {', '.join(sorted(KEYS))}")
    for name in ("x", "y"):
        part = record.get(name, {})
        if not isinstance(part, dict) or not set(part) <= AXIS_KEYS:
            raise FigureError(f"{place}:{name}", "not an axis", f"use {', '.join(sorted(AXIS_KEYS))}")
    return record


def _frame(where: str, dark: np.ndarray, declared: Mapping[str, Any]) -> PixelFrame:
    frame = declared.get("frame")
    if frame is None:
        return find_frame(where, dark)
    try:
        left, top, right, bottom = (float(value) for value in frame)
    except (TypeError, ValueError) as error:
        raise FigureError(where, f"frame {frame!r} is not four numbers", "give left, top, right, bottom") from error
    return left, top, right, bottom


def _fit(where: str, name: str, declared: Mapping[str, Any], marks: list[PixelTick], frame: PixelFrame) -> _Fitted:
    scale: Scale = "log" if declared.get("scale") == "log" else "linear"
    place = f"{where}:{name}"
    major = sorted(tick.at for tick in long_ticks(marks))
    if name == "y":
        major = major[::-1]
    reasons: list[str] = []
    if "ticks" in declared:
        values = _numbers(place, declared["ticks"])
        if len(values) != len(major):
            found = ", ".join(f"{at:.1f}" for at in major)
            problem = f"{len(values)} values declared, {len(major)} long ticks found at {found}"
            raise FigureError(place, problem, "give one value per long tick, or `points`")
        pairs = list(zip(major, values, strict=True))
    else:
        if scale == "linear" and len(major) >= 3 and _step(np.sort(major))[1] > 2.0 * PICTURES.off_tick:
            marks, major = [], []
        given = [tuple(_numbers(place, item)[:2]) for item in declared.get("points") or []]
        pairs, doubts = _at_ticks(given, [tick.at for tick in marks], frame, name)
        reasons += [f"{name} axis: {doubt}" for doubt in doubts]
    if len(pairs) < 2:
        raise FigureError(place, "fewer than two calibration points", "declare `ticks` or `points`")
    if scale == "log" and any(value <= 0 for _, value in pairs):
        raise FigureError(place, "a log axis with a value not above zero", "declare positive values")
    factor = _numbers(place, [declared.get("factor", 1.0)])[0]
    if not factor:
        raise FigureError(f"{place}:factor", "a factor of zero", "write the factor printed beside the axis, or 1")
    pairs = [(at, value * factor) for at, value in pairs]
    turn = -1.0 if name == "y" else 1.0
    known = pairs if "ticks" in declared else _between_points(scale, pairs, [tick.at for tick in marks], major)
    places = [turn * at for at, _ in known]
    # Two points at the ends of an axis are no step of its ticks: these can say nothing of them.
    alone = "ticks" not in declared and len(known) == 2 and not any("no tick" in reason for reason in reasons)
    every = [] if alone else [turn * tick.at for tick in marks]
    long = [] if alone else [turn * at for at in major]
    fit = fit_scale(
        places, [value for _, value in known], every or places, long or places, scale, PICTURES.residual, "px"
    )
    if fit is None:
        raise FigureError(place, "all calibration values are the same", "declare different values")
    return _checked(name, scale, fit, pairs, declared, frame, reasons, turn)


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
    given: list[tuple[float, ...]], marks: list[float], frame: PixelFrame, name: str
) -> tuple[list[tuple[float, float]], list[str]]:
    """Declared pixels moved to the tick, or the end of the axis, that each was meant for; doubts where none is near."""
    ends = (frame[0], frame[2]) if name == "x" else (frame[1], frame[3])
    pairs, doubts = [], []
    for pixel, value in given:
        tick = min(marks, key=lambda at: abs(at - pixel), default=math.inf)
        end = min(ends, key=lambda at: abs(at - pixel))
        near = tick if abs(tick - pixel) <= PICTURES.near_tick else end
        if abs(near - pixel) > PICTURES.near_tick:
            near = pixel
            doubts += [f"declared pixel {pixel:g} stands at no tick"] if marks else []
        elif near == tick and abs(near - pixel) > PICTURES.off_tick:
            doubts.append(f"declared pixel {pixel:g} is {abs(near - pixel):.1f} from its tick")
        pairs.append((near, value))
    return pairs, doubts


def _between_points(
    scale: Scale, pairs: list[tuple[float, float]], marks: list[float], major: list[float]
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


def _checked(
    name: str,
    scale: Scale,
    fit: Fit,
    pairs: list[tuple[float, float]],
    declared: Mapping[str, Any],
    frame: PixelFrame,
    reasons: list[str],
    turn: float,
) -> _Fitted:
    reasons += [f"{name} axis: {reason}" for reason in fit.reasons]
    if fit.scale != scale:
        reasons.append(f"{name} axis: declared {scale}, the ticks say {fit.scale}")
    by_points = "ticks" not in declared and (len(pairs) < 3 or len(set(fit.checks)) < 2)
    if len(set(fit.checks)) < 2 and not by_points:
        reasons.append(f"{name} axis: fewer than two independent checks ({', '.join(fit.checks) or 'none'})")
    slope = fit.slope * turn
    row = (slope, 0.0, fit.rest) if name == "x" else (0.0, slope, fit.rest)
    points = []
    for at, value in pairs:
        t = math.log10(value * fit.sign) if fit.scale == "log" else value
        pixel = (at, frame[3]) if name == "x" else (frame[0], at)
        points.append(CalibrationPoint(pixel, value, f"{value:g}", abs((t - fit.rest) / slope - at)))
    ends = (frame[0], frame[2]) if name == "x" else (frame[3], frame[1])
    values = [slope * end + fit.rest for end in ends]
    if fit.scale == "log":
        values = [fit.sign * 10.0**value for value in values]
    axis = Axis(
        name,
        fit.scale,
        row,
        tuple(points),
        fit.sign,
        str(declared.get("label", "")),
        str(declared.get("unit", "")),
        min(values),
        max(values),
        max(point.residual or 0.0 for point in points),
        tuple(check for check in fit.checks if len(pairs) > 2 or check != "labels in progression"),
        (BY_POINTS,) if by_points else (),
    )
    return _Fitted(axis, reasons)


def _numbers(where: str, values: Any) -> list[float]:
    try:
        return [float(value) for value in values]
    except (TypeError, ValueError) as error:
        raise FigureError(where, f"{values!r} is not a list of numbers", "give plain numbers") from error
