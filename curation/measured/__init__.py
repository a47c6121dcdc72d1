"""Raw reads of open data sets to the committed summaries, sources/KEY/measured_*.csv, that a review starts from.

`levels` (spread of states), `cycles` and pulses, `misread` (levels told apart) and `network` (accuracy of a classifier
with such weights) compute on plain arrays, `ladders` the slope of a spread along a train. arrays: reads of all cells
of an array, by level; trains: pulse trains and cycles of named devices; sets: which raw files are made into which
summaries, and whether they are the committed ones.
"""
