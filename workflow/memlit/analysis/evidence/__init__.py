"""What was read, what is missing, and how well it was read.

coverage: for each paper what is known, missing and to supply; left_out: what did not enter, and why.
prisma: the flow of the screening; planned: what the credited papers could show.
lineage: which complete tuples rest on the same numbers.
restated, digitized, curators, two_readers: how far second readings of the same numbers agree.
record: all that the rule makes.
"""
