"""Panels of a page before they are described, and the overlay that proves what was read."""
