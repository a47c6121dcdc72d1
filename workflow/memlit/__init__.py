"""Regenerate a review of memristive synapses and neurons from printed values up."""

__version__ = "1.0.0"

PACKAGES = ("memlit", "figcurves", "printed")
"""This package and those beside it that it stands on."""
