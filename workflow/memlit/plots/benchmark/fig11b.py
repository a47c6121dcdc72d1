"""Fig. 11b regenerated: the three metrics by class, paper by paper, and what each application asks to be low."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.analysis.class_medians import ClassSummary
from memlit.config import Classes, Config
from memlit.datum import Result
from memlit.field.codes import SURVEY
from memlit.plots.benchmark import class_panels
from memlit.plots.look.style import SOFT, Axes, ClassStyles, Figure
from memlit.presentation.pages import INK

_PANELS = (class_panels.PANELS[2], *class_panels.PANELS[:2])
"""Spike timing first, so that the metrics of an application stand beside each other."""
_HEIGHT, _NARROW_HEIGHT = 4.4, 11.4
"""Inches: the panels beside each other, and below each other for a phone."""


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


def others(summaries: Iterable[ClassSummary], config: Config) -> list[ClassSummary]:
    """Synapses of other sets under the headline's pulse, with a known paper; memory cells are no synapses."""
    return [
        summary
        for summary in summaries
        if summary.set_name not in (config.evidence.headline_set, SURVEY)
        and summary.pulse == config.conventions.headline_pulse
        and summary.role == "synapse"
        and summary.papers
    ]


def drawn(summaries: Sequence[ClassSummary], config: Config) -> Iterator[Result]:
    """The numbers that the figure shows: papers and counts."""
    shown = {metric for metric, _, _ in _PANELS}
    for summary in class_panels.headline(summaries, config):
        if summary.metric in shown:
            yield from class_panels.linked_values(*summary.papers, *summary.bounded)
            yield from (summary.n_papers, summary.n_bounded, summary.n_credited)
    for summary in others(summaries, config):
        if summary.metric in shown:
            yield from class_panels.linked_values(*summary.papers)


def draw(
    summaries: Sequence[ClassSummary],
    config: Config,
    classes: Classes,
    paths: Sequence[Path],
    is_narrow: bool = False,
) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    styles = ClassStyles(classes)
    own, beside = class_panels.headline(summaries, config), others(summaries, config)
    metrics = {metric for metric, _, _ in _PANELS}
    names = list(dict.fromkeys(summary.device_class for summary in own))
    names += styles.order({item.device_class for item in beside if item.metric in metrics} - set(names))
    height, margins = (
        (_NARROW_HEIGHT, {"bottom": 0.05, "top": 0.975, "hspace": 0.36})
        if is_narrow
        else (_HEIGHT, {"bottom": 0.145, "top": 0.84, "wspace": 0.06})
    )
    with class_panels.metric_panels(paths, is_narrow, height, margins) as (figure, panels):
        for axes, panel in zip(panels, _PANELS, strict=True):
            class_panels.draw_panel(axes, panel, names, own, styles, others=beside)
            if is_narrow:
                asking = [item.name for item in APPLICATIONS if panel[0] in item.metrics]
                axes.set_title(f"low for {', '.join(asking)}", fontsize=7.5, color=SOFT, loc="right")
        if not is_narrow:
            _applications(figure, panels, classes)


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
