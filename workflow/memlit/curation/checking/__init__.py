"""What stands in a review is looked at: `reading` (what a run would read), `check` (all findings, or those of a
change), `before_run` (those of a run), `found` (one document, value by value).
"""
