"""Records and results against each other: `differences` (two readings of a document), `revisions` (of Git), `diff` (two
results), `accept` (what was read becomes the record)."""
