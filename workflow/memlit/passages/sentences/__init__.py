"""What a sentence is made of.

spelling: one spelling for all prints; parted: sentences; numbers: which belong together; terms: words of the
vocabulary; roles: set or reset.
"""
