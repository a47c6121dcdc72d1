"""One spelling for what is typeset in many: `symbols` (characters), `siunitx` (macros), `normalise` (a whole text)."""
