"""YAML that people write: `read` (safe types, no key twice, lines of mistakes), `checked` (settings held against a
model that refuses unknown keys)."""
