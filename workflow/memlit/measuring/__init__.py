"""Raw reads of open data sets to the summaries that the analysis of variability starts from.

arrays: reads of all cells of an array, by level; trains: pulse trains and cycles of named devices; sets: which folder
of raw reads is made into which summaries, and whether they are the committed ones.
"""
