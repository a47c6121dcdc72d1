"""How a new device compares with the papers of each class, and which published devices are nearest."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from memlit.analysis.evidence.coverage import where_to_find
from memlit.analysis.medians import Ends, ends_of
from memlit.benchmark.rows import BENCHMARK_FILE, BenchmarkRow, load_rows
from memlit.config import Config
from memlit.datum import Result
from memlit.devices.resolved import RESOLVED_FILES, load_shelf
from memlit.errors import PlaceError, certain
from memlit.field.codes import KNOWN_AS_POINT
from memlit.frames import load
from memlit.library import Library
from memlit.numbers import PublishedLine, numbers_of_run, published_lines
from memlit.placing.ranks import Rank, rank, ranked_papers
from memlit.published import DATA_FOLDER
from memlit.statistics import clopper_pearson

NEAREST = 5
NUMBERS_OF_MEDIANS = Path("results/numbers/classes.parquet")
PercentileSpan = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Published:
    """What the last run says of published devices."""

    rows: tuple[BenchmarkRow, ...]
    library: Library
    classes: Sequence[PublishedLine]
    papers: pd.DataFrame
    lineages: pd.DataFrame

    @classmethod
    def of(cls, root: Path, config: Config) -> "Published":
        """From the results of the review in `root`. Raises PlaceError where there was no run."""
        files = [root / name for name in (RESOLVED_FILES["library"], BENCHMARK_FILE, NUMBERS_OF_MEDIANS)]
        for path in files:
            if not path.is_file():
                raise PlaceError(path.as_posix(), "is missing", "run snakemake --cores 4 first")
        library, benchmark, numbers = files
        medians, papers, lineages = (load(name, root / DATA_FOLDER) for name in ("classes", "class_papers", "lineages"))
        return cls(
            tuple(load_rows(benchmark, config)),
            load_shelf(library).library,
            published_lines(medians.reset_index(), numbers_of_run([numbers])),
            papers.reset_index(),
            lineages,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The new device in one metric among the papers of one class in one set.

    below: how many papers with a known value have a smaller one; a span where the device is known within bounds only.
    percentile: `below` in percent of the known papers, None for so few that they are only listed. interval: its
    confidence interval (Clopper-Pearson), None where there are too few papers. bounds: the percentile over all credited
    papers, whatever the unread ones may hold.
    """

    id: str
    set_name: str
    device_class: str
    role: str
    pulse: str
    metric: str
    n_credited: int
    n_known: int
    n_bounded: int
    identification: str
    below: tuple[int, int]
    percentile: PercentileSpan | None
    interval: PercentileSpan | None
    bounds: PercentileSpan


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A published device; decades: its distance over the `metrics` that both have."""

    row: BenchmarkRow
    metrics: tuple[str, ...]
    decades: float
    find: str


@dataclass(frozen=True, slots=True)
class PlacedDevice:
    """A new device with its ranks, its standings, own class first, and its nearest published devices.

    ranks: of each metric the rank among the known papers of all sets but surveys, and among those of its class.
    """

    device: BenchmarkRow
    level: float
    standings: tuple[Standing, ...] = ()
    nearest: tuple[Neighbour, ...] = ()
    notes: tuple[str, ...] = field(default=())
    symbols: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, tuple[Rank, Rank]] = field(default_factory=dict)


def place_among(device: BenchmarkRow, published: Published, config: Config) -> PlacedDevice:
    """Compare `device` with every class that has evidence, in every set, for its pulse and for unpaired ones."""
    bounded = {result.id: (row.work, result) for row in published.rows for result in row.metrics.values()}
    points = published.papers[published.papers["known"] == KNOWN_AS_POINT]
    known = {summary: values.tolist() for summary, values in points.groupby("summary")["value"]}
    standings = [
        _standing(device.metrics[summary.metric], summary, known.get(summary.id, []), bounded, config)
        for summary in published.classes
        if summary.metric in device.metrics
        and summary.pulse in (device.pulse, "unpaired")
        and (summary.role == "neuron") == (device.role == "neuron")
        and (
            summary.n_papers
            or summary.n_bounded
            or (summary.device_class, summary.role) == (device.device_class, device.role)
        )
    ]
    sets = [summary.set for summary in published.classes]
    metrics = list(device.metrics)
    standings.sort(
        key=lambda item: (
            item.device_class != device.device_class,
            sets.index(item.set_name),
            item.device_class,
            metrics.index(item.metric),
        )
    )
    own = config.metrics_of("neuron") if device.role == "neuron" else config.planned_metrics
    return PlacedDevice(
        device,
        config.analysis.level,
        tuple(standings),
        tuple(nearest_devices(device, published, own)),
        tuple(_notes(device)),
        {name: metric.symbol for name, metric in config.metrics.items()},
        _ranks(device, published),
    )


def _ranks(device: BenchmarkRow, published: Published) -> dict[str, tuple[Rank, Rank]]:
    papers = ranked_papers(published.papers, published.lineages, device.role)
    found = {}
    for name, own in device.metrics.items():
        known = papers.get((name, device.pulse), ())
        if known:
            of_class = [paper for paper in known if device.device_class in paper.classes]
            found[name] = rank(own, known), rank(own, of_class)
    return found


def _notes(device: BenchmarkRow) -> Iterable[str]:
    if device.not_applicable:
        yield f"{device.device_class} {device.not_applicable}: action energy and standby power do not apply"
    if "load_resistor" in device.flags:
        yield "the load resistor takes its share of the pulse: the firing energy is an upper limit"
    if "below_100_kT" in device.flags:
        yield "an energy lies below 100 kT at room temperature: look at the quantities again"


def _standing(
    own: Result,
    summary: PublishedLine,
    values: Sequence[float],
    bounded: Mapping[str, tuple[str, Result]],
    config: Config,
) -> Standing:
    known = [Ends(value, value) for value in values]
    partly = _by_paper(bounded[identifier] for identifier in certain(summary.number("n_bounded")).inputs)
    credited = max(summary.n_credited, len(known) + len(partly))
    surely, maybe = _below(known, ends_of(own))
    partly_surely, partly_maybe = _below(partly, ends_of(own))
    unread = credited - len(known) - len(partly)
    percentile, interval = percentile_of((surely, maybe), len(known), config)
    return Standing(
        id=summary.id,
        set_name=summary.set,
        device_class=summary.device_class,
        role=summary.role,
        pulse=summary.pulse,
        metric=summary.metric,
        n_credited=credited,
        n_known=len(known),
        n_bounded=len(partly),
        identification=summary.identification if known else "not identified",
        below=(surely, maybe),
        percentile=percentile,
        interval=interval,
        bounds=(100 * (surely + partly_surely) / credited, 100 * (maybe + partly_maybe + unread) / credited),
    )


def percentile_of(
    below: tuple[int, int], n: int, config: Config
) -> tuple[PercentileSpan | None, PercentileSpan | None]:
    """The share of `n` papers that surely and possibly have less, in percent, and its interval by Clopper and Pearson.

    None for fewer papers than the plan asks for.
    """
    inclusion = config.analysis.inclusion_of(n)
    if inclusion not in {"range", "interval"}:
        return None, None
    percentile = (100 * below[0] / n, 100 * below[1] / n)
    if inclusion == "range":
        return percentile, None
    lower, upper = (clopper_pearson(k, n, level=config.analysis.level) for k in below)
    return percentile, (100 * certain(lower.low), 100 * certain(upper.high))


def _by_paper(results: Iterable[tuple[str, Result]]) -> list[Ends]:
    """What is known of each paper whose devices have the metric within bounds only: from the least to the largest."""
    papers: dict[str, list[Ends]] = {}
    for paper, result in results:
        papers.setdefault(paper, []).append(ends_of(result))
    return [Ends(min(one.low for one in found), max(one.high for one in found)) for found in papers.values()]


def _below(papers: Sequence[Ends], own: Ends) -> tuple[int, int]:
    """How many values surely and how many possibly lie below the device's."""
    return sum(paper.high < own.low for paper in papers), sum(paper.low < own.high for paper in papers)


def nearest_devices(device: BenchmarkRow, published: Published, metrics: Iterable[str]) -> list[Neighbour]:
    """Published devices by their distance in decades over what both have of `metrics`; those that share most first.

    The distance to a device known within bounds is that to the nearer bound. Published devices count with points only.
    """
    found = []
    for row in published.rows:
        shared = tuple(name for name in metrics if name in device.metrics and (row.value(name) or 0) > 0)
        if row.pulse not in (device.pulse, "unpaired") or (row.role == "neuron") != (device.role == "neuron"):
            continue
        if not shared or not row.is_evidence:
            continue
        gaps = [_gap(device.metrics[name], row.value(name) or 0) for name in shared]
        entry = published.library.entries[row.paper]
        found.append(Neighbour(row, shared, math.hypot(*gaps), where_to_find(entry)))
    found.sort(key=lambda item: (-len(item.metrics), item.decades, item.row.id))
    return found[:NEAREST]


def _gap(own: Result, value: float) -> float:
    ends = ends_of(own)
    if ends.low <= value <= ends.high:
        return 0.0
    near = ends.low if value < ends.low else ends.high
    return abs(math.log10(value / near)) if near > 0 else math.inf
