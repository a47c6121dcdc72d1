"""Figures of the report, drawn the same on every run.

look: what all figures have in common, classes, sets, marks and what the review prints.
benchmark: the review's three metrics; classes: the classes compared; named: named synapses; variability: raw reads.
A figure is listed in config/field.yaml.
"""
