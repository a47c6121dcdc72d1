"""A readable difference between two readings of one document."""

import re
from collections.abc import Iterable

from memlit.datum import Datum, Printed
from memlit.files import rounded

_LONGEST = 120


def differences(before: Iterable[Datum], after: Iterable[Datum]) -> list[str]:
    """One line for each datum added (+), withdrawn (-) or changed (~), by id."""
    old = {datum.id: datum for datum in before}
    new = {datum.id: datum for datum in after}
    lines = []
    for datum_id in sorted(old.keys() | new.keys()):
        if datum_id not in new:
            lines.append(f"- {datum_id}  {_short(old[datum_id])}")
        elif datum_id not in old:
            lines.append(f"+ {datum_id}  {_short(new[datum_id])}")
        else:
            lines += [f"~ {datum_id}  {change}" for change in _changes(old[datum_id], new[datum_id])]
    return lines


def n_differing(lines: Iterable[str]) -> int:
    """The number of data that lines of `differences` are about."""
    return len({line.split(" ", 2)[1] for line in lines})


def _short(datum: Datum) -> str:
    return f"{datum.parameter} {with_heights(datum.printed)!r}"


_HEIGHT = re.compile(r"<(sup|sub)>(.*?)</\1>")
_LETTERS = {
    "sup": str.maketrans("0123456789+-\N{MINUS SIGN}()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-\N{MINUS SIGN}()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}


def with_heights(printed: Printed) -> str:
    """What is printed, with raised and lowered letters: 10⁴, and R<sub>on</sub> where there are no such letters."""
    if printed.markup is None:
        return printed.text
    bare = _HEIGHT.sub(r"\2", printed.markup)
    raised = _HEIGHT.sub(_in_letters, printed.markup)
    return printed.text.replace(bare, raised, 1) if bare in printed.text else raised


def _in_letters(found: re.Match[str]) -> str:
    letters = found[2].translate(_LETTERS[found[1]])
    is_whole = not set(letters) & set(found[2]) - {" "}
    return letters if is_whole else found[0]


def _changes(old: Datum, new: Datum) -> list[str]:
    """Fields that differ, the printed text first; the digest of the file is no difference."""
    changes = []
    is_other = with_heights(old.printed) != with_heights(new.printed)
    if is_other:
        changes.append(f"{old.parameter} printed {with_heights(old.printed)!r} -> {with_heights(new.printed)!r}")
    before, after = rounded(old.model_dump()), rounded(new.model_dump())
    for part in (before, after):
        part["locator"].pop("sha256")
        if is_other:
            del part["printed"]["text"], part["printed"]["markup"]
    for field in sorted(before):
        if before[field] != after[field]:
            changes.append(f"{field} {_flat(before[field], after[field])}")
    return changes


def _flat(before: object, after: object) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        return ", ".join(
            f"{name} {_cut(before[name])} -> {_cut(after[name])}"
            for name in sorted(before)
            if before[name] != after[name]
        )
    return f"{_cut(before)} -> {_cut(after)}"


def _cut(value: object) -> str:
    """A value in a line of a difference; axes and calibrations are long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
