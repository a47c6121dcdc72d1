"""The claims of the review, each with a verdict from a rule for its kind."""
