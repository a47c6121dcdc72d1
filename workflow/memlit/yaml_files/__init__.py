"""YAML that people write: `read` (safe types, no key twice, lines of mistakes), `edit` (changed where it changes)."""
