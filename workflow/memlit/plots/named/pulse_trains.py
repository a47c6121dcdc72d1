"""Measured pulse trains of open raw data: conductance pulse by pulse, with its spread between and within devices."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from memlit.plots.look.data import FigureData
from memlit.plots.look.style import drawing_grid, literal

SET_COLOUR, RESET_COLOUR = "#0072B2", "#D55E00"
_MICRO = 1e6
POINTS = 28
"""Pulses of a train that are drawn, about; all of them stand in the table."""


def draw(data: FigureData, paths: Sequence[Path], *, is_narrow: bool = False) -> None:
    """Draw a panel a set of devices, below each other where it is narrow, to every path (svg or png by suffix)."""
    trains = data.table("measured_trains", ("pulse", "mean_S", "sd_between_S", "sd_within_S"))
    groups = list(trains.groupby(["document", "set"], sort=False))
    count = max(len(groups), 1)
    columns = 1 if is_narrow else count
    size = (data.width(is_narrow=is_narrow), 2.9 if columns == count else 2.2 * count)
    with drawing_grid(paths, count, columns, size) as (figure, panels):
        for axes, ((document, set_name), own) in zip(panels, groups, strict=False):
            for direction, colour in (("set", SET_COLOUR), ("reset", RESET_COLOUR)):
                points = _thinned(own[own["direction"] == direction].sort_values("pulse", kind="stable"))
                mean = _MICRO * points["mean_S"]
                axes.plot(points["pulse"], mean, color=colour, linewidth=1.4, label=direction)
                for spread, alpha in (("sd_between_S", 0.22), ("sd_within_S", 0.4)):
                    held = points[points[spread].notna()]
                    low, high = (_MICRO * (held["mean_S"] + side * held[spread]) for side in (-1, 1))
                    axes.fill_between(held["pulse"], low, high, color=colour, alpha=alpha, linewidth=0)
            axes.set_xlabel("pulse", fontsize=8)
            axes.set_title(literal(f"{data.short_name(str(document))}, {set_name}"), fontsize=8)
            axes.tick_params(labelsize=7.5)
        for axes in panels[::columns]:
            axes.set_ylabel("conductance (µS)", fontsize=8)
        if groups:
            panels[0].legend(fontsize=7.5)
        figure.tight_layout()


def _thinned(train: pd.DataFrame) -> pd.DataFrame:
    """About POINTS pulses of a train, with its last."""
    return pd.concat([train.iloc[:: max(1, len(train) // POINTS)], train.tail(1)])
