"""Memory cells, as context: `comparisons` of classes, with tests `overall` and their context; the `cells` listed."""
