"""Text cut into tokens: `numbers` and their signs, `words` (numbers in words), `tokens`."""
