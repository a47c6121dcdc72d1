"""Variability as effect sizes: CV against conductance, devices measured repeatedly, change between two reads."""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from memlit.analysis.variability.effects import known_interval, known_value
from memlit.analysis.variability.pooling import BY_CONDUCTANCE
from memlit.analysis.variability.record import Spread, SpreadEffect, SpreadModerator, SpreadPool
from memlit.datum import Result, results_in
from memlit.errors import certain
from memlit.field.codes import HIGH_HALF, LOW_HALF, WRITTEN
from memlit.plots.look.marks import spread_offsets
from memlit.plots.look.style import WIDE, Axes, drawing, is_wide, line_axis, literal, says_that, words_at
from memlit.plots.look.words import SetName, read_words
from memlit.presentation.pages import INK

STATE_STYLES = {LOW_HALF: ("#D55E00", "s"), HIGH_HALF: ("#0072B2", "o"), "as fabricated": ("#009E73", "^")}
OTHER = ("#666666", "D")
_READS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "^"), ("#7A5195", "D"), ("#B8860B", "v"), ("#666666", "P"))
_WIDTH = 0.28
_LEVELS, _RATIOS = "lnCV", "lnCVR"
_MICRO = 1e6
LADDER_HEIGHT = 7.0


def draw(spread: Spread, paths: Sequence[Path], width: float = WIDE, set_name: SetName = str) -> None:
    """Draw the CV of the levels above the devices and the forest of ratios to every path (svg or png by suffix)."""
    devices, ratios = _pools(spread, _LEVELS), _pools(spread, _RATIOS)
    with drawing(paths) as plt:
        heights = [LADDER_HEIGHT, *([len(devices) + 1.6] if devices else []), max(len(ratios), 1) + 1.6]
        height = (0.34 if width >= WIDE else 0.42) * sum(heights) + 1.4
        figure, panels = plt.subplots(len(heights), 1, figsize=(width, height), height_ratios=heights)
        _ladder(panels[0], spread, set_name)
        if devices:
            _orchard(panels[1], devices, spread.effects, ("CV of one device measured repeatedly (%)", 100.0), set_name)
        _orchard(panels[-1], ratios, spread.effects, ("ratio of the CV, second read over first", 1.0), set_name)
        panels[-1].axvline(1.0, color=INK, linewidth=0.8)
        figure.tight_layout(h_pad=1.2)


def drawn(spread: Spread) -> Iterator[Result]:
    """The numbers that the figure shows: levels and their lines, pooled effects, and the effects behind them."""
    for line in _lines(spread):
        yield from results_in((line.slope, line.centre, line.at_centre))
        yield from results_in([(effect.conductance, effect.spread) for effect in _levels_of(line, spread.effects)])
    for pool in (*_pools(spread, _LEVELS), *_pools(spread, _RATIOS)):
        yield from results_in((pool.k, pool.back, [effect.spread for effect in _own(pool, spread.effects)]))


def _pools(spread: Spread, measure: str) -> list[SpreadPool]:
    return [pool for pool in spread.pools if pool.measure == measure and pool.estimate]


def _label(line: SpreadModerator, set_name: SetName) -> str:
    document, comma, read = line.label.partition(", ")
    return literal(f"{set_name(document)}{comma}{read_words(read)}")


def _lines(spread: Spread) -> list[SpreadModerator]:
    lines = (line for line in spread.moderators if line.moderator == BY_CONDUCTANCE and line.measure == _LEVELS)
    return [line for line in lines if line.at_centre]


def _levels_of(line: SpreadModerator, effects: Iterable[SpreadEffect]) -> list[SpreadEffect]:
    return [
        effect
        for effect in effects
        if effect.conductance and effect.measure == _LEVELS and f"{effect.document}, {effect.group}" == line.label
    ]


