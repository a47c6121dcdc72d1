"""What is known of the errors of reading and of source, and what they do to medians, comparisons and verdicts.

`rates` (how often a reading is wrong), `draws` (errors of readings and of metrics, drawn), `intervals` (medians and
ratios), `verdicts` (the claims judged anew), `record`.
"""
