"""Spread within devices, between devices and within arrays.

measured: summaries of measured sets; effects: their effect sizes; pooling: what is pooled.
printed: spreads that documents print; accuracy: what variability costs a network.
record: effects, pools and classes, the rows of their tables.
"""
