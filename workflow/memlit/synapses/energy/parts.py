"""What the spread of the action energy is made of: signed covariance shares of voltage, width and mean conductance.

By the formula of config/metrics.yaml log E_a = 2 log V + log tau + log G, so cov(part, log E_a)/var(log E_a) of the
three parts add up to one; a share below zero says that the part runs against the energy. A formula that is no product
of the three has no such parts. One transition at a time, one device a paper; papers are resampled by lineage, from ten
lineages on. With fewer the inputs of each paper are listed and no share is given.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from memlit.benchmark.formulas import Formula
from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import Tuple
from memlit.config import Config
from memlit.errors import certain
from memlit.field.codes import LEAST_LINEAGES, MEMORY, NAMED_SET, SURVEY, UNPAIRED_SET
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.statistics.checks import FloatArray
from memlit.synapses.members import column_of_energy, shown_synapses

ENERGY_PARTS = {"voltage": "voltage_v", "width": "width_s", "conductance": "conductance_s"}
"""The parts, and their columns in energy_inputs.csv."""
SHARE_DECIMALS = 9
"""Decimals of a share: those after them differ from processor to processor, by the order in which it adds."""

ENERGY_INPUTS_TABLE: PublishedTable[object] = published_table(__file__, "energy_inputs")
ENERGY_PARTS_TABLE: PublishedTable[object] = published_table(__file__, "energy_parts")


def energy_inputs(
    benchmark: pd.DataFrame, named: pd.DataFrame, tuples: Mapping[str, Tuple], config: Config
) -> pd.DataFrame:
    """The rows of energy_inputs.csv with their `tuple`: papers of named synapses, and of the survey's classes by pulse.

    A paper has one row a group, of a complete tuple: raw columns must come from one device, that of the (lower) middle
    energy. named: as `graded_synapses` makes it; tuples: by the id of a device under a pulse.
    """
    graded = shown_synapses(named)
    cells = benchmark[benchmark["set"].isin([SURVEY, UNPAIRED_SET]) & (benchmark["role"] == MEMORY)]
    graded = graded.assign(group=f"{NAMED_SET}, " + graded["pulse"])
    cells = cells.assign(group=cells["set"].str.cat(cells[["class", "pulse"]], sep=", "), lineage=cells["work"])
    rows, energy, paper = pd.concat([graded, cells]), column_of_energy(config), ["group", "work", "lineage"]
    known = rows[rows[energy] > 0].sort_values([*paper, energy, "id"], ignore_index=True)
    own = known.groupby(paper)
    middle = known[own.cumcount() == (own["id"].transform("size") - 1) // 2].drop(columns="paper")
    factors = energy_factors(config)
    columns = [*ENERGY_PARTS.values()]
    parts = [_parts_of(tuples[one], factors, config) for one in middle["tuple"]]
    found = middle.join(pd.DataFrame(parts, middle.index, columns, "float64")).dropna(subset=columns)
    return found.assign(
        id="energy_inputs/" + found["group"] + "/" + found["work"],
        paper=found["work"],
        action_energy=found["id"] + "#action_energy",
    )


EnergyFactors = Mapping[str, tuple[Formula, float]]
"""The factor of the action energy that is each of ENERGY_PARTS, with its power."""
_PART_OF: Mapping[tuple[str, ...], str] = {("V",): "voltage", ("tau",): "width"}
"""The part that a factor is by its parameters; any other is the conductance."""


def energy_factors(config: Config) -> EnergyFactors | None:
    """The parts of the formula of the action energy; None where it is no product of the three."""
    factors = formula_of(config.metrics["action_energy"]).factors
    found = {_PART_OF.get(factor.parameters, "conductance"): (factor, power) for factor, power in factors}
    return found if found.keys() == ENERGY_PARTS.keys() and len(factors) == len(ENERGY_PARTS) else None


def _parts_of(chosen: Tuple, factors: EnergyFactors | None, config: Config) -> list[float]:
    """The value of each of ENERGY_PARTS of a tuple; not a number where there are none, or one is not above zero."""
    unknown = [math.nan] * len(ENERGY_PARTS)
    if factors is None:
        return unknown
    known = {part: abs(one.low) for part, one in chosen.items() if one.low is not None and one.low == one.high}
    g_on, g_off, ratio = (known.get(part, math.nan) for part in ("g_on", "g_off", "ratio"))
    # Of the two states and their ratio any two give the rest.
    g_on = g_off * ratio if math.isnan(g_on) else g_on
    g_off = g_on / ratio if math.isnan(g_off) else g_off
    ratio = g_on / g_off if g_off else ratio
    pulse = {"V": known.get("v_spike", math.nan), "tau": known.get("tau", math.nan)}
    values = {**pulse, "G_on": g_on, "G_off": g_off, "r": ratio}
    found = [factors[part][0].value(values, config.conventions.conductance_mean) for part in ENERGY_PARTS]
    return found if all(math.isfinite(value) and value > 0 for value in found) else unknown


def shares_of(inputs: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The rows of energy_parts.csv, sorted by group and part; inputs: as `energy_inputs` makes them."""
    lines = []
    for group, own in inputs.groupby("group"):
        n_lineages = own["lineage"].nunique()
        about = {
            "group": group,
            "n_papers": len(own),
            "n_lineages": n_lineages,
            "inputs": SEVERAL.join(own["action_energy"]),
        }
        if n_lineages < LEAST_LINEAGES:
            note = f"inputs listed: {n_lineages} lineages, fewer than {LEAST_LINEAGES}"
            lines += [{**about, "part": part, "note": note} for part in ENERGY_PARTS]
            continue
        logs = energy_logs(own, config)
        draws = [
            signed_shares(logs, weights) for weights in resampled_lineages(own["lineage"], logs.sum(axis=1), config)
        ]
        for part, share, drawn in zip(ENERGY_PARTS, signed_shares(logs), zip(*draws, strict=True), strict=True):
            low, high = middle_of_draws(drawn, config)
            lines.append({**about, "part": part, "share": share, "low": low, "high": high})
    found = pd.DataFrame(lines, columns=[*ENERGY_PARTS_TABLE.names, "inputs"])
    return found.assign(id="energy_parts/" + found["group"] + "/" + found["part"])


