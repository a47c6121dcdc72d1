"""Tables whose cells are drawn by rules.

lattice: the cells between the rules of a frame.
inner_columns: columns inside a drawn column, with no rule between.
"""
