"""What the rule class_medians makes: its record and its table."""

from __future__ import annotations

from memlit.analysis.classes import ClassSummary
from memlit.datum import Record
from memlit.published import Column, Table


class ClassMedians(Record):
    """results/class_medians.json."""

    classes: tuple[ClassSummary, ...]


CLASSES = Table[ClassSummary](
    "classes.csv",
    "Medians by set, class, role, pulse and metric",
    "class_medians",
    (
        Column("id", "set, class, role, pulse and metric"),
        Column("set", "set of papers", lambda line: line.set_name),
        Column("class", "device class by its short name", lambda line: line.device_class),
        Column("role", "synapse, neuron, array or memory"),
        Column("pulse", "set (potentiation) or reset (depression)"),
        Column("metric", "metric of the benchmark, one of config/metrics.yaml"),
        Column("unit", "SI unit of the median", lambda line: line.unit),
        Column("n_credited", "papers of the class in the set", type="integer"),
        Column("n_papers", "of them with the metric known as a point", type="integer"),
        Column("n_bounded", "of them with the metric only bounded", type="integer"),
        Column(
            "median",
            "median over papers with evidence, known or bounded, on the log scale, where the bounds allow one number "
            "only, in `unit`",
            unit="column unit",
        ),
        Column(
            "lower",
            "its lower bound: median of the papers' lower ends, in `unit`",
            lambda line: line.median and line.median.low,
            unit="column unit",
        ),
        Column(
            "upper",
            "its upper bound: median of their upper ends, inf where there is none, in `unit`",
            lambda line: line.median and line.median.high,
            unit="column unit",
        ),
        Column(
            "middle_of_known",
            "middle of the papers known as a point, the bounded left out, in `unit`",
            unit="column unit",
        ),
        Column("inclusion", "what the number of papers allows to say"),
        Column(
            "identification",
            "what is known of the median over all credited papers: identified, bounded or not identified",
        ),
        Column(
            "papers",
            "keys of the papers with the metric known as a point",
            lambda line: [paper.paper for paper in line.papers],
        ),
        Column(
            "bounded",
            "keys of those with the metric only bounded",
            lambda line: [paper.paper for paper in line.bounded],
        ),
    ),
)
TABLES = (CLASSES,)
