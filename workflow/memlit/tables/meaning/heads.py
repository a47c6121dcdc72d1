"""From the printed heads over a column, or beside a row, to the parameter that they name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from memlit.field import (
    OF_ROLE,
    HeaderMatch,
    parameters_of_states,
    read_header_unit,
    role_of,
    split_header,
    state_of,
)
from memlit.tables.meaning.cell_parts import PULSE_PARAMETERS
from memlit.tables.meaning.looks import is_unit
from memlit.tables.meaning.model import Head, TableUnderReading
from memlit.tables.meaning.notes import note_marks, notes_for
from memlit.tables.meaning.prints import Prints
from printed.tables.model import TableView

Chain = tuple[str, ...]
"""Heads over one column, outermost first."""
_NamedHead = tuple[HeaderMatch, Chain]
"""What a chain of heads names, and the part of the chain that carried it."""
_OTHER_WORD = re.compile(r"\b(?!(?:pulse|condition|scheme|parameter|value|setting)s?\b)[^\W\d_]{4,}", re.IGNORECASE)
"""A word that says something else than that a pulse is meant."""
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_GIVEN_IN = re.compile(
    r"\b(?:voltages?|amplitudes?|times?|widths?|durations?|currents?|resistances?|conductances?|energies|powers?|values?)"
    r"\s(?:(?:(?:are|is)\s)?(?:(?:given|listed|stated|measured)\s)?in\s([^\s,;)]+)|\(([^\s()]+)\))",
    re.IGNORECASE,
)


def header_chain(view: TableView, col: int, first: int, end: int) -> Chain:
    """Texts of the header rows over a column, outermost first, repeats of a span dropped."""
    chain: list[str] = []
    for row in range(first, end):
        text = view.head(row, col)
        is_units_row = is_unit(text) and row > first
        if text and not is_units_row and (not chain or chain[-1] != text):
            chain.append(text)
    return tuple(chain)


def match_chain(prints: Prints, chain: Chain) -> tuple[HeaderMatch | None, Chain]:
    """The match of a header chain and the part of the chain that carried it, innermost words preferred."""
    if not chain:
        return None, ()
    is_role = len(chain) > 1 and role_of(chain[-1]) is not None
    inner = None if is_role else prints.match(chain[-1])
    for named in _ways_to_name(prints, chain, inner, is_role):
        if named is not None:
            return named
    return prints.match(chain[-1]), chain[-1:]


def _ways_to_name(
    prints: Prints, chain: Chain, inner: HeaderMatch | None, is_role: bool
) -> Iterator[_NamedHead | None]:
    """What each way of reading a chain finds, the surest first."""
    yield _of_state(chain)
    if is_role:
        yield _of_role_below(prints, chain)
    if inner is None:
        yield _joined_with_outer(prints, chain, is_role)
    yield _joined_inwards(prints, chain, inner)
    if inner is not None:
        yield _of_group(inner, chain)
        yield _of_pulse(prints, inner, chain)
        yield inner, chain[-1:]
    yield _outer_alone(prints, chain)


def _of_state(chain: Chain) -> _NamedHead | None:
    """`Conductance (µS)` beside `LRS`: the conductance of that state."""
    states = [state for text in chain if (state := state_of(text)) is not None]
    others = [text for text in chain if state_of(text) is None]
    both = parameters_of_states(split_header(others[-1]).base) if others else None
    if both is None or len(states) != 1:
        return None
    header = split_header(others[-1])
    name = both[states[0]]
    return HeaderMatch((name,), unit=header.unit, multiplier=header.multiplier, marks=header.marks, phrase=name), chain


def _joined_with_outer(prints: Prints, chain: Chain, is_role: bool) -> _NamedHead | None:
    """`max` under `Conductance (nS)`, `ERS` under `Pulse amplitude (V)`."""
    for place, over in enumerate(chain[:-1]):
        joined = prints.match(f"{chain[-1]} {over}")
        if joined is None or (len(joined.parts) != 1 and not is_role):
            continue
        known = prints.match(over)
        if known is None or joined.parts != known.parts:
            return joined, chain[place:]
    return None


def _joined_inwards(prints: Prints, chain: Chain, inner: HeaderMatch | None) -> _NamedHead | None:
    """A phrase that goes on from an outer head to the innermost, longer than what that names alone."""
    for start in range(len(chain) - 1):
        joined = prints.match(" ".join(chain[start:]))
        if joined is not None and (inner is None or len(joined.phrase) > len(inner.phrase)):
            return joined, chain[start:]
    return None


def _outer_alone(prints: Prints, chain: Chain) -> _NamedHead | None:
    """An outer head over one that says nothing itself; `Interval` under `LTP` is no amplitude or width of a pulse."""
    for text in reversed(chain[:-1]):
        outer = prints.match(text)
        if outer is not None and (role_of(text) is None or not _OTHER_WORD.search(chain[-1])):
            return outer, chain[chain.index(text) :]
    return None


def _of_role_below(prints: Prints, chain: Chain) -> _NamedHead | None:
    """`LTP` under `Nonlinearity factor`, `P` under `Width (ns)`: what the head names, of that role."""
    role = role_of(chain[-1]) or 0
    for place, text in enumerate(chain[:-1]):
        match = prints.match(text)
        both = _both_roles(match)
        if match is not None and both is not None:
            return replace(match, parts=(both[role],)), chain[place:]
    return None


def _both_roles(match: HeaderMatch | None) -> tuple[str, str] | None:
    """The parameters of the two roles of a head that names one parameter of none."""
    name = match.parts[0] if match is not None and len(match.parts) == 1 else ""
    return OF_ROLE.get("programming_voltage" if name == "operating_voltage" else name)


def _of_group(inner: HeaderMatch, chain: Chain) -> _NamedHead | None:
    """`V (V)` or `Width` under `LTP`: the amplitude or width of the pulse that the group head names."""
    both = _both_roles(inner)
    for place, text in enumerate(chain[:-1]):
        role = role_of(text)
        if both is not None and role is not None:
            return replace(inner, parts=(both[role],)), chain[place:]
    return None


def _of_pulse(prints: Prints, inner: HeaderMatch, chain: Chain) -> _NamedHead | None:
    """`V (V)` or `Width` under `Erase`: the amplitude or width of the pulse that the head over it names."""
    if inner.parts not in (("operating_voltage",), ("programming_voltage",), ("pulse_width",)):
        return None
    unit = prints.si_unit_of(inner.parts[0])
    for place, text in enumerate(chain[:-1]):
        outer = prints.match(text)
        # A spike may be what a neuron gives, and not what a cell gets.
        is_pulse = outer is not None and len(outer.parts) == 2 and outer.phrase != "spike"
        parts = outer.parts if outer is not None and is_pulse else ()
        alike = tuple(name for name in parts if prints.si_unit_of(name) == unit)
        if len(alike) == 1:
            return replace(inner, parts=alike), chain[place:]
    return None


def head_of(table: TableUnderReading, chain: Chain, unit: str | None = None) -> Head | None:
    """The parameter that a chain of headers, outermost first, names, with its unit and notes; None where no word fits.

    The unit is the one printed in the chain, else the one that the matched word carries, else `unit` (of the column or
    row), else the caption's.
    """
    match, used = match_chain(table.prints, chain)
    if match is None:
        return None
    marks = [*match.marks, *(mark for text in chain for mark in note_marks(text))]
    shown = _unit_in(chain) or match.unit or _unit_of_word(table.prints, chain)
    printed = shown or unit or _unit_of_caption(table, match)
    notes = notes_for(tuple(dict.fromkeys(marks)), table.printed.notes)
    return Head(_of_unit(match, printed, table.prints), used, printed, notes)


def lacks_unit(table: TableUnderReading, head: Head, texts: Iterable[str]) -> bool:
    """Whether a head says no more than a role (`reset`) over cells without a unit, which could be anything."""
    is_role = len(head.match.parts) > 1 and role_of(head.match.phrase) is not None
    return is_role and head.unit is None and not any(map(table.prints.dimension, texts))


def _unit_in(chain: Chain) -> str | None:
    """The innermost unit, or pair of units, that a chain prints in brackets, else as its innermost head."""
    for text in reversed(chain):
        for inner in reversed(_IN_BRACKETS.findall(text)):
            units = re.split(r"\s*[,;]\s*", inner.strip())
            if len(units) <= 2 and all(read_header_unit(unit) is not None for unit in units):
                return str(inner).strip()
    # `TOPS/W` over a column says what it holds and its unit.
    bare = chain[-1].strip() if chain else ""
    return bare if "/" in bare and read_header_unit(bare) is not None else None


def _unit_of_word(prints: Prints, chain: Chain) -> str | None:
    """The unit of the innermost head of a chain that is known by itself."""
    return next((found.unit for text in reversed(chain) if (found := prints.match(text)) is not None), None)


def _unit_of_caption(table: TableUnderReading, match: HeaderMatch) -> str | None:
    """The one unit of the head's dimension that the caption or a note gives for all: `voltages in V, times in ms`."""
    given = {unit.rstrip(".") for pair in _GIVEN_IN.findall(table.around) for unit in pair}
    units = {unit for unit in given if read_header_unit(unit) is not None}
    wanted = {table.prints.si_unit_of(name) for name in match.parameters}
    fitting = {unit for unit in units if table.prints.dimension_of_unit(unit) in wanted}
    return fitting.pop() if len(fitting) == 1 else None


def _of_unit(match: HeaderMatch, unit: str | None, prints: Prints) -> HeaderMatch:
    """A head of amplitudes and widths whose unit is that of some of them: `Gate pulse (V)`, `SET / RESET (V)`.

    `SET pulse` alone is taken for a width, and with a unit of a voltage for an amplitude.
    """
    is_pulse = len(match.parts) == 1 and match.phrase.endswith("pulse")
    parts = next((both for both in PULSE_PARAMETERS if is_pulse and match.parts[0] in both), match.parts)
    if unit is None or len(parts) < 2 or re.search(r"[,;]|\s/\s", unit) is not None:
        return match
    found = prints.dimension_of_unit(unit)
    fitting = tuple(name for name in parts if prints.si_unit_of(name) == found)
    return replace(match, parts=fitting) if fitting else match
