"""Memory cells, as context: `comparisons` of classes with their tests and context; the `cells` listed."""
