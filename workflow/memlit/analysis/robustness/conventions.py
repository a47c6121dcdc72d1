"""One convention changed at a time: what the papers of the review's set would then give for each class.

The conventions are the pulse, the mean of the two conductances, whose numbers count, and the class of papers that the
review leaves open. Each is changed alone, with all others as the plan has them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from memlit.analysis.medians import paper_ends
from memlit.benchmark.formulas import ConductanceMean
from memlit.benchmark.rows import benchmark
from memlit.benchmark.values import metric_rows
from memlit.config import Classes, Config, DisputedPapers
from memlit.datum import PULSES, Numbers, Record, Result, joined_ids
from memlit.field.codes import OTHER_PULSE, SURVEY
from memlit.files import SIGNIFICANT_DIGITS
from memlit.frames import SEVERAL, cells_of, items_of
from memlit.library import Library
from memlit.published import PublishedTable, published_table
from memlit.statistics.comparison.medians import log_median

OTHER_MEAN = "mean of the conductances"
OTHER_NUMBERS, OTHER_CLASS = "whose numbers count", "class of a paper"
CONVENTIONS = (OTHER_PULSE, OTHER_MEAN, OTHER_NUMBERS, OTHER_CLASS)
RESTATED_TOO = "also what others print and simulators set"
_MEAN_WORDS: Mapping[ConductanceMean, str] = {
    "arithmetic": "arithmetic",
    "logarithmic": "logarithmic",
    "on_only": "G_on alone",
}
_MIDDLE = "middle on the log scale of the papers with evidence, known or bounded"


class ChangedConvention(Record):
    """A class under one other convention, where its middle or its papers are others than by the plan.

    The middle of fewer papers than the plan asks for is no estimate of the class.
    """

    id: str
    metric: str
    convention: str
    option: str
    device_class: str
    unit: str
    before: Result | None
    after: Result | None
    n_papers: Result
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


CONVENTIONS_TABLE: PublishedTable[ChangedConvention] = published_table(
    __file__, "conventions", {"class": "device_class"}
)


class ComputedBenchmark(NamedTuple):
    """The rows of benchmark.csv, and the devices and readings of which `benchmark` computed them."""

    rows: pd.DataFrame
    devices: pd.DataFrame
    readings: pd.DataFrame


class _Changed(NamedTuple):
    """The values under a convention that is changed, and the pulse that is asked of them."""

    convention: str
    option: str
    values: pd.DataFrame
    pulse: str


_CELL = ["quantity", "class"]


def changed_conventions(
    computed: ComputedBenchmark, library: Library, classes: Classes, config: Config
) -> list[ChangedConvention]:
    """The classes of the headline set that any other convention changes, by metric, convention and class."""
    usual = _papers(metric_rows(computed.rows, config), config.conventions.headline_pulse, config)
    found = []
    for changed in _alternatives(computed, library, classes, config):
        papers = _papers(changed.values, changed.pulse, config)
        for cell in sorted({*cells_of(usual, _CELL), *cells_of(papers, _CELL)}):
            before, after = (own[(own[_CELL] == [*cell]).all(axis=1)] for own in (usual, papers))
            if not _are_alike(before, after):
                found.append(_line(changed, cell, before, after, config))
    order = [config.analysis.primary, *config.analysis.secondary]
    return sorted(found, key=lambda line: (order.index(line.metric), CONVENTIONS.index(line.convention), line.id))


def _papers(values: pd.DataFrame, pulse: str, config: Config) -> pd.DataFrame:
    """What is known of each paper, by metric of the plan and class of the headline set."""
    is_own = (values["set"] == config.evidence.headline_set) & (values["role"] == "synapse")
    is_asked = (values["pulse"] == pulse) & values["quantity"].isin(
        [config.analysis.primary, *config.analysis.secondary]
    )
    return paper_ends(values[is_own & is_asked & values["counted"]], _CELL)


def _are_alike(before: pd.DataFrame, after: pd.DataFrame) -> bool:
    """Whether the papers and their numbers are the same, as far as the tables keep digits."""
    ends = ["low", "high"]
    tolerance = 10.0 ** (2 - SIGNIFICANT_DIGITS)
    return [*before["work"]] == [*after["work"]] and np.allclose(before[ends], after[ends], rtol=tolerance, atol=0)


def _alternatives(
    computed: ComputedBenchmark, library: Library, classes: Classes, config: Config
) -> Iterator[_Changed]:
    conventions, rows = config.conventions, computed.rows
    pulse, values = conventions.headline_pulse, metric_rows(rows, config)
    yield from (_Changed(OTHER_PULSE, other, values, other) for other in PULSES if other != pulse)
    for mean, words in _MEAN_WORDS.items():
        if mean != conventions.conductance_mean:
            plan = config.model_copy(update={"conventions": conventions.model_copy(update={"conductance_mean": mean})})
            table = benchmark(computed.devices, computed.readings, library, classes, plan)
            yield _Changed(OTHER_MEAN, words, metric_rows(table, plan), pulse)
    with_restated = rows["counted"].fillna("") + SEVERAL + rows["beside"].fillna("")
    yield _Changed(OTHER_NUMBERS, RESTATED_TOO, metric_rows(rows.assign(counted=with_restated), config), pulse)
    options = named_disputed(config.analysis.disputed, classes)
    reference = values["paper"].map({key: entry.reviewref for key, entry in library.entries.items()})
    for option, placed in _in_other_classes(values, reference, options, config.evidence.headline_set):
        yield _Changed(OTHER_CLASS, option, placed, pulse)


def _in_other_classes(
    values: pd.DataFrame, reference: "pd.Series[float]", options: DisputedPapers, headline_set: str
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each other class of the papers whose class the review leaves open, in words, and the values with it.

    reference: the number of the paper of each value in the review's list.
    """
    is_own, device_class = values["set"] == headline_set, values["class"]
    for name in options.double_classes:
        is_other = is_own & (reference == options.double) & (device_class != name)
        yield f"reference {options.double}: {name} alone", values[~is_other]
    if options.conflicts and options.conflict_class:
        moved = device_class.mask(is_own & reference.isin(options.conflicts), options.conflict_class)
        yield f"references {_listed(options.conflicts)}: {options.conflict_class}", values.assign(**{"class": moved})
    if options.added and options.added_class:
        name, own = options.added_class, values[reference.isin(options.added) & (values["role"] == "synapse")]
        added = own.assign(**{"set": headline_set, "class": name})
        yield f"references {_listed(options.added)} added to {name}", pd.concat([values, added])
    if options.merged_class and options.merged_into:
        name, own = options.merged_into, values[(values["set"] == SURVEY) & (device_class == options.merged_class)]
        merged = own.assign(**{"set": headline_set, "class": name, "role": "synapse"})
        yield f"{options.merged_class} of the memory survey as {name}", pd.concat([values, merged])


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def named_disputed(options: DisputedPapers, classes: Classes) -> DisputedPapers:
    """The options with each class by its short name. Raises ConfigError for a class that is unknown."""

    def short(name: str) -> str:
        return classes.short_name(name, "analysis.disputed") if name else name

    fields = ("conflict_class", "added_class", "merged_class", "merged_into")
    named: dict[str, object] = {field: short(getattr(options, field)) for field in fields}
    return options.model_copy(update={**named, "double_classes": tuple(map(short, options.double_classes))})


