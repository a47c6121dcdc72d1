"""Colours of a PDF as a key for grouping and an RGB to show; exact for device spaces, named for the rest."""

from dataclasses import dataclass
from typing import Any

from memlit.digitize.settings import WORDS


@dataclass(frozen=True, slots=True)
class Color:
    """`key` tells two paints apart even where their RGB is only approximate."""

    key: str
    rgb: tuple[int, int, int]

    @property
    def is_white(self) -> bool:
        """Whether it can hardly be told from paper."""
        return min(self.rgb) >= WORDS.white

    @property
    def is_grey(self) -> bool:
        """Whether it is black, white or between them."""
        return max(self.rgb) - min(self.rgb) <= WORDS.grey


BLACK = Color("g0", (0, 0, 0))


class ColorSpaces:
    """Resolves `sc` operands through the page's colour spaces."""

    def __init__(self) -> None:
        self.unknown: dict[str, None] = {}

    def device(self, args: list[Any]) -> Color:
        """DeviceGray, DeviceRGB or DeviceCMYK by the number of operands."""
        values = [float(value) for value in args if isinstance(value, float)]
        return _device(values)

    def named(self, space: str, args: list[Any], resources: Any) -> Color:
        """A colour in the current space: device spaces, ICC by its components, tints, patterns by name."""
        values = [float(value) for value in args if isinstance(value, float)]
        names = [value for value in args if isinstance(value, str)]
        if names:
            return Color(f"pattern{names[0]}", (128, 128, 128))
        if space.startswith("/Device") or space in ("/G", "/RGB", "/CMYK"):
            return _device(values)
        table = resources.get("/ColorSpace") if resources is not None else None
        entry = table.get(space) if table is not None else None
        color = _from_space(space, entry, values)
        if color is None:
            self.unknown[f"colour space {space}"] = None
            return _stand_in(space, values)
        return color


def _device(values: list[float]) -> Color:
    clipped = [min(1.0, max(0.0, value)) for value in values]
    if len(clipped) == 1:
        level = round(255 * clipped[0])
        rgb = (level, level, level)
    elif len(clipped) == 3:
        rgb = (round(255 * clipped[0]), round(255 * clipped[1]), round(255 * clipped[2]))
    elif len(clipped) == 4:
        c, m, y, k = clipped
        rgb = (round(255 * (1 - c) * (1 - k)), round(255 * (1 - m) * (1 - k)), round(255 * (1 - y) * (1 - k)))
    else:
        return BLACK
    return Color("rgb" + ",".join(map(str, rgb)), rgb)


def _from_space(name: str, entry: Any, values: list[float]) -> Color | None:
    """None where the space is missing, broken or of a kind whose colours are not computed."""
    import pikepdf

    kind = str(entry[0]) if isinstance(entry, pikepdf.Array) and len(entry) else str(entry)
    if kind in ("/ICCBased", "/CalRGB", "/CalGray") or kind.startswith("/Device"):
        if kind != "/DeviceN":
            return _device(values)
    elif kind != "/Separation":
        return None
    try:
        return Color(f"{name}{values}", _tint(entry, values))
    except (TypeError, IndexError, KeyError, ValueError, AttributeError):
        return None


def _stand_in(name: str, values: list[float]) -> Color:
    """Tells the paints of a space apart without knowing their colour."""
    return Color(f"{name}{values}", _device(values).rgb if len(values) in (1, 3, 4) else (128, 128, 128))


def _tint(entry: Any, values: list[float]) -> tuple[int, int, int]:
    function = entry[3]
    if "/FunctionType" in function and int(function["/FunctionType"]) == 2:
        start = [float(value) for value in function.get("/C0", [0.0])]
        stop = [float(value) for value in function.get("/C1", [1.0])]
        share = values[0] ** float(function["/N"])
        return _device([a + share * (b - a) for a, b in zip(start, stop, strict=True)]).rgb
    level = round(255 * (1.0 - min(1.0, max(0.0, max(values)))))
    return level, level, level
