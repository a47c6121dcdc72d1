"""Effect sizes of the measured sets: lnCV and lnSD a level, a device or a state of one cell, and their ratios."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from memlit import statistics as st
from memlit.analysis.variability.measured_record import ArrayRead, MeasuredLevel, MeasuredVariability
from memlit.analysis.variability.record import Kind, Measure, SpreadEffect
from memlit.datum import Estimate, Numbers, Result, count_of, statistic_of
from memlit.errors import certain
from memlit.statistics import EffectSizes

ESTIMATOR = "nakagawa2015"
REFERENCE = "Nakagawa et al. 2015 (first order), independent values"
RULES = {
    "lnCV": f"ln CV + 1/(2(n-1)), {REFERENCE}",
    "lnSD": f"ln SD + 1/(2(n-1)), {REFERENCE}",
    "lnCVR": f"difference of two lnCV, {REFERENCE}",
    "lnVR": f"difference of two lnSD, {REFERENCE}",
}
LN10 = math.log(10)
LOW_HALF, HIGH_HALF = "lower half of the levels", "upper half of the levels"
SAME_CELLS = "two reads of the same cells, taken as independent: the interval is wide rather than narrow"
LADDER = "levels are steps written on purpose, so their spread is regressed on the conductance and not pooled"
ONE_CELL = "one cell: its cycles stand for n_effective independent ones and give no spread between devices"


def measured_effects(record: MeasuredVariability) -> list[SpreadEffect]:
    """Effects of all measured sets in their order, those left out of pooling with their reason."""
    reads = [read for read in record.reads if read.overlaps]
    effects = [effect for read in reads for effect in _levels(read)]
    for before, after in read_pairs(reads):
        effects += _ratios(before, after)
    return [*effects, *_devices(record), *_cycles(record)]


def read_pairs(reads: Sequence[ArrayRead]) -> list[tuple[ArrayRead, ArrayRead]]:
    """The first read of each array with each later read of the same cells."""
    pairs = []
    for place, before in enumerate(reads):
        own = [read for read in reads[:place] if (read.document, read.cells) == (before.document, before.cells)]
        if not own:
            pairs += [
                (before, r) for r in reads[place + 1 :] if (r.document, r.cells) == (before.document, before.cells)
            ]
    return pairs


def value(result: Result) -> float:
    """The number of a result that is known to have one."""
    return certain(result.value)


def interval(estimate: Estimate) -> tuple[float, float]:
    """The interval of an estimate that is known to have one."""
    return value(certain(estimate.low)), value(certain(estimate.high))


def half_of(level: MeasuredLevel, read: ArrayRead) -> str:
    """The half of the levels that a level is of; no level of the upper or the lower half is a state by itself."""
    return LOW_HALF if level.level < len(read.levels) / 2 else HIGH_HALF


def _levels(read: ArrayRead) -> Iterable[SpreadEffect]:
    n = [value(level.n) for level in read.levels]
    cv = [value(level.cv) / 100 for level in read.levels]
    ln_sd = [value(level.log_sd) * LN10 for level in read.levels]
    sizes: dict[Measure, EffectSizes] = {
        "lnCV": st.log_cv(1.0, cv, n, estimator=ESTIMATOR),
        "lnSD": st.log_sd(ln_sd, n, estimator=ESTIMATOR),
    }
    for measure, found in sizes.items():
        for place, level in enumerate(read.levels):
            spread = level.cv if measure == "lnCV" else level.log_sd
            yield _effect(
                f"spread/{read.id.removeprefix('measured/')}/{level.level}/{measure}",
                read.document,
                f"{read.read}, {read.cells}",
                f"level {level.level}",
                ("cells", half_of(level, read), measure),
                level.n,
                spread,
                found,
                place,
                reason=LADDER,
                pooled=False,
                conductance=level.mean,
            )


def _ratios(before: ArrayRead, after: ArrayRead) -> Iterable[SpreadEffect]:
    pairs = list(zip(before.levels, after.levels, strict=True))
    n = [(value(a.n), value(b.n)) for a, b in pairs]
    cv = [(value(a.cv) / 100, value(b.cv) / 100) for a, b in pairs]
    sd = [(value(a.log_sd) * LN10, value(b.log_sd) * LN10) for a, b in pairs]
    first, second = [pair[0] for pair in n], [pair[1] for pair in n]
    sizes: dict[Measure, EffectSizes] = {
        "lnCVR": st.log_cv_ratio(1.0, [b for _, b in cv], second, 1.0, [a for a, _ in cv], first, estimator=ESTIMATOR),
        "lnVR": st.log_var_ratio([b for _, b in sd], second, [a for a, _ in sd], first, estimator=ESTIMATOR),
    }
    for measure, found in sizes.items():
        for place, (_, level) in enumerate(pairs):
            yield _effect(
                f"spread/{before.document}/{before.read}-{after.read}/{after.cells}/{level.level}/{measure}",
                before.document,
                f"{after.read} over {before.read}, {after.cells}",
                f"level {level.level}",
                ("cells", half_of(level, after), measure),
                level.n,
                level.cv if measure == "lnCVR" else level.log_sd,
                found,
                place,
                reason=SAME_CELLS,
            )


def _devices(record: MeasuredVariability) -> Iterable[SpreadEffect]:
    used = [device for device in record.devices if not device.left_out]
    if not used:
        return
    cv = [value(device.cv) / 100 for device in used]
    found = st.log_cv(1.0, cv, [value(device.n) for device in used], estimator=ESTIMATOR)
    for place, device in enumerate(used):
        yield _effect(
            f"spread/{device.document}/{device.device}/lnCV",
            device.document,
            "repeats of one device",
            f"{device.device}, {device.area} µm²",
            ("cycle to cycle", "as fabricated", "lnCV"),
            device.n,
            device.cv,
            found,
            place,
        )
    for area in sorted({device.area for device in used}, key=float):
        logs = [math.log(value(device.mean)) for device in used if device.area == area]
        if len(logs) > 2:
            yield _between_devices(used[0].document, area, logs, [d.mean for d in used if d.area == area])


def _between_devices(document: str, area: str, logs: Sequence[float], means: Sequence[Result]) -> SpreadEffect:
    base = f"spread/{document}/area_{area}/lnSD"
    inputs = tuple(mean.id for mean in means)
    sd = float(np.std(logs, ddof=1))
    n = count_of(f"{base}#n", f"devices of {area} µm²", len(logs), "devices counted", inputs)
    spread = statistic_of(
        f"{base}#sd",
        f"SD of log10 R over devices of {area} µm²",
        sd / LN10,
        "decades",
        "SD of log10 of the devices' mean resistances; holds their repeats too",
        inputs,
    )
    found = st.log_sd([sd], [len(logs)], estimator=ESTIMATOR)
    kind: Kind = "device to device"
    keys: tuple[Kind, str, Measure] = (kind, "as fabricated", "lnSD")
    return _effect(base, document, "devices of one laboratory", f"{area} µm²", keys, n, spread, found, 0)


def _cycles(record: MeasuredVariability) -> Iterable[SpreadEffect]:
    for cell in record.cycles:
        sizes = {"lnSD": st.log_sd([value(cell.ln_sd)], [value(cell.n_effective)], estimator=ESTIMATOR)}
        if cell.state == "LRS":
            sizes["lnCV"] = st.log_cv(1.0, [value(cell.linear_cv)], [value(cell.n_effective)], estimator=ESTIMATOR)
        for measure, found in sizes.items():
            yield _effect(
                f"spread/{cell.document}/cycles/{cell.state}/{measure}",
                cell.document,
                "cycles of one cell",
                cell.state,
                ("cycle to cycle", cell.state, "lnCV" if measure == "lnCV" else "lnSD"),
                cell.n_effective,
                cell.linear_cv if measure == "lnCV" else cell.ln_sd,
                found,
                0,
                reason=ONE_CELL,
                pooled=False,
            )


def _effect(
    base: str,
    document: str,
    group: str,
    label: str,
    keys: tuple[Kind, str, Measure],
    n: Result,
    spread: Result,
    found: EffectSizes,
    place: int,
    reason: str = "",
    pooled: bool = True,
    conductance: Result | None = None,
) -> SpreadEffect:
    kind, state, measure = keys
    inputs = tuple(dict.fromkeys((spread.id, n.id)))

    make = Numbers(base, inputs, RULES[measure], f", {group}", reason or None)
    return SpreadEffect(
        id=base,
        document=document,
        group=group,
        label=label,
        kind=kind,
        state=state,
        normalised_by="mean" if measure in {"lnCV", "lnCVR"} else "none (log scale)",
        measure=measure,
        n=n,
        spread=spread,
        effect=Estimate(
            value=make.statistic("effect", f"{measure} of {label}", float(found.estimate[place])),
            low=make.statistic("low", f"{measure} of {label}, lower end of 95 %", float(found.low[place])),
            high=make.statistic("high", f"{measure} of {label}, upper end of 95 %", float(found.high[place])),
        ),
        se=make.statistic("se", f"standard error of {measure} of {label}", float(found.se[place])),
        pooled=pooled,
        reason=reason,
        conductance=conductance,
    )
