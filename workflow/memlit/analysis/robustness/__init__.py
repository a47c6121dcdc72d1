"""What would change a conclusion.

bounds: medians and decisions between the ends of what is known.
multiverse: every joint choice of conventions, as arrays from multiverse_arrays.
companions: trends, coupling of metrics that share columns, energies as the authors report them.
record: results/sensitivity.json.
"""
