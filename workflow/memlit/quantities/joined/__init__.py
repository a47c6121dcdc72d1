"""Tokens joined to quantities: `remarks` (what stands between numbers), `conditions`, `shared` (units printed once),
`refuse` (texts that hold none), `assemble`."""
