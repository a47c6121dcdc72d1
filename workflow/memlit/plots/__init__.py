"""Figures of the report, drawn the same on every run."""
