"""Pulse trains of named synapses: measured_trains.csv and measured_spreads.csv.

A train is taken pulse by pulse: median, mean and spread of the devices (of their mean conductances), and the spread
within them (over repeats, pooled). The pulses of a train are a ladder and no population, and successive pulses of one
device are not independent: nothing is pooled over them, and the slope of the CV along a train has the interval of
resampled devices, of a single device of its cycles in blocks.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from memlit.errors import certain
from memlit.field.codes import SLOPES, TRAIN
from memlit.files import sha256_of, write_csv

from curation.measured.arrays import SummaryRow, update_recipe
from curation.measured.ladders import ladder_slope

TRAIN_COLUMNS = (
    "set",
    "direction",
    "pulse",
    "n_devices",
    "n_repeats",
    "median_S",
    "mean_S",
    "sd_between_S",
    "sd_within_S",
)
SPREAD_COLUMNS = ("set", "quantity", "kind", "n_devices", "n_repeats", "value", "unit")
_LEAST = 3


def train_rows(name: str, direction: str, trains: Sequence[Sequence[Sequence[float]]]) -> Iterator[SummaryRow]:
    """One row a pulse that at least three trains reach; trains: by device, then by repeat, conductances in S."""
    longest = max(len(train) for device in trains for train in device)
    for pulse in range(longest):
        reached = [np.array([train[pulse] for train in device if len(train) > pulse]) for device in trains]
        reached = [values for values in reached if values.size]
        if sum(values.size for values in reached) < _LEAST:
            continue
        means = np.array([values.mean() for values in reached])
        freedom = sum(values.size - 1 for values in reached)
        within = sum(((values - values.mean()) ** 2).sum() for values in reached)
        yield {
            "set": name,
            "direction": direction,
            "pulse": pulse,
            "n_devices": len(reached),
            "n_repeats": max(values.size for values in reached),
            "median_S": np.median(means),
            "mean_S": means.mean(),
            "sd_between_S": means.std(ddof=1) if means.size >= _LEAST else None,
            "sd_within_S": np.sqrt(within / freedom) if freedom else None,
        }


def _spread(name: str, quantity: str, kind: str, sizes: SummaryRow, value: float) -> SummaryRow:
    """A row of measured_spreads.csv."""
    counts = {"n_devices": sizes["n_devices"], "n_repeats": sizes["n_repeats"]}
    return {"set": name, "quantity": quantity, "kind": kind, **counts, "value": value, "unit": "1"}


def end_rows(name: str, rows: Sequence[SummaryRow]) -> Iterator[SummaryRow]:
    """CV at the first and at the last pulse that all devices reach in all repeats."""
    for direction in sorted({row["direction"] for row in rows}):
        own = [row for row in rows if row["direction"] == direction]
        sizes = ("n_devices", "n_repeats")
        whole = [row for row in own if all(row[size] == own[0][size] for size in sizes)]
        for place, row in (("first", whole[0]), ("last", whole[-1])):
            for kind in ("between", "within"):
                if row[f"sd_{kind}_S"]:
                    cv = row[f"sd_{kind}_S"] / row["mean_S"]
                    yield _spread(name, f"CV at the {place} pulse, {direction}{TRAIN}", kind, row, cv)


def slope_rows(name: str, direction: str, trains: Sequence[Sequence[Sequence[float]]]) -> Iterator[SummaryRow]:
    """Change of ln CV a decade of conductance with its ends, over the pulses that all devices reach in all repeats."""
    shortest = min(len(train) for device in trains for train in device)
    reads = np.array([[train[:shortest] for train in device] for device in trains])
    sizes = {"n_devices": reads.shape[0], "n_repeats": reads.shape[1]}
    for kind, units in (("between", reads.shape[0]), ("within", reads.shape[1])):
        if units < _LEAST:
            continue
        found = ladder_slope(reads, kind)
        slope = zip(SLOPES, (found.estimate, found.low, found.high), strict=True)
        for quantity, value in (*slope, ("decades spanned", found.decades)):
            yield _spread(name, f"{quantity}, {direction}{TRAIN}", kind, sizes, certain(value))


def almond8(raw: Path, folder: Path) -> None:
    """Set and reset of 27 devices; the file has a reset train backwards, from its end to the last read of the set."""
    paths = sorted(raw.glob("*.json"))
    files = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    rows: list[SummaryRow] = []
    slopes: list[SummaryRow] = []
    for direction, order in (("set", 1), ("reset", -1)):
        trains = [np.reshape(file[f"G{direction}"], (file["repeats"], -1))[:, ::order].tolist() for file in files]
        rows += train_rows("27 devices", direction, trains)
        slopes += slope_rows("27 devices", direction, trains)
    _write(folder, paths, rows, [*end_rows("27 devices", rows), *slopes])


def yflash(raw: Path, folder: Path) -> None:
    """One cell over 400 cycles, and 96 cells once each; a program pulse lowers the conductance."""
    trains: dict[tuple[str, str], list[list[list[float]]]] = defaultdict(list)
    cycles = (raw / "data_cycle2cycle.txt").read_text(encoding="utf-8").splitlines()
    devices = (raw / "data_device2device_prog_erase.txt").read_text(encoding="utf-8").splitlines()
    for kind, direction in (("Gprog", "reset"), ("Gerase", "set")):
        trains["one cell", direction].append([_numbers(line) for line in cycles if line.startswith(kind)])
        trains["96 cells", direction] = [[_numbers(line.partition(kind)[2])] for line in devices if kind in line]
    rows = [row for (name, direction), found in trains.items() for row in train_rows(name, direction, found)]
    spreads: list[SummaryRow] = []
    for name in ("one cell", "96 cells"):
        spreads += end_rows(name, [row for row in rows if row["set"] == name])
    for (name, direction), found in trains.items():
        spreads += slope_rows(name, direction, found)
    _write(folder, sorted(raw.glob("*.txt")), rows, spreads)


def _numbers(line: str) -> list[float]:
    """Conductances after the word that a line begins with."""
    return [float(value) for value in re.findall(r"[\d.]+(?:e-?\d+)?", line.partition(",")[2])]


def cycle_spreads(raw: Path, folder: Path) -> None:
    """Resistances of 1,024 cells after set and reset at cycles 25 and 50: SD of log10 R between and within cells."""
    table = np.loadtxt(raw / "100cyc.tsv", ndmin=2)
    rows = []
    for column, state in ((1, "set"), (2, "reset")):
        logs = np.array([np.log10(table[table[:, 3] == cycle][:, column]) for cycle in (25, 50)])
        sizes = {"n_devices": logs.shape[1], "n_repeats": logs.shape[0]}
        for place, cycle in enumerate((25, 50)):
            quantity = f"SD of log10 R after {state} at cycle {cycle}"
            rows.append(_spread("1,024 cells", quantity, "between", sizes, float(logs[place].std(ddof=1))))
        # The SD of one reading: that of the difference of two over the root of two.
        within = float((logs[0] - logs[1]).std(ddof=1) / np.sqrt(2))
        rows.append(_spread("1,024 cells", f"SD of log10 R after {state}, cycle to cycle", "within", sizes, within))
    _write(folder, [raw / "100cyc.tsv"], [], rows)


def _write(folder: Path, files: Iterable[Path], rows: Sequence[SummaryRow], spreads: Sequence[SummaryRow]) -> None:
    """Write the summaries of trains and spreads, and the digests of the raw files into the recipe."""
    if rows:
        write_csv(folder / "measured_trains.csv", TRAIN_COLUMNS, rows)
    write_csv(folder / "measured_spreads.csv", SPREAD_COLUMNS, spreads)
    digests = {path.name: {"sha256": sha256_of(path)} for path in files}
    update_recipe(folder, {"files": digests, "script": "curation.measured.trains"}, width=118)
