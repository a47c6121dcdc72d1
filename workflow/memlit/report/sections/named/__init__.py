"""Named synapses of any paper: `synapses` leads, with `choices` of evidence; then `energy_parts`, `programming` by
current, `properties`, `measured` sets, `neurons`, `next_readings` that would change most, and the survey's `off_state`.
"""
