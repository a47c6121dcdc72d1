"""Over all documents: which readings may be used, and the tuple of each device and pulse.

gather (usable readings) -> series (spans of what one source prints) -> tuples (one for each device and pulse).
class_rule, trust: the two decisions on a device; outputs: the tables; stored, resolved: reading them back; device: a
chosen tuple with its readings.
"""
