"""The look of all figures: style, words for measured sets, marks of strips, and what the review prints."""
