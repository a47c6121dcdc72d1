"""Digitized figures: which series were read, how far to trust them, and the self-check against known values."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from memlit.datum import Reading
from memlit.numbers import PublishedLine
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

_SPREADS = ("cycle_to_cycle", "cycle_to_cycle_log_sd", "n_effective", "device_to_device")
MOST_SPREADS = 12
"""Rows of one figure in the table of spreads; figures.csv and readings.csv have all."""


def figures(m: Material) -> ReportBlock:
    """Nothing where no figure was digitized."""
    series = m.lines("figures")
    if not series:
        return {}
    panels = groupby(series, key=lambda item: (item.document, item.label, item.page, item.panel))
    return written_section(
        m,
        "making/figures",
        panels=[list(own) for _, own in panels],
        longest=lambda own: max(own, key=lambda item: item.n_points).number("points"),
        checks=m.lines("figure_checks"),
        spreads=list(_spreads(m, series)),
    )


def _spreads(
    m: Material, series: Iterable[PublishedLine]
) -> Iterator[tuple[PublishedLine | None, Mapping[str, Reading], int]]:
    """Rows: a series with its readings by parameter, or how many more its panel has."""
    for _, group in groupby(series, key=lambda item: (item.document, item.label, item.panel)):
        own_readings = ((item, map(m.book.readings.__getitem__, item.several("readings"))) for item in group)
        read = [(item, {reading.parameter: reading for reading in own}) for item, own in own_readings]
        shown = [(item, own) for item, own in read if own.keys() & set(_SPREADS)]
        for item, own in shown[:MOST_SPREADS]:
            yield item, {name: reading for name, reading in own.items() if reading.low is not None}, 0
        if len(shown) > MOST_SPREADS:
            yield None, {}, len(shown) - MOST_SPREADS
