"""Device classes against each other, for the metrics of any set and the quantities of the survey.

overall, pairs: the tests.
retention, powers_of_ten: what is counted instead of tested.
compare: all quantities, start to end; record: what it makes and its tables.
"""
