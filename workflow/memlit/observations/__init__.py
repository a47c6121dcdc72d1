"""Values of any field: what stands in one line is of one item under one condition, and metrics follow from it.

lines (the tables, and their lines with numbers) -> collect (readings of a line to observations of an item) -> metrics
(formulas over the letters of field.yaml) -> compare (classes under the same condition). What an item is, which
parameters tell its values apart and where classes are compared stands in config/field.yaml.
"""
