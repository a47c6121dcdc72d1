"""Colours of a PDF as a key for grouping and an RGB to show; exact for device spaces, named for the rest."""

from dataclasses import dataclass
from typing import Any

from figcurves.settings import WORDS


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


def color_in(space: str, args: list[Any], resources: Any) -> tuple[Color, bool]:
    """The colour that operands mean in a space: device, ICC by its components, tint, pattern by name.

    Also whether it is a stand-in, which tells the paints of a space apart without knowing their colour.
    """
    values = [value for value in args if isinstance(value, float)]
    name = next((value for value in args if isinstance(value, str)), "")
    if name:
        return Color(f"pattern{name}", (128, 128, 128)), False
    if space.startswith("/Device") or space in ("/G", "/RGB", "/CMYK"):
        return device_color(values), False
    table = resources.get("/ColorSpace") if resources is not None else None
    color = _from_space(space, table.get(space) if table is not None else None, values)
    if color is not None:
        return color, False
    return Color(f"{space}{values}", device_color(values).rgb if len(values) in (1, 3, 4) else (128, 128, 128)), True


def device_color(args: list[Any]) -> Color:
    """DeviceGray, DeviceRGB or DeviceCMYK by the number of operands."""
    parts = [min(1.0, max(0.0, value)) for value in args if isinstance(value, float)]
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    elif len(parts) == 1:
        parts *= 3
    if len(parts) != 3:
        return BLACK
    red, green, blue = (round(255 * part) for part in parts)
    return Color(f"rgb{red},{green},{blue}", (red, green, blue))


def _from_space(name: str, entry: Any, values: list[float]) -> Color | None:
    """None where the space is missing, broken or of a kind whose colours are not computed."""
    import pikepdf

    kind = str(entry[0]) if isinstance(entry, pikepdf.Array) and len(entry) else str(entry)
    if kind in ("/ICCBased", "/CalRGB", "/CalGray") or kind.startswith("/Device"):
        if kind != "/DeviceN":
            return device_color(values)
    elif kind != "/Separation":
        return None
    try:
        return Color(f"{name}{values}", _tint(entry, values))
    except (TypeError, IndexError, KeyError, ValueError, AttributeError):
        return None


def _tint(entry: Any, values: list[float]) -> tuple[int, int, int]:
    function = entry[3]
    if "/FunctionType" in function and int(function["/FunctionType"]) == 2:
        start = [float(value) for value in function.get("/C0", [0.0])]
        stop = [float(value) for value in function.get("/C1", [1.0])]
        share = values[0] ** float(function["/N"])
        return device_color([a + share * (b - a) for a, b in zip(start, stop, strict=True)]).rgb
    level = round(255 * (1.0 - min(1.0, max(0.0, max(values)))))
    return level, level, level
