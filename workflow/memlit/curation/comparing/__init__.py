"""Records and results against each other: `record_differences` (two readings of a document), `diff` (two results,
or revisions of Git), `accept` (what was read becomes the record)."""
