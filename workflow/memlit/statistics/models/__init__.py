"""Fitted models: `clusters` (least squares with cluster-robust errors), `likelihood` (censored values, exact binomial
intervals, mixed models)."""
