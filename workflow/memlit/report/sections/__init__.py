"""The sections of the report, a folder a theme, in the order of `outline`.

`summary` is the first screen, `devices` the figures of the review and `named` those of any paper, `review` its claims
and tables, `survey` memory cells as context, `variability`, and `making` how all was made.
"""
