"""The results as a report that prints no number without the id that it came from.

text, words, format: tokens of a text and how numbers are printed; book: the numbers in use.
blocks: what a section is made of; sections: each section's content; charts: figures that answer to a pointer.
own_device: what the page and `memlit place` say of a reader's own device; extent: how much is text at once.
build: report.json; rendering: HTML and PDF of it.
"""
