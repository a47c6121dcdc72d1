"""What the tables of a document mean; `printed.tables` reads them.

meaning: which parameter and device each cell is of.
explain: a page drawn with what each step kept or dropped, why, and what its cells mean.
"""
