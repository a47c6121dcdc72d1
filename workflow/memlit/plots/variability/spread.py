"""Variability as effect sizes: CV against conductance, devices measured repeatedly, change between two reads."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from memlit.field.codes import HIGH_HALF, LOW_HALF, WRITTEN
from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import spread_offsets
from memlit.plots.look.style import WIDE, Axes, drawing_grid, line_axis, literal, says_that, words_at
from memlit.plots.look.words import read_words
from memlit.presentation.pages import INK

STATE_STYLES = {LOW_HALF: ("#D55E00", "s"), HIGH_HALF: ("#0072B2", "o"), "as fabricated": ("#009E73", "^")}
OTHER = ("#666666", "D")
_READS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "^"), ("#7A5195", "D"), ("#B8860B", "v"), ("#666666", "P"))
_WIDTH = 0.28
_LEVELS, _RATIOS = "lnCV", "lnCVR"
_MICRO = 1e6
_BY_CONDUCTANCE = "state: decades of mean conductance"
LADDER_HEIGHT = 7.0


_LINE = ("slope", "centre", "at_centre")
_WRITTEN_ALONE = f", {WRITTEN}"


class _Spread(NamedTuple):
    """Effect sizes with the spreads and conductances of levels, what is pooled of them, and lines through levels."""

    effects: pd.DataFrame
    pools: pd.DataFrame
    lines: list[dict[str, Any]]

    def pools_of(self, measure: str) -> list[dict[str, Any]]:
        """The pools of a measure that have a number."""
        return row_dicts(self.pools[(self.pools["measure"] == measure) & self.pools["effect"].notna()])

    def levels_of(self, line: Mapping[str, Any]) -> pd.DataFrame:
        """The levels behind a line."""
        of_levels = self.effects["conductance"].notna() & (self.effects["measure"] == _LEVELS)
        is_own: pd.Series[bool] = self.effects["document"] + ", " + self.effects["group"] == line["label"]
        return self.effects.loc[of_levels & is_own]

    def effects_of(self, pool: Mapping[str, Any]) -> pd.DataFrame:
        """The effects that a pool is of."""
        same = ("document", "group", "state", "measure")
        is_own: pd.Series[bool] = pd.concat([self.effects[name] == pool[name] for name in same], axis=1).all(axis=1)
        return self.effects[is_own]


def _spread(data: FigureData) -> _Spread:
    values = data.numbers("measure_variability")["value"]
    effects = data.table("effect_sizes", ("effect", "se"))
    effects = effects.assign(cv=effects["spread"].map(values), micro=_MICRO * effects["conductance"].map(values))
    pools = data.table("effect_pools", ("k", "effect", "low", "high", "prediction_low", "prediction_high"))
    lines = data.table("effect_moderators", _LINE)
    own = (lines["moderator"] == _BY_CONDUCTANCE) & (lines["measure"] == _LEVELS) & lines["at_centre"].notna()
    return _Spread(effects, pools, row_dicts(lines[own]))


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the CV of the levels above the devices and the forest of ratios to every path (svg or png by suffix)."""
    spread = _spread(data)
    devices, ratios = spread.pools_of(_LEVELS), spread.pools_of(_RATIOS)
    heights = [LADDER_HEIGHT, *([len(devices) + 1.6] if devices else []), max(len(ratios), 1) + 1.6]
    size = (WIDE, 0.34 * sum(heights) + 1.4)
    with drawing_grid(paths, len(heights), 1, size, height_ratios=heights) as (figure, panels):
        _ladder(panels[0], spread, data)
        if devices:
            _orchard(panels[1], devices, spread, ("CV of one device measured repeatedly (%)", 100.0), data)
        _orchard(panels[-1], ratios, spread, ("ratio of the CV, second read over first", 1.0), data)
        panels[-1].axvline(1.0, color=INK, linewidth=0.8)
        figure.tight_layout(h_pad=1.2)


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: levels and their lines, pooled effects, the effects behind them."""
    spread = _spread(data)
    numbers = data.numbers("measure_variability").index
    estimates = ("slope", "slope_low", "slope_high", "centre", "at_centre", "at_centre_low", "at_centre_high")
    for line in spread.lines:
        yield from (f"{line['id']}#{name}" for name in estimates)
        yield from spread.levels_of(line)[["conductance", "spread"]].to_numpy().ravel()
    for pool in (*spread.pools_of(_LEVELS), *spread.pools_of(_RATIOS)):
        ids = (f"{pool['id']}#{name}" for name in ("k", "back", "back_low", "back_high"))
        yield from (identifier for identifier in ids if identifier in numbers)
        yield from spread.effects_of(pool)["spread"]


def _label(line: Mapping[str, Any], data: FigureData) -> str:
    document, comma, read = line["label"].partition(", ")
    return literal(f"{data.short_name(document)}{comma}{read_words(read)}")


def _ladder(axes: Axes, spread: _Spread, data: FigureData) -> None:
    """CV of each level against its mean conductance with the fitted line; open where cells never written are out."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("mean conductance of a level (µS)")
    axes.set_ylabel("CV within a level (%)")
    whole = [line for line in spread.lines if not line["label"].endswith(_WRITTEN_ALONE)]
    shown = [spread.levels_of(line) for line in whole]
    for line, levels, (colour, marker) in zip(whole, shown, _READS, strict=False):
        x, y = levels["micro"], levels["cv"]
        look: dict[str, Any] = {"marker": marker, "color": colour, "label": _label(line, data)}
        axes.plot(x, y, markersize=3.5, linestyle="none", alpha=0.8, **look)
        ends, centre = [x.min(), x.max()], _MICRO * line["centre"]
        heights = [line["at_centre"] * math.exp(line["slope"] * math.log10(end / centre)) for end in ends]
        axes.plot(ends, heights, color=colour, linewidth=1)
    # What a read shows without the cells never written is drawn where it is another number.
    known = {tuple(one) for levels in shown for one in levels[["document", "label", "cv"]].to_numpy()}
    others = [spread.levels_of(line) for line in spread.lines if line["label"].endswith(_WRITTEN_ALONE)]
    changed = [
        (row["micro"], row["cv"])
        for levels in others
        for row in row_dicts(levels)
        if (row["document"], row["label"], row["cv"]) not in known
    ]
    if changed:
        axes.plot(
            *zip(*changed, strict=True),
            marker="o",
            color=INK,
            markerfacecolor="white",
            markersize=5,
            linestyle="none",
            label="without cells never written to the lowest level",
        )
    if whole:
        axes.legend(fontsize=6.5)
    else:
        says_that(axes, "no measured array")


