"""Fitted models: `clusters` (least squares with cluster-robust errors), `binomial` (exact intervals of a share),
`class_model` (class, laboratory and error of interval-censored values)."""
