"""What is printed of named synapses and neurons beside the energy.

`properties` lists what is printed, `variability` what of it is a spread by class, and compares spreads.
`neurons` lists energies per spike, and `measured` holds summaries of open raw data.
"""
