"""Regenerate a review of memristive synapses and neurons from printed values up."""

__version__ = "0.1.0"
