"""From one cell under a matched header to its readings: unit, notes, parts and the choice of a parameter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memlit.documents.markup.text import without_scripts
from memlit.quantities import read_quantities
from memlit.tables.meaning.cell_parts import (
    by_role,
    choose,
    dimension_of,
    is_opposed,
    is_pulse,
    meaning_from_notes,
    note_marks,
    notes_for,
    of_unit,
    order_parts,
    part_for_whole,
    pulse_and_count,
    pulse_of,
    split_parts,
    unit_of_part,
)
from memlit.tables.meaning.layout import is_absent, match_chain
from memlit.tables.meaning.model import HEADER, CellReading, Head, Label, Work
from memlit.tables.model import Cell
from memlit.vocabulary import HeaderMatch, read_header_unit, role_of

_GIVEN_IN = re.compile(
    r"\b(?:voltages?|amplitudes?|times?|widths?|durations?|currents?|resistances?|conductances?|energies|powers?|values?)"
    r"\s(?:(?:(?:are|is)\s)?(?:(?:given|listed|stated|measured)\s)?in\s([^\s,;)]+)|\(([^\s()]+)\))",
    re.IGNORECASE,
)
ON_OFF = ("V_on/V_off",)
"""Set and reset where the two voltages are of opposite sign, else perhaps threshold and hold."""
COUNTED = ("1", "state")
_TWICE = re.compile(r"\s*(\d+)\s?/\s?\1\s*$")
"""`30/30`: as many up as down."""
_MEAN = re.compile(r"\s*([−–-]?\d[\d.,]*)\s?\(\d[\d.]*\)\s*$")
_SPREAD_SAID = re.compile(
    r"\b(?:standard deviations?|s\.?d\b|std\b|σ)[^.]*\b(?:brackets?|parenthes[ei]s)"
    r"|\b(?:brackets?|parenthes[ei]s)[^.]*\bstandard deviation|\bmean \((?:s\.?d\.?|std|σ|standard deviation)\)",
    re.IGNORECASE,
)
"""Says that the number in brackets behind a value is its spread."""
_Piece = tuple[int | None, str, str, tuple[str, ...]]
SYMBOL_UNITS = {"V": "V", "I": "A", "R": "ohm", "G": "S", "E": "J", "P": "W", "t": "s", "T": "degC"}
_OWN_SYMBOL = re.compile(r"\s*([VIRGEPtT])(?:_|<sub>)[\w<>/{}]*\s*[=:≈]")
"""A cell that says itself what its value is of: `V_REF = 3 kΩ` under a resistance is of a sense amplifier."""
_IN_FEATURES = re.compile(r"(?<![A-Za-z])F\s?(?:<sup>)?[2²]")
"""An area counted in squares of the feature size: `12 F²`."""
_WORDY = r"(?:range\b|[^()]*\b[^\W\d_]{2,}\W+[^\W\d_]{2,})[^()]*"
_REMARKS = (
    re.compile(
        r"^(.*?\d\S*)\s+(?:demonstrated|achieved|measured|shown)\b.*\b(?:targets?|goals?|required|projected|needed)\b.*$",
        re.DOTALL,
    ),
    re.compile(r"^(.*?\d.*?)\s*[,;(]\s*(?:σ|sigma|std|s\.?d\.?)\s?[=:≈~].*$", re.DOTALL),
    re.compile(r"^(.*?\d.*?)\s+(?:—|–|vs\.?|versus|compared (?:to|with))\s.*$", re.DOTALL),
    re.compile(rf"^(.*?\d.*?)\s*\({_WORDY}\)\s*$", re.DOTALL),
    re.compile(
        r"^(.*?\d.*?)\s*(?:\([^()]*\bsteps?\b[^()]*\)|,? (?:in|with) (?:[\d.]+ ?m?V )?steps?\b.*)\s*$", re.DOTALL
    ),
)
"""What is said behind the value of a cell: its goal, spread, another work's, a remark, the steps of a range."""
COUNTED_AS = {"n_states": ("bit", "n_bits"), "n_bits": ("state", "n_states")}
"""What a cell in another unit is of: states that it gives in bits, and bits that it gives as states."""
_RAISED_2 = re.compile(r"\d\s?(?:<sup>2</sup>|²)\s*$")
"""`50²` under the head of an area: a square, or a value and the number of a reference."""


