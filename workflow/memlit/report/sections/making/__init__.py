"""How it was made: the `plan`, `sensitivity` to it, `bounds`, `coverage`, the `flow` of records, `documents`, digitized
`figures`, `checks` by second looks and readers, `methods` against checklists, with the software."""
