"""Where a print of this field has more than one reading, by what is usual and what is possible for a device."""

import re

LARGEST_POWER_OF_VOLTS = 4
"""More than 10^4 V or degC is implausible for a device: the raised number is then a reference."""
LARGEST_LOST_EXPONENT = 20
"""The largest exponent that a number without a unit of density may have lost."""
MOST_ORDERS = 40
"""More orders of magnitude than any ratio of two quantities of devices."""
_POWERS_OF_TEN = re.compile(
    r"endurance|\bcycles?\b|cycling|retention|\bratio\b|selectivity|dynamic range|resist|conduct|\b[rg]_?o|density"
    r"|frequency|on ?/ ?off|pulses|linear"
)
RATIO_ABOVE_ONE = re.compile(r"(?:_ratio|^dynamic_range|^memory_window|^selectivity|_ratio_dc)$")
"""Parameters whose ratios are one or more by what they mean: `100:1` is a hundred."""


def spans_many_decades(words: str) -> bool:
    """True where values are often printed as powers of ten (endurance, retention, ratios, resistances)."""
    return _POWERS_OF_TEN.search(words) is not None
