"""`256 × 256` is one value: the rows and columns of an array as its number of cells, the sides of a cell as its area.

The printed text is kept with the reading, so the layout is not lost.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from memlit.errors import certain
from memlit.field import Parameter
from memlit.quantities import Quantity

_SIDES = "dimensions"
"""Flag of each number of `128 × 64`."""
PRODUCT = "product_of_sides"


def product_of_sides(quantities: Sequence[Quantity], parameter: Parameter) -> Quantity | None:
    """The product of the sides of an array or an area; None for any other text or parameter.

    An array may have layers (`128 × 128 × 8`), an area has two sides.
    """
    is_of_sides = parameter.sides and len(quantities) >= 2 and all(map(_is_side, quantities))
    if not is_of_sides or (parameter.unit == "m^2" and len(quantities) != 2):
        return None
    product = _product(quantities, parameter)
    if product is None:
        return None
    kept = [flag for item in quantities for flag in item.flags if flag != _SIDES]
    flags = tuple(dict.fromkeys((*kept, PRODUCT)))
    return replace(quantities[0], si_value=product, si_unit=parameter.unit, flags=flags)


def _is_side(item: Quantity) -> bool:
    """Whether a quantity is one number of `128 × 64` that is known and not zero."""
    is_known = bool(item.value) and bool(item.si_value)
    return _SIDES in item.flags and item.kind == "value" and item.comparator == "=" and is_known


def _product(quantities: Sequence[Quantity], parameter: Parameter) -> float | None:
    """The product in SI; None where the sides are not of the parameter."""
    printed = [certain(item.value) for item in quantities]
    in_si = [certain(item.si_value) for item in quantities]
    units = {item.si_unit for item in quantities}
    if units == {"m"} and parameter.unit == "m^2":
        return math.prod(in_si)
    if units != {parameter.unit} or len({item.unit for item in quantities}) > 1:
        return None
    if parameter.unit == "m^2":
        # The unit belongs to the product: `5 × 12` under `F^2`.
        return math.prod(printed) * in_si[0] / printed[0]
    # `1k × 1k` cells.
    return math.prod(in_si)
