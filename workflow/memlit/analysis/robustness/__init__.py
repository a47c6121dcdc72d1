"""What would change a conclusion.

bounds: medians and decisions between the ends of what is known.
conventions: what one other convention would make of the classes.
companions: trends, coupling of metrics that share columns, energies as the authors report them.
record: results/sensitivity.json.
"""
