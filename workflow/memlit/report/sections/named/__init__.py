"""Named synapses of any paper: `synapses` leads, with the choices of evidence; then their `energy` (its parts, by
current, the survey's off state), what is printed `beside` it, and which paper to read next (`next_readings`).
"""
