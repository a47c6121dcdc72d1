"""One spelling for what is typeset in many: `siunitx` (macros), `normalise` (a whole text)."""
