"""Design guidelines of the review, as tags of papers.

tags: config/tags.csv; tests: one tag in one class; compare: all of them; record, tables: results/guidelines.json.
"""
