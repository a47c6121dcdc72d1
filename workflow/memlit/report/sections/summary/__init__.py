"""In short: `findings` is the first screen, `answers` a reader's questions, `changes` what moved since a release."""
