"""From shapes to named series with values.

legend with legend_words: names of series; errorbars: bars at points; bars: bar charts.
build: the series of a panel, in the units of its axes.
"""
