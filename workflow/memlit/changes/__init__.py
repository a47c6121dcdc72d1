"""What changed between two sets of results: data, devices, medians, decisions and claims."""
