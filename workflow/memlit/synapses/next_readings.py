"""Which paper to read next: those that anyone can read first, then by how few readings complete their tuple.

What a metric needs are the parameters of its formula in config/metrics.yaml.
"""

from collections.abc import Collection

import pandas as pd

from memlit.analysis.evidence.coverage import WHAT_TO_SUPPLY, where_to_find
from memlit.benchmark.metrics import formula_of
from memlit.config import Classes, Config
from memlit.datum import Result, count_of
from memlit.devices.gather import classes_of
from memlit.field.codes import CHOSEN_PARTS, SYNAPSE_ROLES
from memlit.frames import SEVERAL, cells_of, items_of
from memlit.library import Library
from memlit.published import PublishedTable, published_table
from memlit.synapses.members import is_member

PARTS_OF = {
    "V": frozenset({"v_spike"}),
    "tau": frozenset({"tau"}),
    "G_on": frozenset({"g_on"}),
    "G_off": frozenset({"g_off"}),
    "r": frozenset({"g_on", "g_off"}),
}
"""Parts of the tuple that each parameter of a formula is read from; a printed ratio is r by itself."""
_OPEN = "open"


NEXT_READINGS_TABLE: PublishedTable[None] = published_table(__file__, "next_readings")


def completing_readings(
    devices: pd.DataFrame, coverage: pd.DataFrame, library: Library, classes: Classes, config: Config
) -> pd.DataFrame:
    """The rows of next_readings.csv: papers of synapses, what of their fullest tuple is missing, what completes most.

    Open ones first, then those that lack least, then by key. devices, coverage: rows of the tables of these names.
    """
    tuples: dict[str, list[tuple[str, ...]]] = {}
    for paper, parts in cells_of(devices, ["paper", CHOSEN_PARTS]):
        tuples.setdefault(paper, []).append(items_of(parts))
    rows = []
    for key, entry in library.entries.items():
        own_classes = classes_of(entry, classes)
        charge = any(classes.classes[name].charge_device for name in own_classes if name in classes.classes)
        if not is_member(entry, config) or not set(entry.roles) & set(SYNAPSE_ROLES) or charge:
            continue
        own = [_missing(parts) for parts in tuples.get(key, [()])]
        missing, has_ratio = min(own, key=lambda item: (len(item[0]), sorted(item[0])))
        if not missing:
            continue
        part, completes = max(
            ((part, _completed(missing, part, has_ratio, config)) for part in sorted(missing)),
            key=lambda item: (len(item[1]), item[1] != ("spike_timing",)),
        )
        rows.append(
            {
                "id": f"next_reading/{key}",
                "paper": key,
                "reference": entry.reviewref,
                "credited": config.evidence.headline_set in entry.sets,
                "open_access": entry.fields.get("access", "") == _OPEN,
                "class": SEVERAL.join(own_classes),
                "missing": SEVERAL.join(name for name in WHAT_TO_SUPPLY if name in missing),
                "reading": WHAT_TO_SUPPLY[part] if completes else "two readings or more",
                "completes": SEVERAL.join(completes),
                "find": where_to_find(entry),
                "lacks": len(missing),
            }
        )
    found = pd.DataFrame(rows, columns=[*NEXT_READINGS_TABLE.names, "lacks"], dtype="object")
    found["not_printed"] = found["paper"].map(coverage.set_index("paper")["not_printed"])
    return found.sort_values(["open_access", "lacks", "paper"], ascending=[False, True, True])


def count_open(found: pd.DataFrame) -> Result:
    """How many of them are credited and can be read by anyone."""
    label = "credited papers that lack an input and that anyone can read"
    return count_of("next_readings#open", label, (found["credited"] & found["open_access"]).sum(), "papers counted")


def _missing(parts: Collection[str]) -> tuple[frozenset[str], bool]:
    """What a tuple of these parts lacks, and whether it has a printed ratio, which stands for the off state."""
    has_ratio = "ratio" in parts
    return frozenset(WHAT_TO_SUPPLY).difference(parts, {"g_off"} if has_ratio else ()), has_ratio


def _completed(missing: frozenset[str], part: str, has_ratio: bool, config: Config) -> tuple[str, ...]:
    """Metrics that are numbers with `part` read and were none before."""

    def lacks(metric: str) -> frozenset[str]:
        names = (name for name in formula_of(config.metrics[metric]).parameters if not (name == "r" and has_ratio))
        return missing.intersection(part for name in names for part in PARTS_OF[name])

    return tuple(name for name in config.metrics_of(SYNAPSE_ROLES[0]) if lacks(name) == {part})
