"""Measured pulse trains of open raw data: conductance pulse by pulse, with its spread between and within devices."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from memlit.plots.look.data import FigureData
from memlit.plots.look.style import WIDE, Axes, drawing_grid, literal

SET_COLOUR, RESET_COLOUR = "#0072B2", "#D55E00"
_MICRO = 1e6
POINTS = 28
"""Pulses of a train that are drawn, about; all of them stand in the table."""
_LEAST_LEFT = 0.5
"""Share of the devices or repeats that must still be pulsed: a mean of the few left would show who left."""


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw a panel a set of devices beside each other to every path (svg or png by suffix)."""
    numbers = ("pulse", "n_devices", "n_repeats", "mean_S", "sd_between_S", "sd_within_S")
    trains = data.table("measured_trains", numbers)
    groups = list(trains.groupby(["document", "set"], sort=False))
    count = max(len(groups), 1)
    with drawing_grid(paths, count, count, (WIDE, 2.9)) as (figure, panels):
        for axes, ((document, set_name), own) in zip(panels, groups, strict=False):
            for direction, colour in (("set", SET_COLOUR), ("reset", RESET_COLOUR)):
                _draw_train(axes, own[own["direction"] == direction], colour, direction)
            axes.set_xlabel("pulse", fontsize=8)
            axes.set_title(literal(f"{data.short_name(str(document))}, {set_name}"), fontsize=8)
            axes.tick_params(labelsize=7.5)
        panels[0].set_ylabel("conductance (µS)", fontsize=8)
        if groups:
            panels[0].legend(fontsize=7.5)
        figure.tight_layout()


def _draw_train(axes: Axes, train: pd.DataFrame, colour: str, label: str) -> None:
    """The mean of a train, dotted where some of what it began with has ended, and its bands."""
    kept, whole = while_most_remain(train)
    for part, line, name in ((kept[:whole], "-", label), (kept[max(whole - 1, 0) :], ":", None)):
        shown = _thinned(part)
        axes.plot(shown["pulse"], _MICRO * shown["mean_S"], line, color=colour, linewidth=1.4, label=name)
    points = _thinned(kept)
    for spread, alpha in (("sd_between_S", 0.22), ("sd_within_S", 0.4)):
        held = points[points[spread].notna()]
        low, high = (_MICRO * (held["mean_S"] + side * held[spread]) for side in (-1, 1))
        axes.fill_between(held["pulse"], low, high, color=colour, alpha=alpha, linewidth=0)


def while_most_remain(train: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """A train while most of what it began with is still pulsed, and how many of these pulses all received."""
    ordered = train.sort_values("pulse", kind="stable")
    pulsed = ordered["n_devices"] * ordered["n_repeats"]
    left = pulsed / pulsed.max()
    return ordered[left >= _LEAST_LEFT], int((left == 1).sum())


def _thinned(train: pd.DataFrame) -> pd.DataFrame:
    """About POINTS pulses of a train, with its last."""
    return pd.concat([train.iloc[:: max(1, len(train) // POINTS)], train.tail(1)])
