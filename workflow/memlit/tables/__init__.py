"""Tables of documents as printed: found, and read into cells with spans, markup and boxes."""

from __future__ import annotations

from memlit.tables.model import Box, Cell, Table, TableReading
from memlit.tables.read import read_tables, tables_as_json

__all__ = ["Box", "Cell", "Table", "TableReading", "read_tables", "tables_as_json"]
