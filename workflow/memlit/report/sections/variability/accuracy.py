"""What variability costs: accuracy of a small network against weight error, devices on it, and a bake."""

from collections.abc import Iterator

from memlit.analysis.variability.accuracy import Accuracy, BakedArray
from memlit.analysis.variability.effects import known_value
from memlit.field.codes import WRITTEN
from memlit.plots.variability import accuracy as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def accuracy(m: Material) -> ReportBlock:
    """The simulation with its limits; nothing where its table is not there."""
    record = m.analysis.accuracy
    if not record.curve:
        return {}
    return written_section(
        m,
        "variability/accuracy",
        record=record,
        drawn=plot.drawn(m.figures),
        loses=_loses,
        turned=list(_turned(record)),
        WRITTEN=WRITTEN,
    )


def _loses(bake: BakedArray) -> bool:
    """Whether 95 % of networks and draws lose accuracy: the interval of the loss is above zero."""
    ends = [end.value for end in (bake.loss.low, bake.loss.high) if end is not None and end.value is not None]
    return min(ends, default=0.0) > 0


def _turned(record: Accuracy) -> Iterator[tuple[str, str]]:
    """Pairs of arrays of which the cells never written to the lowest level of the first decide the order."""
    for without in (bake for bake in record.bakes if bake.cells == WRITTEN):
        whole = next(bake for bake in record.bakes if bake.document == without.document and bake.cells != WRITTEN)
        for other in (bake for bake in record.bakes if bake.document != without.document):
            middle, *two = (known_value(bake.before.value) for bake in (other, whole, without))
            if min(two) < middle < max(two):
                yield without.document, other.document
