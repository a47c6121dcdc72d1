"""Arrays read cell by cell, devices measured several times, and a network that stores its weights in such cells.

Each set writes measured_*.csv, and into its recipe.yaml the digests of its raw files. A person says there from where
these are, and how each summary was computed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import yaml
from memlit.config import read_yaml
from memlit.files import read_csv, sha256_of, write_csv, write_text
from memlit.naming import RECIPE_FILE
from numpy.typing import NDArray

from curation.measured.cycles import cycle_statistics, pulse_train
from curation.measured.levels import (
    ANJIANG_START,
    LEVELS,
    NI_RRAM_START,
    QUANTILES,
    erased_before_second_read,
    eta_squared,
    level_statistics,
    levels_from_address,
    neighbour_overlap,
    never_written,
    row_groups,
    two_write_components,
)
from curation.measured.misread import bits_kept, misread_rate, spread_levels
from curation.measured.network import accuracy_against_weight_error, accuracy_through_bake

SEED = 20231
RESAMPLES = 9999
_COUNTS = (2, 3, 4, 6, 8, 12, 16, 24, 32)
ERROR_LIMITS = (0.01, 0.05, 0.1)
PERIODS = (31, 32, 33)
WEIGHT_ERRORS = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3)
NETWORKS, DRAWS = 5, 20
LEAST_REPEATS = 3
SummaryRow = dict[str, Any]
Array = NDArray[Any]


@dataclass(frozen=True)
class RawRead:
    """One read of an array: resistance in ohm, level and held-out group of each cell.

    `cells`: all, kept, erased, or written (all or kept without those never written to the lowest level).
    """

    name: str
    cells: str
    resistance: Array
    level: Array
    fold: Array

    @property
    def conductance(self) -> Array:
        """Conductances of its cells in S."""
        return 1 / self.resistance

    @property
    def named(self) -> SummaryRow:
        """The first columns of its rows."""
        return {"read": self.name, "cells": self.cells}

    def count(self, quantity: str, value: float, unit: str = "1") -> SummaryRow:
        """A row of measured_counts.csv."""
        return {**self.named, "quantity": quantity, "value": value, "unit": unit}


def _columns(result: object, **fields: str) -> SummaryRow:
    """Fields of a result as cells of a row; fields: the name of each by its column."""
    return {column: getattr(result, name) for column, name in fields.items()}


def _table(path: Path) -> Array:
    """The numbers of a whitespace-separated file, a row a line."""
    return np.loadtxt(path, ndmin=2)


def level_rows(read: RawRead) -> Iterator[SummaryRow]:
    """Mean, spread and quantiles of the conductance in each level (S), a row a level."""
    for line in level_statistics(read.resistance, read.level):
        row: SummaryRow = {
            **read.named,
            **_columns(line, level="level", n="n", mean_S="mean", sd_S="sd", cv="cv", skew="skew"),
        }
        row |= {f"q{100 * q:02.0f}_S": value for q, value in zip(QUANTILES, line.quantiles, strict=True)}
        row |= _columns(line, log_mean="log_mean", log_sd="log_sd", log_normal_cv="log_normal_cv")
        yield row | {f"log_q{100 * q:02.0f}": value for q, value in zip(QUANTILES, line.log_quantiles, strict=True)}


def repeat_rows(first: RawRead, second: RawRead) -> Iterator[SummaryRow]:
    """Variance and covariance of two reads of the same cells within each level, and over all levels."""
    scales = {"conductance": (first.conductance, second.conductance)}
    scales["log10_resistance"] = (np.log10(first.resistance), np.log10(second.resistance))
    for scale, (a, b) in scales.items():
        common = {"first": first.name, "second": second.name, "cells": first.cells, "scale": scale}
        whole = two_write_components(a, b, first.level, n_resamples=RESAMPLES, seed=SEED)
        yield {
            **common,
            "level": "all",
            **_columns(whole, n="k", covariance="covariance"),
            **dict(zip(("variance_first", "variance_second"), whole.variances, strict=True)),
            **_columns(whole, between_cell_share="estimate", share_low="low", share_high="high"),
            **_columns(whole, pearson="pearson", spearman="spearman"),
        }
        for level in range(LEVELS):
            inside = first.level == level
            matrix = np.cov(a[inside], b[inside])
            yield common | {
                "level": level,
                "n": int(inside.sum()),
                "covariance": matrix[0, 1],
                "variance_first": matrix[0, 0],
                "variance_second": matrix[1, 1],
            }


def misread_rows(reference: RawRead, read: RawRead, counts: Iterable[int] = _COUNTS) -> Iterator[SummaryRow]:
    """Shares of cells read as another level, for each count of levels; thresholds come from `reference`."""
    for count in counts:
        levels = spread_levels(count, LEVELS)
        rate = misread_rate(reference.conductance, read.conductance, read.level, read.fold, levels=levels)
        row = {"reference": reference.name, **read.named, "n_levels": count, "levels": levels}
        yield row | _columns(rate, folds="folds", n="k", errors="errors", rate="estimate", low="low", high="high")


def bits_rows(reference: RawRead, read: RawRead) -> Iterator[SummaryRow]:
    """How many evenly spread levels are told apart at each limit of the share of errors, between two reads."""
    for limit in ERROR_LIMITS:
        kept = bits_kept(reference.conductance, read.conductance, read.level, read.fold, error=limit)
        row = {"reference": reference.name, **read.named, "error_limit": limit, "bits": kept.bits}
        row |= {"n_levels": len(kept.levels), "chosen": kept.chosen}
        yield row | _columns(kept, n="k", errors="errors", rate="estimate", low="low", high="high", note="note")


def overlap_rows(read: RawRead) -> Iterator[SummaryRow]:
    """For each two neighbouring levels the chance that a cell of the lower lies above one of the upper."""
    for lower, share in enumerate(neighbour_overlap(read.conductance, read.level)):
        yield {**read.named, "lower": lower, "upper": lower + 1, "overlap": share}


def count_rows(read: RawRead, address: Array, start: int) -> Iterator[SummaryRow]:
    """Cells, cells a level, and the share of the variance of log R between levels at the period and beside it."""
    log_r = np.log(read.resistance)
    sizes = np.bincount(read.level)
    yield read.count("cells", read.resistance.size)
    yield read.count("levels", sizes.size)
    yield read.count("cells_a_level_least", int(sizes.min()))
    yield read.count("cells_a_level_most", int(sizes.max()))
    yield read.count("resistance_least", float(read.resistance.min()), "ohm")
    yield read.count("resistance_most", float(read.resistance.max()), "ohm")
    yield read.count("correlation_level_log_resistance", float(np.corrcoef(read.level, log_r)[0, 1]))
    for period in PERIODS:
        share = eta_squared(log_r, levels_from_address(address, start, levels=period))
        yield read.count(f"eta_squared_period_{period}", share)


def unwritten_rows(before: Array, after: Array, unwritten: Array, sets: Mapping[str, Array]) -> Iterator[SummaryRow]:
    """The cells never written to the lowest level, with both reads; `sets`: masks of the cells that share no cell."""
    for place in np.flatnonzero(unwritten):
        yield {
            "address": int(before[place, 0]),
            "cells": next(name for name, mask in sets.items() if mask[place]),
            "before_S": 1 / before[place, 1],
            "after_S": 1 / after[place, 1],
        }


def unwritten_count(read: RawRead) -> SummaryRow:
    """How many cells a write left in the erased state."""
    return read.count("never_written", int(never_written(read.conductance, read.level).sum()))


def shift_row(before: RawRead, after: RawRead) -> SummaryRow:
    """The median change of a cell's conductance between two reads, in S."""
    return after.count("median_shift", float(np.median(after.conductance - before.conductance)), "S")


