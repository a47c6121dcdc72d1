"""Double extraction: `agreement` says how far two people who read a place agree, `record` is what a run keeps of it."""
