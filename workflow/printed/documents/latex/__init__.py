"""LaTeX sources as documents: read as text, never run.

source: one text of a .tex file or an archive, with its \\input files, without comments, own macros written out.
text: what a piece of it prints; structure: arguments, environments and the body of a document.
"""
