"""Fig. 11c: neurons, with what keeps their energies from being identified."""

from collections import defaultdict
from collections.abc import Sequence

from memlit.analysis.evidence.coverage import CoverageLine
from memlit.datum import Reading
from memlit.plots.benchmark import fig11c as plot
from memlit.report.blocks import DASH, Block, Material, figure, paragraph, section, table
from memlit.report.text import cite, see, symbol
from memlit.report.words import PART_SYMBOLS


def neurons(m: Material) -> Block:
    """What is known of each credited neuron in a row, and the figure where one has both energies."""
    headline = m.config.evidence.headline_set
    credited = [line for line in m.analysis.coverage if line.set_name == headline and "neuron" in line.roles]
    with_energy = [line for line in credited if {"spiking_energy", "firing_energy"} & set(line.metrics)]
    spiking, firing = symbol("E_s"), symbol("E_f")
    sentence = (
        f"{spiking} needs a statement on the source resistor of the neuron's circuit, {firing} the input spike and the "
        "on state from one source. "
    )
    sentence += (
        "No credited neuron has either. Energies per spike that authors report are another quantity and are not put in "
        "their place."
        if not with_energy
        else "Neurons with one of them are in the table of classes."
    )
    reported = [
        plot.Energy(
            reading.id,
            reading.datum.paper or "",
            reading.datum.locator.document,
            reading.low,
            reading.high,
            reading.datum.printed.text,
        )
        for reading in m.resolved.corpus.readings
        if reading.parameter == plot.PARAMETER
        and reading.low is not None
        and reading.high is not None
        and not reading.is_derived
    ]
    lines = plot.neuron_lines(m.library, m.classes, m.rows, reported, m.config.report.review_key)
    outside = " At the right, outside the axis, stands what the review prints." if m.tests_a_review else ""
    picture = (
        figure(
            "fig11c",
            "One line a neuron on a logarithmic axis of energy per spike: spiking energy, firing energy and energy as "
            "its authors report it, by shape. The table below has the same numbers.",
            f"Fig. 11c regenerated: spiking energy {spiking}, firing energy {firing} and, as open circles, the energy "
            "per spike that authors report, which is defined in each paper for itself and ranks no neuron."
            f"{outside}",
            drawn=[(identifier, m.book.display(identifier)) for identifier in plot.drawn(lines)],
            narrow="fig11c_narrow",
        )
        if lines
        else {}
    )
    return section("neurons", "Neurons", paragraph(sentence), picture, _table(m, credited))


def _table(m: Material, credited: Sequence[CoverageLine]) -> Block:
    """A row a neuron with an energy per spike: what its authors report, what the review prints, what is missing."""
    spikes: dict[str, list[Reading]] = defaultdict(list)
    for reading in m.resolved.corpus.readings:
        if reading.parameter == plot.PARAMETER and reading.low is not None and not reading.is_derived:
            spikes[reading.datum.paper or ""].append(reading)
    review = m.config.report.review_key

    def energies(key: str, *, of_the_review: bool) -> str:
        found = [reading for reading in spikes[key] if (reading.datum.locator.document == review) == of_the_review]
        return ", ".join(m.use(reading) for reading in found) or DASH

    known = sorted((line for line in credited if spikes[line.key]), key=lambda line: (line.device_classes, line.key))
    if not known:
        return {}
    rows = [
        [
            cite(line.key),
            ", ".join(line.device_classes).replace("_", " "),
            energies(line.key, of_the_review=False),
            *([energies(line.key, of_the_review=True)] if m.tests_a_review else []),
            ", ".join(symbol(PART_SYMBOLS[part]) for part in line.missing) or "source resistor",
        ]
        for line in known
    ]
    columns = [("neuron", "l"), ("class", "l"), ("reported energy per spike", "r")]
    columns += [("review says", "r")] if m.tests_a_review else []
    return table(
        f"Neurons of the {m.headline_papers}: the energy per spike that the literature reports, and what is missing "
        f"for {symbol('E_s')} and {symbol('E_f')}.",
        [*columns, ("missing", "l")],
        rows,
        note=f"Of the others no energy per spike is known; {see('coverage', 'Coverage')} says what is missing."
        if len(known) < len(credited)
        else "",
        source="coverage.csv",
        wide=False,
    )