def middle_of_draws(draws: Iterable[float], config: Config) -> tuple[float, float]:
    """The ends between which the middle draws lie, as many as the level of the plan says."""
    ordered, tail = sorted(draws), (1 - config.analysis.level) / 2
    low, high = (ordered[round(at * (len(ordered) - 1))] for at in (tail, 1 - tail))
    return low, high


def energy_logs(inputs: pd.DataFrame, config: Config) -> FloatArray:
    """The parts of log10 E_a, a row a paper, in the order of ENERGY_PARTS."""
    factors = certain(energy_factors(config))
    # By `math`: numpy's logarithm differs from processor to processor in the last digit.
    logs = [inputs[column].map(math.log10) * factors[part][1] for part, column in ENERGY_PARTS.items()]
    return np.column_stack(logs)


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


def resampled_lineages(papers: "pd.Series[str]", totals: FloatArray, config: Config) -> Iterator[NDArray[np.intp]]:
    """How often each paper is counted when lineages are resampled, each with all its papers.

    papers: their lineages; totals: log10 of their energies; a draw without spread says nothing and is left out.
    """
    places, lineages = papers.factorize(sort=True)
    generator = np.random.default_rng(config.seed)
    for _ in range(config.analysis.resamples.repeated):
        drawn = generator.integers(0, len(lineages), len(lineages))
        weights = np.bincount(drawn, minlength=len(lineages))[places]
        if np.ptp(totals[weights > 0]) > 0:
            yield weights


_SHARE = "share of the {part} in the spread of the action energy, {group}"
_SHARE_RULE = "cov(part, log E_a)/var(log E_a), lineages resampled"
_NUMBERS = (
    NumberColumn(
        "n_papers", "papers with a complete tuple, {group}", "papers counted", "count", "inputs", id="{id}#papers"
    ),
    NumberColumn("n_lineages", "lineages of them, {group}", "lineages counted", "count", id="{id}#lineages"),
    NumberColumn("share", _SHARE, _SHARE_RULE, inputs="counted"),
    NumberColumn("low", f"{_SHARE}, lower end of 95 %", _SHARE_RULE, inputs="counted"),
    NumberColumn("high", f"{_SHARE}, upper end of 95 %", _SHARE_RULE, inputs="counted"),
)


def share_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `shares_of`, as rows of the table of numbers."""
    return numbers_of_table(lines.assign(counted=lines["id"] + "#papers"), *_NUMBERS)
