"""Memory cells, as context: `comparisons` of classes with their tests and context, and the cells listed."""
