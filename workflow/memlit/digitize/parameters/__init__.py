"""From a series to a parameter of the device.

readers: the named ways to read a curve; nonlinearity: the fits that two of them need.
"""
