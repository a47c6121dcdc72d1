"""Named synapses of any paper: their energies, what these are made of, and measured pulse trains."""