def _orchard(
    axes: Axes, pools: Sequence[Mapping[str, Any]], spread: _Spread, axis: tuple[str, float], data: FigureData
) -> None:
    """axis: its label, and what a factor of the effects' scale is there."""
    from matplotlib.ticker import FuncFormatter, LogLocator

    axes.set_xscale("log")
    label, scale = axis
    axes.set_xlabel(label, fontsize=9)
    names = [f"{literal(data.short_name(pool['document']))}, {read_words(pool['group'])}" for pool in pools]
    lines = [f"{name}\n{pool['state']}" for name, pool in zip(names, pools, strict=True)]
    line_axis(axes, lines, 6.5, above=0.6, below=0.4 if pools else -0.6)
    axes.tick_params(axis="y", length=0, pad=5)
    for place, pool in enumerate(pools):
        _row(axes, place, pool, spread.effects_of(pool), scale)
    if not pools:
        says_that(axes, "nothing to pool")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
    axes.minorticks_off()


def _row(axes: Axes, place: int, pool: Mapping[str, Any], effects: pd.DataFrame, scale: float) -> None:
    colour, marker = STATE_STYLES.get(pool["state"], OTHER)
    ordered = effects.sort_values(["effect", "id"])
    weights = [1 / se**2 for se in ordered["se"]]
    most = max(weights, default=1.0)
    axes.scatter(
        [scale * math.exp(number) for number in ordered["effect"]],
        [place + _WIDTH * offset for offset in spread_offsets(len(ordered))],
        s=[6 + 26 * weight / most for weight in weights],
        marker=marker,
        color=colour,
        alpha=0.5,
        linewidth=0,
        zorder=2,
    )
    for name, width in (("prediction_", 0.9), ("", 3.0)):
        low, high = pool[f"{name}low"], pool[f"{name}high"]
        if low is not None:
            axes.plot(
                [scale * math.exp(low), scale * math.exp(high)], [place] * 2, color=INK, linewidth=width, zorder=3
            )
    middle = scale * math.exp(pool["effect"])
    axes.plot([middle], [place], marker=marker, color="white", markeredgecolor=INK, markersize=6.5, zorder=4)
    words_at(axes, f"k = {pool['k']:g}", (1.005, place), 7, of=axes.get_yaxis_transform())
