"""Paragraphs, captions and cells of plain text of a document, with the place of each character.

settings: the tolerances of a PDF; model: a block of text; plain, markup, latex, pdf: the blocks of a document, by its
kind. reference_lists: which of them are entries of a list of references.
"""
