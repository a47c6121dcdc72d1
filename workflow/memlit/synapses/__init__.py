"""Named synapses of any paper: the set that stands beside the review's credited one.

`members` decides by rule what is a synapse and how far its numbers go together, `counts` says how many there are, and
`confusion` holds the rule for a class against the review's lists. `energy` says what they need and what it is made of,
`beside` what is printed beside it, `next_readings` which paper to read next.
"""
