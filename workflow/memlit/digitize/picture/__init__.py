"""Figures that are pictures.

frame: the frame and ticks of a picture; proposed_scales: scales proposed from the ink of labels.
series: curves and marks by colour; legend_doubts: marks beside ink like words.
read: the picture, start to end.
"""
