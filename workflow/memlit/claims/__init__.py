"""The claims of the review, each with a verdict from a rule for its kind.

`verdict`, `evidence` and `scope` (what a rule may look at),
`compare`, `rules`, `evaluate` (the rule of each claim), `worklist` (documents at hand against open claims), `outputs`.
"""
