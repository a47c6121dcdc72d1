"""Cells that hold several values, and the choice of a parameter by the unit of the cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from memlit.asking.prints import Prints
from memlit.datum import LineRole, note_text
from memlit.field import OF_ROLE, HeaderMatch, role_of, state_of
from memlit.field.roles import OF_STATES, STATE_WORD, SWITCHING_WORD

_PAIR = (r"/", r"\n", r";", r",(?!\d{3})", r"@", r"\bfor\b", r"\s[x×]\s", r"\|", r"\band\b", r"&")
_BRACKETED = re.compile(r"\s*([^()]+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
PULSE_PARAMETERS = (
    ("set_voltage", "set_pulse_width"),
    ("reset_voltage", "reset_pulse_width"),
    ("programming_voltage", "pulse_width"),
)
"""The amplitude and the width of one pulse."""
_AMPLITUDES_AND_TIMES = (
    *PULSE_PARAMETERS,
    ("write_voltage", "pulse_width"),
    ("operating_voltage", "pulse_width"),
    ("erase_voltage", "erase_latency"),
    ("read_voltage", "read_pulse_width"),
    ("write_voltage", "write_latency"),
    ("programming_voltage", "switching_time"),
)
"""What a cell with a voltage and a time is of, by the one that its head names; the first with it is used."""
_PULSES = re.compile(r"^\s*[×x]?\s*\d+\s*(?:pulses|times|×|x)\s*$|^\s*#\s*\d+\s*$", re.IGNORECASE)
_RANGES = frozenset({"conductance_range"})
"""Parameters that a single number cannot be of."""


@dataclass(frozen=True, slots=True)
class CellPiece:
    """A value in a cell: its number from 1 on, None where it is the whole cell, its parameter, its print and flags."""

    number: int | None
    parameter: str
    markup: str
    flags: tuple[str, ...] = ()


def split_parts(text: str, count: int) -> list[str] | None:
    """`text` cut into `count` pieces at its slash, line break or comma, brackets kept whole; None if it cannot."""
    text = text.replace("&amp;", "&")
    masked = _masked(text)
    for separator in _PAIR:
        pieces = _cut_at(separator, masked, text)
        if len(pieces) == count:
            return pieces
    halves = split_parts(text, 2) if count == 4 else None
    return _quarters(halves) if halves is not None else None


def _cut_at(separator: str, masked: str, text: str) -> list[str]:
    """The pieces of a text that are not blank, cut where its masked letters have a separator."""
    pieces = []
    start = 0
    for cut in re.finditer(separator, masked):
        pieces.append(text[start : cut.start()].strip())
        start = cut.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def _masked(text: str) -> str:
    """The text with other characters, as many, for the separators in its tags, entities and brackets."""
    text = re.sub(r"&(lt|gt);", "\x01\\1\x01", re.sub(r"</", "<\x00", text))
    return re.sub(r"\([^()]*\)", lambda match: re.sub(r"[/,;&|@]", "\x01", match.group()), text)


def _quarters(halves: list[str]) -> list[str] | None:
    """Both halves of a text cut again; None if one cannot."""
    first, second = (split_parts(half, 2) for half in halves)
    return [*first, *second] if first and second else None


def choose_parameter(match: HeaderMatch, text: str, unit: str | None, prints: Prints) -> tuple[str, tuple[str, ...]]:
    """(parameter, flags) for a header, of this unit, that names several parameters of which the cell holds one."""
    found = prints.dimension(text) or (prints.dimension_of_unit(unit) if unit is not None else None)
    options = [prints.vocabulary.parameters[name] for name in match.choices]
    for option in options:
        if found is not None and option.unit.split("/")[0] == found.split("/")[0]:
            return option.name, ()
    for option in options:
        # A number without any unit is a ratio.
        if option.is_text or (found is None and unit is None and option.unit == "1"):
            return option.name, ()
    return options[0].name, ("choice_not_decided",)


def unit_of_part(unit: str | None, name: str, prints: Prints) -> str | None:
    """Of the two units of a pulse (`V / ns`) the one of the parameter."""
    pieces = re.split(r"\s*[/,;]\s*", unit or "")
    if len(pieces) != 2 or {prints.dimension_of_unit(piece) for piece in pieces} != {"V", "s"}:
        return unit
    wanted = prints.si_unit_of(name)
    return next((piece for piece in pieces if prints.dimension_of_unit(piece) == wanted), unit)


def order_parts(names: tuple[str, ...], pieces: list[str], prints: Prints) -> tuple[tuple[str, ...], bool]:
    """The parameters of the pieces, turned round where the units of two pieces say so."""
    if len(names) != 2:
        return names, False
    wanted = [prints.si_unit_of(name) for name in names]
    found = [prints.dimension(piece) for piece in pieces]
    if wanted[0] != wanted[1] and found == [wanted[1], wanted[0]]:
        return (names[1], names[0]), True
    return names, False


def is_pulse(piece: str, prints: Prints) -> bool:
    """Whether a piece of a cell is an amplitude and a width: of two pulses neither may be cut from the other."""
    pieces = split_parts(piece, 2)
    return pieces is not None and {prints.dimension(part) for part in pieces} == {"V", "s"}


def pulse_and_count(names: tuple[str, ...], text: str, prints: Prints) -> list[str] | None:
    """The pieces of an amplitude and a width that stand with a number of pulses: `1.2 V, 50 ns, 100 pulses`."""
    pieces = split_parts(text, 3) if len(names) == 2 else None
    if pieces is None:
        return None
    of_pulse = [piece for piece in pieces if not _PULSES.search(piece)]
    wanted = sorted(prints.si_unit_of(name) for name in names)
    return of_pulse if sorted(prints.dimension(piece) or "" for piece in of_pulse) == wanted else None


def is_opposed(pieces: list[str]) -> bool:
    """Whether one of two values has a minus sign."""
    return sum(re.match(r"\s*[−–-]\s*\d", piece) is not None for piece in pieces) == 1


def by_role(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """The set and the reset value of a cell that names both: `SET: 1.2 V RESET: −1.5 V`; else empty.

    A generic parameter that is not told apart by role, such as a switching time, keeps its name and gets a flag.
    """
    both = OF_ROLE.get("programming_voltage" if name == "operating_voltage" else name)
    if both is None and not prints.vocabulary.parameters[name].generic:
        return []
    found = _two_values(text, SWITCHING_WORD, prints)
    roles = [role for role in (role_of(word.group(1)) for word, _ in found) if role is not None]
    if sorted(roles) != [0, 1]:
        return []
    if both is not None:
        return _numbered([both[role] for role in roles], [value for _, value in found])
    pieces = []
    for number, (word, value) in enumerate(found, 1):
        pieces.append(CellPiece(number, name, value, (note_text(LineRole(word.group(1))),)))
    return pieces


def by_state(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """The values of the two states of a cell that names both: `10 kΩ (LRS) / 1 MΩ (HRS)`; else empty."""
    both = OF_STATES.get(name)
    found = _two_values(text, STATE_WORD, prints) if both is not None else []
    states = [state for state in (state_of(word.group()) for word, _ in found) if state is not None]
    if both is None or sorted(states) != [0, 1]:
        return []
    return _numbered([both[state] for state in states], [value for _, value in found])


def _numbered(names: Iterable[str], pieces: Iterable[str]) -> list[CellPiece]:
    """The pieces of a cell with their parameters, numbered from 1 on."""
    named = enumerate(zip(names, pieces, strict=True), 1)
    return [CellPiece(number, name, piece) for number, (name, piece) in named]


def _two_values(text: str, word: re.Pattern[str], prints: Prints) -> list[tuple[re.Match[str], str]]:
    """The two such words of a text, each with the one number beside it; empty for any other text."""
    words = list(word.finditer(text))
    if len(words) != 2:
        return []
    values = [value.strip(" :=,;/()[]\n") for value in _beside_words(text, *words)]
    if not values or not all(_is_one_number(value, prints) for value in values):
        return []
    return list(zip(words, values, strict=True))


def _beside_words(text: str, first: re.Match[str], second: re.Match[str]) -> list[str]:
    """What stands before each of two words, where something stands before the first, else behind each; else empty."""
    between, after = text[first.end() : second.start()], text[second.end() :]
    before = text[: first.start()]
    if not before.strip():
        return [between, after]
    return [before, between] if not after.strip(" )]") else []


def _is_one_number(text: str, prints: Prints) -> bool:
    return re.search(r"\d", text) is not None and len(prints.quantities(text)) == 1


def pulse_of(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """An amplitude and a width in one cell under the head of either; else empty."""
    pulse = next((both for both in _AMPLITUDES_AND_TIMES if name in both), None)
    bracketed = _BRACKETED.match(text)
    pieces = [*bracketed.groups()] if bracketed else split_parts(text, 2)
    if pulse is None or pieces is None:
        return []
    found = {prints.dimension(piece): piece for piece in pieces}
    return _numbered(pulse, (found["V"], found["s"])) if set(found) == {"V", "s"} else []


def states_of_ratio(name: str, heads: tuple[str, ...], text: str, prints: Prints) -> list[CellPiece]:
    """The two states under a head of their ratio: `1 MΩ / 100 kΩ` under `R_off/R_on`; else empty."""
    pieces = split_parts(text, 2) if prints.si_unit_of(name) == "1" and heads else None
    if pieces is None or not all(_is_one_number(piece, prints) for piece in pieces):
        return []
    first, unit = (prints.dimension(piece) for piece in pieces)
    if unit not in ("ohm", "S") or first not in (None, unit):
        return []
    states = prints.vocabulary.match_header(f"{heads[-1]} ({unit})")
    if states is None or [prints.si_unit_of(part) for part in states.parts] != [unit, unit]:
        return []
    return _numbered(states.parts, pieces)


def joined_by_and(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """Two values of one parameter, each with its unit: `45 nm and 16 nm CMOS`; else empty."""
    pieces = [piece.strip() for piece in re.split(r"\sand\s", text)]
    unit = prints.si_unit_of(name)
    if [prints.dimension(piece) for piece in pieces] != [unit, unit]:
        return []
    return _numbered((name, name), pieces) if all(_is_one_number(piece, prints) for piece in pieces) else []


def part_for_whole(match: HeaderMatch, text: str, prints: Prints) -> tuple[str, tuple[str, ...]] | None:
    """The parameter of a cell that could not be split: by its unit, else the header's `unsplit`."""
    found = prints.dimension(text) or (prints.dimension_of_unit(match.unit) if match.unit else None)
    fitting = [name for name in match.parts if prints.si_unit_of(name) == found]
    if len(fitting) == 1:
        return fitting[0], ("one_of_pair",)
    is_range = any(quantity.kind == "range" for quantity in prints.quantities(text))
    if match.unsplit is not None and (is_range or match.unsplit not in _RANGES):
        return match.unsplit, ("not_split",)
    return None
