"""What a row of a long survey table says about its cells: paper, device, class, and the source's own rules."""

from collections.abc import Mapping

from memlit.sources.folder import Rule, TableEntry
from memlit.sources.naming import slug
from memlit.tables.model import Table

ROW = "row"
DOI, LINK = "doi:", "link:"


def row_values(table: Table) -> dict[int, dict[str, str]]:
    """For each row under a one-line header, the cell texts by header."""
    headers = {cell.col: cell.text.strip() for cell in table.cells if cell.row == 0}
    rows: dict[int, dict[str, str]] = {}
    for cell in table.cells:
        if cell.row > 0 and cell.col in headers:
            rows.setdefault(cell.row, {})[headers[cell.col]] = cell.text.strip()
    return rows


def row_meaning(values: Mapping[str, str], row: int, entry: TableEntry) -> tuple[dict[str, str | None], list[str]]:
    """Paper, device, class and unit of one row, and its flags, by the columns and rules that source.yaml names.

    `paper` is `doi:...` or `link:...`, to be found in the library; `unit` parts papers under one DOI.
    """
    # Every row is a device of its own: a paper may stand in several.
    parts = [*(values.get(column, "") for column in entry.device_columns if column != ROW), f"r{row}"]
    bound = [rule for rule in entry.rules if rule.scope == ROW and matches(rule, values)]
    parting = [rule.unit_of_analysis for rule in bound if rule.unit_of_analysis]
    about = {
        "paper": _paper(values, entry),
        "device": slug("-".join(filter(None, parts))),
        "device_class": values.get(entry.class_column or "", "").strip() or None,
        "unit": " ".join(values.get(column, "") for column in parting[-1]).strip() if parting else None,
    }
    return about, [rule.flag for rule in bound if rule.flag]


def _paper(values: Mapping[str, str], entry: TableEntry) -> str | None:
    """The first filled paper column, as a reference that the library resolves by DOI or address."""
    for column in entry.paper_columns:
        text = values.get(column, "").strip()
        if text.lower().startswith("10."):
            return f"{DOI}{text.lower()}"
        if text:
            return f"{LINK}{text}"
    return None


def cell_rules(values: Mapping[str, str], header: str, entry: TableEntry) -> list[Rule]:
    """Rules of source.yaml that bind the cell under `header` in a row with `values`."""
    return [rule for rule in entry.rules if rule.scope != ROW and rule.column == header and matches(rule, values)]


def matches(rule: Rule, values: Mapping[str, str]) -> bool:
    """Whether every column that the rule names holds one of its values."""
    return all(values.get(column, "").strip() in allowed for column, allowed in rule.where.items())
