"""One spelling for what is typeset in many: `normalise` (a whole text; `printed.siunitx` its macros)."""
