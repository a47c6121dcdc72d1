"""Fig. 11c: neurons, with what keeps their energies from being identified."""

from collections.abc import Iterable
from typing import Any

from memlit.datum import FIRST_HAND, Reading
from memlit.frames import has_item
from memlit.grouping import grouped
from memlit.plots.benchmark import fig11c as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def neurons(m: Material) -> ReportBlock:
    """What is known of each credited neuron in a row, and the figure where one has both energies."""
    review = m.config.report.review_key
    covered = m.tables["coverage"]
    is_credited = (covered["set"] == m.config.evidence.headline_set) & has_item(covered["role"], "neuron")
    credited = m.lines(covered[is_credited])
    energies = _energies_per_spike(m)
    by_review = grouped((each for each in energies if _document(each) == review), _paper)
    by_others = grouped((each for each in energies if _document(each) != review), _paper)
    known = [line for line in credited if line.paper in by_review.keys() | by_others.keys()]
    lines = plot.neuron_lines(m.figures)
    return written_section(
        m,
        "devices/neurons",
        has_energy=any({"spiking_energy", "firing_energy"} & set(line.several("metrics")) for line in credited),
        lines=lines,
        has_computed=plot.has_computed(lines),
        drawn=plot.drawn(m.figures),
        known=sorted(known, key=lambda line: (line.several("device_class"), line.paper)),
        others=len(known) < len(credited),
        by_review=by_review,
        by_others=by_others,
        printed_in=lambda line: dict.fromkeys(map(_document, by_others[line.paper])),
        **_by_whom(each for key in sorted(line.paper for line in credited) for each in by_others[key]),
    )


def _energies_per_spike(m: Material) -> list[Reading]:
    """The printed energies per spike that have a value or a lower bound."""
    energies = m.readings.where(parameter=[plot.SPIKE_ENERGY])
    return [reading for reading in energies if reading.low is not None and not reading.is_derived]


def _paper(reading: Reading) -> str:
    return reading.datum.paper or ""


def _document(reading: Reading) -> str:
    return reading.datum.locator.document


def _by_whom(energies: Iterable[Reading]) -> dict[str, Any]:
    """Papers that report an energy per spike themselves, and those of which another document does, by it."""
    by_tier = grouped(energies, lambda reading: reading.datum.tier == FIRST_HAND)
    retold = grouped(by_tier[False], _document)
    return {
        "reporting": list(dict.fromkeys(map(_paper, by_tier[True]))),
        "retold": {document: list(dict.fromkeys(map(_paper, found))) for document, found in retold.items()},
    }
