"""What the spread of the action energy is made of: signed covariance shares of voltage, width and mean conductance.

By the formula of config/metrics.yaml log E_a = 2 log V + log tau + log G, so cov(part, log E_a)/var(log E_a) of the
three parts add up to one; a share below zero says that the part runs against the energy. A formula that is no product
of the three has no such parts. One transition at a time, one device a paper; papers are resampled by lineage, from ten
lineages on. With fewer the inputs of each paper are listed and no share is given.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from memlit.benchmark.formulas import Formula
from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import Estimate, Number, Numbers, Record, Result
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.errors import certain
from memlit.field.codes import (
    LEAST_LINEAGES,
    MEMORY,
    NAMED_SET,
    OWN,
    SURVEY,
    UNPAIRED_SET,
    Whose,
)
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table
from memlit.synapses.energy.medians import shown_synapses
from memlit.synapses.members import Synapse

ENERGY_PARTS = ("voltage", "width", "conductance")
SHARE_DECIMALS = 9
"""Decimals of a share: those after them differ from processor to processor, by the order in which it adds."""
_RULE = "cov(part, log E_a)/var(log E_a), lineages resampled"
SHARE_ENDS = (", lower end of 95 %", ", upper end of 95 %")


class Inputs(Record):
    """A paper's voltage (V), width (s) and mean conductance (S) behind one action energy (its id), and its lineage.

    readings: ids of the tuple's parts, in the order of their kinds.
    """

    id: str
    group: str
    paper: str
    lineage: str
    voltage: Number
    width: Number
    conductance: Number
    readings: tuple[str, ...]
    action_energy: str
    whose_number: Whose = OWN
    polarisation: Result | None = None

    @property
    def values(self) -> tuple[float, float, float]:
        """The three inputs in the order of ENERGY_PARTS."""
        return self.voltage, self.width, self.conductance


ENERGY_INPUTS_TABLE: PublishedTable[Inputs] = published_table(
    __file__,
    "energy_inputs",
    {
        "voltage_v": "voltage",
        "width_s": "width",
        "conductance_s": "conductance",
        "polarisation_j_high": "polarisation.high",
    },
)


class EnergyShare(Record):
    """The share of one part in one group of papers; without a number where the lineages are too few."""

    id: str
    group: str
    part: str
    n_papers: Result
    n_lineages: Result
    share: Estimate | None
    note: str


ENERGY_PARTS_TABLE: PublishedTable[EnergyShare] = published_table(
    __file__, "energy_parts", {"share": "share.value", "low": "share.low", "high": "share.high"}
)


def energy_inputs(
    rows: Iterable[BenchmarkRow],
    found: Iterable[Synapse],
    devices: Iterable[DevicePulse],
    values: Mapping[str, float],
    polarisations: Mapping[str, Result],
    config: Config,
) -> list[Inputs]:
    """Inputs of every paper with a complete tuple: named synapses, and the survey's classes by pulse.

    values: of readings that are a point, by id; polarisations: the term of a device under a pulse, by its id.
    """
    tuples = {device.id: device.chosen for device in devices}
    graded = shown_synapses(found)
    cells = [row for row in rows if row.set_name in (SURVEY, UNPAIRED_SET) and row.role == MEMORY]
    members = [
        *((f"{NAMED_SET}, {item.row.pulse}", item.lineage, item.row) for item in graded),
        *((f"{row.set_name}, {row.device_class}, {row.pulse}", row.work, row) for row in cells),
    ]
    known = (member for member in members if member[2].value("action_energy"))
    groups = grouped(known, lambda member: (member[0], member[2].work, member[1]))
    factors = energy_factors(config)
    if factors is None:
        return []
    all_inputs = (
        _inputs(*about, row, tuples, values, factors, polarisations.get(row.source), config)
        for about, row in ((about, _middle_row(row for _, _, row in groups[about])) for about in sorted(groups))
    )
    return [inputs for inputs in all_inputs if inputs is not None]


EnergyFactors = Mapping[str, tuple[Formula, float]]
"""The factor of the action energy that is each of ENERGY_PARTS, with its power."""


def energy_factors(config: Config) -> EnergyFactors | None:
    """The parts of the formula of the action energy; None where it is no product of the three."""
    found = {_PART_OF.get(factor.parameters, ENERGY_PARTS[2]): (factor, power) for factor, power in _factors(config)}
    return found if found.keys() == set(ENERGY_PARTS) and len(_factors(config)) == len(ENERGY_PARTS) else None


_PART_OF: Mapping[tuple[str, ...], str] = {("V",): ENERGY_PARTS[0], ("tau",): ENERGY_PARTS[1]}
"""The part that a factor is by its parameters; any other is the conductance."""


def _factors(config: Config) -> tuple[tuple[Formula, float], ...]:
    return formula_of(config.metrics["action_energy"]).factors


def _inputs(
    group: str,
    paper: str,
    lineage: str,
    row: BenchmarkRow,
    tuples: Mapping[str, PulseTuple],
    values: Mapping[str, float],
    factors: EnergyFactors,
    polarisation: Result | None,
    config: Config,
) -> Inputs | None:
    """The inputs of a paper: raw columns must come from one device, that of the (lower) middle energy."""
    voltage, width, g_on, ratio = _raw_columns(tuples[row.source], values)
    known = {"V": voltage, "tau": width, "G_on": g_on, "G_off": g_on / ratio, "r": ratio}
    parts = {part: factor.value(known, config.conventions.conductance_mean) for part, (factor, _) in factors.items()}
    if not all(math.isfinite(value) and value > 0 for value in parts.values()):
        return None
    energy = row.metrics["action_energy"]
    return Inputs(
        id=f"energy_inputs/{group}/{paper}",
        group=group,
        paper=paper,
        lineage=lineage,
        action_energy=energy.id,
        whose_number=row.whose_number,
        voltage=parts["voltage"],
        width=parts["width"],
        conductance=parts["conductance"],
        readings=energy.inputs,
        polarisation=polarisation,
    )


def _middle_row(rows: Iterable[BenchmarkRow]) -> BenchmarkRow:
    """The row of a paper with the (lower) middle action energy."""
    ordered = sorted(rows, key=lambda row: (row.value("action_energy") or 0.0, row.id))
    return ordered[(len(ordered) - 1) // 2]


def _raw_columns(chosen: PulseTuple, values: Mapping[str, float]) -> tuple[float, ...]:
    """|V|, tau, G_on and G_on / G_off of a complete tuple; of the two states and their ratio any two give the rest."""
    known = {part: abs(values[one]) for part, one in chosen.ids.items() if one in values}
    g_on, g_off, ratio = known.get("g_on"), known.get("g_off"), known.get("ratio")
    if g_on is None and g_off is not None and ratio:
        g_on = g_off * ratio
    if g_on is not None and g_off:
        ratio = g_on / g_off
    columns = (known.get("v_spike"), known.get("tau"), g_on, ratio)
    return tuple(math.nan if value is None else value for value in columns)


def shares_of(inputs: Sequence[Inputs], config: Config) -> list[EnergyShare]:
    """Shares of each group, sorted by group and part."""
    groups = sorted(grouped(inputs, lambda item: item.group).items())
    return [share for group, own in groups for share in _of_group(group, own, config)]


def _of_group(group: str, own: Sequence[Inputs], config: Config) -> Iterator[EnergyShare]:
    lineages = sorted({item.lineage for item in own})
    if len(lineages) < LEAST_LINEAGES:
        note = f"inputs listed: {len(lineages)} lineages, fewer than {LEAST_LINEAGES}"
        for part in ENERGY_PARTS:
            yield _share(group, part, own, None, note)
        return
    logs = np.array(energy_logs(own, config))
    values = signed_shares(logs)
    draws = [signed_shares(logs, weights) for weights in resampled_lineages(own, logs.sum(axis=1), config)]
    for place, part in enumerate(ENERGY_PARTS):
        low, high = middle_of_draws((draw[place] for draw in draws), config)
        yield _share(group, part, own, (values[place], low, high), "")


def middle_of_draws(draws: Iterable[float], config: Config) -> tuple[float, float]:
    """The ends between which the middle draws lie, as many as the level of the plan says."""
    ordered, tail = sorted(draws), (1 - config.analysis.level) / 2
    low, high = (ordered[round(at * (len(ordered) - 1))] for at in (tail, 1 - tail))
    return low, high


def _share(
    group: str, part: str, own: Sequence[Inputs], found: tuple[float, float, float] | None, note: str
) -> EnergyShare:
    make = Numbers(f"energy_parts/{group}/{part}", tuple(item.action_energy for item in own), of=f", {group}")
    n_papers = make.count("papers", "papers with a complete tuple", len(own), "papers counted")
    n_lineages = len({item.lineage for item in own})
    of_share = replace(make, inputs=(n_papers.id,), rule=_RULE, of="")
    label = f"share of the {part} in the spread of the action energy, {group}"
    return EnergyShare(
        id=make.base,
        group=group,
        part=part,
        n_papers=n_papers,
        n_lineages=make.count("lineages", "lineages of them", n_lineages, "lineages counted", ()),
        share=of_share.estimate("share", label, found, ends=SHARE_ENDS, names=("low", "high")) if found else None,
        note=note,
    )


def energy_logs(own: Iterable[Inputs], config: Config) -> list[list[float]]:
    """The parts of log10 E_a of each paper, in the order of ENERGY_PARTS."""
    factors = certain(energy_factors(config))
    powers = [factors[part][1] for part in ENERGY_PARTS]
    return [[power * math.log10(value) for power, value in zip(powers, item.values, strict=True)] for item in own]


def signed_shares(logs: ArrayLike, weights: ArrayLike = 1.0) -> tuple[float, ...]:
    """cov(part, sum)/var(sum) of the three parts; they add up to one, but for rounding.

    weights: how often each paper is counted.
    """
    parts = np.asarray(logs, dtype=np.float64)
    totals = parts.sum(axis=1)
    held = np.broadcast_to(np.asarray(weights, dtype=np.float64), totals.shape)
    deviations = totals - held @ totals / held.sum()
    # The centre of the parts falls out: deviations of the sum add up to zero.
    shares = (held * deviations) @ parts / (held @ deviations**2)
    return tuple(np.round(shares, SHARE_DECIMALS).tolist())


def resampled_lineages(
    own: Sequence[Inputs], totals: NDArray[np.float64], config: Config
) -> Iterator[NDArray[np.intp]]:
    """How often each paper is counted when lineages are resampled, each with all its papers.

    totals: log10 of the papers' energies; a draw without spread says nothing and is left out.
    """
    lineages = sorted({item.lineage for item in own})
    places = [lineages.index(item.lineage) for item in own]
    generator = np.random.default_rng(config.seed)
    for _ in range(config.analysis.resamples.repeated):
        drawn = generator.integers(0, len(lineages), len(lineages))
        weights = np.bincount(drawn, minlength=len(lineages))[places]
        if np.ptp(totals[weights > 0]) > 0:
            yield weights
