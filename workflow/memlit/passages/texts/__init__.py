"""Paragraphs and captions of a document with the place of each character, by its kind."""
