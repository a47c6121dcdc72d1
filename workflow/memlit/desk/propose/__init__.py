"""Proposers of values: a language model that the environment names (model), asked about one page."""