def head_of(work: Work, chain: tuple[str, ...], unit: str | None = None) -> Head | None:
    """The parameter that a chain of headers, outermost first, names, with its unit and notes; None where no word fits.

    The unit is the one printed in the chain, else the one that the matched word carries, else `unit` (of the column or
    row), else the caption's.
    """
    match, used = match_chain(work.heads, chain)
    if match is None:
        return None
    marks = tuple(dict.fromkeys([*match.marks, *(mark for text in chain for mark in note_marks(text))]))
    shown = match.unit or next((found.unit for text in reversed(chain) if (found := work.heads.match(text))), None)
    printed = _printed_unit(chain) or shown or unit or _unit_of_caption(work, match)
    return Head(of_unit(match, printed, work.vocabulary), used, printed, notes_for(marks, work.table.notes))


def lacks_unit(head: Head, texts: Iterable[str]) -> bool:
    """Whether a head says no more than a role (`reset`) over cells without a unit, which could be anything."""
    is_role = len(head.match.parts) > 1 and role_of(head.match.phrase) is not None
    return is_role and head.unit is None and not any(dimension_of(text) for text in texts)


def _printed_unit(chain: tuple[str, ...]) -> str | None:
    for text in reversed(chain):
        for inner in reversed(re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)):
            both = re.split(r"\s*[,;]\s*", inner.strip())
            if all(read_header_unit(unit) is not None for unit in both) and len(both) <= 2:
                return str(inner).strip()
    # `TOPS/W` over a column says what it holds and its unit.
    bare = chain[-1].strip() if chain else ""
    return bare if "/" in bare and read_header_unit(bare) is not None else None


def _unit_of_caption(work: Work, match: HeaderMatch) -> str | None:
    """The one unit of the head's dimension that the caption or a note gives for all: `voltages in V, times in ms`."""
    said = " ".join(_around(work))
    units = {
        unit.rstrip(".")
        for pair in _GIVEN_IN.findall(said)
        for unit in pair
        if read_header_unit(unit.rstrip(".")) is not None
    }
    wanted = {work.vocabulary.parameters[name].unit for name in match.parameters}
    fitting = {unit for unit in units if dimension_of(f"1 {unit}") in wanted}
    return fitting.pop() if len(fitting) == 1 else None


def _whole_cell(work: Work, row: int, col: int, headers: tuple[str, ...], label: Label) -> CellReading | None:
    """The reading of a whole cell, of no parameter yet; None where it is blank, which is counted."""
    cell = work.grid.cell(row, col)
    if cell is None or is_absent(cell.text):
        work.blank += 1
        return None
    text, markup = cell.text.strip(), (cell.markup or cell.text).strip()
    shown = (label.text, text, text, markup, label.markup, label.line)
    return CellReading(row, col, None, "", headers, *shown, bbox=cell.bbox, page=cell.page)


def text_reading(work: Work, row: int, col: int, name: str, headers: tuple[str, ...], label: Label) -> None:
    """One reading of a whole cell that holds a label."""
    whole, shown = _whole_cell(work, row, col, headers, label), work.grid.text(row, col)
    if whole is not None:
        work.readings.append(replace(whole, parameter=name, text=shown, part_text=shown))


def cell_readings(work: Work, row: int, col: int, head: Head, label: Label, flags: tuple[str, ...] = ()) -> None:
    """The readings of one cell under a matched header: none, one, or one for each part."""
    whole = _whole_cell(work, row, col, head.chain, label)
    if whole is None:
        return
    cell = work.grid.cells[row, col]
    flags = (*flags, "spanning_cell") if (cell.row, cell.col) != (row, col) else flags
    flags = (*flags, *_named(work, row, cell), *(f"{HEADER}{word}" for word in head.match.qualifiers))
    found = list(_pieces(work, head, whole.part_markup))
    for part, name, piece, more in found:
        reading = replace(
            whole,
            part=part,
            parameter=name,
            part_text=whole.text if part is None else _strip_tags(piece),
            part_markup=piece,
            header_unit=unit_of_part(head.unit, name, work.vocabulary) or _unit_behind(work, name, piece, found),
            notes=(*head.notes, *notes_for(note_marks(whole.part_markup), work.table.notes)),
            flags=(*flags, *more),
        )
        work.readings.append(reading)


def _unit_behind(work: Work, name: str, piece: str, pieces: Sequence[_Piece]) -> str | None:
    """The unit that the last of several numbers of one kind is printed with: V of the first in `0.3/−0.4 V`."""
    units = work.vocabulary.parameters
    if len({units[one[1]].unit for one in pieces}) > 1 or piece is pieces[-1][2] or dimension_of(piece):
        return None
    last = read_quantities(pieces[-1][2])
    return last[0].unit if len(last) == 1 and last[0].si_unit == units[name].unit else None


