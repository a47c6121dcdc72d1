"""The series drawn again from their values and held against the ink of the page.

ink: what a series draws; redraw: what it explains of the page, and the tier that follows.
"""
