"""Design guidelines of the review, as tags of papers.

tags: config/tags.csv; compare: one tag in one class, and all of them.
"""
