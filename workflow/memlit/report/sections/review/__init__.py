"""What the review says: `claims` with verdicts, classes and `guidelines`, Table 1 and Fig. 15 as transcribed
(`arrays`).
"""
