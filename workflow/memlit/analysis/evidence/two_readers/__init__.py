"""Double extraction: `pairs` are places that two people read, `agreement` says how far they agree.

`record` and `tables` are what a run keeps of it.
"""
