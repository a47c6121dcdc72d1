"""The action energy of named synapses.

`medians` takes classes together under every choice of evidence, `printed` counts papers on either side of the review's
medians, `parts` says what the energy is made of and `polarisation` what it leaves out of a ferroelectric, `programming`
has V I tau, `train` what a train costs, and `off_state` is the one finding that the survey's off state allows.
"""
