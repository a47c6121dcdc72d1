"""What shows that a table is of devices, and what that it is of others; another field names its own in its vocabulary.

Words that say of a single value that no device gave it stand in `not_a_device`.
"""

DEVICE_PARAMETERS = (
    *("endurance", "retention", "r_on", "r_off", "g_on", "g_off", "on_current", "off_current", "state_resistance"),
    *("state_conductance", "on_off_ratio", "on_off_ratio_dc", "dynamic_range", "selectivity", "capacitance_ratio"),
    *("memory_window", "conductance_range", "conductance_change", "n_states", "n_pulses", "write_noise", "asymmetry"),
    *("set_voltage", "reset_voltage", "dc_set_voltage", "dc_reset_voltage", "programming_voltage", "write_voltage"),
    *("erase_voltage", "read_voltage", "threshold_voltage", "hold_voltage", "forming_voltage", "compliance_current"),
    *("set_pulse_width", "reset_pulse_width", "pulse_width", "read_pulse_width", "erase_latency", "switching_time"),
    *("set_current", "reset_current", "set_current_voltage", "reset_current_voltage", "set_energy", "reset_energy"),
    *("switching_energy", "nonlinearity", "nonlinearity_potentiation", "nonlinearity_depression", "cycle_to_cycle"),
    *("device_to_device", "turn_on_slope", "rectification_ratio", "drift_exponent", "thickness"),
    *("remanent_polarization", "switched_polarization"),
)
"""What a device is said to have, and no circuit, chip, network or process as often: these have an area, a power, an
energy, a latency, a frequency, an accuracy, a supply, a node and bits."""
DEVICE_WORDS = (
    *("device", "memory cell", "synaptic cell", "synaptic transistor", "artificial synapse", "selector"),
    *("resistive switch", "threshold switch", "electrochemical cell", "tunnel junction", "ecram", "nanowire"),
)
"""Names of devices beside those of kinds of memories and of materials, in any case, one or several."""
WORDS_OF_COMPARISONS = (
    r"compar\w+ (?:with|to)|(?:prior|previous|other|recent|published|reported) \w+|state[- ]of[- ]the[- ]art|literature"
    r"|survey|works|benchmark\w*"
)
"""Words of a caption that sets works beside each other."""
WORDS_OF_OTHERS = (
    r"circuits?|chips?|accelerat\w+|processors?|fpgas?|asics?|engines?|throughput|[tg]?ops|networks?|hardware"
    r"|simulat\w+|macros?|architectures?|clock|training|inference|algorithms?|data ?sets?|mnist|systems?|platforms?"
    r"|emulat\w+|gpus?|cpus?|luts?"
)
"""Words of a caption that are of circuits, networks or simulations."""
