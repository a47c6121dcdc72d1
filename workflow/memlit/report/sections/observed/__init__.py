"""Sections of any field whose values are observations; its words come from field.yaml and the vocabulary."""
