"""Cells that hold several values, footnotes, and the choice of a parameter by the unit of the cell."""

import re
from dataclasses import replace

from memlit.datum import LineRole, written
from memlit.field import OF_ROLE, HeaderMatch, Vocabulary, role_of
from memlit.quantities import read_quantities

_PAIR = (r"/", r"\n", r";", r",(?!\d{3})", r"@", r"\bfor\b", r"\s[x×]\s", r"\|", r"\band\b", r"&")
_NOTE = re.compile(r"^\s*(?:<sup>)?\^?\(?\{?([a-z]|[*†‡§¶#]+|\d{1,2})\}?\)?(?:</sup>)?[\s:.)]+(?=\S)")
_NEXT_NOTE = re.compile(r"(?<=[.;])\s+(?=<sup>\s*(?:[a-z]|[*†‡§¶#]+)\s*</sup>)")

_ROLE_WORD = re.compile(r"\b(set|reset|LTP|LTD|potentiation|depression|pot|dep|P|D)\b\.?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*([^()]+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
PULSES = (
    ("set_voltage", "set_pulse_width"),
    ("reset_voltage", "reset_pulse_width"),
    ("programming_voltage", "pulse_width"),
)
"""The amplitude and the width of one pulse."""
_PULSES = re.compile(r"^\s*[×x]?\s*\d+\s*(?:pulses|times|×|x)\s*$|^\s*#\s*\d+\s*$", re.IGNORECASE)
RANGES = frozenset({"conductance_range"})
"""Parameters that a single number cannot be of."""


def split_parts(text: str, count: int) -> list[str] | None:
    """`text` cut into `count` pieces at its slash, line break or comma, brackets kept whole; None if it cannot."""
    text = text.replace("&amp;", "&")
    masked = re.sub(r"&(lt|gt);", "\x01\\1\x01", re.sub(r"</", "<\x00", text))
    masked = re.sub(r"\([^()]*\)", lambda match: re.sub(r"[/,;&|@]", "\x01", match.group()), masked)
    for separator in _PAIR:
        edges = [0, *(end for cut in re.finditer(separator, masked) for end in cut.span()), len(text)]
        pieces = [
            piece for start, end in zip(edges[::2], edges[1::2], strict=True) if (piece := text[start:end].strip())
        ]
        if len(pieces) == count:
            return pieces
    if count == 4 and (halves := split_parts(text, 2)) is not None:
        quarters = [split_parts(half, 2) for half in halves]
        return [part for both in quarters if both for part in both] if all(quarters) else None
    return None


def dimension_of(text: str) -> str | None:
    """SI unit of the first quantity of a text that prints one, None otherwise."""
    return next((one.si_unit for one in read_quantities(text) if None not in (one.si_unit, one.unit)), None)


def choose(match: HeaderMatch, text: str, unit: str | None, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """(parameter, flags) for a header, of this unit, that names several parameters of which the cell holds one."""
    found = dimension_of(text) or (dimension_of(f"1 {unit}") if unit is not None else None)
    options = [vocabulary.parameters[name] for name in match.choices]
    for option in options:
        if found is not None and option.unit.split("/")[0] == found.split("/")[0]:
            return option.name, ()
    for option in options:
        # A number without any unit is a ratio.
        if option.is_text or (found is None and unit is None and option.unit == "1"):
            return option.name, ()
    return options[0].name, ("choice_not_decided",)


def of_unit(match: HeaderMatch, unit: str | None, vocabulary: Vocabulary) -> HeaderMatch:
    """A head of amplitudes and widths whose unit is that of some of them: `Gate pulse (V)`, `SET / RESET (V)`.

    `SET pulse` alone is taken for a width, and with a unit of a voltage for an amplitude.
    """
    is_one = unit is not None and re.search(r"[,;]|\s/\s", unit) is None
    is_pulse = len(match.parts) == 1 and match.phrase.endswith("pulse")
    parts = next((both for both in PULSES if is_pulse and match.parts[0] in both), match.parts)
    found = dimension_of(f"1 {unit}") if is_one and len(parts) > 1 else None
    fitting = tuple(name for name in parts if vocabulary.parameters[name].unit == found)
    return replace(match, parts=fitting) if fitting else match


def unit_of_part(unit: str | None, name: str, vocabulary: Vocabulary) -> str | None:
    """Of the two units of a pulse (`V / ns`) the one of the parameter."""
    pieces = re.split(r"\s*[/,;]\s*", unit or "")
    if len(pieces) != 2 or {dimension_of(f"1 {piece}") for piece in pieces} != {"V", "s"}:
        return unit
    return next((piece for piece in pieces if dimension_of(f"1 {piece}") == vocabulary.parameters[name].unit), unit)


def order_parts(names: tuple[str, ...], pieces: list[str], vocabulary: Vocabulary) -> tuple[tuple[str, ...], bool]:
    """The parameters of the pieces, turned round where the units of two pieces say so."""
    if len(names) != 2:
        return names, False
    wanted = [vocabulary.parameters[name].unit for name in names]
    found = [dimension_of(piece) for piece in pieces]
    if wanted[0] != wanted[1] and found == [wanted[1], wanted[0]]:
        return (names[1], names[0]), True
    return names, False


def is_pulse(piece: str) -> bool:
    """Whether a piece of a cell is an amplitude and a width: of two pulses neither may be cut from the other."""
    pieces = split_parts(piece, 2)
    return pieces is not None and {dimension_of(part) for part in pieces} == {"V", "s"}


def pulse_and_count(names: tuple[str, ...], text: str, vocabulary: Vocabulary) -> list[str] | None:
    """The pieces of an amplitude and a width that stand with a number of pulses: `1.2 V, 50 ns, 100 pulses`."""
    pieces = split_parts(text, 3) if len(names) == 2 else None
    if pieces is None or sum(bool(_PULSES.search(piece)) for piece in pieces) != 1:
        return None
    of_pulse = [piece for piece in pieces if not _PULSES.search(piece)]
    wanted = sorted(vocabulary.parameters[name].unit for name in names)
    return of_pulse if sorted(dimension_of(piece) or "" for piece in of_pulse) == wanted else None


def is_opposed(pieces: list[str]) -> bool:
    """Whether one of two values has a minus sign."""
    return sum(re.match(r"\s*[−–-]\s*\d", piece) is not None for piece in pieces) == 1


def by_role(name: str, text: str, vocabulary: Vocabulary) -> list[tuple[str, str, tuple[str, ...]]]:
    """(parameter, piece, flags) of the set and the reset value of a cell that names both: `SET: 1.2 V RESET: −1.5 V`.

    A generic parameter that is not told apart by role, such as a switching time, keeps its name and gets a flag.
    """
    both = OF_ROLE.get("programming_voltage" if name == "operating_voltage" else name)
    names = list(_ROLE_WORD.finditer(text))
    is_told = both is not None or vocabulary.parameters[name].generic
    if not is_told or len(names) != 2 or {role_of(found.group(1)) for found in names} != {0, 1}:
        return []
    if text[: names[0].start()].strip():
        pieces = [text[: names[0].start()], text[names[0].end() : names[1].start()]]
        pieces = pieces if not text[names[1].end() :].strip(" )]") else []
    else:
        pieces = [text[names[0].end() : names[1].start()], text[names[1].end() :]]
    bare = [piece.strip(" :=,;/()[]\n") for piece in pieces]
    is_value = bare and all(len(read_quantities(piece)) == 1 and re.search(r"\d", piece) for piece in bare)
    roles = [role_of(found.group(1)) or 0 for found in names]
    if not is_value:
        return []
    named = [both[role] if both is not None else name for role in roles]
    said = [(written(LineRole(found.group(1))),) if both is None else () for found in names]
    return list(zip(named, bare, said, strict=True))


def pulse_of(name: str, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(parameter, piece, flags) of an amplitude and a width in one cell under the head of either; else empty."""
    pulse = next((both for both in PULSES if name in both), None)
    bracketed = _BRACKETED.match(text)
    pieces = [*bracketed.groups()] if bracketed else split_parts(text, 2)
    if pulse is None or pieces is None:
        return []
    found = {dimension_of(piece): piece for piece in pieces}
    return [(pulse[0], found["V"], ()), (pulse[1], found["s"], ())] if set(found) == {"V", "s"} else []


def part_for_whole(match: HeaderMatch, text: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """The parameter of a cell that could not be split: by its unit, else the header's `unsplit`."""
    found = dimension_of(text) or (dimension_of(f"1 {match.unit}") if match.unit else None)
    fitting = [name for name in match.parts if vocabulary.parameters[name].unit == found]
    if len(fitting) == 1:
        return fitting[0], ("one_of_pair",)
    is_range = any(quantity.kind == "range" for quantity in read_quantities(text))
    if match.unsplit is not None and (is_range or match.unsplit not in RANGES):
        return match.unsplit, ("not_split",)
    return None


def note_marks(text: str) -> tuple[str, ...]:
    """Footnote marks at the end of a printed text, as in `(V)^a`, `60 pJ*`, `4,700<sup>c</sup>`."""
    marks = re.findall(r"<sup>\s*([a-z]|[*†‡§¶#]+)\s*</sup>|\^\{?([a-z*†‡§#])\}?", text)
    found = [one or two for one, two in marks]
    for ending in (r"([*†‡§¶#]+)\s*$", r"[)\]]([a-z])(?:\s|$)"):
        found += [mark.group(1) for mark in (re.search(ending, text),) if mark is not None]
    return tuple(dict.fromkeys(found))


def notes_for(marks: tuple[str, ...], notes: tuple[str, ...]) -> tuple[str, ...]:
    """The notes under the table that begin with one of the marks; a line may hold several."""
    apart = (note for line in notes for note in _NEXT_NOTE.split(line))
    return tuple(note for note in apart if (head := _NOTE.match(note)) is not None and head.group(1) in marks)


def meaning_from_notes(name: str, notes: tuple[str, ...], vocabulary: Vocabulary) -> str | None:
    """A more exact parameter that a footnote names for a generic header, e.g. that the voltage is a read voltage."""
    parameter = vocabulary.parameters[name]
    if not parameter.generic:
        return None
    for note in notes:
        for clause in re.split(r"[,;:.]|\b(?:at|of|for|where|which|when)\b", _NOTE.sub("", note)):
            match = vocabulary.match_header(clause)
            if match is None or len(match.parts) != 1 or match.parts[0] == name:
                continue
            if vocabulary.parameters[match.parts[0]].unit == parameter.unit:
                return match.parts[0]
    return None
