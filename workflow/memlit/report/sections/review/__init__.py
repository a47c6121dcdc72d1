"""What the review says: `claims` with verdicts, classes (`mechanisms`), `guidelines`, Table 1 and Fig. 15 (`arrays`),
which `tables` prints as transcribed.
"""
