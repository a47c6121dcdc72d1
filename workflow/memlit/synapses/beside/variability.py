"""Variability of named synapses by class: from cycle to cycle, from device to device, and between papers.

What papers print of the first two has several definitions, so it is listed and not pooled. The spread between papers is
the range of a metric in decades over the papers whose metric is a number, under the headline pulse and with the widest
choice of evidence. Copies of one laboratory or one table count as one lineage.
"""

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from memlit.analysis.medians import paper_ends
from memlit.config import Config
from memlit.datum import Reading, Record, Result, count_of, statistic_of
from memlit.field.codes import SYNAPSE_ROLES
from memlit.frames import cells_of, items_of
from memlit.grouping import grouped
from memlit.published import PublishedTable, of_path, published_table
from memlit.synapses.beside.properties import Property
from memlit.synapses.members import shown_synapses

PRINTED = ("cycle_to_cycle", "device_to_device")
LEAST_PAPERS = 2


class ClassSpread(Record):
    """The spread of one kind in one class: what papers print of it, or the range of a metric between papers."""

    id: str
    device_class: str
    kind: str
    n_lineages: Result
    papers: tuple[str, ...]
    printed: tuple[Reading, ...]
    decades: Result | None


SYNAPSE_SPREAD_TABLE: PublishedTable[ClassSpread] = published_table(
    __file__,
    "synapse_spread",
    {
        "class": "device_class",
        "printed": of_path("printed", lambda own: tuple(r.datum.printed.text for r in own)),
        "readings": lambda line: tuple(r.id for r in line.printed),
    },
)


def class_spreads(
    named: pd.DataFrame, values: pd.DataFrame, printed: Iterable[Property], config: Config
) -> list[ClassSpread]:
    """Every kind of every class with something to show, sorted by class; printed spreads first.

    named: as `graded_synapses` makes it; values: rows of values.csv, of which those of named synapses are taken.
    """
    lineages = dict(cells_of(named, ["paper", "lineage"]))
    lines = []
    own = (item for item in printed if item.parameter in PRINTED and item.values)
    for (device_class, kind), items in grouped(own, lambda item: (item.device_class, item.parameter)).items():
        papers = tuple(sorted({item.paper for item in items}))
        readings = tuple(reading for item in items for reading in _different(item.values))
        lines.append(_line(device_class, kind, papers, lineages, readings, None))
    known = _known_points(named, values, config)
    for metric in config.metrics_of(SYNAPSE_ROLES[0]):
        for name, points in known[known["quantity"] == metric].groupby("class"):
            device_class = str(name)
            if len(points) < LEAST_PAPERS:
                continue
            decades = statistic_of(
                f"synapse_spread/{device_class}/{metric}#decades",
                f"range of the {metric.replace('_', ' ')} between {device_class} papers",
                math.log10(points["low"].max() / points["low"].min()),
                "decades",
                "log10 of the largest over the least",
                tuple(one for cell in points["inputs"] for one in items_of(cell)),
            )
            lines.append(_line(device_class, metric, tuple(points["work"]), lineages, (), decades))
    return sorted(lines, key=lambda line: (line.device_class, line.decades is not None))


def _known_points(named: pd.DataFrame, values: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The papers whose metric is a number under the headline pulse, with the widest choice of evidence."""
    shown = shown_synapses(named)
    rows = shown.loc[shown["pulse"] == config.conventions.headline_pulse, "id"]
    papers = paper_ends(values[values["row"].isin(rows)], ["class", "quantity"])
    return papers[papers["is_point"]]


def _different(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that print the same again."""
    return list({(reading.low, reading.high): reading for reading in reversed(readings)}.values())[::-1]


def _line(
    device_class: str,
    kind: str,
    papers: tuple[str, ...],
    lineages: dict[str, str],
    printed: tuple[Reading, ...],
    decades: Result | None,
) -> ClassSpread:
    line_id = f"synapse_spread/{device_class}/{kind}"
    # A paper that prints a spread and no tuple is a lineage of its own.
    n = len({lineages.get(paper, paper) for paper in papers})
    counted = count_of(f"{line_id}#lineages", f"lineages of {device_class} papers", n, "lineages counted")
    return ClassSpread(
        id=line_id,
        device_class=device_class,
        kind=kind,
        papers=papers,
        n_lineages=counted,
        printed=printed,
        decades=decades,
    )
