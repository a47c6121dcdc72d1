"""Words that say of a printed value that no device gave it: it is asked for, or is of a process, a test or a circuit.

Alternatives of patterns, for any case unless said. The rules for sentences (`passages.chosen.not_a_device_value`) say
where they must stand.
"""

OF_A_SYSTEM = frozenset(
    (
        "accuracy",
        "test_error",
        "mnist_test_error",
        "vmm_error",
        "vmm_error_sd",
        "array_size",
        "capacity",
        "energy_efficiency",
        "efficiency_ratio",
        "mac_time",
        "load_resistance",
        "source_resistance",
    )
)
"""Parameters of an array, a network, a chip or the circuit around a device: read in sentences, proposed for none."""
GOALS = r"targets?|targeted|goals?|desired"
NEEDED = r"required|needed"
FILM_STEPS = r"anneal\w*|deposit\w*"
"""Steps by which a film is made. `sputtered` and `grown` stand in names of devices too, and are not among them."""
TOOL_SOURCES = r"laser|RF|plasma"
"""What a tool drives with its power. In capitals as printed."""
BREAKDOWN_TESTS = r"TDDB|TZDB|(?<!read voltage )stress(?:es)?"
QUALIFICATION_TESTS = r"HTOL|burn-?in"
CONVERTERS = r"ADCs?|DACs?"
AMPLIFIERS = r"op-?amps?|comparators?"
PROCESSORS = r"processors?"
BITS_OF_OTHERS = rf"{CONVERTERS}|{PROCESSORS}|float\w*|fixed|integers?|inputs?|outputs?|images?"
"""What has bits and is no cell. In lower case as printed, but for converters."""
