"""Records and results against each other: `diff` (two results, or revisions of Git), `accept` (what was read becomes
the record)."""
