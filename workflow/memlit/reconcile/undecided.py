"""Values that the page leaves undecided: one that may belong to another column, or whose digits may be raised.

Geometry flags both candidates (docs/tables.md); neither becomes a value until a person decides in corrections.csv.
"""

from collections.abc import Callable, Iterable, Sequence

from memlit.quantities import Quantity

COLUMN_FLAG = "column-unsure:"
SCRIPT_FLAG = "script-undecided:"
UNCERTAIN = frozenset({"parameter_uncertain", "choice_not_decided"})
"""Flags of a cell that its head and unit do not tell apart."""

Reader = Callable[[str], Sequence[Quantity]]


def undecided_reason(text: str, flags: Iterable[str], read: Reader) -> str | None:
    """Why a printed value is not a single value, with both candidates; None if the page decides.

    text: what quantities are read from by `read`.
    """
    flags = tuple(flags)
    if not UNCERTAIN.isdisjoint(flags) and sum(quantity.kind != "none" for quantity in read(text)) == 1:
        return f"not_told: {text!r} may be of several parameters, or read in several ways"
    for flag in flags:
        if flag.startswith(COLUMN_FLAG):
            first, last = _candidates(flag.removeprefix(COLUMN_FLAG))
            if first.isdigit():
                return f"column_unsure: {text!r} may belong to column {first} or {last} (from 0) of the printed table"
            return f"column_unsure: {text!r} may stand under {first!r} or {last!r}"
        if flag.startswith(SCRIPT_FLAG):
            plain, raised = _candidates(flag.removeprefix(SCRIPT_FLAG))
            other = text.replace(plain, raised, 1)
            both = [_values(read(text)), _values(read(other))]
            if both[0] != both[1]:
                shown = " or ".join(", ".join(values) or "no value" for values in both)
                return f"script_undecided: {text!r} or {other!r}: {shown}"
    return None


def _candidates(both: str) -> tuple[str, str]:
    """The two sides of `A|B`, which contain equal numbers of bars."""
    parts = both.split("|")
    half = len(parts) // 2
    return "|".join(parts[:half]), "|".join(parts[half:])


def _values(quantities: Sequence[Quantity]) -> list[str]:
    """Each quantity's values in SI, as text to compare and to show."""
    out = []
    for quantity in quantities:
        ends = [quantity.si_value, quantity.si_lower, quantity.si_upper, *quantity.candidates_si]
        shown = " to ".join(f"{end:.12g}" for end in ends if end is not None)
        if shown:
            out.append(f"{shown} {quantity.si_unit or ''}".strip())
    return out
