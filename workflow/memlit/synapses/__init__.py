"""Named synapses of any paper: the set that stands beside the review's credited one.

`class_rule` gives each device a class, `members` decides by rule what is a synapse and how far its numbers go together,
`medians` takes classes together under every choice of evidence, `printed` counts papers on either side of the review's
medians, `energy_parts` says what the energy is made of, `programming` has V I tau, `off_state` is the one finding that
the survey's off state allows, `properties`, `variability` and `neurons` list what is printed beside it, `spread_tests`
compares spreads, `measured` holds summaries of open raw data, `next_readings` says what one more reading would change.
"""
