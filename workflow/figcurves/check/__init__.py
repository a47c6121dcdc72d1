"""The series drawn again from their values and held against the ink of the page.

redraw: what a series draws, what it explains of the page, and the tier that follows.
"""
