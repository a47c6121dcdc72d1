"""The desk: one local page for all that a person does between a PDF and an accepted record.

guard, server: who may speak with the page, and how a message or a file comes in.
journal: every change of the review's files, whole, taken back as one; yaml_edit: YAML changed where it changes.
bring: files that were dropped, told by their content, and the paper they are of.
reading: a document read beside the page, in the limited reader process; pages: its pages as pictures and as text.
papers, paper: what the page shows of all papers, and of one; figures: panels of a page; drawing: a table drawn by hand.
decide: what a person decided, as lines of source.yaml, figures.yaml, readings.csv and the vocabulary.
doubts, sign: what speaks against a draft, and the draft in words; run: a run of the workflow started from the page.
proposers: plug-ins that propose where a value may stand; nothing of them counts before a person signs it.
settle: a second look at the values of a finished run.
desk, command: the table of routes, and `memlit desk`.
"""
