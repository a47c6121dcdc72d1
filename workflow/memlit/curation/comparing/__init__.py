"""Records and results against each other: `record_differences` (two readings of a document), `revisions` (of Git),
`diff` (two results), `accept` (what was read becomes the record)."""
