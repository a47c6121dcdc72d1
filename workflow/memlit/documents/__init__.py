"""What a file prints, before anybody asks what it means: for tables, figures and passages alike.

kind: which kind of document the first bytes of a file tell.
geometry: places on a page; trace: what a reader found there, kept or dropped, and why.
pdf: characters, lines, rules and frames of a page.
paragraphs: what a paragraph is by how it begins.
markup: the text of an element of XML or HTML, and a Word document as such elements.
latex: the text of a LaTeX source and what a piece of it prints.
"""
