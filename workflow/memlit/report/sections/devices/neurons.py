"""Fig. 11c: neurons, with what keeps their energies from being identified."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from memlit.datum import Reading
from memlit.grouping import grouped
from memlit.plots.benchmark import fig11c as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def neurons(m: Material) -> ReportBlock:
    """What is known of each credited neuron in a row, and the figure where one has both energies."""
    headline, review = m.config.evidence.headline_set, m.config.report.review_key
    credited = [line for line in m.analysis.coverage if line.set_name == headline and "neuron" in line.roles]
    found = (
        reading
        for reading in m.resolved.corpus.readings
        if reading.parameter == plot.SPIKE_ENERGY and reading.low is not None and not reading.is_derived
    )
    spikes = grouped(found, lambda reading: reading.datum.paper or "")
    reported = [
        plot.Energy(r.id, paper, r.datum.locator.document, r.low, r.high, r.datum.printed.text)
        for paper, readings in spikes.items()
        for r in readings
        if r.low is not None and r.high is not None
    ]
    lines = plot.neuron_lines(m.library, m.classes, m.rows, reported, review, credited)
    known = sorted((line for line in credited if line.key in spikes), key=lambda line: (line.device_classes, line.key))
    return written_section(
        m,
        "devices/neurons",
        has_energy=any({"spiking_energy", "firing_energy"} & set(line.metrics) for line in credited),
        lines=lines,
        printed_in=lambda line: dict.fromkeys(
            one.datum.locator.document for one in spikes.get(line.key, ()) if one.datum.locator.document != review
        ),
        lacking=not any({"spiking_energy", "firing_energy"} & set(line.metrics) for line in credited),
        **_by_whom(spikes, {line.key for line in credited}, review),
        drawn=[m.book.results.get(i) or m.book.readings[i] for i in plot.drawn(lines)],
        known=known,
        others=len(known) < len(credited),
        reported=lambda line, of_review: [
            reading for reading in spikes.get(line.key, ()) if (reading.datum.locator.document == review) == of_review
        ],
    )


def _by_whom(spikes: Mapping[str, Sequence[Reading]], credited: Collection[str], review: str) -> dict[str, Any]:
    """Credited neurons whose paper itself reports an energy per spike, and those of which another document does, by it.

    What the review says of them is neither.
    """
    others = [
        one for paper in sorted(credited) for one in spikes.get(paper, ()) if one.datum.locator.document != review
    ]
    own = [one.datum.paper for one in others if one.datum.tier == "primary"]
    retold = grouped(
        (one for one in others if one.datum.tier != "primary"), lambda reading: reading.datum.locator.document
    )
    return {
        "reporting": list(dict.fromkeys(own)),
        "retold": {
            document: list(dict.fromkeys(one.datum.paper for one in found)) for document, found in retold.items()
        },
    }
