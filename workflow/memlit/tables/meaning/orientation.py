"""Which axis of a table carries the parameter words, and how many rows of heads and columns of labels it has."""

from dataclasses import dataclass

from memlit.field import parameters_of_states, role_of, split_header
from memlit.quantities.absent import is_absent
from memlit.tables.meaning.dimensions import ParameterAxis, parameter_axis
from memlit.tables.meaning.heads import header_chain, match_chain
from memlit.tables.meaning.lines import (
    begins_with_values,
    holds_quantities,
    holds_value,
    is_grouped_without_heads,
    names_devices,
    names_roles,
    names_works_in,
    pairs_without_heads,
    parts_side_by_side,
    state_column,
    word_column,
)
from memlit.tables.meaning.looks import are_mostly, is_quantity, is_unit, is_value
from memlit.tables.meaning.prints import Prints
from printed.tables.model import TableView

MOST_HEAD_ROWS = 4
MOST_LABEL_COLUMNS = 3


@dataclass(frozen=True)
class Layout:
    """orientation; rows of the header and columns of the labels (counts from the edge)."""

    orientation: str
    header_rows: int = 1
    label_columns: int = 1


@dataclass(frozen=True)
class _Edge:
    """So many rows, or columns, at an edge: the share of parameter words among their texts, and the sum of weights."""

    depth: int = 1
    share: float = 0.0
    hits: float = 0.0


def layout_of(view: TableView, prints: Prints) -> Layout:
    """Decide by which axis holds parameter words and units, never by position alone.

    Where units tell that one dimension stands along each row, or along each column, they decide against the words.
    """
    if view.n_rows < 2 or view.n_cols < 2:
        return Layout("unknown")
    if pairs_without_heads(view, prints) or is_grouped_without_heads(view, prints):
        return Layout("long", 0, 1)
    if has_states_in_rows(view):
        return Layout("devices_as_rows")
    labels = labels_below_a_spanning_head(view, prints)
    if labels:
        return Layout("devices_as_columns", 2, labels)
    rows, columns = _best_header_rows(view, prints), _best_label_columns(view, prints)
    if columns.hits and _is_long(view, prints):
        return Layout("long", 1, 1)
    most, least = max(rows.hits, columns.hits), min(rows.hits, columns.hits)
    is_one_sided = most >= 1.2 and least == 0
    if most < 1 or (max(rows.share, columns.share) < 0.12 and not is_one_sided):
        return Layout("unknown")
    if _are_rows_parameters(view, prints, rows, columns):
        return Layout("devices_as_columns", _rows_above(view, prints, columns.depth), columns.depth)
    return Layout("devices_as_rows", rows.depth, 1)


def has_states_in_rows(view: TableView) -> bool:
    """Whether rows are labelled by the two states and nothing else, beside heads such as `Resistance` and `G`."""
    states = state_column(view, 1)
    heads = (view.head(0, col) for col in range(view.n_cols) if col != states)
    return states >= 0 and any(parameters_of_states(split_header(text).base) for text in heads)


def labels_below_a_spanning_head(view: TableView, prints: Prints) -> int:
    """The columns of labels beside a head over all others that says what these differ in, 0 where there is none.

    Below it stands another value over each column, and the rows have units or parameters of their own:

                       | Technology node (nm)
                       | 14  | 10  | 7          the cells are no nodes
    Gate length (nm)   | 26  | 22  | 22
    Supply voltage (V) | 0.8 | 0.7 | 0.7
    """
    first = next((col for col in range(view.n_cols) if is_value(view.text(1, col))), 0)
    over = {view.head(0, col) for col in range(first, view.n_cols)} - {""}
    if not 0 < first <= min(MOST_LABEL_COLUMNS, view.n_cols - 2) or len(over) != 1 or not prints.weight(over.pop()):
        return 0
    below = view.row(1)[first:]
    if len(set(below)) < len(below) or not all(map(is_value, below)):
        return 0
    labels = [view.head(row, 0) for row in range(2, view.n_rows) if view.text(row, 0)]
    own = [text for text in labels if _dimension_or_words(prints, text)]
    return first if len(own) > 1 and len(own) * 2 > len(labels) else 0


