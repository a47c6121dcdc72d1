"""Variability: the `measured` sets, `spread` as effect sizes, and the `accuracy` that it costs a network."""
