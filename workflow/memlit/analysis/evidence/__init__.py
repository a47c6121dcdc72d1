"""What was read, what is missing, and how well it was read.

coverage: for each paper what is known, missing and to supply; left_out: what did not enter, and why.
prisma: the flow of the screening; planned: the analysis plan.
lineage: which complete tuples rest on the same numbers.
restated, digitized, curators, two_readers: where second readings of the same numbers differ.
record: all that the rule makes.
"""
