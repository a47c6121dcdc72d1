"""What a document prints, before anybody asks what it means: pages, text with its places, and the grids of tables.

errors: errors of one line; files: files written whole; yaml_files, tolerances: what a person sets, checked.
symbols, tags: characters without a Unicode meaning, and what is raised or lowered; xml_names: names of elements.
units, header_units, siunitx: printed units, a unit in a head, and units as macros of LaTeX.
ordered_rules, notes: rules as rows of data, and doubts about a cell that carry data of their own.
geometry: places on a page; trace: what a reader found there, kept or dropped, and why.
pdf: the opened file, and the characters, lines, rules and frames of a page.
ocr: letters and rules of a page that is a picture.
drawn_trace: the page with the marks of a trace on it.
documents: documents of all kinds, their text and its paragraphs.
tables: the tables of a document, cut into cells.
worker: the process with limits in which a document is read.

It needs nothing of `figcurves` or `memlit`, which both read documents through it.
"""
