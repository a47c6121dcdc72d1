"""Rules by which a value of a sentence is of no device, by what it is of instead: `counts` of something else, numbers
that were `compared` or wanted, the `making` of a device, `circuits` around it. None asks what a value would be called.
"""
