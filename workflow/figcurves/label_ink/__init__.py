"""Labels that are drawn and not written: proposals that a person confirms.

glyphs: characters of numbers told apart by their shape; labelshapes: labels of an axis;
labelwords: the same as OCR reads them.
proposals: the scale that they give to a picture, or to the panels of a page.
confirming: the declaration that a person confirms.
"""
