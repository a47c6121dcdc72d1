"""Tables of documents as printed: found, and read into cells with spans, markup and boxes.

read: any document, by the reader of its kind:
  pdf: pages of a PDF; markup: JATS, HTML and Markdown; latex: LaTeX sources; delimited: CSV, TSV and XLSX.
model: a table as printed; render: on the terminal.
"""

from printed.tables.model import Table, TableReading
from printed.tables.read import read_tables, tables_as_json
