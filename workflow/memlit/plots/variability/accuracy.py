"""Accuracy of the small network against weight error, with named devices, and before and after a bake."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import bars, numbers_by_row
from memlit.plots.look.style import WIDE, Axes, drawing_grid, literal, words_at
from memlit.presentation.pages import INK

_CURVE, _BEFORE, _AFTER = "#4D6E8A", ("#0072B2", "o"), ("#D55E00", "s")
CHANCE = 10.0
# weight errors of two marks nearer than this factor would print their names over each other
_NEAR = 1.12


_ENDS = ("low", "accuracy", "high")


def _table(data: FigureData) -> pd.DataFrame:
    return data.table("accuracy", ("weight_error", *_ENDS), ("is_limit",))


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the curve beside the baked arrays to every path (svg or png)."""
    table = _table(data)
    with drawing_grid(paths, 2, 2, (WIDE, 3.6), width_ratios=[2.2, 1], sharey=True) as (figure, panels):
        left, right = panels
        right.set_ylim(0, 102)
        _curve(left, table, data)
        _bakes(right, table[table["kind"] == "bake"], data)
        left.set_ylabel("classification accuracy (%)")
        left.set_ylim(0, 102)
        figure.tight_layout(w_pad=1.2)


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: both coordinates of each mark, and the ends of the bars."""
    for row in row_dicts(_table(data)):
        base, moment = row["id"].rpartition("/")[::2]
        if row["kind"] == "bake":
            yield from (f"{base}#{moment}{end}" for end in ("", "_low", "_high") if moment != "loss")
        else:
            yield from (f"{row['id']}#{name}" for name in ("error", "accuracy"))
            yield from (f"{row['id']}#accuracy_{end}" for end in ("low", "high") if row[end] is not None)


def _curve(axes: Axes, table: pd.DataFrame, data: FigureData) -> None:
    curve = table[table["kind"] == "curve"]
    axes.set_xscale("log")
    # the axis is logarithmic, so the network without error is a line
    for height in curve.loc[curve["weight_error"] == 0, "accuracy"]:
        axes.axhline(height, color=INK, linewidth=0.7, linestyle="--", label="without error")
    points = curve[curve["weight_error"] > 0]
    x = points["weight_error"]
    axes.fill_between(
        x, points["low"], points["high"], color=_CURVE, alpha=0.2, linewidth=0, label="95 % of networks and draws"
    )
    axes.plot(x, points["accuracy"], color=_CURVE, linewidth=1.4, marker=".", markersize=4, label="mean")
    axes.axhline(CHANCE, color=INK, linewidth=0.7, linestyle=":")
    words_at(axes, "chance", (0.99, CHANCE + 1.5), 7, of=("axes fraction", "data"), ha="right", va="baseline")
    marks = row_dicts(table[table["kind"] == "device"].sort_values(["weight_error", "id"]))
    for mark in marks:
        colour, marker = data.styles.of(mark["class"])
        look: dict[str, Any] = {"color": colour, "markerfacecolor": "white" if mark["is_limit"] else colour}
        at, height = [mark["weight_error"]], [mark["accuracy"]]
        axes.plot(at, height, marker=marker, linestyle="none", markersize=6, zorder=4, **look)
    _names(axes, marks, data)
    axes.set_xlabel("SD of weight error over weight range (%)")
    ticks = (0.5, 1, 2, 5, 10, 20)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.legend(fontsize=7, loc="lower left", bbox_to_anchor=(0.0, 0.12))


def _names(axes: Axes, marks: Sequence[Mapping[str, Any]], data: FigureData) -> None:
    """The devices by their papers under their marks; those too near for two lines share one, from left to right."""
    groups: list[list[Mapping[str, Any]]] = []
    for mark in marks:
        if groups and mark["weight_error"] < _NEAR * groups[-1][-1]["weight_error"]:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    for group in groups:
        middle = math.sqrt(group[0]["weight_error"] * group[-1]["weight_error"])
        names = literal(", ".join(data.short_name(mark["document"]) for mark in group))
        lowest = min(mark["accuracy"] for mark in group)
        words_at(axes, names, (middle, lowest), 6.5, shift=(0, -7), ha="center", va="top", rotation=90)


def _bakes(axes: Axes, bakes: pd.DataFrame, data: FigureData) -> None:
    arrays = list(bakes.groupby(["document", "cells"], sort=False))
    for place, (_, own) in enumerate(arrays):
        for offset, moment, (colour, marker) in ((-0.12, "before", _BEFORE), (0.12, "after", _AFTER)):
            ends = numbers_by_row(own[own["id"].str.endswith(f"/{moment}")], *_ENDS)
            look = {"color": colour, "marker": marker, "linestyle": "none", "markersize": 5, "linewidth": 1.2}
            bars(axes, [place + offset], ends, label=None if place else f"{moment} the bake", **look)
    names = [f"{literal(data.short_name(str(document)))}\n{cells}" for (document, cells), _ in arrays]
    axes.set_xticks(range(len(arrays)), names, fontsize=6.5)
    axes.set_xlim(-0.6, max(len(arrays), 1) - 0.4)
    axes.set_xlabel("weights in measured cells")
    axes.grid(axis="x", visible=False)
    if arrays:
        axes.legend(fontsize=7, loc="lower left")
