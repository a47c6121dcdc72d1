"""Fitted models: `clusters` (least squares with cluster-robust errors), `binomial` (exact intervals of a share)."""
