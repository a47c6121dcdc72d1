"""Which axis of a table carries the parameter words: the grid, its header rows and its label columns."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memlit.documents.markup.text import without_scripts
from memlit.quantities.context import context_of
from memlit.quantities.joined.refuse import refusal
from memlit.quantities.spelling.normalise import normalise
from memlit.tables.model import Cell, Table
from memlit.vocabulary import OF_ROLE, ROLES, HeaderMatch, Vocabulary, read_header_unit, role_of, split_header, words_of

SPREADS = frozenset(
    {
        "σ µ",
        "σ μ",
        "rsd",
        "coefficient of variation",
        "std",
        "sd",
        "std dev",
        "uncertainty",
        "error",
        "stdev",
        "standard deviation",
        "sigma",
        "σ",
        "variance",
        "cv",
    }
)
STATISTICS = frozenset({"maximum", "minimum", "mean", "median", "typical"})
"""Labels that say which of many values stand in their line, and name no device."""
MAX_HEADER_ROWS = 4
MAX_LABEL_COLUMNS = 3
MAX_HEADER_LENGTH = 140
_NOTE_MARKS = re.compile(
    r"\s*<sup>\s*\(?(?:[a-z]|[*†‡§¶#]+)(?:,\s?(?:[a-z]|[*†‡§¶#]+))*\)?\s*</sup>\s*$"
    r"|<sup>\s*(?:[a-h]|[*†‡§¶#]+)\s*</sup>(?=\s*/)"
)
"""Marks of footnotes at the end of a label, or at the end of a layer of a stack."""
_LAYER = re.compile(r"[td]_?[A-Z]")
"""A symbol of a length that names a material: the thickness of its layer."""
_OTHER_WORD = re.compile(r"\b(?!(?:pulse|condition|scheme|parameter|value|setting)s?\b)[^\W\d_]{4,}", re.IGNORECASE)
"""A word that says something else than that a pulse is meant."""
_THIS_WORK = re.compile(
    r"\b(?:this|present|our) (?:work|study|paper|device|letter|article|results?)\b"
    r"|^\s*(?:proposed(?: (?:device|work|cell|synapse|design))?|ours|herein)\s*$",
    re.IGNORECASE,
)
_WORK = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]|[’'](?:19|20)?\d\d\b|\b(?:19|20)\d\d\b|\bet al\b|^[Rr]efs?\.? ?\d+")
_MARKS_ALONE = re.compile(r"(?:\s*,?\s*\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\])+\s*")
_NO_HEADER = re.compile(r":\s?[-−–+±~]?\s?\d|[<>≤≥]\s?=?\s?\d|\w\*\w|=\s?\w+\(|\bet al\b")

_VALUE = re.compile(r"[<>≤≥~≈±+−–-]{0,2}\s?\d[\d.,]*\s?(\D.*)")
"""A number and, where it is one, its unit: `119.7 TOPS/W` heads nothing."""
_QUANTITY = re.compile(r"[<>≤≥~≈∼±+−–\s-]{0,4}\d[\d.,]*(?:\s?(?:[–-]|to)\s?[−-]?\d[\d.,]*)?\s?([^\W\d_]+|[×%])")
"""A number or a range with its unit, whatever follows."""


@dataclass(frozen=True)
class Grid:
    """A table by grid position; a spanning cell stands on each position it covers."""

    cells: dict[tuple[int, int], Cell]
    n_rows: int
    n_cols: int

    def cell(self, row: int, col: int) -> Cell | None:
        """The cell that covers row and column; None where the table has none."""
        return self.cells.get((row, col))

    def text(self, row: int, col: int) -> str:
        """The cell's text with single blanks; empty where there is none."""
        cell = self.cells.get((row, col))
        return "" if cell is None else " ".join(cell.text.split())

    def head(self, row: int, col: int) -> str:
        """The text with its <sup> marks, for reading a header."""
        cell = self.cells.get((row, col))
        return "" if cell is None else " ".join((cell.markup or cell.text).split())

    def name(self, row: int, col: int) -> tuple[str, str]:
        """The text and the markup of a label without the marks of footnotes raised at its end or at that of a layer."""
        text, markup = self.text(row, col), self.head(row, col)
        bare = _NOTE_MARKS.sub("", markup)
        return (" ".join(without_scripts(bare).split()), bare) if bare and bare != markup else (text, markup)

    def row(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        return [self.text(row, col) for col in range(self.n_cols)]


def grid_of(table: Table) -> Grid:
    """Lay the cells of a table on their grid positions."""
    cells: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                cells[row, col] = cell
    return Grid(cells, table.n_rows, table.n_cols)


_GOAL = re.compile(
    r"^\W*(?:target(?:s|ed)?|goals?|requirements?|required|ideal|desired|desirable|specs?|specifications?)"
    r"(?: (?:values?|devices?|cells?|synapses?|properties|performance))?(?:\s+(?:for|of)\s.*|\s*\(.*\))?\W*$"
    r"|^\W*(?:targeted|required|ideal|desired|desirable)(?:\s[A-Za-z][\w-]*){1,5}\W*$"
    r"|^\W*[\w-]+ (?:requirements?|specs?|specifications?)\W*$"
    r"|^\W*(?:[\w-]+ ){1,4}(?:targets?|goals?)\W*$"
    r"|\((?:targets?|goal|required|desired)\)",
    re.IGNORECASE,
)
"""`Target`, `Desired devices for learning`, `Technology requirements`, `28 nm eNVM target`, `Resistance (target)`."""


def is_goal(text: str) -> bool:
    """True for a head or a label of what is asked for, which no device gave."""
    return _GOAL.search(text) is not None


def is_this_work(texts: Iterable[str]) -> bool:
    """True where a label or a citation says that the value is of the publication that prints the table."""
    return any(_THIS_WORK.search(text) for text in texts)


class Heads:
    """Header matching with a memory, so that a repeated word is matched once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.match = functools.cache(self._match)

    def _match(self, text: str) -> HeaderMatch | None:
        if not text.strip() or len(text) > MAX_HEADER_LENGTH or _NO_HEADER.search(without_scripts(text)):
            return None
        if is_quantity(text):
            return None
        found = self.vocabulary.match_header(text)
        header = split_header(text)
        is_layer = found is None and _LAYER.match(header.base) and header.unit in ("nm", "Å", "µm")
        return self.vocabulary.match_header(f"thickness ({header.unit})") if is_layer else found

    def weight(self, text: str) -> float:
        """1 for a number's parameter, 0.6 for a text column, 0 for unknown words."""
        match = self.match(text)
        if match is None:
            return 0.0
        parameters = [self.vocabulary.parameters[name] for name in match.parameters]
        return 0.6 if all(parameter.is_text for parameter in parameters) else 1.0


def is_section(grid: Grid, row: int) -> bool:
    """True for a row of one text over all its columns."""
    first = grid.cell(row, 0)
    if first is None or not first.text.strip():
        return False
    shown = " ".join(first.text.split())
    others = [grid.text(row, col) for col in range(1, grid.n_cols) if grid.cell(row, col) is not first]
    return not any(others) or (grid.n_cols > 2 and all(text == shown for text in others))


def is_absent(text: str) -> bool:
    """True for a blank cell and for marks such as N/A, --, NR, no data."""
    return refusal(normalise(text)[0], context_of(None, None)) == "not_available"


def is_value(text: str) -> bool:
    """True for a cell that begins with a number (a comparator or sign before it)."""
    return re.match(r"\s*[<>≤≥~≈∼±+\-−–≫»]{0,3}\s*\(?\d", text) is not None


def is_quantity(text: str) -> bool:
    """True for a cell that is nothing but a number with its unit."""
    value = _VALUE.fullmatch(text.strip())
    return value is not None and read_header_unit(value.group(1)) is not None


def is_unit(text: str) -> bool:
    """True for a cell that is nothing but a unit, in brackets or not."""
    bare = text.strip().strip("()[]").strip()
    # `min` beside `max` is no minute.
    return bool(bare) and text.strip() != "min" and read_header_unit(bare) is not None


@dataclass(frozen=True)
class Layout:
    """orientation; rows of the header and columns of the labels (counts from the edge)."""

    orientation: str
    header_rows: int = 1
    label_columns: int = 1


def layout_of(grid: Grid, heads: Heads) -> Layout:
    """Decide by which axis holds parameter words and units, never by position alone."""
    if grid.n_rows < 2 or grid.n_cols < 2:
        return Layout("unknown")
    rows, row_share, row_hits = _best_header_rows(grid, heads)
    columns, column_share, column_hits = _best_label_columns(grid, heads)
    long = _is_long(grid, heads)
    if long and column_hits:
        return Layout("long", 1, 1)
    one_sided = max(row_hits, column_hits) >= 1.2 and min(row_hits, column_hits) == 0
    if max(row_hits, column_hits) < 1 or (max(row_share, column_share) < 0.12 and not one_sided):
        return Layout("unknown")
    if (column_share, column_hits) > (row_share, row_hits) or (
        column_hits >= 1 and columns == 1 and any(names_roles(grid, heads.vocabulary, row, 1) for row in (0, 1))
    ):
        return Layout("devices_as_columns", _rows_above(grid, heads, columns), columns)
    return Layout("devices_as_rows", rows, 1)


def header_chain(grid: Grid, col: int, first: int, end: int) -> tuple[str, ...]:
    """Texts of the header rows over a column, outermost first, repeats of a span dropped."""
    chain: list[str] = []
    for row in range(first, end):
        text = grid.head(row, col)
        if text and (not chain or chain[-1] != text) and not (is_unit(text) and row > first):
            chain.append(text)
    return tuple(chain)


def match_chain(heads: Heads, chain: tuple[str, ...]) -> tuple[HeaderMatch | None, tuple[str, ...]]:
    """The match of a header chain and the part of the chain that carried it, innermost words preferred."""
    if not chain:
        return None, ()
    is_role = len(chain) > 1 and role_of(chain[-1]) is not None
    inner = None if is_role else heads.match(chain[-1])
    if is_role and (named := _of_role_below(heads, chain)) is not None:
        return named
    for place, over in enumerate(chain[:-1] if inner is None else ()):
        # `max` under `Conductance (nS)`, `ERS` under `Pulse amplitude (V)`.
        known, joined = heads.match(over), heads.match(f"{chain[-1]} {over}")
        if (
            joined is not None
            and (len(joined.parts) == 1 or is_role)
            and (known is None or joined.parts != known.parts)
        ):
            return joined, chain[place:]
    for start in range(len(chain) - 1):
        joined = heads.match(" ".join(chain[start:]))
        if joined is not None and (inner is None or len(joined.phrase) > len(inner.phrase)):
            return joined, chain[start:]
    if inner is not None:
        return _of_group(inner, chain) or _of_pulse(heads, inner, chain) or (inner, chain[-1:])
    for text in reversed(chain[:-1]):
        outer = heads.match(text)
        # `Interval` under `LTP` is of that pulse, and neither its amplitude nor its width.
        if outer is not None and (role_of(text) is None or not _OTHER_WORD.search(chain[-1])):
            return outer, chain[chain.index(text) :]
    return heads.match(chain[-1]), chain[-1:]


def _of_role_below(heads: Heads, chain: tuple[str, ...]) -> tuple[HeaderMatch, tuple[str, ...]] | None:
    """`LTP` under `Nonlinearity factor`, `P` under `Width (ns)`: what the head names, of that role."""
    role = role_of(chain[-1]) or 0
    for place, text in enumerate(chain[:-1]):
        match = heads.match(text)
        both = _both_roles(match)
        if match is not None and both is not None:
            return replace(match, parts=(both[role],)), chain[place:]
    return None


def _both_roles(match: HeaderMatch | None) -> tuple[str, str] | None:
    """The parameters of the two roles of a head that names one parameter of none."""
    name = match.parts[0] if match is not None and len(match.parts) == 1 else ""
    return OF_ROLE.get("programming_voltage" if name == "operating_voltage" else name)


def _of_group(inner: HeaderMatch, chain: tuple[str, ...]) -> tuple[HeaderMatch, tuple[str, ...]] | None:
    """`V (V)` or `Width` under `LTP`: the amplitude or width of the pulse that the group head names."""
    both = _both_roles(inner)
    for place, text in enumerate(chain[:-1]):
        if both is not None and (role := role_of(text)) is not None:
            return replace(inner, parts=(both[role],)), chain[place:]
    return None


def _of_pulse(heads: Heads, inner: HeaderMatch, chain: tuple[str, ...]) -> tuple[HeaderMatch, tuple[str, ...]] | None:
    """`V (V)` or `Width` under `Erase`: the amplitude or width of the pulse that the head over it names."""
    if inner.parts not in (("operating_voltage",), ("programming_voltage",), ("pulse_width",)):
        return None
    parameters = heads.vocabulary.parameters
    for place, text in enumerate(chain[:-1]):
        outer = heads.match(text)
        # A spike may be what a neuron gives, and not what a cell gets.
        is_pulse = outer is not None and len(outer.parts) == 2 and outer.phrase != "spike"
        parts = outer.parts if outer is not None and is_pulse else ()
        alike = tuple(name for name in parts if parameters[name].unit == parameters[inner.parts[0]].unit)
        if len(alike) == 1:
            return replace(inner, parts=alike), chain[place:]
    return None


def _best_header_rows(grid: Grid, heads: Heads) -> tuple[int, float, float]:
    best = (1, 0.0, 0.0)
    if _begins_with_values(grid):
        return best
    least = _spanned_head_rows(grid, heads)
    for depth in range(1, min(MAX_HEADER_ROWS, grid.n_rows - 1) + 1):
        if depth < least:
            continue
        last = grid.row(depth - 1)
        if depth > 1 and sum(is_value(text) for text in last) > max(1, sum(bool(text) for text in last) // 3):
            break
        weights = [
            heads.weight(" ".join(chain[-1:])) or (1.0 if match_chain(heads, chain)[0] else 0.0)
            for col in range(grid.n_cols)
            if (chain := header_chain(grid, col, 0, depth))
        ]
        share = sum(weights) / max(1, len(weights))
        units = depth > 1 and sum(is_unit(text) for text in last if text) * 2 > sum(bool(text) for text in last)
        own = sum(heads.weight(text) for text in last)
        filled = sum(bool(text) for text in last)
        if depth > least and not units and (share < best[1] + 0.05 or own < 0.3 * filled):
            continue
        if share > best[1] or units:
            best = (depth, share, sum(weights))
    return best


def _begins_with_values(grid: Grid) -> bool:
    """True where no row of heads is printed: the first row holds values beside its label."""
    texts = [text for col in range(1, grid.n_cols) if (text := grid.text(0, col))]
    return sum(is_value(text) for text in texts) * 2 > len(texts)


def _spanned_head_rows(grid: Grid, heads: Heads) -> int:
    """How many rows a parameter word of the first row spans beside heads that are divided."""
    spans = [
        cell.rowspan
        for col in range(grid.n_cols)
        if (cell := grid.cell(0, col)) is not None and heads.weight(grid.head(0, col))
    ]
    depth = max(spans, default=1)
    depth = depth if 1 < depth < grid.n_rows and min(spans) < depth else 1
    while depth < min(MAX_HEADER_ROWS, grid.n_rows - 1) and _heads_groups(grid, depth - 1):
        depth += 1
    return depth


def _heads_groups(grid: Grid, row: int) -> bool:
    """Whether a head spans some of the columns, and what stands below it in them differs and holds no values."""
    for col in range(grid.n_cols):
        cell = grid.cell(row, col)
        if cell is None or cell.col != col or not 1 < cell.colspan < grid.n_cols or is_value(cell.text):
            continue
        below = [text for c in range(col, col + cell.colspan) if (text := grid.text(row + 1, c))]
        if len(set(below)) > 1 and not any(map(is_value, below)):
            return True
    return False


def _best_label_columns(grid: Grid, heads: Heads) -> tuple[int, float, float]:
    best = (1, 0.0, 0.0)
    for depth in range(1, min(MAX_LABEL_COLUMNS, grid.n_cols - 1) + 1):
        weights = []
        for row in range(grid.n_rows):
            text = grid.head(row, depth - 1)
            cell = grid.cell(row, depth - 1)
            if not text or is_absent(text) or (cell is not None and cell.row != row):
                continue
            joined = " ".join(dict.fromkeys(grid.head(row, col) for col in range(depth)))
            weight = max(heads.weight(text) if role_of(text) is None else 0.0, heads.weight(joined))
            weight = 0.0 if is_quantity(text) else weight
            if row == 0 and weight < 1:
                continue
            weights.append(weight)
        share = sum(weights) / max(1, len(weights))
        if share > best[1] + 0.15 or (depth == 1 and share > best[1]):
            best = (depth, share, sum(weights))
    depth = best[0]
    goes_on = depth < grid.n_cols - 1 and (_is_of_roles(grid, depth) or _explains_symbols(grid, heads, depth))
    return (depth + 1 if goes_on else depth, *best[1:])


def _explains_symbols(grid: Grid, heads: Heads, column: int) -> bool:
    """True for a column of words behind one that is headed `Symbol`."""
    is_behind = column == 1 and heads.vocabulary.is_symbol_header(grid.text(0, 0))
    return is_behind and not any(is_value(grid.text(row, column)) for row in range(1, grid.n_rows))


def _is_of_roles(grid: Grid, column: int) -> bool:
    """True for a column that says `LTP` and `LTD` beside what is named in the column before it."""
    own = [cell for row in range(grid.n_rows) if (cell := grid.cell(row, column)) is not None and cell.col == column]
    roles = [role_of(cell.text) for cell in own if cell.text.strip()]
    return None not in roles and len(set(roles)) == 2


def names_devices(grid: Grid, heads: Heads, row: int, column: int) -> bool:
    """True for a row labelled `Device`, or `Technology` when its cells are names and not lengths."""
    match = heads.match(grid.head(row, column))
    if match is None or "device_name" not in match.parameters:
        return False
    values = [grid.text(row, col) for col in range(column + 1, grid.n_cols)]
    return len(match.parameters) == 1 or not any(is_value(text) or text.startswith("~") for text in values)


def _rows_above(grid: Grid, heads: Heads, columns: int) -> int:
    """Header rows of a table with devices as columns: the first row unless it holds values, and those without label."""
    for row in range(grid.n_rows):
        label = grid.head(row, columns - 1)
        if names_devices(grid, heads, row, columns - 1):
            return row + 1
        is_list = grid.n_cols == 2 and _begins_with_values(grid)
        if row > 0 and heads.vocabulary.is_label_header(label) and not _holds_value(grid, row, columns):
            # `Parameter` beside the names of the devices, below a head over all of them.
            return row + 1
        if label and (row > 0 or is_list or (heads.weight(label) == 1 and _holds_value(grid, row, columns))):
            return row
    return 1


def _holds_value(grid: Grid, row: int, first: int) -> bool:
    return any(is_value(grid.text(row, col)) for col in range(first, grid.n_cols))


def names_roles(grid: Grid, vocabulary: Vocabulary, row: int, first: int) -> bool:
    """True for heads that say no more than what is done: `SET`, `RESET`, `Read`, both directions among them.

    A column of units may stand beside them.
    """
    texts = [text for col in range(first, grid.n_cols) if (text := grid.text(row, col))]
    texts = [text for text in texts if not vocabulary.is_unit_header(text)]
    return {0, 1} <= {role_of(text) for text in texts} and all(text.casefold() in ROLES for text in texts)


def names_work(text: str) -> bool:
    """True for a text that names a publication by its mark, its year or its authors."""
    return _WORK.search(text) is not None


def are_citations(texts: Iterable[str]) -> bool:
    """True for a line of cells, at least two, that hold nothing but citation marks: `[1, 3]`, `[6]`."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(map(_MARKS_ALONE.fullmatch, filled))


def names_works(texts: Sequence[str]) -> bool:
    """True for heads most of which name publications, each another one: `[4]`, `VLSI’20 [2]`, `This work`."""
    works = [text for text in texts if names_work(text) or is_this_work([text])]
    return len(works) > 1 and len(works) * 2 > len(texts) and len(set(texts)) == len(texts)


def parts_side_by_side(grid: Grid, vocabulary: Vocabulary) -> list[range]:
    """The columns of each part of a list set in parts beside each other: `Parameter | Value | Parameter | Value`."""
    heads = [grid.head(0, col) for col in range(grid.n_cols)]
    starts = [col for col, text in enumerate(heads) if vocabulary.is_label_header(text)]
    width = starts[1] - starts[0] if len(starts) > 1 else 0
    is_repeated = width > 1 and starts == list(range(0, grid.n_cols, width)) and heads == heads[:width] * len(starts)
    return [range(start, start + width) for start in starts] if is_repeated else [range(grid.n_cols)]


def word_column(grid: Grid, vocabulary: Vocabulary) -> int:
    """The column headed `Parameter`, a later one only beside a column headed `Value`; -1 where there is none."""
    heads = [grid.head(0, col) for col in range(grid.n_cols)]
    found = next((col for col, text in enumerate(heads) if vocabulary.is_label_header(text)), -1)
    return found if found == 0 or any(map(vocabulary.is_value_header, heads)) else -1


def _is_long(grid: Grid, heads: Heads) -> bool:
    """One value a row: a column of parameter words beside one headed value, or beside columns of stack or reference."""
    words = word_column(grid, heads.vocabulary)
    if words < 0 or names_works(grid.row(0)[1:]):
        return False
    columns = parts_side_by_side(grid, heads.vocabulary)[0]
    places = [col for col in columns if col != words]
    others = [grid.head(0, col) for col in places]
    values = sum(heads.vocabulary.is_value_header(text) for text in others)
    known = sum(heads.vocabulary.is_unit_header(text) or heads.vocabulary.is_symbol_header(text) for text in others)
    texts = sum(0 < heads.weight(grid.head(0, col)) < 1 and not holds_quantities(grid, col) for col in places)
    blanks = sum(not grid.text(row, words) for row in range(1, grid.n_rows))
    free = len(others) - values - known - texts
    return values == 1 or (texts >= 1 and (blanks >= 1 or free <= 1) and free <= 2)


def holds_quantities(grid: Grid, col: int) -> bool:
    """Whether most cells below the head begin with a number and its unit: no citations, even under `Literature`."""
    texts = [text for row in range(1, grid.n_rows) if (text := grid.text(row, col))]
    found = [match for text in texts if (match := _QUANTITY.match(text)) is not None]
    return sum(match.group(1) in "x×" or read_header_unit(match.group(1)) is not None for match in found) * 2 > len(
        texts
    )


def statistic_of(vocabulary: Vocabulary, label: str) -> str | None:
    """What a label that names no device says of its values: `maximum` for `Max.`; blank for `Value`."""
    if vocabulary.is_value_header(label):
        return ""
    wanted = " ".join(words_of(label))
    if wanted in SPREADS:
        return "standard deviation"
    said = next((meaning for word, meaning in vocabulary.qualifiers.items() if word.casefold() == wanted), None)
    return said if said in STATISTICS else None
