"""Text cut into tokens: `comparators`, `numbers`, `words` (numbers in words), `tokens`."""
