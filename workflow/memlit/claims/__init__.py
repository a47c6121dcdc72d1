"""The claims of the review, each with a verdict from a rule for its kind.

`values` (of a claim, as numbers), `model` (config/claims.yaml), `verdict`, `evidence` and `scope` (what a rule may look
at), `compare`, `rules`, `evaluate` (the rule of each claim), `outputs`.
"""