def _line(
    changed: _Changed, cell: tuple[str, str], before: pd.DataFrame, after: pd.DataFrame, config: Config
) -> ChangedConvention:
    metric, name = cell
    unit = config.metrics[metric].unit
    base = f"conventions/{metric}/{name}/{changed.convention}={changed.option}"
    words = f"{metric} of {name}"
    rule = f"{_MIDDLE}; {changed.convention}: {changed.option}"
    of_before, of_after = (
        Numbers(base, joined_ids(map(items_of, papers["inputs"])), own)
        for papers, own in ((before, _MIDDLE), (after, rule))
    )
    return ChangedConvention(
        id=base,
        metric=metric,
        convention=changed.convention,
        option=changed.option,
        device_class=name,
        unit=unit,
        before=_middle(of_before, "before", f"{words}, by the plan", before, unit),
        after=_middle(of_after, "after", f"{words}, changed", after, unit),
        n_papers=of_after.count("papers", f"{name} papers with {metric}", len(after)),
        entered=tuple(after["work"][~after["work"].isin(before["work"])]),
        left=tuple(before["work"][~before["work"].isin(after["work"])]),
    )


def _middle(make: Numbers, name: str, label: str, papers: pd.DataFrame, unit: str) -> Result | None:
    """The middle of papers, within bounds where they allow more than one number; None without papers."""
    if papers.empty:
        return None
    return make.bounds(name, label, log_median([*papers["low"]]), log_median([*papers["high"]]), unit=unit)
