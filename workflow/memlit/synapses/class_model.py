"""What the data do say of the classes: a posterior beside its prior, the votes of laboratories, one of them left out.

Each class of named synapses has the papers' own numbers of grade A and B under the headline pulse, one a paper, as a
point or within ends (`memlit.statistics.ClassModel`). Laboratories are the lineages. The error of one value is that of
two curators of one paper. Three priors of the spread of the classes show how much the prior decides. A class of fewer
laboratories than LEAST_LABORATORIES has votes and no posterior.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Annotated

from memlit.analysis.medians import Ends, PaperEnds, log10_of, median_ends, paper_ends
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import values_of
from memlit.config import Classes, Config
from memlit.datum import Estimate, Number, Numbers, Record, Result
from memlit.field.codes import ENERGY_READ_TWICE, LEAST_LABORATORIES, OWN
from memlit.published import Column, interval, meaning, published
from memlit.published import ends as ends_of_interval
from memlit.statistics import ClassModel, ModelInterval
from memlit.synapses.members import Member

MODELLED_METRICS = ("action_energy", "standby_power")
_READ_TWICE = {"action_energy": ENERGY_READ_TWICE, "standby_power": ("r_off",)}
"""What two curators read of each metric; their errors are taken as independent."""
PRIORS = (0.4, 1.0, 2.5)
"""Spread of the class medians about their centre, in decades: narrow, middle and wide."""
OTHERS = "all others"
SURE_DECIMALS = 3
"""Decimals of a decade or of a probability that the arithmetic of every machine agrees on."""
_WIDTH = "spike_timing"
_POSTERIOR = "interval-censored log-normal with class, laboratory and error"


@published("class_model.csv", "What the data say of the classes: prior, posterior, votes", "model_classes")
class ClassStatement(Record):
    """One statement under one prior: the median of a class, or that it is below the median of another."""

    id: Annotated[str, meaning("metric, class, what it is held against, and prior")]
    metric: Annotated[str, meaning("metric of the benchmark")]
    device_class: Annotated[str, Column("class", "device class")]
    below: Annotated[
        str, meaning("class that its median is said to be below; empty: the statement is its median itself")
    ]
    spread: Annotated[
        Number, Column("prior_spread_decades", "prior: spread of the class medians about their centre", unit="decades")
    ]
    n_laboratories: Annotated[Result, Column("laboratories", "laboratories of the class with evidence")]
    n_papers: Annotated[int, Column("papers", "papers of them")]
    least_width: Annotated[Number | None, Column("least_width_s", "shortest pulse of these papers", unit="s")]
    largest_width: Annotated[Number | None, Column("largest_width_s", "longest pulse of these papers", unit="s")]
    prior: Annotated[
        Estimate | None,
        *interval(
            "prior", "the median as the other classes have it; of a comparison the probability", unit="column unit"
        ),
    ]
    posterior: Annotated[
        Estimate | None,
        *interval("posterior", "the median of the class; of a comparison the probability", unit="column unit"),
    ]
    new_device: Annotated[
        Estimate | None,
        *interval(
            "new_device", "a device of a new laboratory of the class, another thing than its median", unit="column unit"
        ),
    ]
    without_one: Annotated[
        Result | None,
        *ends_of_interval("without_one", "posterior with one laboratory left out in turn", unit="column unit"),
    ]
    unit: Annotated[str, meaning("SI unit, 1 of a probability")]
    n_below: Annotated[
        Result, Column("votes_below", "laboratories of the class below the middle of what it is held against")
    ]
    n_open: Annotated[int, Column("votes_open", "laboratories whose bounds leave that open")]
    why_not: Annotated[str, meaning("why there is no posterior; empty where there is one")]


@dataclass(frozen=True)
class ClassEvidence:
    """The papers of all classes in one metric, by class and laboratory."""

    metric: str
    unit: str
    papers: Mapping[str, Mapping[str, Sequence[PaperEnds]]]
    error: float
    level: float

    def model(self, spread: float) -> ClassModel:
        """The model under one prior. Raises NotEstimable where nothing is known."""
        rows = [
            (paper.ends, device_class, laboratory)
            for device_class, laboratories in self.papers.items()
            for laboratory, own in laboratories.items()
            for paper in own
        ]
        ends, classes, laboratories = zip(*rows, strict=True)
        return ClassModel(
            [log10_of(each.low) for each in ends],
            [log10_of(each.high) for each in ends],
            groups=classes,
            laboratories=laboratories,
            spread_of_classes=spread,
            error=self.error,
            level=self.level,
        )

    def papers_of(self, device_class: str) -> list[PaperEnds]:
        """The papers of a class."""
        return [paper for own in self.papers[device_class].values() for paper in own]

    @cached_property
    def laboratory_ends(self) -> dict[str, dict[str, Ends]]:
        """What is known of the median of each laboratory, by class."""
        return {
            device_class: {name: median_ends([paper.ends for paper in own]) for name, own in laboratories.items()}
            for device_class, laboratories in self.papers.items()
        }

    def votes(self, device_class: str, against: Iterable[str]) -> tuple[int, int]:
        """Laboratories of a class below the middle of those of other classes, and those that bounds leave open."""
        others = [ends for name in against for ends in self.laboratory_ends[name].values()]
        if not others:
            return 0, len(self.laboratory_ends[device_class])
        middle, own = median_ends(others), self.laboratory_ends[device_class].values()
        below = sum(ends.high < middle.low for ends in own)
        return below, len(own) - below - sum(ends.low > middle.high for ends in own)


def counted_synapses(members: Iterable[Member]) -> list[Member]:
    """The weights with a resistive energy that are no setting of a program."""
    return [item for item in members if item.is_counted and not item.is_setting]


def class_evidence(
    counted: Iterable[Member],
    rows: Iterable[BenchmarkRow],
    metric: str,
    errors: Mapping[str, Result],
    classes: Classes,
    config: Config,
) -> ClassEvidence:
    """The papers' own numbers of the named synapses under the headline pulse; conditions and devices give way first.

    errors: of one reading of a parameter in decades, where two curators read the same papers.
    A class is one of which it is stated what moves in it.
    """
    by_id = {row.id: row for row in rows}
    own: dict[str, list[tuple[BenchmarkRow, str]]] = {}
    for item in counted:
        row = by_id[item.row]
        is_class = item.device_class in classes.classes and bool(classes.classes[item.device_class].moves)
        if is_class and row.whose_number == OWN and row.pulse == config.conventions.headline_pulse:
            own.setdefault(item.device_class, []).append((row, item.lineage))
    papers: dict[str, dict[str, list[PaperEnds]]] = {}
    for device_class, members in sorted(own.items()):
        laboratory_of = {row.work: lineage for row, lineage in members}
        for paper in paper_ends(values_of(row for row, _ in members), metric):
            papers.setdefault(device_class, {}).setdefault(laboratory_of[paper.paper], []).append(paper)
    return ClassEvidence(metric, config.metrics[metric].unit, papers, _error(metric, errors), config.analysis.level)


def _error(metric: str, errors: Mapping[str, Result]) -> float:
    """SD of the error of one value in decades, 0 where nobody read a paper twice."""
    known = [errors[name].value or 0.0 for name in _READ_TWICE[metric] if name in errors]
    return math.sqrt(sum(error**2 for error in known))


def class_statements(evidence: ClassEvidence, widths: Mapping[str, Ends], classes: Classes) -> Iterator[ClassStatement]:
    """The median of every class with evidence, and every pair of classes that the review compares, under each prior.

    widths: least and largest pulse width by class.
    """
    if not evidence.papers:
        return
    compared = [name for name in classes.credited if name in evidence.papers]
    pairs = [("", name) for name in evidence.papers] + [(second, first) for first, second in combinations(compared, 2)]
    for spread in PRIORS:
        model = evidence.model(spread)
        for below, device_class in pairs:
            yield _statement(evidence, model, spread, device_class, below, widths.get(device_class))


def _statement(
    evidence: ClassEvidence, model: ClassModel, spread: float, device_class: str, below: str, widths: Ends | None
) -> ClassStatement:
    named = [device_class, below] if below else [device_class]
    against = [below] if below else [name for name in evidence.papers if name != device_class]
    make = Numbers(
        "/".join(("class_model", evidence.metric, *named, f"{spread:g}")),
        tuple(sorted(i for name in named for paper in evidence.papers_of(name) for i in paper.inputs)),
        f"{_POSTERIOR}, classes spread by {spread:g} decades",
        f", {evidence.metric.replace('_', ' ')} of {' below '.join(named)}",
    )
    few = [name for name in named if len(evidence.papers[name]) < LEAST_LABORATORIES]
    n_below, n_open = evidence.votes(device_class, against)
    n_laboratories = len(evidence.papers[device_class])
    said = _Said() if few else _said(evidence, model, make, device_class, below)
    return ClassStatement(
        id=make.base,
        metric=evidence.metric,
        device_class=device_class,
        below=below,
        spread=spread,
        n_laboratories=make.count("laboratories", "laboratories", n_laboratories, "laboratories counted"),
        n_papers=len(evidence.papers_of(device_class)),
        least_width=widths.low if widths else None,
        largest_width=widths.high if widths else None,
        prior=said.prior,
        posterior=said.posterior,
        new_device=said.new_device,
        without_one=said.without_one,
        unit="1" if below else evidence.unit,
        n_below=make.count(
            "below", f"laboratories below the middle of {below or OTHERS}", n_below, "laboratories counted"
        ),
        n_open=n_open,
        why_not=f"fewer than {LEAST_LABORATORIES} laboratories: {', '.join(few)}" if few else "",
    )


@dataclass(frozen=True)
class _Said:
    """What the model says: prior and posterior, a new device, and the range with a laboratory left out."""

    prior: Estimate | None = None
    posterior: Estimate | None = None
    new_device: Estimate | None = None
    without_one: Result | None = None


def _said(evidence: ClassEvidence, model: ClassModel, make: Numbers, device_class: str, below: str) -> _Said:
    if below:
        return _of_pair(model, make, device_class, below)
    return _of_median(model, make, device_class, evidence.unit)


def _of_pair(model: ClassModel, make: Numbers, device_class: str, below: str) -> _Said:
    left = model.below_without_one(device_class, below)
    probability = round(model.below(device_class, below), SURE_DECIMALS)
    ends = round(min(left), SURE_DECIMALS), round(max(left), SURE_DECIMALS)
    return _Said(
        prior=Estimate(value=make.statistic("prior", "prior probability", 0.5)),
        posterior=Estimate(value=make.statistic("posterior", "posterior probability", probability)),
        without_one=make.bounds("without_one", "probability with a laboratory left out", *ends),
    )


def _of_median(model: ClassModel, make: Numbers, device_class: str, unit: str) -> _Said:
    def estimate(name: str, label: str, said: ModelInterval) -> Estimate:
        return make.estimate(name, label, [_power(end) for end in (said.median, said.low, said.high)], unit=unit)

    medians = [said.median for said in model.medians_without_one(device_class)]
    ends = _power(min(medians)), _power(max(medians))
    return _Said(
        prior=estimate("prior", "median by the other classes", model.prior(device_class)),
        posterior=estimate("posterior", "median of the class", model.median(device_class)),
        new_device=estimate("new_device", "a new device of the class", model.new_device(device_class)),
        without_one=make.bounds("without_one", "median with a laboratory left out", *ends, unit=unit),
    )


def _power(decades: float) -> float:
    return 10 ** round(decades, SURE_DECIMALS)


def widths_of(counted: Iterable[Member], rows: Iterable[BenchmarkRow], evidence: ClassEvidence) -> dict[str, Ends]:
    """Least and largest width of the pulses behind each class's evidence."""
    by_id = {row.id: row for row in rows}
    inputs = {
        name: {i for own in laboratories.values() for paper in own for i in paper.inputs}
        for name, laboratories in evidence.papers.items()
    }
    found: dict[str, list[float]] = {}
    for item in counted:
        metric, width = by_id[item.row].metrics.get(evidence.metric), by_id[item.row].value(_WIDTH)
        if metric and width and metric.id in inputs.get(item.device_class, ()):
            found.setdefault(item.device_class, []).append(width)
    return {name: Ends(min(widths), max(widths)) for name, widths in found.items()}
