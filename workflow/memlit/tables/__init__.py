"""Tables of documents as printed: found, and read into cells with spans, markup and boxes.

read: any document, by the reader of its kind:
  pdf: pages of a PDF; markup: JATS, HTML and Markdown; latex: LaTeX sources; delimited: CSV, TSV and XLSX.
model: a table as printed; render: on the terminal.
meaning: which parameter and device each cell is of.
explain: a page drawn with what each step kept or dropped, why, and what its cells mean.
"""

from memlit.tables.model import Table, TableReading
from memlit.tables.read import read_tables, tables_as_json
