"""Digitized figures: which series were read, how far to trust them, and the self-check against known values."""

from collections.abc import Iterable
from itertools import groupby

from memlit.analysis.evidence.digitized import DigitizedSeries, FigureCheck
from memlit.datum import Reading
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import name, plain

SPREADS = ("cycle_to_cycle", "cycle_to_cycle_log_sd", "n_effective", "device_to_device")
MOST_SPREADS = 12
"""Rows of one figure in the table of spreads; figures.csv and readings.csv have all."""
METHOD_NAMES = {
    "vector-figure": "drawing operators of a vector figure",
    "raster-figure": "pixels of a picture",
    "imported-digitization": "imported digitization",
    "measured": "measured from deposited data",
}
GOALS = {
    "vector-figure": "goal: largest at most 0.01 % of the axis range",
    "raster-figure": "goal at 300 dpi: median at most 0.05 %, 95th percentile at most 0.5 %",
}


def figures(m: Material) -> Block:
    """Nothing where no figure was digitized."""
    record = m.analysis.figures
    if not record.series:
        return {}
    return section(
        "figures",
        "Digitized figures",
        paragraph(
            "A digitized series is one datum with its points beside the record. Each series is drawn again over its "
            "source; one that misses the ink, or whose scale is in doubt, waits for a person and gives no value. What "
            "a series is, a person says; the trust of the figure stays with every value taken from it."
        ),
        _panels(m, record.series),
        *(_check(m, check) for check in record.checks),
        _spreads(m, record.series),
    )


def _panels(m: Material, series: Iterable[DigitizedSeries]) -> Block:
    rows = []
    for (document, label, page, panel), group in groupby(
        series, key=lambda item: (item.document, item.label, item.page, item.panel)
    ):
        own = list(group)
        points = max(own, key=lambda item: item.n_points.value or 0).n_points.id
        states = sorted({item.status for item in own})
        reasons = sorted({plain(item.reason) for item in own if item.reason})
        place = ", ".join([f"p. {page}"] * bool(page) + [f"panel {panel}"] * bool(panel))
        rows.append(
            [
                m.cited(document),
                name(plain(f"{label} ({place})" if place else label)),
                own[0].method,
                own[0].trust.replace("_", " "),
                name(str(len(own))),
                m.book.use(points),
                ", ".join(status.replace("_", " ") for status in states),
                name("; ".join(reasons)[:160]) if reasons else DASH,
            ]
        )
    return table(
        "Digitized panels. Series of several panels are listed one by one in the CSV, with their overlays.",
        [
            ("document", "l"),
            ("figure", "l"),
            ("method", "l"),
            ("trust", "l"),
            ("series", "r"),
            ("points of the longest", "r"),
            ("status", "l"),
            ("reason", "l"),
        ],
        rows,
        note="read: a curve reader took values from it; stored: no reader named; unassigned: nobody said what it is.",
        source="figures.csv",
    )


def _check(m: Material, check: FigureCheck) -> Block:
    use = m.book.use
    goal = f" ({GOALS[check.method]})" if check.method in GOALS else ""
    return paragraph(
        f"Self-check of figures, {METHOD_NAMES[check.method]}: {use(check.n.id)} values of devices whose numbers are "
        f"recorded differ from the record by {use(check.median.id)} of the axis range in the median, "
        f"{use(check.p95.id)} at the 95th percentile and {use(check.maximum.id)} at most{goal}. The figures were drawn "
        "from the recorded values, so this says nothing about figures drawn by others."
    )


def _spreads(m: Material, series: Iterable[DigitizedSeries]) -> Block:
    readings = m.book.readings
    rows = []
    for _, group in groupby(series, key=lambda item: (item.document, item.label, item.panel)):
        shown = [item for item in group if any(_is_spread(readings[i]) for i in item.readings)]
        rows += [_spread_row(m, item) for item in shown[:MOST_SPREADS]]
        if len(shown) > MOST_SPREADS:
            more = f"and {len(shown) - MOST_SPREADS} more series of this panel"
            rows.append([DASH, name(more), *[DASH] * (len(SPREADS) + 1)])
    return table(
        "Spread read from figures: of one device over its cycles (lognormal CV and standard deviation of ln), with the "
        "number of independent cycles it is worth, and over devices from the quartiles of a cumulative share.",
        [
            ("device", "l"),
            ("series", "l"),
            ("cycle to cycle", "r"),
            ("SD of ln", "r"),
            ("independent cycles", "r"),
            ("device to device", "r"),
            ("trust", "l"),
        ],
        rows,
        note="The two kinds of spread have different definitions and are never pooled with each other.",
        source="readings.csv",
    )


def _is_spread(reading: Reading) -> bool:
    return reading.parameter in SPREADS


def _spread_row(m: Material, series: DigitizedSeries) -> list[str]:
    own = {m.book.readings[i].parameter: i for i in series.readings if m.book.readings[i].low is not None}
    device = f"{series.device} of {series.paper}" if series.paper else series.device
    label = f"{series.label}, {series.state or series.name}"
    cells = [m.book.use(own[parameter]) if parameter in own else DASH for parameter in SPREADS]
    return [name(plain(device)), name(plain(label)), *cells, series.trust.replace("_", " ")]
