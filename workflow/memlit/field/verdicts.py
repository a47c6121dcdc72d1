"""What a claim of the review is about, what a verdict says of it, and what a contradiction in it changes."""

from collections.abc import Mapping
from typing import Literal, get_args

Verdict = Literal[
    "reproduced",
    "compatible",
    "differs",
    "not_checkable",
    "inconsistent_in_source",
    "consistent_in_source",
    "printed_not_decided",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TOPICS: Mapping[str, str] = {
    "class_metric": "of a class or of several papers",
    "device_metric": "of one device",
    "class": "another property of a class",
    "device": "another property of one device",
    "array": "the size of an array",
    "count": "a number of papers or arrays",
    "itself": "the review against itself",
}
"""What claims are about, the review's own metrics first."""
OWN_METRICS = ("class_metric", "device_metric")
CONSEQUENCES: Mapping[str, str] = {
    "benchmark": "contradictions that change a number of the benchmark",
    "physics": "contradictions that change what is said of a device, a mechanism or a cited result",
    "slip": "contradictions that are slips of the pen",
}
"""What a contradiction inside the review changes, the gravest first."""
