"""Words that say of a printed value that no device gave it: it is asked for, or is of a process, a test or a circuit.

Alternatives of patterns, for any case unless said. The rules for tables (`sources.attribution.not_a_device_value`) and
for sentences (`passages.chosen.not_a_device_value`) say where they must stand.
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
PROCESSOR_NAMES = (
    r"nvidia|geforce|gtx|rtx|tesla|titan|jetson|[vah]100|xeon|core[- ]i\d|ryzen|cortex-?[amr]\d*|raspberry pi"
    r"|snapdragon|tpu(?:[- ]?v\d)?|virtex|zynq|kintex|stratix|microcontroller|mcu|gpus?|cpus?"
)
"""Processors and their families, whatever stands beside the name."""
NETWORK_NAMES = (
    r"le-?net(?:-?\d+)?|alex-?net|vgg-?\w*|res-?net-?\w*|mobile-?net\w*|dense-?net\w*|efficient-?net\w*|inception\w*"
    r"|bert|transformers?|[mr]lp|[cdrsb]nns?|anns?|lstm|gru|perceptrons?|auto-?encoders?|svm|k-?nn|random forest"
    r"|back-?prop\w*|sgd|adam|(?:fp|float|int)-?\d+|full[- ]precision|quanti[sz]\w+|binari[sz]ed"
)
"""Networks, how they are trained and the numbers they compute with: what an accuracy is of, and no device."""
COMPUTING_METHODS = (
    r"methods?|algorithms?|approach(?:es)?|models?|classifiers?|learning (?:rules?|algorithms?)"
    r"|training (?:methods?|schemes?)"
)
"""Heads over what computes."""
_SIZE_OF_MEMORY = (
    r"\d+T(?:\d+[CR])?|\d+[- ]?bit|\d+ ?nm|embedded|conventional|traditional|standard|typical|CMOS|planar|[23]D"
    r"|off-chip|on-chip"
)
_KIND_OF_MEMORY = (
    r"e?S-?RAM|e?D-?RAM|(?:LP)?DDR\d?\w*|HBM\d?|e?-?(?:NAND|NOR)(?:[- ]?flash)?|e?-?flash(?:[- /]?\(?(?:NAND|NOR)\)?)?"
    r"|HDDs?|SSDs?|(?:hard|magnetic)[- ]dis[ck]s?(?: drives?)?|EEPROM"
)
OTHER_MEMORIES = (
    rf"^\W*(?:(?:{_SIZE_OF_MEMORY})[- ]+)*(?:{_KIND_OF_MEMORY})"
    rf"(?:[- ]+(?:memory|memories|cells?|technology|flash|{_SIZE_OF_MEMORY}))*\W*(?:\[[\d, –-]+\])?\W*$"
)
"""A label that says no more than that a memory is of charge on a node or a gate, or of a disk."""
MEMRISTIVE = (
    r"memrist\w*|\w*(?:rram|reram|mram|cbram|ecram|feram)|pcms?|fefets?|ftjs?|mtjs?|1t1r|1s1r|ferroelectric"
    r"|phase[- ]change|resistive|spintronic|hybrid"
)
"""Words that make a circuit one with devices of ours."""
LOGIC_CIRCUITS = (
    r"cmos|asics?|fpgas?|(?:silicon|si|transistor(?:-based)?) (?:neurons?|synaps[ei]s?)|axon[- ]hillock"
    r"|(?:digital|analogu?e|mixed-signal) (?:circuits?|neurons?|synaps[ei]s?|designs?|implementations?)"
)
"""Names of circuits of transistors alone."""
COMPONENTS = (
    r"transistors?|capacitors?|resistors?|components?|op-?amps?|otas?|cc(?:ii)?s?|inverters?|comparators?|elements"
)
"""What a circuit is counted in."""
SINGLE_COMPONENTS = r"(?:[np]-?)?mosfets?|[np]-?mos|transistors?|resistors?|capacitors?|inductors?|op-?amps?"
"""A component that stands beside memristors in a circuit."""
TRANSISTORS = (
    r"bulk|planar|(?:bulk |planar |multi-?gate |tri-?gate )?(?:fin-?fets?|mosfets?|[npc]?-?mos(?:fets?)?)"
    r"|(?:fd-?|pd-?)?soi|gaa(?:-?fets?)?|gate-all-around|nano-?(?:sheets?|wires?)(?: fets?)?|hk-?mg"
    r"|(?:high|low)[- ](?:performance|power)|[hl]s?t?p"
)
"""Kinds of transistors of a logic process."""
NOT_WORTH_ASKING = (
    rf"{CONVERTERS}|{PROCESSOR_NAMES}|clock|latency|throughput|[tg]?ops|flops|fps|utili[sz]ation|epochs?|batch|layers?"
    r"|learning rate|loss|iterations?|runtime|wall time|speed-?up|generations?|population|crossover|mutation|fitness"
    r"|op-?codes?|instructions?|registers?|adders?|tasks?|data ?sets?|strateg(?:y|ies)|problem|algorithms?|doi|https?"
)
"""Words of heads over numbers that no device has."""
