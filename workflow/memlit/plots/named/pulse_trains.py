"""Measured pulse trains of open raw data: conductance pulse by pulse, with its spread between and within devices."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from memlit.library import Library
from memlit.plots.look.style import WIDE, drawing, literal
from memlit.synapses.beside.measured import TrainPulse

SET_COLOUR, RESET_COLOUR = "#0072B2", "#D55E00"
_MICRO = 1e6
POINTS = 28
"""Pulses of a train that are drawn, about; all of them stand in the table."""


def draw(trains: Sequence[TrainPulse], library: Library, paths: Sequence[Path], width: float = WIDE) -> None:
    """Draw a panel a set of devices, below each other where it is narrow, to every path (svg or png by suffix)."""
    groups: dict[tuple[str, str], dict[str, list[TrainPulse]]] = defaultdict(lambda: defaultdict(list))
    for pulse in trains:
        groups[pulse.document, pulse.set_name][pulse.direction].append(pulse)
    with drawing(paths) as plt:
        count = max(len(groups), 1)
        rows, columns = (1, count) if width >= WIDE else (count, 1)
        figure, grid = plt.subplots(rows, columns, figsize=(width, 2.9 if rows == 1 else 2.2 * rows), squeeze=False)
        panels = list(grid.flat)
        for axes, ((document, set_name), directions) in zip(panels, groups.items(), strict=False):
            for direction, colour in (("set", SET_COLOUR), ("reset", RESET_COLOUR)):
                whole = sorted(directions.get(direction, ()), key=lambda item: item.pulse)
                own = [*whole[:: max(1, len(whole) // POINTS)], *whole[-1:]]
                number, mean = [item.pulse for item in own], [_MICRO * item.mean for item in own]
                axes.plot(number, mean, color=colour, linewidth=1.4, label=direction)
                for spread, alpha in (("sd_between", 0.22), ("sd_within", 0.4)):
                    held = [(item.pulse, item.mean, sd) for item in own if (sd := getattr(item, spread)) is not None]
                    axes.fill_between(
                        [at for at, _, _ in held],
                        [_MICRO * (middle - sd) for _, middle, sd in held],
                        [_MICRO * (middle + sd) for _, middle, sd in held],
                        color=colour,
                        alpha=alpha,
                        linewidth=0,
                    )
            axes.set_xlabel("pulse", fontsize=8)
            entry = library.entries.get(document)
            axes.set_title(literal(f"{entry.short_name if entry else document}, {set_name}"), fontsize=8)
            axes.tick_params(labelsize=7.5)
        for axes in grid[:, 0]:
            axes.set_ylabel("conductance (µS)", fontsize=8)
        if groups:
            panels[0].legend(fontsize=7.5)
        figure.tight_layout()
