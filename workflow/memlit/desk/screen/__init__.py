"""Screening by two readers: what one reader may see of it, and what they decide (queue)."""
