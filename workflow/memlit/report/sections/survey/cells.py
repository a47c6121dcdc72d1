"""The survey of memory cells and the devices without a resolved citation: apart from the review's own papers."""

from collections.abc import Callable

from memlit.analysis.classes import ClassSummary
from memlit.analysis.evidence.left_out import UnresolvedDevice
from memlit.benchmark.rows import UNPAIRED_SET
from memlit.devices.gather import SURVEY
from memlit.report.blocks import Block, Material, paragraph, section, table
from memlit.report.text import cite, name, symbol


def survey(m: Material) -> Block:
    """Class tables of the survey by pulse, the unpaired sensitivity, and the unresolved set."""
    summaries = [s for s in m.analysis.classes if s.set_name in {SURVEY, UNPAIRED_SET}]
    if not summaries and not m.analysis.unresolved:
        return {}
    return section(
        "survey",
        "Memory cells and unresolved devices",
        paragraph(
            "A survey of published memory cells prints more complete tuples than the review's papers do, but full "
            "binary switching of a memory is another quantity than the pulse of a synapse. Its numbers stand here as "
            "context and decide no claim of the review. A voltage and a time count as a pair only where the survey "
            "names both for one transition."
        ),
        *(
            _table(m, [s for s in summaries if s.set_name == SURVEY and s.pulse == pulse], pulse)
            for pulse in ("set", "reset")
        ),
        _table(m, [s for s in summaries if s.set_name == UNPAIRED_SET], "unpaired"),
        _unresolved(m),
    )


def _table(m: Material, summaries: list[ClassSummary], pulse: str) -> Block:
    by_class: dict[str, dict[str, ClassSummary]] = {}
    for summary in summaries:
        by_class.setdefault(summary.device_class, {})[summary.metric] = summary
    shown = {name: metrics for name, metrics in by_class.items() if any(s.papers for s in metrics.values())}
    if not shown:
        return {}
    caption = (
        f"Survey, {pulse} pulse: papers with each metric known as a point (+ only bounded), and the median over both."
        if pulse != "unpaired"
        else "Sensitivity survey-unpaired: voltage and time of one row whose transition the survey does not name."
    )
    return table(
        caption,
        m.class_columns(m.config.planned_metrics),
        [m.class_cells(name, metrics, m.config.planned_metrics) for name, metrics in shown.items()],
        note="Of a paper's rows by two curators the one that names the pulse is used. Medians on the log scale.",
        source="classes.csv",
    )


def _unresolved(m: Material) -> Block:
    def printed(part: str) -> Callable[[UnresolvedDevice], str | None]:
        return lambda device: ", ".join(map(m.book.use, device.readings[part])) or None

    return m.listing(
        "Devices of comparison tables whose citation leads to no paper of the library: amplitude, width and ratio as "
        "printed. They enter no median and no count.",
        m.analysis.unresolved,
        [
            ("table", "l", lambda device: cite(device.document)),
            ("device", "l", lambda device: name(device.name)),
            (symbol("V_spike"), "r", printed("v_spike")),
            (symbol("tau"), "r", printed("tau")),
            ("ratio", "r", printed("ratio")),
        ],
        source="readings.csv",
    )
