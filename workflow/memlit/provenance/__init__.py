"""From any number to the printed character: the audit index and the questions it answers."""
