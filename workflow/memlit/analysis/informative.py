"""Intervals too wide to say anything of a size: what they belong to is listed, without its numbers."""

from __future__ import annotations

MOST_DECADES = 3.0
"""An interval longer than this has ends more than a factor of a thousand apart: it holds what is negligible and what is
overwhelming."""


def not_informative(decades: float, of: str = "interval") -> str:
    """Why a result with an interval of this length is listed only; empty where it says something."""
    return (
        f"not informative: its {of} has ends more than a factor of a thousand apart" if decades > MOST_DECADES else ""
    )
