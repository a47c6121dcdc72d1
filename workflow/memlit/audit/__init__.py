"""From any number back to the printed character.

subjects: what the index lists; index: every number of a run in one SQLite file.
lookup: the index, read; series: a digitized series; chain: the inputs of one number; questions: what a user asks.
again: a number made again, in a clean process or as a test; ask: a question and its answer.
overlays: a digitized panel over its source; pages: a page a document.
"""
