"""Variability as effect sizes: an orchard plot of the measured sets and a forest of the change between two reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from memlit.analysis.comparisons_model import Estimate, results_in
from memlit.analysis.spread_model import Spread, SpreadEffect, SpreadPool
from memlit.datum import Result
from memlit.plots.comparisons import spread_offsets
from memlit.plots.style import INK, house_style, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATE_STYLES = {"HRS half": ("#D55E00", "s"), "LRS half": ("#0072B2", "o"), "as fabricated": ("#009E73", "^")}
OTHER = ("#666666", "D")
WIDTH = 0.28
LEVELS, RATIOS = "lnCV", "lnCVR"


def draw(spread: Spread, paths: Sequence[Path]) -> None:
    """Draw the orchard of lnCV above the forest of lnCVR to every path in `paths` (svg or png by suffix)."""
    levels = [pool for pool in spread.pools if pool.measure == LEVELS]
    ratios = [pool for pool in spread.pools if pool.measure == RATIOS]
    with house_style():
        import matplotlib.pyplot as plt

        heights = [max(len(levels), 1) + 1.6, max(len(ratios), 1) + 1.6]
        figure, (upper, lower) = plt.subplots(
            2, 1, figsize=(7.6, 0.34 * sum(heights) + 1.0), gridspec_kw={"height_ratios": heights}
        )
        _orchard(upper, levels, spread.effects, "CV within a level or a device (%)", 100.0)
        _orchard(lower, ratios, spread.effects, "ratio of the CV, second read over first", 1.0)
        lower.axvline(1.0, color=INK, linewidth=0.8)
        figure.tight_layout(h_pad=1.2)
        for path in paths:
            save(figure, path)
        plt.close(figure)


def drawn(spread: Spread) -> Iterator[Result]:
    """The numbers that the figure shows: pooled effects with their intervals, and the effects behind them."""
    for pool in (pool for pool in spread.pools if pool.measure in {LEVELS, RATIOS}):
        yield from results_in((pool.k, pool.back, [effect.spread for effect in _own(pool, spread.effects)]))


def _own(pool: SpreadPool, effects: Iterable[SpreadEffect]) -> list[SpreadEffect]:
    of = (pool.document, pool.label, pool.state, pool.measure)
    return [effect for effect in effects if (effect.document, effect.group, effect.state, effect.measure) == of]


def _orchard(
    axes: Axes, pools: Sequence[SpreadPool], effects: Sequence[SpreadEffect], label: str, scale: float
) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator

    axes.set_xscale("log")
    axes.set_xlabel(label)
    axes.set_yticks(range(len(pools)), [f"{pool.document}, {pool.label}\n{pool.state}" for pool in pools], fontsize=6.5)
    axes.set_ylim(max(len(pools), 1) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=5)
    axes.grid(axis="y", visible=False)
    for place, pool in enumerate(pools):
        _row(axes, place, pool, _own(pool, effects), scale)
    if not pools:
        axes.text(0.5, 0.5, "nothing to pool", transform=axes.transAxes, ha="center", color=INK)
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
    axes.minorticks_off()


def _row(axes: Axes, place: int, pool: SpreadPool, effects: Sequence[SpreadEffect], scale: float) -> None:
    colour, marker = STATE_STYLES.get(pool.state, OTHER)
    values = _sorted(effects)
    weights = [1 / _number(effect.se.value) ** 2 for _, effect in values]
    most = max(weights, default=1.0)
    axes.scatter(
        [scale * math.exp(number) for number, _ in values],
        [place + WIDTH * offset for offset in spread_offsets(len(values))],
        s=[6 + 26 * weight / most for weight in weights],
        marker=marker,
        color=colour,
        alpha=0.5,
        linewidth=0,
        zorder=2,
    )
    for estimate, width in ((pool.prediction, 0.9), (pool.estimate, 3.0)):
        low, high = _ends(estimate)
        axes.plot([scale * math.exp(low), scale * math.exp(high)], [place] * 2, color=INK, linewidth=width, zorder=3)
    middle = scale * math.exp(_value(pool.estimate))
    axes.plot([middle], [place], marker=marker, color="white", markeredgecolor=INK, markersize=6.5, zorder=4)
    axes.annotate(
        f"k = {pool.k.value:g}",
        (1.005, place),
        xycoords=axes.get_yaxis_transform(),
        va="center",
        fontsize=7,
        color=INK,
    )


def _sorted(effects: Sequence[SpreadEffect]) -> list[tuple[float, SpreadEffect]]:
    return sorted(((_value(effect.effect), effect) for effect in effects), key=lambda pair: (pair[0], pair[1].id))


def _number(value: float | None) -> float:
    assert value is not None
    return value


def _value(estimate: Estimate) -> float:
    return _number(estimate.value.value)


def _ends(estimate: Estimate) -> tuple[float, float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return _number(estimate.low.value), _number(estimate.high.value)
