"""Where on a page tables can be.

prefilter: which pages may hold a table at all.
text_columns: the columns of running text, and areas of figures.
side_by_side: tables that stand beside each other.
captions: labels, captions and notes of tables.
"""
