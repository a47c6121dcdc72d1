"""Fig. 11b regenerated: the three metrics by class, paper by paper, and what each application asks to be low."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from memlit.analysis.class_medians import ClassSummary
from memlit.config import Classes, Config
from memlit.datum import Result
from memlit.devices.gather import SURVEY
from memlit.plots.benchmark.known import (
    MANY,
    axis_label,
    class_line,
    class_names,
    cloud,
    headline,
    is_unidentified,
    metric_panels,
    scale,
)
from memlit.plots.look.style import INK, SOFT, ClassStyles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    ("spike_timing", "spike timing $\\tau$", "s"),
    ("action_energy", "action energy $E_a$", "J"),
    ("standby_power", "standby power $P_s$", "W"),
)
HEIGHT, NARROW_HEIGHT = 4.4, 8.6
"""Inches: the panels beside each other, and below each other for a phone."""
OTHERS_BELOW = 0.3
"""Where in the line of a class the papers of other sets stand."""


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
    shown = {metric for metric, _, _ in PANELS}
    for summary in headline(summaries, config):
        if summary.metric in shown:
            yield from (paper.result for paper in (*summary.papers, *summary.bounded))
            yield from (summary.n_papers, summary.n_bounded, summary.n_credited)
    for summary in others(summaries, config):
        if summary.metric in shown:
            yield from (paper.result for paper in summary.papers)


def draw(
    summaries: Sequence[ClassSummary],
    config: Config,
    classes: Classes,
    anchor: Callable[[str], str],
    paths: Sequence[Path],
    is_narrow: bool = False,
) -> None:
    """Draw the figure to every path (svg or png by suffix). anchor: of the entry that a mark leads to, by its id."""
    styles = ClassStyles(classes)
    own, beside = headline(summaries, config), others(summaries, config)
    metrics = {metric for metric, _, _ in PANELS}
    names = list(dict.fromkeys(summary.device_class for summary in own))
    names += styles.order({item.device_class for item in beside if item.metric in metrics} - set(names))
    height, margins = (
        (NARROW_HEIGHT, {"bottom": 0.065, "top": 0.97, "hspace": 0.48})
        if is_narrow
        else (HEIGHT, {"bottom": 0.145, "top": 0.84, "wspace": 0.06})
    )
    with metric_panels(paths, is_narrow, height, margins) as (figure, panels):
        for axes, (metric, label, unit) in zip(panels, PANELS, strict=True):
            lines = {summary.device_class: summary for summary in own if summary.metric == metric}
            more = [summary for summary in beside if summary.metric == metric]
            scale(axes, [*lines.values(), *more], [], unit)
            has_words = not is_unidentified(lines.values())
            for place, name in enumerate(names):
                class_line(axes, place, lines.get(name), styles.of(name), anchor, has_words=has_words)
            for summary in more:
                _others(axes, names.index(summary.device_class), summary, styles.of(summary.device_class), anchor)
            axis_label(axes, label, has_words=has_words)
            class_names(axes, names)
            if is_narrow:
                asking = [item.name for item in APPLICATIONS if metric in item.metrics]
                axes.set_title(f"low for {', '.join(asking)}", fontsize=7.5, color=SOFT, loc="right")
        if not is_narrow:
            _applications(figure, panels, classes)


def _others(
    axes: Axes, place: int, summary: ClassSummary, style: tuple[str, str], anchor: Callable[[str], str]
) -> None:
    """Open marks below the line of a class: papers of other sets."""
    colour, marker = style
    values = [value for paper in summary.papers if (value := paper.result.value)]
    if len(values) > MANY:
        cloud(axes, place + OTHERS_BELOW, values, marker, facecolor="none", edgecolor=colour)
        return
    for paper in summary.papers:
        if paper.result.value:
            at = ([paper.result.value], [place + OTHERS_BELOW])
            mark = axes.scatter(*at, s=30, marker=marker, facecolor="none", edgecolor=colour, linewidth=1.2, zorder=3)
            mark.set_urls([f"#{anchor(paper.result.id)}"])


def _applications(figure: Figure, panels: Sequence[Axes], classes: Classes) -> None:
    """Brackets over the panels whose metric an application needs low, with the class that the review recommends."""
    from matplotlib.lines import Line2D

    at = {metric: axes.get_position() for axes, (metric, _, _) in zip(panels, PANELS, strict=True)}
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
        needs = "all three low" if n == len(PANELS) else "both low" if n > 1 else "low"
        recommended = ", ".join(classes.recommended.get(application.name, ()))
        advice = f" (review: {recommended})" if recommended else ""
        words = f"{application.name}: {needs}{advice}"
        figure.text((left + right) / 2, height + 0.01, words, ha="center", va="bottom", fontsize=8)
