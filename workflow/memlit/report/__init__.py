"""The results as a report that prints no number without the id that it came from.

text, words, format: tokens of a text and how numbers are printed; book: the numbers in use.
blocks: what a section is made of; written: a section from its template; sections: what each has to say, and its
template; extent: how much is text at once.
build: report.json; rendering: HTML and PDF of it.
"""
