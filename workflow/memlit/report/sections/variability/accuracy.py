"""What variability costs: accuracy of a small network against weight error, devices on it, and a bake."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from memlit.field.codes import WRITTEN
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.variability import accuracy as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


class Bake(NamedTuple):
    """The lines of an array: before its bake, after it, and what the bake costs; base: what their ids begin with."""

    base: str
    before: PublishedLine
    after: PublishedLine
    loss: PublishedLine


def accuracy(m: Material) -> ReportBlock:
    """The simulation with its limits; nothing where its table is not there."""
    lines = grouped(m.lines("accuracy"), lambda line: line.kind)
    if not lines["curve"]:
        return {}
    bakes = [Bake(base, *own) for base, own in grouped(lines["bake"], _base).items()]
    return written_section(
        m,
        "variability/accuracy",
        curve=lines["curve"],
        devices=lines["device"],
        printed=m.tables["printed_spreads"],
        bakes=bakes,
        drawn=plot.drawn(m.figures),
        turned=list(_turned(bakes)),
        WRITTEN=WRITTEN,
    )


def _base(line: PublishedLine) -> str:
    return str(line.id.rpartition("/")[0])


def _turned(bakes: Sequence[Bake]) -> Iterator[tuple[str, str]]:
    """Pairs of arrays of which the cells never written to the lowest level of the first decide the order."""
    before = [bake.before for bake in bakes]
    for without in (line for line in before if line.cells == WRITTEN):
        whole = next(line for line in before if line.document == without.document and line.cells != WRITTEN)
        for other in (line for line in before if line.document != without.document):
            two = (whole.accuracy, without.accuracy)
            if min(two) < other.accuracy < max(two):
                yield without.document, other.document