def _dimension_or_words(prints: Prints, label: str) -> bool:
    """Whether a label has a unit, or names a parameter of numbers; a quantity and a role do not."""
    unit = split_header(label).unit
    if is_quantity(label) or role_of(label) is not None:
        return False
    return prints.weight(label) == 1 or (unit is not None and prints.dimension_of_unit(unit) is not None)


def _are_rows_parameters(view: TableView, prints: Prints, rows: _Edge, columns: _Edge) -> bool:
    """Whether the labels of the rows, and not the heads, name the parameters."""
    if _has_heads_of_roles(view, prints, columns):
        return True
    axis: ParameterAxis | None = parameter_axis(view, prints)
    # Words of the axis that units speak for must be known, else nothing could be read by it.
    if axis == "rows" and columns.hits:
        return True
    if axis == "columns" and rows.hits:
        return False
    return (columns.share, columns.hits) > (rows.share, rows.hits)


def _has_heads_of_roles(view: TableView, prints: Prints, columns: _Edge) -> bool:
    """Whether one column of parameter words stands under heads that say set and reset alone."""
    is_single = columns.hits >= 1 and columns.depth == 1
    return is_single and any(names_roles(view, prints.vocabulary, row, 1) for row in (0, 1))


def _best_header_rows(view: TableView, prints: Prints) -> _Edge:
    best = _Edge()
    if begins_with_values(view):
        return best
    least = _spanned_head_rows(view, prints)
    for depth in range(least, min(MOST_HEAD_ROWS, view.n_rows - 1) + 1):
        last = [text for text in view.row(depth - 1) if text]
        if depth > 1 and sum(map(is_value, last)) > max(1, len(last) // 3):
            break
        found = _words_in_heads(view, prints, depth)
        is_of_units = depth > 1 and are_mostly(is_unit, last)
        is_better = found.share > best.share
        if depth > least and not is_of_units:
            has_own_words = sum(map(prints.weight, last)) >= 0.3 * len(last)
            is_better = is_better and found.share >= best.share + 0.05 and has_own_words
        if is_better or is_of_units:
            best = found
    return best


def _words_in_heads(view: TableView, prints: Prints, depth: int) -> _Edge:
    """How many of the columns have a parameter word in so many rows of heads."""
    chains = [header_chain(view, col, 0, depth) for col in range(view.n_cols)]
    weights = [_weight_of_chain(prints, chain) for chain in chains if chain]
    return _Edge(depth, sum(weights) / max(1, len(weights)), sum(weights))


def _weight_of_chain(prints: Prints, chain: tuple[str, ...]) -> float:
    """The weight of the innermost head, else 1 where the chain as a whole is known."""
    own = prints.weight(chain[-1])
    return own or (1.0 if match_chain(prints, chain)[0] is not None else 0.0)


def _spanned_head_rows(view: TableView, prints: Prints) -> int:
    """How many rows a parameter word of the first row spans beside heads that are divided."""
    cells = [view.cell(0, col) for col in range(view.n_cols) if prints.weight(view.head(0, col))]
    spans = [cell.rowspan for cell in cells if cell is not None]
    depth = max(spans, default=1)
    depth = depth if 1 < depth < view.n_rows and min(spans) < depth else 1
    while depth < min(MOST_HEAD_ROWS, view.n_rows - 1) and _heads_groups(view, depth - 1):
        depth += 1
    return depth


def _heads_groups(view: TableView, row: int) -> bool:
    """Whether a head spans some of the columns, and what stands below it in them differs and holds no values."""
    for col in range(view.n_cols):
        cell = view.cell(row, col)
        if cell is None or cell.col != col or not 1 < cell.colspan < view.n_cols or is_value(cell.text):
            continue
        below = [text for text in view.row(row + 1)[col : col + cell.colspan] if text]
        if len(set(below)) > 1 and not any(map(is_value, below)):
            return True
    return False


def _best_label_columns(view: TableView, prints: Prints) -> _Edge:
    best = _Edge()
    for depth in range(1, min(MOST_LABEL_COLUMNS, view.n_cols - 1) + 1):
        if depth > 1 and are_mostly(is_value, view.column(depth - 1)[1:]):
            # A column of values labels nothing.
            break
        found = _words_in_labels(view, prints, depth)
        if found.share > best.share + 0.15 or (depth == 1 and found.share > best.share):
            best = found
    depth = best.depth
    goes_on = depth < view.n_cols - 1 and (_is_of_roles(view, depth) or _explains_symbols(view, prints, depth))
    return _Edge(depth + 1, best.share, best.hits) if goes_on else best


def _words_in_labels(view: TableView, prints: Prints, depth: int) -> _Edge:
    """How many of the rows have a parameter word in so many columns of labels; a head of labels counts as none."""
    weights = []
    for row in range(view.n_rows):
        text, cell = view.head(row, depth - 1), view.cell(row, depth - 1)
        is_spanned = cell is not None and cell.row != row
        if not text or is_absent(text) or is_spanned:
            continue
        weight = _weight_of_label(view, prints, row, depth)
        if row > 0 or weight >= 1:
            weights.append(weight)
    return _Edge(depth, sum(weights) / max(1, len(weights)), sum(weights))


def _weight_of_label(view: TableView, prints: Prints, row: int, depth: int) -> float:
    """The weight of the innermost label of a row, or of all its labels together."""
    text = view.head(row, depth - 1)
    if is_quantity(text):
        return 0.0
    own = prints.weight(text) if role_of(text) is None else 0.0
    labels = dict.fromkeys(view.head(row, col) for col in range(depth))
    return max(own, prints.weight(" ".join(labels)))


def _explains_symbols(view: TableView, prints: Prints, column: int) -> bool:
    """True for a column of words behind one that is headed `Symbol`."""
    is_behind = column == 1 and prints.vocabulary.is_symbol_header(view.text(0, 0))
    return is_behind and not any(map(is_value, view.column(column)[1:]))


def _is_of_roles(view: TableView, column: int) -> bool:
    """True for a column that says `LTP` and `LTD` beside what is named in the column before it."""
    cells = [view.cell(row, column) for row in range(view.n_rows)]
    own = [cell.text for cell in cells if cell is not None and cell.col == column]
    roles = [role_of(text) for text in own if text.strip()]
    return None not in roles and len(set(roles)) == 2


def _rows_above(view: TableView, prints: Prints, columns: int) -> int:
    """Header rows of a table with devices as columns: the first row unless it holds values, and those without label."""
    for row in range(view.n_rows):
        label = view.head(row, columns - 1)
        if names_devices(view, prints, row, columns - 1):
            return row + 1
        if row > 0 and prints.vocabulary.is_label_header(label) and not holds_value(view, row, columns):
            # `Parameter` beside the names of the devices, below a head over all of them.
            return row + 1
        is_list = view.n_cols == 2 and begins_with_values(view)
        if label and (row > 0 or is_list or (prints.weight(label) == 1 and holds_value(view, row, columns))):
            return row
    return 1


def _is_long(view: TableView, prints: Prints) -> bool:
    """One value a row: a column of parameter words beside one headed value, or beside columns of stack or reference."""
    vocabulary = prints.vocabulary
    words = word_column(view, vocabulary)
    if words < 0 or names_works_in(view, 0, 1):
        return False
    others = [col for col in parts_side_by_side(view, vocabulary)[0] if col != words]
    heads = [view.head(0, col) for col in others]
    values = sum(map(vocabulary.is_value_header, heads))
    known = sum(vocabulary.is_unit_header(text) or vocabulary.is_symbol_header(text) for text in heads)
    texts = sum(0 < prints.weight(view.head(0, col)) < 1 and not holds_quantities(view, col) for col in others)
    is_carried_down = "" in view.column(words)[1:]
    free = len(others) - values - known - texts
    return values == 1 or (texts >= 1 and (is_carried_down or free <= 1) and free <= 2)
