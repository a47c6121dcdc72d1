"""Spread within devices, between devices and within arrays.

measured, measured_lines: summaries of measured sets; effects: their effect sizes; pooling: what is pooled.
printed: spreads that documents print; spread: all of these; accuracy: what variability costs a network.
record, measured_record: results/variability.json; tables, measured_tables: its tables.
"""
