"""Labels beside an axis as OCR reads them: numbers bound to the ticks that they stand at."""

import re
from collections.abc import Sequence

from figcurves.axes.tick_labels import parse_number
from figcurves.label_ink.labelshapes import LabelReading
from figcurves.model import nearest
from figcurves.ocr import SeenWord
from figcurves.settings import LABEL_INK
from printed.geometry import Box, middle_of

_LOST_POWER = re.compile(r"10([-\u2212\u2013]\d{1,2})")
"""A power of ten whose raised digits OCR read on the line: the minus says so."""
_EITHER = re.compile(r"10[1-9]\d?")
"""A number, or a power of ten read so: 103 and 10 with a raised 3."""


def with_words(
    readings: Sequence[LabelReading], words: Sequence[SeenWord], ticks: Sequence[float], edge: float, side: str
) -> list[LabelReading]:
    """The readings with the numbers among words, at the tick nearest to each; a number that both read counts as sure.

    words, ticks, edge: in pixels of one picture, as `read_axis_labels` takes them.
    """
    by_tick = {reading.at: reading for reading in readings}
    for text, box in words:
        value = _value(text)
        tick = _tick_of(box, ticks, edge, side)
        if value is not None and tick is not None:
            by_tick[tick] = _joined(by_tick.get(tick), tick, text, value, box)
    return [by_tick[at] for at in sorted(by_tick)]


def _value(text: str) -> float | None:
    """The number that a word prints; None for no number, and for one that may as well be a power of ten."""
    plain = text.replace(" ", "")
    if power := _LOST_POWER.fullmatch(plain):
        return parse_number("10", power[1])
    return None if _EITHER.fullmatch(plain) else parse_number(plain)


def _tick_of(box: Box, ticks: Sequence[float], edge: float, side: str) -> float | None:
    """The tick that a word stands at: below an axis its middle across, beside it its middle in height."""
    across, down = middle_of(box)
    height = box[3] - box[1]
    place = across if side == "bottom" else down
    gap = box[1] - edge if side == "bottom" else edge - box[2]
    tick = nearest(ticks, place)
    is_near = abs(tick - place) <= LABEL_INK.word_off * height and -0.5 * height <= gap <= LABEL_INK.word_gap * height
    return tick if is_near else None


def _joined(known: LabelReading | None, tick: float, text: str, value: float, box: Box) -> LabelReading:
    """A reading with the number of a word before those of the shapes; one that both read counts as sure."""
    if known is None:
        left, top, right, bottom = (round(end) for end in box)
        return LabelReading(tick, text, ((text, value, LABEL_INK.word),), (left, top, right, bottom))
    rest = tuple(one for one in known.values if one[1] != value)
    away = LABEL_INK.word if len(rest) == len(known.values) else 0.0
    return LabelReading(tick, known.seen, ((text, value, away), *rest), known.box)
