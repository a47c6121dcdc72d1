"""What would change a conclusion.

device_intervals: what is known of each device as an interval.
corners: whether two classes differ wherever their bounded papers lie.
bounds: medians between the ends of what is known.
conventions: what one other convention would make of the classes.
own_energies: energies as the authors report them, beside the action energy.
record: what the rule makes.
"""
