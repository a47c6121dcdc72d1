"""What the review says: `claims` with verdicts, classes (`mechanisms`), `guidelines`, Table 1 (`arrays`) and Fig. 15
(`demonstrations`), which `tables` prints as transcribed.
"""
