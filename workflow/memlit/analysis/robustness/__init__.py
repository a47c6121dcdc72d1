"""What would change a conclusion.

device_intervals: what is known of each device as an interval.
bounds: medians between the ends of what is known.
conventions: what one other convention would make of the classes.
"""
