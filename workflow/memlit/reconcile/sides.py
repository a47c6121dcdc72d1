"""`256 × 256` is one value: the rows and columns of an array as its number of cells, the sides of a cell as its area.

The printed text is kept with the reading, so the layout is not lost.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from memlit.field import Parameter
from memlit.quantities import Quantity

SIDES = "dimensions"
"""Flag of each number of `128 × 64`."""
PRODUCT = "product_of_sides"


def product_of_sides(quantities: Sequence[Quantity], parameter: Parameter) -> Quantity | None:
    """The product of the sides of an array or an area; None for any other text or parameter.

    An array may have layers (`128 × 128 × 8`), an area has two sides.
    """
    if not parameter.sides or len(quantities) < 2 or (parameter.unit == "m^2" and len(quantities) != 2):
        return None
    if any(SIDES not in item.flags or item.kind != "value" or item.comparator != "=" for item in quantities):
        return None
    printed = [item.value for item in quantities if item.value is not None]
    in_si = [item.si_value for item in quantities if item.si_value is not None]
    if len(printed) != len(quantities) or len(in_si) != len(quantities) or not all((*printed, *in_si)):
        return None
    first = quantities[0]
    units = {item.si_unit for item in quantities}
    if units == {"m"} and parameter.unit == "m^2":
        product = math.prod(in_si)
    elif units == {parameter.unit} and len({item.unit for item in quantities}) == 1:
        # The unit belongs to the product: `5 × 12` under `F^2`, `1k × 1k` cells.
        product = math.prod(printed) * in_si[0] / printed[0] if parameter.unit == "m^2" else math.prod(in_si)
    else:
        return None
    flags = tuple(dict.fromkeys((*(flag for item in quantities for flag in item.flags if flag != SIDES), PRODUCT)))
    return replace(first, si_value=product, si_unit=parameter.unit, flags=flags)
