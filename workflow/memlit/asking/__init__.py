"""A document asks, somebody answers: what a head, a line, a cell of a printed table means. Numbers come from the print.

model: questions and answers as records. places: rows, columns and cells of a printed grid by name, and found again.
questions: what a document asks, as a file for whoever answers. returned: such a file answered, checked against the
print. stored: the answers of a document beside its record. presets: what the words of a table alone propose. apply: the
values of a table by its answers.
readings: a value of a cell with what it is of. cells, cell_parts: from one cell to its values. notes: footnotes.
prints, looks: the words and the looks of texts. explain: a page with what was read of it.
"""
