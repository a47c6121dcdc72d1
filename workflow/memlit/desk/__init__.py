"""The desk: one local page for all that a person does between a PDF and an accepted record.

serve: who may speak with the page, and how a message or a file comes in.
read: a document read beside the page, its pages as pictures and text; write: decisions as lines of files.
session: what all parts share, and how a part answers. Then the steps of a person, each with its routes:
bring: files that were dropped, and the paper they are of; paper: what that is, changed or taken out;
show: all papers, and one; figures: panels of a page;
sign: what speaks against a draft, the draft in words, a run of the workflow.
second_look: a drawn sample read blind by two readers, then what differs in a finished run settled.
desk: the routes of all parts together, and `memlit desk`; page: what the browser loads.
"""
