"""One quantity, as printed and in SI."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity.

    kind: value, range, bound or none. `value`, `lower`, `upper`, `uncertainty` are as printed, in `unit`; the `si_*`
    fields are in `si_unit` (V A ohm S F W J s Hz m m^2 degC cycle state bit 1 or a quotient). `comparator` is one of
    = ~ < <= > >= up_to down_to. `sign` is +, - or the polarity mark ±, None where none is printed. `role` says which
    of several values this is (potentiation, depression, set, reset, lrs, hrs, ...), `stat` which statistic. Where the
    print has more than one reading `si_value` is None, `flags` say why and `candidates_si` lists the readings.
    """

    kind: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str | None = None
    si_value: float | None = None
    si_lower: float | None = None
    si_upper: float | None = None
    si_unit: str | None = None
    si_uncertainty: float | None = None
    comparator: str = "="
    uncertainty: float | None = None
    sign: str | None = None
    role: str | None = None
    stat: str | None = None
    condition: str | None = None
    flags: tuple[str, ...] = ()
    candidates_si: tuple[float, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The fields as plain data, tuples as lists, ready for JSON."""
        record = asdict(self)
        record["flags"] = list(self.flags)
        record["candidates_si"] = list(self.candidates_si)
        return record
