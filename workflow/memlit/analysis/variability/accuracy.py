"""What variability costs: accuracy of a small network against weight error, named devices, and measured cells baked.

`curation.measured` makes the simulations; here their tables become results.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, NamedTuple

from memlit.analysis.variability.measured import FieldSource, SummaryLine, Tables, made
from memlit.analysis.variability.printed import WINDOW, PrintedSpread
from memlit.benchmark.values import Value
from memlit.datum import Estimate, Numbers, Record, Result
from memlit.errors import certain
from memlit.published import PublishedTable, published_table

CYCLES = "cycle to cycle"
OF_DRAWS = ("2.5 % of the draws", "97.5 %")
"""What the ends of a mean over draws are."""


class AccuracyPoint(Record):
    """Accuracy (percent) at a weight error (percent of the weight range); low and high hold 95 % of the draws."""

    id: str
    document: str
    weight_error: Annotated[Result, FieldSource("weight error over the weight range", unit="%", name="error")]
    accuracy: Annotated[
        Estimate, FieldSource("accuracy at the weight error", "mean", ends=("low", "high"), words=OF_DRAWS)
    ]


class DeviceMark(Record):
    """A named device as if each conductance of a pair carried the error of one programming step.

    is_limit: the spread is printed as a limit, so the error is at most and the accuracy at least this.
    """

    id: str
    paper: str
    device: str
    device_class: str
    reading: str
    is_limit: bool
    weight_error: Result
    accuracy: Result


class BakedArray(Record):
    """Weights stored in pairs of measured cells and read before and after a bake; loss is paired, in percent points."""

    id: str
    document: str
    cells: str
    n: Result
    before: Estimate
    after: Estimate
    loss: Estimate
    error_before: Result
    error_after: Result


class Accuracy(Record):
    """The curve, the devices on it and the baked arrays."""

    curve: tuple[AccuracyPoint, ...] = ()
    devices: tuple[DeviceMark, ...] = ()
    bakes: tuple[BakedArray, ...] = ()
    networks: Result | None = None
    draws: Result | None = None
    images: Result | None = None


def accuracy_of(sets: Iterable[Tables], printed: Iterable[PrintedSpread], values: Iterable[Value]) -> Accuracy:
    """Accuracies of all simulated tables of measured sets, and of devices whose printed spread is over the window."""
    curve: list[AccuracyPoint] = []
    bakes: list[BakedArray] = []
    counts: list[SummaryLine] = []
    for tables in sets:
        lines = list(tables.lines("accuracy"))
        counts = counts or lines[:1]
        curve += [made(AccuracyPoint, line, f"accuracy/curve/{line.text('weight_error')}") for line in lines]
        moments = list(tables.lines("bake"))
        bakes += [_bake(*three) for three in zip(moments[::3], moments[1::3], moments[2::3], strict=True)]
    numbers = [line.count("accuracy", name, label, name) for line in counts for name, label in _COUNTED]
    by_id = {value.id: value for value in values}
    marks = [_mark(row, by_id[row.reading], curve) for row in printed if row.kind == CYCLES and curve]
    networks, draws, images = numbers or (None, None, None)
    return Accuracy(
        curve=tuple(curve),
        devices=tuple(mark for mark in marks if mark is not None),
        bakes=tuple(bakes),
        networks=networks,
        draws=draws,
        images=images,
    )


_COUNTED = (
    ("networks", "networks trained"),
    ("draws", "draws of the errors a network"),
    ("test_images", "digits tested"),
)


def _bake(before: SummaryLine, after: SummaryLine, loss: SummaryLine) -> BakedArray:
    base = f"accuracy/{before.document}/{loss.text('read')}/{before.text('cells')}"
    label, columns = "SD of the weight error over the weight range", ("mean", "low", "high")
    return BakedArray(
        id=base,
        document=before.document,
        cells=before.text("cells"),
        n=before.count(base, "n", "cells drawn from", "n"),
        before=before.estimate(base, "before", "accuracy before the bake", columns, OF_DRAWS),
        after=after.estimate(base, "after", "accuracy after the bake", columns, OF_DRAWS),
        loss=loss.estimate(base, "loss", "accuracy before less accuracy after, same cells", columns, OF_DRAWS),
        error_before=before.result(base, "error_before", label, "weight_error", "%"),
        error_after=after.result(base, "error_after", label, "weight_error", "%"),
    )


def _mark(row: PrintedSpread, reading: Value, curve: Sequence[AccuracyPoint]) -> DeviceMark | None:
    spread = reading.value if reading.value is not None else reading.high
    if row.normalised_by != WINDOW or not spread:
        return None
    error = 100 * spread / math.sqrt(2)
    found = _read_off(error, curve)
    if found is None:
        return None
    value, used = found
    make = Numbers(f"accuracy/device/{row.paper}/{row.device}/{row.device_class}", (reading.id,))
    rule = "SD of one step over the window, over sqrt(2): a pair"
    weight_error = make.statistic("error", "weight error of one step", error, rule, "%")
    make = replace(make, inputs=(weight_error.id, *used))
    return DeviceMark(
        id=make.base,
        paper=row.paper,
        device=row.device,
        device_class=row.device_class,
        reading=reading.id,
        is_limit=reading.value is None,
        weight_error=weight_error,
        accuracy=make.statistic("accuracy", "accuracy read off the curve", value, "linear between curve points", "%"),
    )


def _read_off(error: float, curve: Sequence[AccuracyPoint]) -> tuple[float, tuple[str, ...]] | None:
    """Accuracy on the line between the two neighbouring points, with their ids; None beyond the curve."""
    for left, right in pairwise(curve):
        x0, x1 = (certain(point.weight_error.value) for point in (left, right))
        if x0 <= error <= x1:
            y0, y1 = (certain(point.accuracy.value.value) for point in (left, right))
            share = (error - x0) / (x1 - x0)
            return y0 + share * (y1 - y0), (left.accuracy.value.id, right.accuracy.value.id)
    return None


class AccuracyLine(NamedTuple):
    """A point of the curve, a device on it, or a moment of a bake."""

    id: str
    kind: str
    document: str
    weight_error: Result | None
    accuracy: Estimate
    is_limit: bool = False
    device_class: str = ""
    cells: str = ""
    device: str = ""
    reading: str = ""


ACCURACY: PublishedTable[AccuracyLine] = published_table(
    __file__,
    "accuracy",
    {
        "accuracy": "accuracy.value",
        "low": "accuracy.low",
        "high": "accuracy.high",
        "from": "accuracy.value.inputs",
        "class": "device_class",
    },
)


def accuracy_lines(accuracy: Accuracy) -> Iterator[AccuracyLine]:
    """The rows of accuracy.csv."""
    for point in accuracy.curve:
        yield AccuracyLine(point.id, "curve", point.document, point.weight_error, point.accuracy)
    for mark in accuracy.devices:
        known = Estimate(value=mark.accuracy)
        about = {"device_class": mark.device_class, "device": mark.device, "reading": mark.reading}
        yield AccuracyLine(mark.id, "device", mark.paper, mark.weight_error, known, mark.is_limit, **about)
    for bake in accuracy.bakes:
        moments = (("before", bake.error_before), ("after", bake.error_after), ("loss", None))
        for moment, error in moments:
            yield AccuracyLine(
                f"{bake.id}/{moment}", "bake", bake.document, error, getattr(bake, moment), cells=bake.cells
            )
