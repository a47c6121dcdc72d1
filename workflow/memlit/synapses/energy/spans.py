"""How far apart the action energies of one group of papers lie, and how much of that is the error of reading them.

The spread is the standard deviation of log10 E_a over papers. Where two people read one paper, their numbers disagree;
the variance of that error is part of the spread between papers and is subtracted from it. What is left is what devices
and protocols make of it.
"""

import math

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from memlit.config import Config
from memlit.field.codes import ENERGY_READ_TWICE, LEAST_LINEAGES, OWN, SURVEY
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.statistics.checks import FloatArray
from memlit.synapses.energy.parts import SHARE_DECIMALS, energy_logs, middle_of_draws, resampled_lineages

ENERGY_SPANS_TABLE: PublishedTable[object] = published_table(__file__, "energy_spans")


def energy_spans(inputs: pd.DataFrame, curators: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The rows of energy_spans.csv, one for each group of enough papers, the group of most papers first.

    inputs: as `energy_inputs` makes them; curators: rows of curators.csv, the error of one reading of a parameter.
    """
    errors = curators[curators["parameter"].isin(ENERGY_READ_TWICE) & (curators["reading_sd_decades"] > 0)]
    is_measured = len(errors) == len(ENERGY_READ_TWICE)
    lines = []
    for group, own in inputs.groupby("group"):
        if len(own) < LEAST_LINEAGES:
            continue
        logs = energy_logs(own, config).sum(axis=1)
        others = own.loc[own["whose_number"] != OWN, "action_energy"]
        low, high = _interval_of_spread(own["lineage"], logs, config)
        line = {
            "group": group,
            "n_papers": len(own),
            "n_others": len(others),
            "least_j": 10.0 ** float(logs.min()),
            "largest_j": 10.0 ** float(logs.max()),
            "spread_decades": _spread(logs),
            "spread_low": low,
            "spread_high": high,
            "inputs": SEVERAL.join(own["action_energy"]),
            "others": SEVERAL.join(others) or None,
        }
        if is_measured and str(group).startswith(SURVEY):
            variance = float((errors["reading_sd_decades"] ** 2).sum())
            line["reading_decades"] = math.sqrt(variance)
            line["left_decades"] = math.sqrt(max(line["spread_decades"] ** 2 - variance, 0.0))
            line["errors"] = SEVERAL.join(errors["id"] + "#reading_sd")
        lines.append(line)
    found = pd.DataFrame(lines, columns=[*ENERGY_SPANS_TABLE.names, "inputs", "others", "errors"])
    found = found.sort_values(["n_papers", "group"], ascending=[False, True], ignore_index=True)
    return found.assign(id="energy_spans/" + found["group"])


def _spread(logs: FloatArray, weights: ArrayLike = 1.0) -> float:
    """The standard deviation of log10 E_a; weights: how often each paper is counted."""
    held = np.broadcast_to(np.asarray(weights, dtype=np.float64), logs.shape)
    deviations = logs - held @ logs / held.sum()
    return round(float(np.sqrt(held @ deviations**2 / (held.sum() - 1))), SHARE_DECIMALS)


def _interval_of_spread(
    lineages: "pd.Series[str]", logs: FloatArray, config: Config
) -> tuple[float, float] | tuple[None, None]:
    """Its ends over resampled lineages; none for fewer lineages than a share of the spread takes."""
    if lineages.nunique() < LEAST_LINEAGES:
        return None, None
    return middle_of_draws((_spread(logs, weights) for weights in resampled_lineages(lineages, logs, config)), config)


_SPREAD, _OVER = "spread of the action energy", "SD of log10 over papers, lineages resampled"
_NUMBERS = (
    NumberColumn(
        "n_papers", "papers with an action energy, {group}", "papers counted", "count", "inputs", id="{id}#papers"
    ),
    NumberColumn(
        "n_others",
        "papers of them with a number of others, {group}",
        "papers counted",
        "count",
        "others",
        id="{id}#others",
    ),
    NumberColumn(
        "least_j", "least action energy, {group}", "least of the papers", inputs="inputs", unit="J", id="{id}#least"
    ),
    NumberColumn(
        "largest_j",
        "largest action energy, {group}",
        "largest of the papers",
        inputs="inputs",
        unit="J",
        id="{id}#largest",
    ),
    NumberColumn("spread_decades", f"{_SPREAD}, {{group}}", _OVER, inputs="inputs", unit="decades", id="{id}#spread"),
    NumberColumn("spread_low", f"{_SPREAD}, lower end, {{group}}", _OVER, inputs="inputs", unit="decades"),
    NumberColumn("spread_high", f"{_SPREAD}, upper end, {{group}}", _OVER, inputs="inputs", unit="decades"),
    NumberColumn(
        "reading_decades",
        "error of reading one paper's action energy, {group}",
        "root of the sum of squares of its parts",
        inputs="errors",
        unit="decades",
        id="{id}#reading",
    ),
    NumberColumn(
        "left_decades",
        "spread without the error of reading, {group}",
        "root of the variance between papers less the variance of reading",
        inputs="inputs",
        unit="decades",
        id="{id}#left",
    ),
)


def span_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `energy_spans`, as rows of the table of numbers."""
    return numbers_of_table(lines, *_NUMBERS)