def _write(folder: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `measured_NAME.csv` with every column that a row has, in the order of their first use."""
    found = list(rows)
    columns = list(dict.fromkeys(column for row in found for column in row))
    write_csv(folder / f"measured_{name}.csv", columns, found)


def write_recipe(folder: Path, raw: Path, names: Iterable[str], **how: str) -> None:
    """The recipe of the folder with the digests of its raw files; what a person wrote in it stays as it is."""
    files = {
        name: {"sha256": sha256_of(raw / name), "rows": len((raw / name).read_text(encoding="utf-8").splitlines())}
        for name in names
    }
    update_recipe(folder, {"files": files, "script": "curation.measured.arrays", "seed": SEED, **how}, width=110)


def update_recipe(folder: Path, written: Mapping[str, Any], width: int) -> None:
    """The recipe of a folder with these entries in the place of its own, lines up to a width."""
    path = folder / RECIPE_FILE
    recipe = {**(read_yaml(path) if path.is_file() else {}), **written}
    write_text(path, yaml.safe_dump(recipe, sort_keys=False, allow_unicode=True, width=width))


def ni_rram(raw: Path, folder: Path) -> None:
    """Summaries of the NI-RRAM arrays (before and after a bake, written anew) from their raw reads."""
    names = ("prebake", "postbake", "newwrite")
    tables = {name: _table(raw / f"{name}.tsv") for name in names}
    address = tables["prebake"][:, 0].astype(int)
    assert all((tables[name][:, 0] == address).all() for name in names)
    level = levels_from_address(address, NI_RRAM_START)
    assert not never_written(1 / tables["prebake"][:, 1], level).any()
    fold = row_groups(address, NI_RRAM_START, 4)
    pre, post, new = (RawRead(name, "all", tables[name][:, 1], level, fold) for name in names)
    _write(folder, "levels", (row for read in (pre, post, new) for row in level_rows(read)))
    _write(folder, "repeats", [*repeat_rows(pre, new), *repeat_rows(pre, post)])
    _write(folder, "misread", [*misread_rows(pre, pre), *misread_rows(pre, post), *misread_rows(new, new)])
    _write(folder, "bits", [*bits_rows(pre, pre), *bits_rows(pre, post), *bits_rows(new, new)])
    _write(folder, "overlap", (row for read in (pre, post, new) for row in overlap_rows(read)))
    counts = [row for read in (pre, post, new) for row in count_rows(read, address, NI_RRAM_START)]
    _write(folder, "counts", [*counts, unwritten_count(pre), shift_row(pre, post)])
    _write(folder, "bake", bake_rows(pre, post))
    _write(folder, "cycles", cycle_rows(_table(raw / "1us_endurance.tsv")))
    write_recipe(folder, raw, [*(f"{name}.tsv" for name in names), "1us_endurance.tsv"])


def cycle_rows(data: Array) -> Iterator[SummaryRow]:
    """Spread from cycle to cycle of the resistance in each state, over all cells and within a cell."""
    addresses = np.unique(data[:, 0])
    for state, column in (("LRS", 1), ("HRS", 2)):
        found = cycle_statistics(data[:, column])
        yield {
            "state": state,
            "address": int(addresses[0]),
            "n_devices": addresses.size,
            "first_cycle": int(data[0, 3]),
            "last_cycle": int(data[-1, 3]),
            **_columns(found, n="n", n_effective="n_effective", median_ohm="median", linear_cv="linear_cv"),
            **_columns(found, ln_sd="log_sd", log_normal_cv="log_normal_cv", maximum_ohm="maximum"),
        }


def anjiang(raw: Path, folder: Path) -> None:
    """Summaries of the Anjiang array, before and after a bake, from its raw reads."""
    array = _BakedArray.read(raw)
    bakes = [array.bake(cells) for cells in ("kept", "written") if cells in array.masks]
    of_bakes = [*chain.from_iterable(bakes)]
    whole = array.before("all")
    # A read against the thresholds of its own array before the bake.
    judged = [(before, read) for before, after in bakes for read in (before, after)]
    reads = [whole, *bakes[0], array.after("erased"), *chain.from_iterable(bakes[1:])]
    _write(folder, "levels", rows_of_each(level_rows, reads))
    _write(folder, "repeats", rows_of_each(repeat_rows, *zip(*bakes, strict=True)))
    mixed = misread_rows(whole, array.after("all"), (LEVELS,))
    _write(folder, "misread", [*rows_of_each(misread_rows, *zip(*judged, strict=True)), *mixed])
    _write(folder, "bits", rows_of_each(bits_rows, *zip(*judged, strict=True)))
    _write(folder, "overlap", rows_of_each(overlap_rows, of_bakes))
    _write(folder, "bake", rows_of_each(bake_rows, *zip(*bakes, strict=True)))
    _write(folder, "unwritten", array.unwritten_rows())
    counts = rows_of_each(array.count_rows, reads)
    unwritten_counts = [unwritten_count(array.before(cells)) for cells in ("all", "kept")]
    _write(folder, "counts", [*counts, *unwritten_counts, *(shift_row(before, after) for before, after in bakes)])
    write_recipe(folder, raw, [*_BakedArray.FILES])


def rows_of_each(summary: Callable[..., Iterable[SummaryRow]], *reads: Iterable[RawRead]) -> Iterator[SummaryRow]:
    """The rows of a summary of each read, or of each pair of reads."""
    return chain.from_iterable(map(summary, *reads))


@dataclass(frozen=True)
class _BakedArray:
    """The Anjiang array: address, level and held-out group of each cell, and its reads before and after the bake.

    masks: of all cells, of those kept and erased before the second read, and of the kept ones that were ever written
    where some were not.
    """

    FILES: ClassVar = ("prebake85.tsv", "postbake85.tsv")
    address: Array
    level: Array
    fold: Array
    reads: tuple[Array, Array]
    masks: Mapping[str, Array]
    unwritten: Array

    @classmethod
    def read(cls, raw: Path) -> Self:
        """The array from its raw files."""
        before, after = (_table(raw / name) for name in cls.FILES)
        address = before[:, 0].astype(int)
        assert (after[:, 0] == address).all()
        level = levels_from_address(address, ANJIANG_START)
        erased = erased_before_second_read(address)
        unwritten = never_written(1 / before[:, 1], level)
        masks = {"all": np.ones_like(erased), "kept": ~erased, "erased": erased}
        if (masks["kept"] & unwritten).any():
            masks["written"] = masks["kept"] & ~unwritten
        return cls(address, level, row_groups(address, ANJIANG_START, 64), (before, after), masks, unwritten)

    def before(self, cells: str) -> RawRead:
        """The read of some cells before the bake."""
        return self._read_of("prebake85", cells, self.reads[0])

    def after(self, cells: str) -> RawRead:
        """The read of some cells after the bake."""
        return self._read_of("postbake85", cells, self.reads[1])

    def bake(self, cells: str) -> tuple[RawRead, RawRead]:
        """Both reads of the same cells."""
        return self.before(cells), self.after(cells)

    def _read_of(self, name: str, cells: str, data: Array) -> RawRead:
        chosen = self.masks[cells]
        return RawRead(name, cells, data[chosen, 1], self.level[chosen], self.fold[chosen])

    def count_rows(self, read: RawRead) -> Iterator[SummaryRow]:
        """The counts of a read; the share of the variance between levels of all cells alone."""
        for row in count_rows(read, self.address[self.masks[read.cells]], ANJIANG_START):
            if read.cells == "all" or not str(row["quantity"]).startswith("eta"):
                yield row

    def unwritten_rows(self) -> Iterator[SummaryRow]:
        """The cells never written, each with the half of the array that it lies in."""
        halves = {name: self.masks[name] for name in ("kept", "erased")}
        return unwritten_rows(*self.reads, self.unwritten, halves)


def digits_network(folder: Path) -> None:
    """Accuracy of the small network against the weight error, from scikit-learn's digits alone."""
    import sklearn

    curve = accuracy_against_weight_error(WEIGHT_ERRORS, networks=NETWORKS, draws=DRAWS, seed=SEED)
    columns = zip(curve.weight_error, curve.mean, curve.sd, curve.low, curve.high, strict=True)
    common = {"networks": curve.networks, "draws": curve.draws, "test_images": curve.test_images}
    rows = [dict(zip(("weight_error", "mean", "sd", "low", "high"), row, strict=True)) | common for row in columns]
    _write(folder, "accuracy", rows)
    write_recipe(folder, folder, (), origin=f"scikit-learn {sklearn.__version__}, load_digits (1,797 images of 8 x 8)")


def bake_rows(before: RawRead, after: RawRead) -> Iterator[SummaryRow]:
    """Accuracy with every weight stored in a pair of measured cells, before and after the bake, paired."""
    found = accuracy_through_bake(
        before.conductance, after.conductance, before.level, networks=NETWORKS, draws=DRAWS, seed=SEED
    )
    moments = {"before": found.before, "after": found.after, "loss": found.loss}
    errors = {"before": found.weight_error_before, "after": found.weight_error_after, "loss": None}
    for moment, numbers in moments.items():
        yield {
            "moment": moment,
            "read": {"before": before.name, "after": after.name}.get(moment, f"{before.name}-{after.name}"),
            "cells": before.cells,
            "n": found.cells,
            "weight_error": errors[moment],
            **dict(zip(("mean", "sd", "low", "high"), numbers, strict=True)),
            **_columns(found, baseline="baseline", networks="networks", draws="draws"),
        }


def printed_memristor(folder: Path) -> None:
    """Devices of the transcribed table with a spread: n, mean and SD of the fitted resistance."""
    name = "table_1.csv"
    rows = []
    for number, row in enumerate(read_csv(folder / name), start=2):
        n, mean, sd = (float(row[column]) for column in ("R5_NumSamples", "R5", "R5_StdDev"))
        if n < LEAST_REPEATS or sd <= 0:
            continue
        reason = "" if sd / mean <= np.sqrt(n) else "its CV exceeds what n positive values can have, sqrt(n)"
        rows.append(
            {
                "device": row["devID"],
                "area_um2": row["area"],
                "n": int(n),
                "mean_ohm": mean,
                "sd_ohm": sd,
                "cv": sd / mean,
                "left_out": reason,
                "line": number,
            }
        )
    _write(folder, "devices", rows)
    write_recipe(folder, folder, [name])


def gong2018(raw: Path, folder: Path) -> None:
    """Summaries of the published potentiation and depression trains from their file of weights."""
    name = "gong_et_al.csv"
    data = np.loadtxt(raw / name, delimiter=",")
    rows = []
    for direction, weight in zip(("up", "down"), data.T, strict=True):
        train = pulse_train(weight)
        ends = {"first": weight[0], "last": weight[-1], "least": weight.min(), "most": weight.max()}
        row = {"direction": direction, "n": train.n, **{name: float(end) for name, end in ends.items()}}
        fitted = {name: name for name in ("fitted_range", "residual_sd", "nonlinearity", "rate")}
        rows.append(row | _columns(train, **fitted))
    _write(folder, "pulses", rows)
    write_recipe(folder, raw, [name])
