"""Fitted models: `clusters` (least squares with cluster-robust errors), `likelihood` (censored values, exact binomial
intervals), `class_model` (class, laboratory and error of interval-censored values)."""
