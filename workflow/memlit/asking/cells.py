"""From one cell under a matched header to its readings: unit, notes, parts and the choice of a parameter."""

import re
from collections.abc import Sequence
from dataclasses import replace

from memlit.asking.cell_parts import (
    CellPiece,
    by_role,
    by_state,
    choose_parameter,
    is_opposed,
    is_pulse,
    joined_by_and,
    order_parts,
    part_for_whole,
    pulse_and_count,
    pulse_of,
    split_parts,
    states_of_ratio,
    unit_of_part,
)
from memlit.asking.notes import meaning_from_notes, note_marks, notes_for
from memlit.asking.prints import Prints
from memlit.asking.readings import CellReading, Head, Label, TableUnderReading
from memlit.datum import ColumnUnsure, HeadQualifier, HeadUnsure, note_text, parsed_note
from memlit.field import HeaderMatch
from memlit.quantities.absent import is_absent
from printed.documents.markup.text import without_scripts
from printed.tables.model import Cell

_ON_OFF = ("V_on/V_off",)
"""Set and reset where the two voltages are of opposite sign, else perhaps threshold and hold."""
_COUNTED = ("1", "state")
_TWICE = re.compile(r"\s*(\d+)\s?/\s?\1\s*$")
"""`30/30`: as many up as down."""
_MEAN = re.compile(r"\s*([−–-]?\d[\d.,]*)\s?\(\d[\d.]*\)\s*$")
_SPREAD_SAID = re.compile(
    r"\b(?:standard deviations?|s\.?d\b|std\b|σ)[^.]*\b(?:brackets?|parenthes[ei]s)"
    r"|\b(?:brackets?|parenthes[ei]s)[^.]*\bstandard deviation|\bmean \((?:s\.?d\.?|std|σ|standard deviation)\)",
    re.IGNORECASE,
)
"""Says that the number in brackets behind a value is its spread."""
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
COUNTED_AS = {
    "n_states": ("bit", "n_bits"),
    "n_bits": ("state", "n_states"),
    "energy_per_operation": ("J/bit", "energy_per_bit"),
}
"""What a cell in another unit is of: states given in bits, bits given as states, an energy given for a bit."""
_LATENCIES = (
    (re.compile(r"\s*t_?(?:<sub>)?(?:ers|erase)\b", re.IGNORECASE), "erase_latency"),
    (re.compile(r"\s*t_?(?:<sub>)?(?:prg|pgm|program|write)\b", re.IGNORECASE), "write_latency"),
    (re.compile(r"\s*t_?(?:<sub>)?read\b", re.IGNORECASE), "read_latency"),
)
"""The latency that a cell is of by the symbol that it begins with: `tERS ~ 1 ms`."""
_RAISED_2 = re.compile(r"\d\s?(?:<sup>2</sup>|²)\s*$")
"""`50²` under the head of an area: a square, or a value and the number of a reference."""
_UNCERTAIN = "parameter_uncertain"


def cell_readings(
    table: TableUnderReading, row: int, col: int, head: Head, label: Label, flags: tuple[str, ...] = ()
) -> None:
    """The readings of one cell under a matched header: none, one, or one for each part."""
    whole = _whole_cell(table, row, col, head.chain, label)
    if whole is None:
        return
    cell = table.view.cells[row, col]
    is_spanning = (cell.row, cell.col) != (row, col)
    spanning = ("spanning_cell",) if is_spanning else ()
    qualifiers = tuple(note_text(HeadQualifier(word)) for word in head.match.qualifiers)
    flags = (*flags, *spanning, *_cell_flags(table, row, cell), *qualifiers)
    notes = (*head.notes, *notes_for(note_marks(whole.part_markup), table.printed.notes))
    pieces = _pieces(table, head, whole.part_markup)
    for piece in pieces:
        unit = unit_of_part(head.unit, piece.parameter, table.prints) or _unit_behind(table.prints, piece, pieces)
        reading = replace(
            whole,
            part=piece.number,
            parameter=piece.parameter,
            part_text=whole.text if piece.number is None else _strip_tags(piece.markup),
            part_markup=piece.markup,
            header_unit=unit,
            notes=notes,
            flags=(*flags, *piece.flags),
        )
        table.readings.append(reading)


def _whole_cell(
    table: TableUnderReading, row: int, col: int, headers: tuple[str, ...], label: Label
) -> CellReading | None:
    """The reading of a whole cell, of no parameter yet; None where it is blank, which is counted."""
    cell = table.view.cell(row, col)
    if cell is None or is_absent(cell.text):
        table.blank += 1
        return None
    text = cell.text.strip()
    return CellReading(
        row,
        col,
        part=None,
        parameter="",
        headers=headers,
        device_label=label.text,
        text=text,
        part_text=text,
        part_markup=(cell.markup or cell.text).strip(),
        device_markup=label.markup,
        line=label.line,
        bbox=cell.bbox,
        page=cell.page,
    )


def _unit_behind(prints: Prints, piece: CellPiece, pieces: Sequence[CellPiece]) -> str | None:
    """The unit that the last of several numbers of one kind is printed with: V of the first in `0.3/−0.4 V`."""
    wanted, last = {prints.si_unit_of(each.parameter) for each in pieces}, pieces[-1]
    if len(wanted) > 1 or piece is last or prints.dimension(piece.markup):
        return None
    found = prints.quantities(last.markup)
    return found[0].unit if len(found) == 1 and found[0].si_unit in wanted else None


