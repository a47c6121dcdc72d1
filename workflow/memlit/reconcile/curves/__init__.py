"""From a series to a parameter of the device.

readers: the named ways to read a curve; pulse_curves: branches of pulse curves, and fits of their nonlinearity.
"""