def _named(work: Work, row: int, cell: Cell) -> tuple[str, ...]:
    """The cell's flags; a flag of two columns names the heads that tell them apart, where both are printed."""
    out = []
    for flag in cell.flags:
        kind, _, columns = flag.partition(":")
        if kind == "column-unsure":
            left, right = (int(col) for col in columns.split("|"))
            heads = ((work.grid.text(r, left).strip(), work.grid.text(r, right).strip()) for r in range(row))
            named = next(((a, b) for a, b in heads if a and b and a != b), None)
            flag = f"{kind}:{named[0]}|{named[1]}" if named else flag
        out.append(flag)
    return tuple(out)


def _pieces(work: Work, head: Head, markup: str) -> Iterator[_Piece]:
    """(part number, parameter, piece of the cell, flags) for each value the header promises."""
    if head.match.choices:
        name, flags = choose(head.match, markup, head.unit, work.vocabulary)
        yield None, name, markup, flags
    elif len(head.match.parts) == 1:
        yield from _of_one(work, head, markup)
    else:
        yield from _of_several(work, head.match, markup)


def _of_one(work: Work, head: Head, markup: str) -> Iterator[_Piece]:
    """The pieces of a cell whose head names one parameter."""
    name, vocabulary = head.match.parts[0], work.vocabulary
    if (own := _OWN_SYMBOL.match(markup)) and SYMBOL_UNITS[own.group(1)] != vocabulary.parameters[name].unit:
        yield None, name, markup, ("parameter_uncertain",)
        return
    if name in COUNTED_AS and len(read_quantities(markup)) == 1:
        unit, other = COUNTED_AS[name]
        name = other if dimension_of(markup) == unit else name
    both = by_role(name, markup, vocabulary) or pulse_of(name, markup)
    if name == "area" and _IN_FEATURES.search(markup):
        yield None, "cell_area_f2", markup, ()
    elif name == "area" and _RAISED_2.search(markup):
        yield None, name, markup, ("square_or_citation", "parameter_uncertain")
    elif both:
        yield from ((number, *one) for number, one in enumerate(both, 1))
    elif vocabulary.parameters[name].unit in COUNTED and (twice := _TWICE.match(markup)):
        yield 1, name, twice.group(1), ()
    elif (mean := _MEAN.match(markup)) and _SPREAD_SAID.search(" ".join((*head.chain, *_around(work)))):
        yield 1, name, mean.group(1), ("spread_left_out",)
    elif (value := _without_remarks(markup)) != markup:
        yield 1, name, value, ("remark_left_out",)
    else:
        better = meaning_from_notes(name, head.notes, vocabulary)
        yield None, better or name, markup, ("meaning_from_note",) if better else ()


def _without_remarks(markup: str) -> str:
    """The one value of a cell that other numbers are said about; the cell as it is where that does not leave one."""
    if len(read_quantities(markup)) == 1:
        return markup
    value = markup
    for remark in _REMARKS:
        value = remark.sub(r"\1", value)
    return value if value != markup and len(read_quantities(value)) == 1 else markup


def _of_several(work: Work, match: HeaderMatch, markup: str) -> Iterator[_Piece]:
    """The pieces of a cell whose head names several parameters."""
    pieces = split_parts(markup, len(match.parts)) or pulse_and_count(match.parts, markup, work.vocabulary)
    is_unsaid = pieces is not None and match.phrase in ON_OFF and not is_opposed(pieces)
    if pieces is not None and (is_unsaid or any(map(is_pulse, pieces))):
        yield None, match.parts[0], markup, ("not_split", "parameter_uncertain")
        return
    if pieces is None:
        whole = part_for_whole(match, markup, work.vocabulary)
        if whole is None:
            yield None, match.parts[0], markup, ("not_split", "parameter_uncertain")
        else:
            yield None, whole[0], markup, whole[1]
        return
    names, turned = order_parts(match.parts, pieces, work.vocabulary)
    for number, (name, piece) in enumerate(zip(names, pieces, strict=True), 1):
        if is_absent(_strip_tags(piece)):
            work.blank += 1
            continue
        yield number, name, piece, ("parts_turned_round",) if turned else ()


def _around(work: Work) -> tuple[str, ...]:
    """The texts over and under the table."""
    return (work.table.caption or "", *work.table.notes)


def _strip_tags(text: str) -> str:
    return without_scripts(text).strip()
