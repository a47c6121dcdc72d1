"""Cards of devices: what is known of one, with its origin, and the same as files that simulators read.

named: the named synapses and neurons of a run. model: the card. fields: what each simulator names, with its source.
values: printed values of a device for a simulator. make: the card of a device. simulators: a module each, which writes
a file and reads it back. command: all cards of a run.
"""
