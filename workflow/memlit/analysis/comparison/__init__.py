"""Device classes against each other, for the metrics of any set and the quantities of the survey.

samples: what the tests run on; overall, pairs, model_check: the tests.
retention, powers_of_ten: what is counted instead of tested.
compare: all quantities, start to end; record, tables: results/comparisons.json and its tables.
"""
