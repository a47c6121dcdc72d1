"""Which devices are named synapses, and how far the numbers of each belong together.

(a) A weight: three pulsed states or more, a train of three pulses or more, or a weight of a network. Memory cells stay
where they are. (b) Current flows through the switching layer between two terminals; a charge device has no resistive
energy and stands in a table of its own. (c) The grade of a pulse is the transcriber's, by the rules of docs/methods.md,
and whose number it is decides where it stands (memlit.devices.trust). Lineages join papers of one laboratory, and those
whose numbers were read in one table.
"""

from collections.abc import Mapping

import pandas as pd

from memlit.benchmark.rows import columns_of_metrics, full_names
from memlit.config import Classes, Config, Metric
from memlit.datum import FIRST_HAND, PULSES
from memlit.devices.class_rule import Described, contradiction, device_classes
from memlit.devices.gather import classes_of
from memlit.field.codes import BEST_EVIDENCE, NAMED_SET, OF_NO_DEVICE, OWN, RESTATED, SYNAPSE_ROLES, WIDEST_EVIDENCE
from memlit.frames import SEVERAL, cells_of, has_item, items_of
from memlit.grouping import connected
from memlit.library import Entry, Library
from memlit.published import Columns, PublishedTable, published_table

LABORATORY = "laboratory"
NETWORK = "network_weights"
"""Flag of a reading of a device that holds the weights of a network."""
LEAST_STATES = 3
OF_WEIGHTS = {"n_states": "{:g} states", "n_pulses": "{:g} pulses of a train"}
"""Parameters that say that a device is a weight, and how."""

CHARGE_SYNAPSES: PublishedTable[object] = published_table(__file__, "charge_synapses")


def synapses_table(metrics: Mapping[str, Metric]) -> PublishedTable[object]:
    """synapses.csv, with three columns for each metric of a synapse in config/metrics.yaml."""
    return published_table(__file__, "synapses", metrics=columns_of_synapse_metrics(metrics))


def columns_of_synapse_metrics(metrics: Mapping[str, Metric]) -> Columns:
    """The columns of the metrics that a synapse has."""
    return columns_of_metrics({name: own for name, own in metrics.items() if SYNAPSE_ROLES[0] in own.roles})


def column_of_energy(config: Config) -> str:
    """The column of the action energy, as in benchmark.csv."""
    return config.metrics["action_energy"].column("action_energy")


def is_member(entry: Entry, config: Config) -> bool:
    """Whether a paper stands in the set: named by its entry, or a synapse that the review credits."""
    is_credited = config.evidence.headline_set in entry.sets and SYNAPSE_ROLES[0] in entry.roles
    return NAMED_SET in entry.sets or is_credited


def graded_synapses(
    benchmark: pd.DataFrame,
    devices: pd.DataFrame,
    readings: pd.DataFrame,
    library: Library,
    classes: Classes,
    config: Config,
) -> pd.DataFrame:
    """The rows of benchmark.csv that are named synapses, one a device, pulse and condition.

    devices: rows of devices.csv; readings: of readings.csv. To the columns of benchmark.csv come those that
    synapses.csv has beside them; `shown`: whether it is a weight with a resistive energy whose sources are one.
    """
    members = [key for key, entry in library.entries.items() if is_member(entry, config)]
    is_synapse = benchmark["pulse"].isin(PULSES) & benchmark["role"].isin(SYNAPSE_ROLES)
    # A paper of two classes or roles has a row for each; its devices are what is counted here.
    named = benchmark[is_synapse & benchmark["paper"].isin(members)].drop_duplicates("tuple", ignore_index=True)
    described = devices.set_index("id").loc[named["tuple"], ["words", "stack", "readings"]].reset_index(drop=True)
    named = named.join(_said_of_classes(named, described, library, classes))
    copied_in = dict(cells_of(readings[["id", "lineage"]].dropna()))
    tables = [sorted({copied_in[one] for one in items_of(own) if one in copied_in}) for own in described["readings"]]
    named["same_numbers"] = [SEVERAL.join(own) or None for own in tables]
    named["laboratory"] = named["paper"].map({key: library.entries[key].fields.get(LABORATORY) for key in members})
    named["lineage"] = named["paper"].map(lineages_of(named))
    named = named.merge(_weights(readings), on=["paper", "device"], how="left")
    is_of_one_source = ~has_item(named["flags"], "mixed_sources")
    named["shown"] = named["weight"].notna() & named["not_applicable"].isna() & is_of_one_source
    return named


_SAID = ("class_basis", "because", "review_classes", "source_class", "source_because")


def _said_of_classes(named: pd.DataFrame, described: pd.DataFrame, library: Library, classes: Classes) -> pd.DataFrame:
    """What decided the class of each row, the classes that the review gives its paper, and what contradicts it."""
    found = []
    about = zip(cells_of(named, ["paper", "class"]), cells_of(described, ["words", "stack"]), strict=True)
    for (paper, device_class), (words, stack) in about:
        entry, said = library.entries[paper], Described(words or "", stack or "")
        decided = next(own for own in device_classes(entry, said, classes) if own.device_class == device_class)
        other = contradiction(device_class, said, classes)
        of_review = SEVERAL.join(classes_of(entry, classes)) if entry.reviewref else None
        against = (other.device_class, other.because) if other else (None, None)
        found.append((decided.basis, decided.because, of_review, *against))
    return pd.DataFrame(found, columns=_SAID)


def _weights(readings: pd.DataFrame) -> pd.DataFrame:
    """Why a device is a weight, by paper and device; that it is one of a network says most."""
    of_network = readings[has_item(readings["flags"], NETWORK)].assign(weight="weights of a network")
    said = readings[readings["parameter"].isin(OF_WEIGHTS) & (readings["low"] >= LEAST_STATES)]
    texts = [OF_WEIGHTS[name].format(low) for name, low in cells_of(said, ["parameter", "low"])]
    weights = pd.concat([of_network, said.assign(weight=texts)]).dropna(subset="paper")
    return weights.drop_duplicates(["paper", "device"])[["paper", "device", "weight"]]


def lineages_of(named: pd.DataFrame) -> dict[str, str]:
    """A name for each paper, one for all that share numbers or a laboratory, directly or through others.

    named: with the columns `paper`, `same_numbers` and `laboratory`.
    """
    marks: dict[str, list[str]] = {}
    for paper, numbers, laboratory in cells_of(named, ["paper", "same_numbers", "laboratory"]):
        marks.setdefault(paper, []).extend([*items_of(numbers), *([laboratory] if laboratory else [])])
    return connected(marks)


def shown_synapses(named: pd.DataFrame) -> pd.DataFrame:
    """The synapses that are shown with their numbers, whoever prints them.

    A setting of a program that its own paper prints is no device, and stands in no median and no figure.
    """
    is_setting = (named["tier"] == FIRST_HAND) & named["whose_number"].isin(OF_NO_DEVICE)
    return named[named["shown"] & ~is_setting]


def chosen_by(evidence: str, named: pd.DataFrame) -> pd.DataFrame:
    """The synapses that a choice of evidence takes."""
    shown = shown_synapses(named)
    taken = [OWN, RESTATED] if evidence == WIDEST_EVIDENCE else [OWN]
    chosen = shown[shown["whose_number"].isin(taken)]
    return chosen[chosen["grade"] == "A"] if evidence == BEST_EVIDENCE else chosen


def synapse_rows(named: pd.DataFrame) -> pd.DataFrame:
    """The rows of synapses.csv and charge_synapses.csv; of the latter each has the reason in `not_applicable`."""
    return named.assign(id=named["tuple"], device=full_names(named), counted=named["shown"])
