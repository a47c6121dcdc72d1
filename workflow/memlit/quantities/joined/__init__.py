"""Tokens joined to quantities: `entry` (one under assembly), `remarks` (what stands between numbers), `joints` (what a
number is to the one before), `conditions`, `shared` (units printed once), `refuse` (texts that hold none), `assemble`.
"""
