"""How numbers, readings and words are shown, wherever a reader meets them.

text: tokens of a text; format: numbers, bounds and readings; words: parameters and flags;
pages: what every page shares.
"""
