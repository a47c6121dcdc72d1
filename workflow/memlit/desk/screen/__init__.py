"""Screening by two readers: what one reader may see of it and decides (queue), what the page asks (routes)."""