def _ladder(axes: Axes, spread: Spread, set_name: SetName) -> None:
    """CV of each level against its mean conductance with the fitted line; open where cells never written are out."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("mean conductance of a level (µS)")
    axes.set_ylabel("CV within a level (%)")
    whole = [line for line in _lines(spread) if not line.label.endswith(f", {WRITTEN}")]
    drawn_already = set()
    for line, (colour, marker) in zip(whole, _READS, strict=False):
        points = _levels_of(line, spread.effects)
        drawn_already |= {(effect.document, effect.label, effect.spread.value) for effect in points}
        x, y = _places(points)
        look: dict[str, Any] = {"marker": marker, "color": colour, "label": _label(line, set_name)}
        axes.plot(x, y, markersize=3.5, linestyle="none", alpha=0.8, **look)
        centre, height = _MICRO * known_value(certain(line.centre)), known_value(certain(line.at_centre).value)
        ends = [min(x), max(x)]
        slope = known_value(certain(line.slope).value)
        axes.plot(
            ends, [height * math.exp(slope * math.log10(end / centre)) for end in ends], color=colour, linewidth=1
        )
    changed = [
        effect
        for line in _lines(spread)
        if line.label.endswith(f", {WRITTEN}")
        for effect in _levels_of(line, spread.effects)
        if (effect.document, effect.label, effect.spread.value) not in drawn_already
    ]
    if changed:
        axes.plot(
            *_places(changed),
            marker="o",
            color=INK,
            markerfacecolor="white",
            markersize=5,
            linestyle="none",
            label="without cells never written to the lowest level",
        )
    if whole:
        place: dict[str, Any] = {} if is_wide(axes) else {"loc": "lower left", "bbox_to_anchor": (-0.2, 1.0)}
        axes.legend(fontsize=6.5, **place)
    else:
        says_that(axes, "no measured array")


def _places(effects: Iterable[SpreadEffect]) -> tuple[list[float], list[float]]:
    """Conductances in µS and CVs in per cent of levels."""
    known = [
        (_MICRO * known_value(effect.conductance), known_value(effect.spread))
        for effect in effects
        if effect.conductance
    ]
    return [x for x, _ in known], [y for _, y in known]


def _own(pool: SpreadPool, effects: Iterable[SpreadEffect]) -> list[SpreadEffect]:
    of = (pool.document, pool.label, pool.state, pool.measure)
    return [effect for effect in effects if (effect.document, effect.group, effect.state, effect.measure) == of]


def _orchard(
    axes: Axes,
    pools: Sequence[SpreadPool],
    effects: Sequence[SpreadEffect],
    axis: tuple[str, float],
    set_name: SetName,
) -> None:
    """axis: its label, and what a factor of the effects' scale is there."""
    from matplotlib.ticker import FuncFormatter, LogLocator

    axes.set_xscale("log")
    label, scale = axis
    axes.set_xlabel(label, fontsize=9 if is_wide(axes) else 7.5)
    names = [f"{literal(set_name(pool.document))}, {read_words(pool.label)}" for pool in pools]
    if is_wide(axes):
        lines = [f"{name}\n{pool.state}" for name, pool in zip(names, pools, strict=True)]
    else:
        # On a phone the name of a read stands above its rows, inside the axes.
        lines = [pool.state.replace(" of the levels", "").replace(" ", "\n") for pool in pools]
        for place, name in enumerate(names):
            if place == 0 or names[place - 1] != name:
                words_at(axes, name, (0.015, place - 0.46), 6.2, of=axes.get_yaxis_transform())
    line_axis(axes, lines, 6.5, above=0.6 if is_wide(axes) else 0.75, below=0.4 if pools else -0.6)
    axes.tick_params(axis="y", length=0, pad=5)
    for place, pool in enumerate(pools):
        _row(axes, place, pool, _own(pool, effects), scale)
    if not pools:
        says_that(axes, "nothing to pool")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
    axes.minorticks_off()


def _row(axes: Axes, place: int, pool: SpreadPool, effects: Sequence[SpreadEffect], scale: float) -> None:
    colour, marker = STATE_STYLES.get(pool.state, OTHER)
    values = sorted(
        ((known_value(effect.effect.value), effect) for effect in effects), key=lambda pair: (pair[0], pair[1].id)
    )
    weights = [1 / known_value(effect.se) ** 2 for _, effect in values]
    most = max(weights, default=1.0)
    axes.scatter(
        [scale * math.exp(number) for number, _ in values],
        [place + _WIDTH * offset for offset in spread_offsets(len(values))],
        s=[6 + 26 * weight / most for weight in weights],
        marker=marker,
        color=colour,
        alpha=0.5,
        linewidth=0,
        zorder=2,
    )
    assert pool.estimate is not None
    for estimate, width in ((pool.prediction, 0.9), (pool.estimate, 3.0)):
        if estimate is None:
            continue
        low, high = known_interval(estimate)
        axes.plot([scale * math.exp(low), scale * math.exp(high)], [place] * 2, color=INK, linewidth=width, zorder=3)
    middle = scale * math.exp(known_value(pool.estimate.value))
    axes.plot([middle], [place], marker=marker, color="white", markeredgecolor=INK, markersize=6.5, zorder=4)
    words_at(axes, f"k = {pool.k.value:g}", (1.005, place), 7, of=axes.get_yaxis_transform())
