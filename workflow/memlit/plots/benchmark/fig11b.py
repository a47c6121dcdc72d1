"""Fig. 11b regenerated: the three metrics by class, paper by paper, and what each application asks to be low."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.config import Classes
from memlit.field.codes import SURVEY
from memlit.plots.benchmark import class_panels
from memlit.plots.benchmark.class_panels import ClassLine
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import Axes, Figure
from memlit.presentation.pages import INK

_PANELS = (class_panels.PANELS[2], *class_panels.PANELS[:2])
"""Spike timing first, so that the metrics of an application stand beside each other."""


class Application(NamedTuple):
    """What an application asks to be low. The classes recommended for it are in config/classes.yaml."""

    name: str
    metrics: tuple[str, ...]


APPLICATIONS = (
    Application("hardware SNN", ("spike_timing", "action_energy", "standby_power")),
    Application("in-memory computing", ("spike_timing", "action_energy")),
    Application("DNN accelerator", ("standby_power",)),
)
HEIGHTS = (0.945, 0.875, 0.875)
"""Of the brackets, in parts of the drawing."""


def others(data: FigureData) -> list[ClassLine]:
    """Synapses of other sets under the headline's pulse, with a known paper; memory cells are no synapses."""
    own = (data.config.evidence.headline_set, SURVEY)
    return class_panels.shown_classes(data, lambda table: ~table["set"].isin(own) & table["papers"].notna())


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: papers and counts."""
    shown = {metric for metric, _, _ in _PANELS}
    for line in class_panels.headline(data):
        if line.metric in shown:
            yield from class_panels.linked_values(*line.papers, *line.bounded)
            yield from (f"{line.id}#{count}" for count in ("n_papers", "n_bounded", "n_credited"))
    for line in others(data):
        if line.metric in shown:
            yield from class_panels.linked_values(*line.papers)


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    styles = data.styles
    own, beside = class_panels.headline(data), others(data)
    metrics = {metric for metric, _, _ in _PANELS}
    names = list(dict.fromkeys(summary.device_class for summary in own))
    names += styles.order({item.device_class for item in beside if item.metric in metrics} - set(names))
    with class_panels.metric_panels(paths) as (figure, panels):
        for axes, panel in zip(panels, _PANELS, strict=True):
            class_panels.draw_panel(axes, panel, names, own, styles, others=beside)
        _applications(figure, panels, data.classes)


def _applications(figure: Figure, panels: Sequence[Axes], classes: Classes) -> None:
    """Brackets over the panels whose metric an application needs low, with the class that the review recommends."""
    from matplotlib.lines import Line2D

    at = {metric: axes.get_position() for axes, (metric, _, _) in zip(panels, _PANELS, strict=True)}
    for application, height in zip(APPLICATIONS, HEIGHTS, strict=True):
        left = at[application.metrics[0]].x0 + 0.004
        right = at[application.metrics[-1]].x1 - 0.004
        for xs, ys in (
            ([left, right], [height] * 2),
            ([left] * 2, [height, height - 0.02]),
            ([right] * 2, [height, height - 0.02]),
        ):
            figure.add_artist(Line2D(xs, ys, color=INK, linewidth=0.9))
        n = len(application.metrics)
        needs = "all three low" if n == len(_PANELS) else "both low" if n > 1 else "low"
        recommended = ", ".join(classes.recommended.get(application.name, ()))
        advice = f" (review: {recommended})" if recommended else ""
        words = f"{application.name}: {needs}{advice}"
        figure.text((left + right) / 2, height + 0.01, words, ha="center", va="bottom", fontsize=8)
