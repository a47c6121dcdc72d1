"""Where something stands on a page."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, origin at the top left of the page as displayed."""
