"""How it was made: the `plan`, `sensitivity` to it and to bounds, the `known_error` of readings and sources, `coverage`
with the flow of records, `documents` with second looks and readers, digitized `figures`, `methods` against checklists,
with the software.
"""
