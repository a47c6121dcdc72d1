"""The review's devices: `synapses` is Fig. 11a with its table and what its tuples rest on, `placing` is for a reader's
own, `classes` has medians and applications, `neurons` Fig. 11c.
"""
