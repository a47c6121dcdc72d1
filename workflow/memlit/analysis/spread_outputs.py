"""Columns of results/data/effect_sizes.csv, effect_pools.csv and effect_moderators.csv, and their rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from memlit.analysis.spread_model import Spread, SpreadEffect, SpreadModerator, SpreadPool

_KEYS = {
    "id": "id of the effect, the pool or the moderator",
    "document": "document with the measured set",
    "group": "read and cells of an array, or what else was repeated",
}
_EFFECTS = _KEYS | {
    "label": "level, device or state",
    "kind": "cells (of one array after write with verify), cycle to cycle or device to device; never mixed",
    "state": "lower or upper half of the levels (by conductance), state of a cell, or as fabricated",
    "measure": "lnCV, lnSD (SD of ln R), and their ratios lnCVR and lnVR, second read over first",
    "normalised_by": "what the spread is over: mean (a CV), or none (log scale)",
    "n": "independent values [1]",
    "effect": "effect size on the natural-log scale [1]; exp of it is the CV, the SD of ln R, or the ratio",
    "se": "standard error of the effect [1]",
    "low": "lower end of its interval of 95 % [1]",
    "high": "upper end of its interval of 95 % [1]",
    "pooled": "whether it enters a pool of its own set",
    "reason": "what a reader has to know, or why it is not pooled",
}
_POOLS = _KEYS | {
    "kind": "as in effect_sizes.csv",
    "state": "as in effect_sizes.csv",
    "measure": "as in effect_sizes.csv",
    "normalised_by": "as in effect_sizes.csv",
    "units": "what was pooled: levels or devices of one set, never papers of a class",
    "k": "how many of them [1]",
    "method": "estimator of tau2, interval of the mean, interval of tau2, prediction interval",
    "effect": "pooled effect [1]",
    "low": "lower end of its interval of 95 % [1]",
    "high": "upper end of its interval of 95 % [1]",
    "prediction_low": "lower end of the prediction interval for a new device [1]; none for levels, which are no sample",
    "prediction_high": "upper end of the prediction interval [1]",
    "tau2": "variance between devices [1]",
    "tau2_low": "lower end of its Q-profile interval [1]",
    "tau2_high": "upper end of its Q-profile interval [1]",
    "i2": "share of the variance that is between [%]",
    "i2_low": "lower end of its Q-profile interval [%]",
    "i2_high": "upper end of its Q-profile interval [%]",
    "back": "the pooled effect on its own scale: CV [%], SD of log10 R [decades] or ratio [1]",
    "back_low": "lower end of its interval of 95 %, in the unit of `back`",
    "back_high": "upper end of its interval of 95 %, in the unit of `back`",
    "back_prediction_low": "lower end of the prediction interval for a new device, in the unit of `back`",
    "back_prediction_high": "upper end of the prediction interval, in the unit of `back`",
    "reason": "why a pool is listed without numbers",
}
_MODERATORS = {
    "id": "id of the moderator",
    "label": "set and read",
    "moderator": "what the effect is regressed on",
    "measure": "as in effect_sizes.csv",
    "k": "levels, devices or documents [1]",
    "slope": "change of the effect a decade of the moderator [1]",
    "low": "lower end of its interval of 95 %, CR2 with Satterthwaite [1]",
    "high": "upper end of it [1]",
    "df": "Satterthwaite degrees of freedom [1]",
    "p": "p of no change [1]",
    "centre": "geometric mean of the moderator: conductance [S] or contact area [um^2]",
    "at_centre": "CV [%] or SD of log10 R [decades] on the line at the centre",
    "at_centre_low": "lower end of its interval of 95 %, in the same unit",
    "at_centre_high": "upper end of it",
    "reason": "why it is not estimable",
}
_CLASSES = {
    "class": "device class by its short name",
    "kind": "cycle to cycle, device to device or not stated",
    "normalised_by": "what the printed spread is over: window (conductance range) or not stated",
    "papers": "papers of the class that print it [1]",
    "decision": "what the papers allow",
}
MEANINGS = {
    "effect_sizes.csv": _EFFECTS,
    "effect_pools.csv": _POOLS,
    "effect_moderators.csv": _MODERATORS,
    "effect_classes.csv": _CLASSES,
}


def spread_tables(spread: Spread) -> dict[str, tuple[tuple[str, ...], Iterable[dict[str, Any]]]]:
    """Columns and rows of each table by its file name."""
    classes = [
        {
            "class": line.device_class,
            "kind": line.kind,
            "normalised_by": line.normalised_by,
            "papers": line.n_papers.value,
            "decision": line.decision,
        }
        for line in spread.classes
    ]
    return {
        "effect_sizes.csv": (tuple(_EFFECTS), map(_effect, spread.effects)),
        "effect_pools.csv": (tuple(_POOLS), map(_pool, spread.pools)),
        "effect_moderators.csv": (tuple(_MODERATORS), map(_moderator, spread.moderators)),
        "effect_classes.csv": (tuple(_CLASSES), classes),
    }


def _effect(effect: SpreadEffect) -> dict[str, Any]:
    row = effect.model_dump(include={"id", "document", "group", "label", "kind", "state", "measure", "normalised_by"})
    return row | {
        "n": effect.n.value,
        "effect": effect.effect.value.value,
        "se": effect.se.value,
        "low": effect.effect.low.value if effect.effect.low else None,
        "high": effect.effect.high.value if effect.effect.high else None,
        "pooled": "yes" if effect.pooled else "no",
        "reason": effect.reason,
    }


def _pool(pool: SpreadPool) -> dict[str, Any]:
    def end(name: str, side: str) -> float | None:
        estimate = getattr(pool, name)
        result = getattr(estimate, side) if estimate else None
        return result.value if result else None

    columns = {"id", "document", "kind", "state", "measure", "normalised_by", "units", "method", "reason"}
    return pool.model_dump(include=columns) | {
        "group": pool.label,
        "k": pool.k.value,
        "effect": end("estimate", "value"),
        "low": end("estimate", "low"),
        "high": end("estimate", "high"),
        "prediction_low": end("prediction", "low"),
        "prediction_high": end("prediction", "high"),
        "tau2": end("tau2", "value"),
        "tau2_low": end("tau2", "low"),
        "tau2_high": end("tau2", "high"),
        "i2": end("i2", "value"),
        "i2_low": end("i2", "low"),
        "i2_high": end("i2", "high"),
        "back": end("back", "value"),
        "back_low": end("back", "low"),
        "back_high": end("back", "high"),
        "back_prediction_low": end("back_prediction", "low"),
        "back_prediction_high": end("back_prediction", "high"),
    }


def _moderator(moderator: SpreadModerator) -> dict[str, Any]:
    slope, at_centre = moderator.slope, moderator.at_centre
    row = moderator.model_dump(include={"id", "label", "moderator", "measure", "reason"})
    return row | {
        "k": moderator.k.value,
        "slope": slope.value.value if slope else None,
        "low": slope.low.value if slope and slope.low else None,
        "high": slope.high.value if slope and slope.high else None,
        "df": moderator.df.value if moderator.df else None,
        "p": moderator.p.value if moderator.p else None,
        "centre": moderator.centre.value if moderator.centre else None,
        "at_centre": at_centre.value.value if at_centre else None,
        "at_centre_low": at_centre.low.value if at_centre and at_centre.low else None,
        "at_centre_high": at_centre.high.value if at_centre and at_centre.high else None,
    }
