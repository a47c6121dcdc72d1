"""What a file prints, before anybody asks what it means: for tables and passages alike.

`printed.pdf` gives what the page of a PDF prints.

kind: which kind of document the first bytes of a file tell.
paragraphs: what a paragraph is by how it begins.
markup: the elements of XML or HTML, and the text of one.
latex: the text of a LaTeX source and what a piece of it prints.
blocks: paragraphs and captions of any document, with the place of each character.
opened: a document while it is read; what several readers ask of it is found once.
first_page: its title, authors, year and DOI, as its first page says them.
"""
