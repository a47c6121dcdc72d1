"""Figures of observations of any field: a metric against its condition, and classes beside each other."""
