"""In short: `findings` is the first screen, with what moved since a release; `answers` a reader's questions."""
