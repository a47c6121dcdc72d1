"""Variability: the `measured` sets, and the `accuracy` that it costs a network."""
