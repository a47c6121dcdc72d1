"""Effect sizes of the measured sets: lnCV and lnSD a level, a device or a state of one cell, and their ratios."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from memlit import statistics as st
from memlit.analysis.variability.measured import ArrayRead, MeasuredLevel, MeasuredVariability
from memlit.analysis.variability.record import Measure, SpreadEffect, VariabilityKind
from memlit.datum import Numbers, Result
from memlit.errors import certain
from memlit.field.codes import HIGH_HALF, LOW_HALF
from memlit.grouping import grouped
from memlit.statistics import EffectSizes

_REFERENCE = "Nakagawa et al. 2015 (first order), independent values"
_RULES = {
    "lnCV": f"ln CV + 1/(2(n-1)), {_REFERENCE}",
    "lnSD": f"ln SD + 1/(2(n-1)), {_REFERENCE}",
    "lnCVR": f"difference of two lnCV, {_REFERENCE}",
    "lnVR": f"difference of two lnSD, {_REFERENCE}",
}
OF_MEAN = ("lnCV", "lnCVR")
"""Measures of a spread over the mean."""
_LN10 = math.log(10)
FABRICATED = "as fabricated"
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
    arrays = grouped(reads, lambda read: (read.document, read.cells))
    return [(first, later) for first, *others in arrays.values() for later in others]


def known_value(result: Result) -> float:
    """The number of a result that is known to have one."""
    return certain(result.value)


def half_of(level: MeasuredLevel, read: ArrayRead) -> str:
    """The half of the levels that a level is of; no level of the upper or the lower half is a state by itself."""
    return LOW_HALF if level.level < len(read.levels) / 2 else HIGH_HALF


def _of_levels(read: ArrayRead) -> tuple[list[float], list[float], list[float]]:
    """Of each level the number of cells, the CV and the SD of ln R."""
    return (
        [known_value(level.n) for level in read.levels],
        [known_value(level.cv) / 100 for level in read.levels],
        [known_value(level.log_sd) * _LN10 for level in read.levels],
    )


def _levels(read: ArrayRead) -> Iterable[SpreadEffect]:
    n, cv, ln_sd = _of_levels(read)
    sizes: dict[Measure, EffectSizes] = {
        "lnCV": st.log_cv(1.0, cv, n),
        "lnSD": st.log_sd(ln_sd, n),
    }
    group = _Group(read.document, f"{read.read}, {read.cells}", "cells", LADDER, is_pooled=False)
    effects = group.of_levels(f"spread/{read.id.removeprefix('measured/')}", read, sizes)
    for effect, level in zip(effects, cycle(read.levels), strict=False):
        yield effect.model_copy(update={"conductance": level.mean})


def _ratios(before: ArrayRead, after: ArrayRead) -> Iterable[SpreadEffect]:
    first, cv_first, sd_first = _of_levels(before)
    second, cv_second, sd_second = _of_levels(after)
    sizes: dict[Measure, EffectSizes] = {
        "lnCVR": st.log_cv_ratio(1.0, cv_second, second, 1.0, cv_first, first),
        "lnVR": st.log_var_ratio(sd_second, second, sd_first, first),
    }
    group = _Group(before.document, f"{after.read} over {before.read}, {after.cells}", "cells", SAME_CELLS)
    yield from group.of_levels(f"spread/{before.document}/{before.read}-{after.read}/{after.cells}", after, sizes)


def _devices(record: MeasuredVariability) -> Iterable[SpreadEffect]:
    used = [device for device in record.devices if not device.left_out]
    if not used:
        return
    cv = [known_value(device.cv) / 100 for device in used]
    found = st.log_cv(1.0, cv, [known_value(device.n) for device in used])
    for place, device in enumerate(used):
        group = _Group(device.document, "repeats of one device", "cycle to cycle")
        about: _About = (f"{device.device}, {device.area} µm²", FABRICATED, "lnCV")
        yield group.effect(f"spread/{device.document}/{device.device}/lnCV", about, device.n, device.cv, found, place)
    for area in sorted({device.area for device in used}, key=float):
        means = [device.mean for device in used if device.area == area]
        if len(means) > 2:
            yield _between_devices(used[0].document, area, means)


def _between_devices(document: str, area: str, means: Sequence[Result]) -> SpreadEffect:
    base = f"spread/{document}/area_{area}/lnSD"
    make = Numbers(base, tuple(mean.id for mean in means), of=f" of {area} µm²")
    sd = float(np.std([math.log(known_value(mean)) for mean in means], ddof=1))
    n = make.count("n", "devices", len(means), "devices counted")
    rule = "SD of log10 of the devices' mean resistances; holds their repeats too"
    spread = make.statistic("sd", "SD of log10 R over devices", sd / _LN10, rule, "decades")
    found = st.log_sd([sd], [len(means)])
    group = _Group(document, "devices of one laboratory", "device to device")
    return group.effect(base, (f"{area} µm²", FABRICATED, "lnSD"), n, spread, found, 0)


def _cycles(record: MeasuredVariability) -> Iterable[SpreadEffect]:
    for cell in record.cycles:
        n = [known_value(cell.n_effective)]
        sizes: dict[Measure, tuple[Result, EffectSizes]] = {
            "lnSD": (cell.ln_sd, st.log_sd([known_value(cell.ln_sd)], n))
        }
        if cell.state == "LRS":
            cv = cell.linear_cv
            sizes["lnCV"] = cv, st.log_cv(1.0, [known_value(cv)], n)
        group = _Group(cell.document, "cycles of one cell", "cycle to cycle", ONE_CELL, is_pooled=False)
        for measure, (spread, found) in sizes.items():
            base = f"spread/{cell.document}/cycles/{cell.state}/{measure}"
            yield group.effect(base, (cell.state, cell.state, measure), cell.n_effective, spread, found, 0)


_About = tuple[str, str, Measure]
"""Label, state and measure of an effect."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Effects of one group of a document. reason: what a reader has to know, or why they are not pooled."""

    document: str
    name: str
    kind: VariabilityKind
    reason: str = ""
    is_pooled: bool = True

    def of_levels(self, base: str, read: ArrayRead, sizes: Mapping[Measure, EffectSizes]) -> Iterable[SpreadEffect]:
        """The effects of all levels of a read, measure by measure; sizes: of the levels in their order."""
        for measure, found in sizes.items():
            for place, level in enumerate(read.levels):
                spread = level.cv if measure in OF_MEAN else level.log_sd
                about: _About = (f"level {level.level}", half_of(level, read), measure)
                yield self.effect(f"{base}/{level.level}/{measure}", about, level.n, spread, found, place)

    def effect(
        self, base: str, about: _About, n: Result, spread: Result, found: EffectSizes, place: int
    ) -> SpreadEffect:
        """The effect at a place of `found`, of `n` values with this spread."""
        label, state, measure = about
        inputs = tuple(dict.fromkeys((spread.id, n.id)))
        make = Numbers(base, inputs, _RULES[measure], f", {self.name}", self.reason or None)
        numbers = [float(each[place]) for each in (found.estimate, found.low, found.high)]
        words = (", lower end of 95 %", ", upper end of 95 %")
        return SpreadEffect(
            id=base,
            document=self.document,
            group=self.name,
            label=label,
            kind=self.kind,
            state=state,
            normalised_by="mean" if measure in OF_MEAN else "none (log scale)",
            measure=measure,
            n=n,
            spread=spread,
            effect=make.estimate("effect", f"{measure} of {label}", numbers, ends=words, names=("low", "high")),
            se=make.statistic("se", f"standard error of {measure} of {label}", float(found.se[place])),
            pooled=self.is_pooled,
            reason=self.reason,
        )
