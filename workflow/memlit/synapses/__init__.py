"""Named synapses of any paper: the set that stands beside the review's credited one.

`members` decides by rule what is a synapse and how far its numbers go together; `confusion` holds the rule for a class
against the review's lists. `energy` says what they need and what it is made of, `beside` what is printed beside it.
`next_readings` says which paper to read next, and `outputs` is the record of it all.
"""
