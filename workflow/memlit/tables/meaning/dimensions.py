"""Along which lines of a table one physical dimension stands: these lines are its parameters.

Parameter   | Write | Read        one dimension along each row: rows are parameters
Voltage (V) | 2.5   | 0.2
Time (ns)   | 50    | 10
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from memlit.field import split_header
from memlit.tables.meaning.looks import is_quantity
from memlit.tables.meaning.prints import Prints
from printed.tables.model import TableView

ParameterAxis = Literal["rows", "columns"]
_FEWEST_DIMENSIONS = 2
"""Of so many dimensions the lines must be: lengths alone tell devices apart, as in `HfO2 (5 nm)`."""


def parameter_axis(view: TableView, prints: Prints) -> ParameterAxis | None:
    """Whether rows or columns are of one dimension each; None where units do not tell."""
    return _axis_by_heads(view, prints) or _axis_by_cells(view, prints)


def _axis_by_heads(view: TableView, prints: Prints) -> ParameterAxis | None:
    """By the units that the heads, or the labels of the rows, give: only one of the two may."""
    labels = [_dimension_of_head(view.head(row, 0), prints) for row in range(1, view.n_rows) if view.text(row, 0)]
    heads = [_dimension_of_head(view.head(0, col), prints) for col in range(1, view.n_cols) if view.text(0, col)]
    if _tell_parameters(labels) and not any(heads):
        return "rows"
    return "columns" if _tell_parameters(heads) and not any(labels) else None


def _dimension_of_head(text: str, prints: Prints) -> str | None:
    """The SI unit of the unit that a head prints; None for one without, and for a quantity."""
    unit = split_header(text).unit
    return None if unit is None or is_quantity(text) else prints.dimension_of_unit(unit)


def _tell_parameters(dimensions: Sequence[str | None]) -> bool:
    """Whether most of the heads have a unit, of several dimensions."""
    known = [dimension for dimension in dimensions if dimension]
    return len(set(known)) >= _FEWEST_DIMENSIONS and len(known) * 2 > len(dimensions)


def _axis_by_cells(view: TableView, prints: Prints) -> ParameterAxis | None:
    """By the units that the cells print: one along each line, and several over the lines."""
    grid = [[prints.dimension(view.head(row, col)) for col in range(1, view.n_cols)] for row in range(1, view.n_rows)]
    is_by_row, is_by_column = _is_one_along_each(grid), _is_one_along_each(list(zip(*grid, strict=True)))
    if is_by_row == is_by_column:
        return None
    return "rows" if is_by_row else "columns"


def _is_one_along_each(lines: Iterable[Sequence[str | None]]) -> bool:
    """Whether each line has one dimension, at least two of them in several cells, and the lines several."""
    of_lines = [[dimension for dimension in line if dimension] for line in lines]
    firsts = {line[0] for line in of_lines if line}
    is_repeated = sum(len(line) > 1 for line in of_lines) > 1
    return is_repeated and len(firsts) >= _FEWEST_DIMENSIONS and all(len(set(line)) <= 1 for line in of_lines)
