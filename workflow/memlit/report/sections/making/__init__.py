"""How it was made: the `plan`, `sensitivity` to it and to bounds, `coverage` with the flow of records, `documents` with
second looks and readers, digitized `figures`, `methods` against checklists, with the software.
"""
