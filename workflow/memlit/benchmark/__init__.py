"""The benchmark with the bounds that partly known devices allow.

formulas (a metric's formula, checked) -> bounds (intervals of what is known) -> metrics (config/metrics.yaml at work)
-> rows (each device and pulse, benchmark.csv) -> values (one row a value).
"""
