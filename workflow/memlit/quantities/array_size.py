"""The size of an array as it is printed."""

import re
from dataclasses import dataclass

_LAYOUT = re.compile(r"(\d[\d,]*)\s*(?:[x×]|\bby\b)\s*(\d[\d,]*)", re.IGNORECASE)
_BITS = re.compile(r"(\d[\d.,]*)\s*([kMGT]?)(?:b\b|bits?\b)", re.IGNORECASE)
_PREFIX = {"": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}


@dataclass(frozen=True, slots=True)
class ArraySize:
    """The size of an array as printed: rows and columns, the number of cells, the capacity in bit."""

    layout: tuple[int, int] | None = None
    cells: float | None = None
    bits: float | None = None


def array_size(text: str, cells: float | None = None) -> ArraySize | None:
    """`128 × 16`, `5 by 5`, `4 Mb`; `cells` is the number where the text holds one. None where nothing is found."""
    layout = _LAYOUT.search(text)
    if layout is not None:
        rows, columns = (int(group.replace(",", "")) for group in layout.groups())
        return ArraySize((rows, columns), float(rows * columns))
    bits = _BITS.search(text)
    if bits is not None:
        return ArraySize(bits=float(bits.group(1).replace(",", "")) * _PREFIX[bits.group(2).lower()], cells=cells)
    return ArraySize(cells=cells) if cells is not None else None
