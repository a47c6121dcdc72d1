"""From the words of an area to the rows, columns and cells of a table.

numeric: which text fills a cell of the body, as a number or a dash does.
grid: words of an area, and the grid of cells that they give.
printed_rows: the pieces of a printed row.
columns: columns by the white space between pieces.
wrapped_lines: lines that go on in the next row.
head_rows: rows of the head, and which columns a head spans.
body_rows: from printed rows to rows of cells.
cells: the grid as a table with text and markup.
"""
