"""A Word document (DOCX) as elements of HTML, so that one reader takes both.

package: the parts of the file, within limits; numbering: the numbers that Word prints before paragraphs.
letters: the runs and equations of a paragraph; blocks: paragraphs, tables and lists of references, in order.
"""
