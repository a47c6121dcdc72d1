"""From ticks and labels to the scales of a panel.

frames: strokes, frames and ticks, plot areas without a frame.
tick_labels: what a label says; label_matching: which label stands at which tick, and what speaks against it.
scale_fit: linear or logarithmic, and how well it fits; factors: a power of ten for a whole axis.
sides: the four sides of a panel.
titles: the words of an axis and its unit.
declared: scales that a person declared; panels: all panels of a page with their axes.
"""
