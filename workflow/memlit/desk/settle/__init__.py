"""A second look at printed values of a finished run: each with the source beside it, verdicts written as rows."""
