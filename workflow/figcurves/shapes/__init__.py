"""From the paths inside a panel to marks, lines, bars and areas.

model: the shapes; belonging: what belongs to the panel, and what is furniture.
sort: each path as a shape, by these steps:
  strokes (pieces of a curve, dashes, strokes from mark to mark), tidy, arrows, shaded.
"""
