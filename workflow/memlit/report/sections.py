"""The report's sections as blocks of text, tables and figures; both renderers print the same blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from memlit.analysis.outputs import Analysis
from memlit.benchmark.rows import METRICS, SYNAPSE_METRICS, BenchmarkRow
from memlit.config import Classes, Config
from memlit.devices.resolved import Resolved
from memlit.library import Library
from memlit.report.book import METRIC_NAMES, NumberBook
from memlit.report.text import cite, name, plain, symbol

SYMBOLS = {
    "action_energy": "E_a",
    "standby_power": "P_s",
    "spike_timing": "tau",
    "spiking_energy": "E_s",
    "firing_energy": "E_f",
}
Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the sections are written from."""

    resolved: Resolved
    rows: Sequence[BenchmarkRow]
    analysis: Analysis
    classes: Classes
    config: Config
    book: NumberBook

    @property
    def library(self) -> Library:
        return self.resolved.library


def section(identifier: str, title: str, *blocks: Block) -> Block:
    return {"id": identifier, "title": title, "blocks": [block for block in blocks if block]}


def paragraph(text: str, style: str = "") -> Block:
    return {"type": "p", "text": text, "style": style}


def table(
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    note: str = "",
    source: str = "",
) -> Block:
    """columns: (label, alignment "l" or "r"); rows: cells as text with tokens; source: the CSV with all of it."""
    return {
        "type": "table",
        "caption": caption,
        "columns": [{"label": label, "align": align} for label, align in columns],
        "rows": [list(row) for row in rows],
        "note": note,
        "source": source,
    }


def count_id(config: Config, what: str) -> str:
    return f"count/{config.evidence.headline_set}#{what}"


def metric_cell(row: BenchmarkRow, metric: str, book: NumberBook) -> str:
    result = row.metrics.get(metric)
    return book.use(result.id) if result is not None else "–"


def findings(m: Material) -> Block:
    """What the evidence says and how complete it is: coverage leads."""
    use = m.book.use
    papers = use(count_id(m.config, "device_papers"))
    known = {metric: use(count_id(m.config, f"{metric}_known")) for metric in METRICS}
    first = (
        f"Of the {papers} papers that the review credits for its benchmark, the evidence at hand gives the action "
        f"energy {symbol('E_a')} of {known['action_energy']}, the standby power {symbol('P_s')} of "
        f"{known['standby_power']} and the spike timing {symbol('tau')} of {known['spike_timing']}."
    )
    neurons = (
        f"The spiking energy {symbol('E_s')} is known for {known['spiking_energy']} and the firing energy "
        f"{symbol('E_f')} for {known['firing_energy']} of them."
    )
    summaries = [
        summary
        for summary in m.analysis.classes
        if summary.set_name == m.config.evidence.headline_set
        and summary.pulse == m.config.conventions.headline_pulse
    ]
    has_interval = any(summary.inclusion == "median with interval" for summary in summaries)
    verdict = (
        "Classes with enough papers have a median with an interval; the others are listed."
        if has_interval
        else (
            "No class has enough papers for a median with an interval, and the median over all credited papers "
            "is not identified where fewer than half of them are known. The values below are what is known, "
            "not a ranking of the classes."
        )
    )
    return section(
        "findings", "What the evidence says", paragraph(f"{first} {neurons}", "lead"), paragraph(verdict)
    )


def definitions(m: Material) -> Block:
    """The benchmark's formulas and the conventions of this run."""
    mean = m.config.conventions.conductance_mean
    review = cite(m.config.report.review_key)
    return section(
        "definitions",
        "The benchmark",
        paragraph(
            f"Definitions as in {review}: {symbol('V_spike')} is the amplitude of the pulse and {symbol('tau')} its "
            f"width, {symbol('G_on')} and {symbol('G_off')} are the conductances of the two states."
        ),
        {"type": "equations", "items": ["E_a", "P_s", "E_s", "E_f"]},
        paragraph(
            f"Set (potentiation) and reset (depression) pulses are computed apart; the headline is the "
            f"{m.config.conventions.headline_pulse} pulse with the {mean} mean of the conductances. Where a paper "
            f"prints a part of the tuple, the rest is bounded by 0 ≤ {symbol('G_off')} ≤ {symbol('G_on')}. The "
            "bounds are of this formula, not of the dissipated energy: a conductance read at another voltage, a "
            "series transistor, a compliance or an averaged amplitude pull the two apart, in different "
            "directions for different classes."
        ),
    )


