"""A second look at printed values: a local page with the source beside each value, verdicts written as rows."""
