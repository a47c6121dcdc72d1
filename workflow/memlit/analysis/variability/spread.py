"""Variability as effect sizes: what can be pooled is pooled within its set, everything else is shown and called so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from memlit.analysis.variability.effects import measured_effects
from memlit.analysis.variability.measured_record import MeasuredVariability
from memlit.analysis.variability.pooling import moderators, pools
from memlit.analysis.variability.printed import printed_spreads, spread_classes
from memlit.analysis.variability.record import Spread
from memlit.benchmark.values import Paper, Value


def spread_of(record: MeasuredVariability, values: Iterable[Value], papers: Mapping[str, Paper]) -> Spread:
    """Effects of the measured sets, their pools and moderators, and the spreads that documents print."""
    effects = measured_effects(record)
    printed = printed_spreads(values, papers)
    return Spread(
        effects=tuple(effects),
        pools=tuple(pools(effects)),
        moderators=tuple(moderators(effects, record)) if effects else (),
        printed=tuple(printed),
        classes=tuple(spread_classes(printed)),
    )
