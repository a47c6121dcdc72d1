"""What was read, what is missing, and how well it was read.

how_read: how far each paper was read; coverage: what is known of it, missing and to supply.
left_out: what did not enter, and why; prisma: the flow of the screening; planned: the analysis plan.
lineage: which complete tuples rest on the same numbers.
restated, digitized, curators, two_readers, reading_errors: where second readings of the same numbers differ.
"""
