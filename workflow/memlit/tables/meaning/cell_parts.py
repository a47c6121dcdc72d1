"""Cells that hold several values, and the choice of a parameter by the unit of the cell."""

import re
from dataclasses import dataclass

from memlit.datum import LineRole, note_text
from memlit.field import OF_ROLE, HeaderMatch, role_of, state_of
from memlit.field.roles import OF_STATES, STATE_WORD, SWITCHING_WORD
from memlit.tables.meaning.prints import Prints

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
        ends = [end for cut in re.finditer(separator, masked) for end in cut.span()]
        edges = [0, *ends, len(text)]
        stripped = [text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
        pieces = [piece for piece in stripped if piece]
        if len(pieces) == count:
            return pieces
    halves = split_parts(text, 2) if count == 4 else None
    return _quarters(halves) if halves is not None else None


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
    words = list(SWITCHING_WORD.finditer(text))
    roles = [role_of(word.group(1)) for word in words]
    is_told = both is not None or prints.vocabulary.parameters[name].generic
    if not is_told or sorted(role for role in roles if role is not None) != [0, 1] or len(words) != 2:
        return []
    values = [value.strip(" :=,;/()[]\n") for value in _beside_words(text, words[0], words[1])]
    if not values or not all(_is_one_number(value, prints) for value in values):
        return []
    found = []
    for number, (word, role, value) in enumerate(zip(words, roles, values, strict=True), 1):
        if both is not None:
            found.append(CellPiece(number, both[role or 0], value))
        else:
            found.append(CellPiece(number, name, value, (note_text(LineRole(word.group(1))),)))
    return found


def by_state(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """The values of the two states of a cell that names both: `10 kΩ (LRS) / 1 MΩ (HRS)`; else empty."""
    both = OF_STATES.get(name)
    words = list(STATE_WORD.finditer(text))
    states = [state_of(word.group()) for word in words]
    if both is None or len(words) != 2 or set(states) != {0, 1}:
        return []
    values = [value.strip(" :=,;/()[]\n") for value in _beside_words(text, words[0], words[1])]
    if not values or not all(_is_one_number(value, prints) for value in values):
        return []
    named = enumerate(zip(states, values, strict=True), 1)
    return [CellPiece(number, both[state or 0], value) for number, (state, value) in named]


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
    return [CellPiece(1, pulse[0], found["V"]), CellPiece(2, pulse[1], found["s"])] if set(found) == {"V", "s"} else []


def states_of_ratio(name: str, heads: tuple[str, ...], text: str, prints: Prints) -> list[CellPiece]:
    """The two states under a head of their ratio: `1 MΩ / 100 kΩ` under `R_off/R_on`; else empty."""
    pieces = split_parts(text, 2) if prints.si_unit_of(name) == "1" and heads else None
    if pieces is None or not all(_is_one_number(piece, prints) for piece in pieces):
        return []
    found = [prints.dimension(piece) for piece in pieces]
    if found[1] not in ("ohm", "S") or found[0] not in (None, found[1]):
        return []
    states = prints.vocabulary.match_header(f"{heads[-1]} ({found[1]})")
    parts = states.parts if states is not None else ()
    if [prints.si_unit_of(part) for part in parts] != [found[1]] * 2:
        return []
    return [CellPiece(number, *part) for number, part in enumerate(zip(parts, pieces, strict=True), 1)]


def joined_by_and(name: str, text: str, prints: Prints) -> list[CellPiece]:
    """Two values of one parameter, each with its unit: `45 nm and 16 nm CMOS`; else empty."""
    pieces = [piece.strip() for piece in re.split(r"\sand\s", text)]
    dimensions = [prints.dimension(piece) for piece in pieces]
    is_of_both = len(pieces) == 2 and dimensions == [prints.si_unit_of(name)] * 2
    if not is_of_both or not all(_is_one_number(piece, prints) for piece in pieces):
        return []
    return [CellPiece(number, name, piece) for number, piece in enumerate(pieces, 1)]


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
