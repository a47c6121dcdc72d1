"""What stands in a review is looked at: `finding` (one thing that is wrong), `reading` (what a run would read), `check`
(all findings, or those of a change), `before_run` (those of a run), `found` (what one document gave, value by value).
"""
