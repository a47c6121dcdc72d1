"""What an array asks of its synapses, on the page: a curve a bias scheme, the published synapses beside them."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from memlit.datum import anchor
from memlit.frames import items_of
from memlit.plots.look.placed import spread_apart
from memlit.plots.look.style import ClassStyles
from memlit.plots.named.requirements import (
    MOST_NAMES_BESIDE,
    RequirementRow,
    curve_look,
    curves,
    limit_panels,
    limit_words,
    most_id,
    named_order,
    requirement_rows,
    synapse_name,
    upper_ends,
)
from memlit.presentation.format import format_value
from memlit.presentation.pages import INK
from memlit.presentation.text import device_name, plain
from memlit.report.blocks import Material
from memlit.report.charts.diagram import MOST_CHART_MARKS, Chart, short_number

CURVE_COLUMNS = ("card", "paper", "class", "set", "quantity", "synapses", "value", "text")
LEVEL_COLUMNS = ("card", "paper", "class", "metric", "value", "text", "colour")
BESIDE_COLUMNS = ("name", "quantity", "value", "shift", "colour")
HEIGHT, _MARGIN = 380, 24
"""Pixels of the frame, and what it leaves above the greatest and below the least value."""
_NAME_STEP = 11.4
"""Pixels between two names beside the frame."""
_SET = "arrays"


def requirements_chart(m: Material) -> Chart:
    """Places of the curves as rows, synapses as levels; the reader chooses the limit and the bias schemes.

    Without a row where the synapses are very many: the chart is left to its figure.
    """
    lines = requirement_rows(m.figures)
    names = list(curves(lines))
    panels = limit_panels(lines)
    metrics = dict.fromkeys(metric for metric, _ in panels)
    styles = ClassStyles(m.classes)
    synapses = {metric: upper_ends(m.figures, metric) for metric in metrics}
    levels = [line for own in synapses.values() for line in own]
    if len(levels) > MOST_CHART_MARKS:
        return {"rows": []}
    return {
        "kind": "curves",
        "columns": list(CURVE_COLUMNS),
        "rows": [_place(m, line) for line in lines],
        "levels": {"columns": list(LEVEL_COLUMNS), "rows": [_level(m, line, styles) for line in levels]},
        "beside": {
            "columns": list(BESIDE_COLUMNS),
            "rows": [
                row
                for (metric, rate), own in panels.items()
                for row in _beside(m, _quantity(metric, rate), [line["most"] for line in own], synapses[metric])
            ],
        },
        "level_classes": [
            [name.replace("_", " "), styles.of(name)[0]] for name in styles.order({line["class"] for line in levels})
        ],
        "sets": [[_SET, _SET, True]],
        "classes": names,
        "styles": [[INK, curve_look(place)[0]] for place in range(len(names))],
        "quantities": [
            [
                _quantity(metric, rate),
                limit_words(metric, "" if rate is None else format_value(rate, "Hz")),
                own[0]["unit"],
            ]
            for (metric, rate), own in panels.items()
        ],
        "pulse": m.config.conventions.headline_pulse,
    }


def _quantity(metric: str, rate: float | None) -> str:
    return metric if rate is None else f"{metric} {rate:g}"


def _place(m: Material, line: RequirementRow) -> list[Any]:
    number = most_id(line)
    m.book.use(number)
    quantity = _quantity(line["metric"], line["rate_hz"])
    numbers = (line["n_synapses"], short_number(line["most"]))
    name = f"{line['n_synapses']:,.0f} synapses"
    return [anchor(number), name, line["bias"], _SET, quantity, *numbers, m.book.display(number)]


def _beside(
    m: Material, quantity: str, limits: Sequence[float], synapses: Sequence[RequirementRow]
) -> Iterator[list[Any]]:
    """The names of the synapses of a limit, each with its way from its line in pixels down."""
    if len(synapses) > MOST_NAMES_BESIDE:
        return
    styles = ClassStyles(m.classes)
    ordered = sorted(synapses, key=named_order)
    ends = [math.log10(value) for value in (*limits, *(line["high"] for line in ordered))]
    a_pixel = max(max(ends) - min(ends), 1.0) / (HEIGHT - 2 * _MARGIN)
    places = [_MARGIN + (math.log10(line["high"]) - min(ends)) / a_pixel for line in ordered]
    for line, place, moved in zip(ordered, places, spread_apart(places, _NAME_STEP, (4, HEIGHT - 4)), strict=True):
        name = plain(synapse_name(line, m.figures))
        yield [name, quantity, short_number(line["high"]), round(place - moved, 1), styles.of(line["class"])[0]]


def _level(m: Material, line: RequirementRow, styles: ClassStyles) -> list[Any]:
    """A synapse at its number with the largest upper end, which is its card."""
    results = m.book.results
    number = max(items_of(line["numbers"]), key=lambda own: results[own].value or results[own].high or 0.0)
    m.use(results[number])
    name = f"{plain(m.figures.numbered_name(line['paper']))}, {plain(device_name(line['name']))}"
    most = (short_number(line["high"]), m.book.display(number))
    return [anchor(number), name, line["class"], line["quantity"], *most, styles.of(line["class"])[0]]
