"""The sections of the report, a folder a theme, in the order of `outline`.

A function finds what there is to say, and the template of its name, `NAME.md.j2`, says it.

`summary` is the first screen, `devices` the figures of the review and `named` those of any paper, `review` its claims
and tables, `survey` memory cells as context, `variability`, and `making` how all was made.
"""
