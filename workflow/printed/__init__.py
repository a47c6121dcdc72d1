"""The door to a page: what a file prints, letter by letter and stroke by stroke, before anybody asks what it means.

errors: errors of one line; files: files written whole; yaml_files, tolerances: what a person sets, checked.
symbols, units: characters without a Unicode meaning, and printed units; siunitx: units as macros of LaTeX;
xml_names: names of elements; ordered_rules: rules as rows of data.
geometry: places on a page; trace: what a reader found there, kept or dropped, and why.
pdf: the opened file, and the characters, lines, rules and frames of a page.
ocr: letters and rules of a page that is a picture.
drawn_trace: the page with the marks of a trace on it.
documents: documents of all kinds, their text and its paragraphs.

It needs nothing of `figcurves` or `memlit`, which both read pages through it.
"""
