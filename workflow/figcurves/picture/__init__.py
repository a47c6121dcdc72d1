"""Figures that are pictures.

composite: a picture of several panels cut into them.
frame: the frame, the plot area and the ticks of a picture.
series: curves and marks by colour, and marks beside ink like words.
  pulses: a series with a mark at each pulse, by marks (their shape), pulse_branch (each mark at its pulse) and
  pulse_doubts (what a person is asked).
read: the picture, start to end, on its declared or proposed scale.
"""