def benchmark_section(m: Material) -> Block:
    """Fig. 11a and the devices behind it, set and reset apart."""
    figure: Block = {
        "type": "figure",
        "name": "fig11a",
        "alt": (
            "Scatter plot on logarithmic axes of standby power against action energy of synaptic devices; "
            "colour and shape show the class, the size of a mark the spike timing. The table below has all values."
        ),
        "caption": (
            f"Fig. 11a regenerated: standby power {symbol('P_s')} over action energy {symbol('E_a')}; the diameter of "
            f"a mark grows with the decade of its spike timing {symbol('tau')}. Filled marks are credited by the "
            "review's figure, open ones are other papers with evidence. A partly known device would be a line: the "
            "segment of its joint bounds."
        ),
    }
    resistive = [row for row in m.rows if row.role != "neuron" and row.metrics]
    shown = sorted(resistive, key=lambda row: _order(row, m))
    by_device: dict[tuple[str, str, str, str], dict[str, BenchmarkRow]] = {}
    for row in shown:
        by_device.setdefault((row.paper, row.device, row.device_class, row.role), {})[row.pulse] = row
    body = [_device_cells(pulses, m) for pulses in by_device.values()]
    columns = [("paper", "l"), ("device", "l"), ("class", "l"), ("tier", "l")]
    columns += [
        (f"{symbol(SYMBOLS[metric])}, {pulse}", "r")
        for metric in SYNAPSE_METRICS
        for pulse in ("set", "reset")
    ]
    charge = [
        row for row in m.rows if row.not_applicable and row.pulse == m.config.conventions.headline_pulse
    ]
    notes = "".join(
        f" {name(row.device)} of {cite(row.paper)} has no row: it {row.not_applicable}." for row in charge
    )
    return section(
        "benchmark",
        "Synaptic devices",
        figure,
        table(
            "Devices with evidence: metrics of the set and the reset pulse. Every number is a link to the printed "
            "characters it came from.",
            columns,
            body,
            note=f"A dash: no reading.{notes}",
            source="benchmark.csv",
        ),
    )


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id


def _device_cells(pulses: dict[str, BenchmarkRow], m: Material) -> list[str]:
    row = next(iter(pulses.values()))
    credited = "" if row.set_name == m.config.evidence.headline_set else " ○"
    cells = [cite(row.paper) + credited, name(row.device), row.device_class, row.tier]
    for metric in SYNAPSE_METRICS:
        for pulse in ("set", "reset"):
            cells.append(metric_cell(pulses[pulse], metric, m.book) if pulse in pulses else "–")
    return cells


def classes_section(m: Material) -> Block:
    """Medians with their number of papers, for the headline pulse, a table for each set with evidence."""
    tables = []
    for set_name in m.config.evidence.sets:
        summaries = [
            summary
            for summary in m.analysis.classes
            if summary.set_name == set_name
            and summary.pulse == m.config.conventions.headline_pulse
            and (summary.papers or set_name == m.config.evidence.headline_set)
        ]
        if not any(summary.papers for summary in summaries):
            continue
        tables.append(
            table(
                f"Medians over papers, {m.config.conventions.headline_pulse} pulse, papers of {set_name}.",
                [
                    ("class", "l"),
                    ("role", "l"),
                    ("metric", "l"),
                    ("credited", "r"),
                    ("known", "r"),
                    ("bounded", "r"),
                    ("median", "r"),
                    ("what the number of papers allows", "l"),
                    ("over all credited", "l"),
                ],
                [
                    [
                        summary.device_class,
                        summary.role,
                        METRIC_NAMES[summary.metric],
                        m.book.use(summary.n_credited.id),
                        m.book.use(summary.n_papers.id),
                        m.book.use(summary.n_bounded.id),
                        m.book.use(summary.median.id) if summary.median else "–",
                        summary.inclusion,
                        summary.identification,
                    ]
                    for summary in summaries
                ],
                note="The unit is the paper; medians are taken on the log scale.",
                source="classes.csv",
            )
        )
    return section("classes", "Device classes", *tables)


