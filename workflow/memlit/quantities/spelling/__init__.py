"""One spelling for what is typeset in many: `symbols` (characters), `units` (names and factors), `siunitx` (macros),
`normalise` (the whole text)."""
