"""How it was made: the `plan`, `sensitivity` to it, `bounds`, `coverage` with the flow of records, `documents` with
second looks and readers, digitized `figures`, `methods` against checklists, with the software.
"""
