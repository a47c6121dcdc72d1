"""The desk: one local page for all that a person does between a PDF and an accepted record.

serve: who may speak with the page, and how a message or a file comes in.
read: a document read beside the page, its pages as pictures and text; write: decisions as lines of files.
session: what all parts share, and how a part answers. Then the steps of a person, each with its routes:
bring: files that were dropped, and the paper they are of; paper: what that is, changed or taken out;
show: all papers, and one; figures: panels of a page;
sign: what speaks against a draft, the draft in words, a run of the workflow.
settle: a second look at the values of a finished run;
blind: a drawn sample read by two readers, blind to the record too.
desk: the routes of all parts together, and `memlit desk`; page: what the browser loads.
"""