def _cell_flags(table: TableUnderReading, row: int, cell: Cell) -> tuple[str, ...]:
    """The cell's flags; a flag of two columns names the heads that tell them apart, where both are printed."""
    out = []
    for flag in cell.flags:
        note = parsed_note(flag)
        heads = _heads_apart(table, row, note) if isinstance(note, ColumnUnsure) else None
        out.append(flag if heads is None else note_text(heads))
    return tuple(out)


def _heads_apart(table: TableUnderReading, row: int, columns: ColumnUnsure) -> HeadUnsure | None:
    """The first heads over a row that are printed for both columns and differ."""
    for above in range(row):
        left, right = (table.view.text(above, col).strip() for col in (columns.left, columns.right))
        if left and right and left != right:
            return HeadUnsure(left, right)
    return None


def _pieces(table: TableUnderReading, head: Head, markup: str) -> list[CellPiece]:
    """A piece of the cell for each value that the header promises."""
    if head.match.choices:
        name, flags = choose_parameter(head.match, markup, head.unit, table.prints)
        return [CellPiece(None, name, markup, flags)]
    if len(head.match.parts) == 1:
        return _of_one(table, head, markup)
    return _of_several(table, head.match, markup)


def _of_one(table: TableUnderReading, head: Head, markup: str) -> list[CellPiece]:
    """The pieces of a cell whose head names one parameter."""
    name, prints = head.match.parts[0], table.prints
    if _is_of_another_symbol(name, markup, prints):
        return [CellPiece(None, name, markup, (_UNCERTAIN,))]
    name = _by_its_print(name, markup, prints)
    if name == "area" and _IN_FEATURES.search(markup):
        return [CellPiece(None, "cell_area_f2", markup)]
    if name == "area" and _RAISED_2.search(markup):
        return [CellPiece(None, name, markup, ("square_or_citation", _UNCERTAIN))]
    two = (
        by_role(name, markup, prints)
        or by_state(name, markup, prints)
        or pulse_of(name, markup, prints)
        or states_of_ratio(name, head.chain, markup, prints)
        or joined_by_and(name, markup, prints)
    )
    if two:
        return two
    part = _one_of_more_numbers(table, head, name, markup)
    if part is not None:
        return [part]
    better = meaning_from_notes(name, head.notes, table.vocabulary)
    return [CellPiece(None, better or name, markup, ("meaning_from_note",) if better else ())]


def _is_of_another_symbol(name: str, markup: str, prints: Prints) -> bool:
    """Whether a cell begins with the symbol of another dimension than its head's."""
    own = _OWN_SYMBOL.match(markup)
    return own is not None and SYMBOL_UNITS[own.group(1)] != prints.si_unit_of(name)


def _by_its_print(name: str, markup: str, prints: Prints) -> str:
    """The parameter by the unit of the cell, or by the symbol of a latency that it begins with."""
    if name.endswith("_latency"):
        return next((latency for symbol, latency in _LATENCIES if symbol.match(markup)), name)
    if name not in COUNTED_AS or len(prints.quantities(markup)) != 1:
        return name
    unit, other = COUNTED_AS[name]
    return other if prints.dimension(markup) == unit else name


def _one_of_more_numbers(table: TableUnderReading, head: Head, name: str, markup: str) -> CellPiece | None:
    """The value of a cell that prints more numbers than it has values; None for any other cell."""
    twice = _TWICE.match(markup)
    if twice is not None and table.prints.si_unit_of(name) in _COUNTED:
        return CellPiece(1, name, twice.group(1))
    mean = _MEAN.match(markup)
    if mean is not None and _SPREAD_SAID.search(" ".join((*head.chain, table.around))):
        return CellPiece(1, name, mean.group(1), ("spread_left_out",))
    value = _without_remarks(markup, table.prints)
    return CellPiece(1, name, value, ("remark_left_out",)) if value != markup else None


def _without_remarks(markup: str, prints: Prints) -> str:
    """The one value of a cell that other numbers are said about; the cell as it is where that does not leave one."""
    if len(prints.quantities(markup)) == 1:
        return markup
    value = markup
    for remark in _REMARKS:
        value = remark.sub(r"\1", value)
    return value if value != markup and len(prints.quantities(value)) == 1 else markup


def _of_several(table: TableUnderReading, match: HeaderMatch, markup: str) -> list[CellPiece]:
    """The pieces of a cell whose head names several parameters."""
    prints = table.prints
    told = by_state(match.parts[0], markup, prints)
    if told:
        return told
    unsplit = CellPiece(None, match.parts[0], markup, ("not_split", _UNCERTAIN))
    pieces = split_parts(markup, len(match.parts)) or pulse_and_count(match.parts, markup, prints)
    if pieces is None:
        whole = part_for_whole(match, markup, prints)
        return [unsplit] if whole is None else [CellPiece(None, whole[0], markup, whole[1])]
    is_of_unknown_kind = match.phrase in _ON_OFF and not is_opposed(pieces)
    if is_of_unknown_kind or any(is_pulse(piece, prints) for piece in pieces):
        return [unsplit]
    names, turned = order_parts(match.parts, pieces, prints)
    flags = ("parts_turned_round",) if turned else ()
    out = []
    for number, (name, piece) in enumerate(zip(names, pieces, strict=True), 1):
        if is_absent(_strip_tags(piece)):
            table.blank += 1
        else:
            out.append(CellPiece(number, name, piece, flags))
    return out


def _strip_tags(text: str) -> str:
    return without_scripts(text).strip()