def coverage_section(m: Material) -> Block:
    """For each credited paper: what is known, what is missing, where it could be supplied."""
    lines = [line for line in m.analysis.coverage if line.set_name == m.config.evidence.headline_set]
    body = [
        [
            cite(line.key),
            ", ".join(line.device_classes),
            ", ".join(line.roles),
            m.book.use(line.n_readings.id),
            ", ".join(METRIC_NAMES[metric] for metric in line.metrics) or "–",
            name(line.supply) if line.supply else "complete",
        ]
        for line in lines
    ]
    return section(
        "coverage",
        "Coverage",
        paragraph(
            "One line for each paper that the review credits. What is missing can be supplied as a table, a list of "
            "readings or a document in the folder named."
        ),
        table(
            "Coverage of the credited papers.",
            [
                ("paper", "l"),
                ("class", "l"),
                ("role", "l"),
                ("readings", "r"),
                ("known", "l"),
                ("what to supply", "l"),
            ],
            body,
            source="coverage.csv",
        ),
    )


def documents_section(m: Material) -> Block:
    """Documents read, their status against the record, the self-check, and what was excluded and why."""
    check = m.analysis.self_check
    use = m.book.use
    documents = [
        [cite(document.key) if document.key in m.resolved.entries else name(document.key), document.status]
        + [
            name(str(len(document.unmapped)) if document.unmapped else "–"),
            name(plain(document.reason or "–")),
        ]
        for document in m.resolved.corpus.documents
    ]
    blocks = [
        table(
            "Documents of this run. same: as in the reviewed record; new: no record yet, used; changed: differs from "
            "the record, which stands; record only: the document is absent, its record stands.",
            [("document", "l"), ("status", "l"), ("headers not known", "r"), ("reason", "l")],
            documents,
        ),
        paragraph(
            f"Self-check: {use(check.compared.id)} cells of documents that restate known readings were mined and "
            f"compared with the record; {use(check.agreeing.id)} are equal. They are counted once and say nothing "
            "about accuracy on other documents."
        )
        if check.compared.value
        else {},
    ]
    excluded = [
        r for r in m.resolved.corpus.readings if r.status in {"excluded", "flagged"} and not r.is_derived
    ]
    blocks.append(_exclusions(excluded))
    if m.resolved.corpus.problems:
        blocks.append(paragraph("Problems found in this run, each with what mends it:"))
        blocks.append({"type": "list", "items": [name(plain(line)) for line in m.resolved.corpus.problems]})
    return section("documents", "Documents and exclusions", *blocks)


def _exclusions(excluded: Sequence[Any]) -> Block:
    by_reason: dict[str, list[Any]] = {}
    for reading in excluded:
        by_reason.setdefault((reading.reason or "no reason").split(":")[0], []).append(reading)
    rows = [
        [
            name(reason.replace("_", " ")),
            name(str(len(readings))),
            name(f"{readings[0].datum.printed.text} ({readings[0].id})"),
        ]
        for reason, readings in sorted(by_reason.items())
    ]
    if not rows:
        return {}
    return table(
        "Readings that do not feed the benchmark, by reason; readings.csv names each.",
        [("reason", "l"), ("readings", "r"), ("an example", "l")],
        rows,
        source="readings.csv",
    )
