"""A number made again from what a person supplied.

`recheck` compares it with what the last run holds and starts `rederive` in a clean process; `testcase` cuts out the
smallest review that reproduces it.
"""
