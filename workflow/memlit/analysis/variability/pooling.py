"""Effect sizes of one array or laboratory: regressed on conductance or area, and pooled where a pool has meaning.

The levels of an array are a ladder of conductances written on purpose: their spreads lie on a line against the
conductance and are no sample of levels. Pooled are ratios of two reads of the same level, and devices.

What can be pooled is pooled within its set, everything else is shown and called so.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from memlit.analysis.medians import not_informative
from memlit.analysis.variability.effects import known_value, measured_effects
from memlit.analysis.variability.measured import MeasuredVariability
from memlit.analysis.variability.printed import printed_spreads, spread_classes
from memlit.analysis.variability.record import Measure, Spread, SpreadEffect, SpreadModerator, SpreadPool
from memlit.benchmark.values import Paper, Value
from memlit.datum import Numbers, count_of
from memlit.errors import NotEstimable, certain
from memlit.grouping import grouped
from memlit.statistics import cluster_robust, pool_random_effects, tau2_reml
from memlit.statistics.synthesis.pooling import STUDIES_FOR_HKSJ

_POOLED_FROM = 3
"""Fewer effects are shown, not pooled."""
REGRESSED_FROM = 10
_LEVELS = "levels"
BY_CONDUCTANCE = "state: decades of mean conductance"
OWN_SCALE: dict[Measure, tuple[float, str]] = {"lnCV": (100.0, "%"), "lnSD": (1 / math.log(10), "decades")}
"""Factor from the exponential of an effect to what a reader knows, and its unit."""
_UNITS = {"repeats of one device": "devices", "devices of one laboratory": "areas"}


def pools(effects: Iterable[SpreadEffect]) -> list[SpreadPool]:
    """One pool a document, group, state and measure with enough effects, in the order of the effects."""
    pooled = (effect for effect in effects if effect.pooled)
    groups = grouped(pooled, lambda effect: (effect.document, effect.group, effect.state, effect.measure))
    return [_pool(members) for members in groups.values() if len(members) >= _POOLED_FROM]


def _pool(members: Sequence[SpreadEffect]) -> SpreadPool:
    first = members[0]
    found = pool_random_effects(
        [known_value(effect.effect.value) for effect in members],
        [known_value(effect.se) ** 2 for effect in members],
    )
    interval = "modified HKSJ" if len(members) < STUDIES_FOR_HKSJ else "HKSJ"
    base = f"spread/pool/{first.document}/{first.group}/{first.state}/{first.measure}"
    inputs = tuple(effect.effect.value.id for effect in members)
    units = _UNITS.get(first.group, _LEVELS)

    of = f", {first.measure}, {first.group}, {first.state}"
    make = Numbers(base, inputs, "REML", of, f"pooled over {units} of one array or laboratory, not over papers")
    estimate = partial(make.estimate, ends=("", ""))

    mean = (found.estimate, found.low, found.high)
    new = (found.estimate, found.pi_low, found.pi_high)
    scale, unit = OWN_SCALE.get(first.measure, (1.0, "1"))
    is_sample = units != _LEVELS
    method = f"REML, {interval}, Q-profile, prediction with t of k - 2" if is_sample else f"REML, {interval}"
    own_scale = ", over ln 10" if first.measure == "lnSD" else ""

    def back(numbers: Sequence[float | None]) -> list[float | None]:
        return [None if part is None else scale * math.exp(part) for part in numbers]

    pool = SpreadPool(
        id=base,
        document=first.document,
        label=first.group,
        kind=first.kind,
        state=first.state,
        normalised_by=first.normalised_by,
        measure=first.measure,
        units=units,
        method=method,
        k=count_of(f"{base}#k", f"{units} pooled", found.k, f"{units} counted", inputs),
    )
    if is_sample:
        reason = not_informative((found.pi_high - found.pi_low) / math.log(10), "prediction interval")
    else:
        reason = not_informative((certain(found.high) - certain(found.low)) / math.log(10))
    if reason:
        return pool.model_copy(update={"reason": reason})
    rule = f"exponential of the pooled effect{own_scale}"
    numbers = {
        "estimate": estimate("pooled", "pooled effect", mean, f"REML, interval {interval}"),
        "back": estimate("back", "pooled effect on its own scale", back(mean), rule, unit),
    }
    if is_sample:
        between = (found.tau2, found.tau2_low, found.tau2_high)
        share = (found.i2, found.i2_low, found.i2_high)
        label, rule = "prediction interval", f"exponential of the prediction interval{own_scale}"
        numbers |= {
            "prediction": estimate("prediction", label, new, "for a new device, t with k - 2"),
            "back_prediction": estimate("back_prediction", f"{label} on its own scale", back(new), rule, unit),
            "tau2": estimate("tau2", "variance between", between, "REML, Q-profile"),
            "i2": estimate("i2", "I² of the pool", share, "from tau², Q-profile interval", "%"),
        }
    return pool.model_copy(update=numbers)


def moderators(effects: Sequence[SpreadEffect], record: MeasuredVariability) -> list[SpreadModerator]:
    """State within each array, area within the printed devices.

    A set of effects is of one laboratory and names no class: what differs between sets only has no slope here.
    """
    moderator_of = {
        (device.document, "repeats of one device", f"{device.device}, {device.area} µm²"): math.log10(
            float(device.area)
        )
        for device in record.devices
    }
    groups: dict[tuple[str, str, Measure], list[tuple[SpreadEffect, float]]] = defaultdict(list)
    for effect in effects:
        area = moderator_of.get((effect.document, effect.group, effect.label))
        x = math.log10(known_value(effect.conductance)) if effect.conductance else area
        if x is not None:
            groups[effect.document, effect.group, effect.measure].append((effect, x))
    found = []
    for (document, group, measure), members in groups.items():
        if len(members) >= REGRESSED_FROM:
            own, numbers = [effect for effect, _ in members], [x for _, x in members]
            moderator = BY_CONDUCTANCE if own[0].conductance else "decades of contact area"
            place, label = f"{document}/{group}/{measure}", f"{document}, {group}"
            found.append(_regressed(place, label, moderator, measure, own, numbers))
    return found


def _regressed(
    place: str, label: str, moderator: str, measure: Measure, members: Sequence[SpreadEffect], x: Sequence[float]
) -> SpreadModerator:
    base = f"spread/moderator/{place}"
    inputs = tuple(effect.effect.value.id for effect in members)
    y = [known_value(effect.effect.value) for effect in members]
    v = [known_value(effect.se) ** 2 for effect in members]
    centre = sum(x) / len(x)
    design = [[1.0, number - centre] for number in x]
    k = count_of(f"{base}#k", "units", len(members), "effects counted", inputs)
    found = SpreadModerator(id=base, label=label, moderator=moderator, measure=measure, k=k)
    try:
        tau2 = tau2_reml(y, v, design)
        fit = cluster_robust(y, design, papers=list(range(len(y))), v=[part + tau2 for part in v])
    except NotEstimable as error:
        return found.model_copy(update={"reason": f"not estimable: {error.problem}"})
    rule = "weights 1/(v + tau²) of REML; CR2 with each level or device as cluster, Satterthwaite df"
    make = Numbers(base, inputs, rule)
    scale, unit = OWN_SCALE[measure]
    what = "CV" if measure == "lnCV" else "SD of log R"
    at_centre = [scale * math.exp(number) for number in (fit.estimate[0], fit.low[0], fit.high[0])]
    slope = (fit.estimate[1], fit.low[1], fit.high[1])
    of_centre = "S" if moderator == BY_CONDUCTANCE else "um^2"
    label = f"{what} on the line at the centre"
    return found.model_copy(
        update={
            "slope": make.estimate("slope", f"change of {measure} a decade", slope),
            "df": make.statistic("df", "Satterthwaite degrees of freedom", fit.df[1]),
            "p": make.p_value("p", "p of no change", fit.p[1]),
            "centre": make.statistic("centre", "geometric mean of the moderator", 10**centre, unit=of_centre),
            "at_centre": make.estimate("at_centre", label, at_centre, unit=unit, ends=("", "")),
        }
    )


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
