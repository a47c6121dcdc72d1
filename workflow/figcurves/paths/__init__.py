"""What a page of a PDF draws, operator by operator.

operators: the operators of a content stream, and what each of them does to the state of the page.
drawing: a path while it is built, and all paths and pictures of the page.
colors: colour spaces; words: characters and words with their boxes; form_letters: letters drawn as forms.
"""
