"""Whose a printed value is: `reference_list` (works behind marks), `table_names`, `table_entries` (what
source.yaml says of a table and its rows), `identity` (devices of papers)."""
