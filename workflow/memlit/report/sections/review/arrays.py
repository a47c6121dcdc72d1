"""Arrays for in-memory computing: the review's Table 1, and efficiencies beside what the papers themselves print.

Demonstrations of spatial and temporal signal processing, as the review's section 6.C and Fig. 15 have them.
"""

from collections import defaultdict

from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Reading
from memlit.library import is_cited_work
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.sections.review.tables import review_table
from memlit.report.text import cite, see

ARRAYS = "table_1.csv"
COLUMNS = ("Work", "Array size", "Array type", "On-array IMC (MAC/VMM) applications")
EFFICIENCY = "energy_efficiency"
BESIDE = (("mac_time", "MAC time"), ("array_size", "array"), ("technology_node", "node"))
"""What gives an efficiency its meaning, shown in its row."""
SIZE = "array_size"
MARK = "†"
TIERS = ("primary", "secondary", "review_claim")


def arrays(m: Material) -> Block:
    """What was computed on physical arrays, and how efficiently."""
    blocks = [
        review_table(
            m,
            ARRAYS,
            "Computations on physical arrays, as the review's Table 1 has them.",
            COLUMNS,
            note="a (raised): the size of the activation neurons. The sizes and uses are the review's word."
            + _other(m),
            marks=dict.fromkeys(_differing(m), MARK),
        ),
        _efficiencies(m),
    ]
    if not any(blocks):
        return {}
    return section(
        "arrays",
        "Arrays for in-memory computing",
        paragraph(
            "A crossbar multiplies a vector of voltages with a matrix of conductances in one step. A passive array "
            "leaves every cell open to sneak currents, which a low standby power keeps small; a transistor or a "
            "selector at each cell shuts them off and costs area. What follows are facts that the review states; "
            "beside an efficiency stands what the paper itself prints, where it was at hand."
        ),
        *blocks,
        paragraph(_simulated(m)),
    )


def _differing(m: Material) -> dict[str, ClaimVerdict]:
    """Papers whose own array is of another size than the review says, with the verdict."""
    return {
        key: verdict
        for verdict in m.claims
        if verdict.verdict == "differs" and verdict.claim.metric == SIZE
        for key, entry in m.library.entries.items()
        if entry.reviewref in verdict.claim.references
    }


def _other(m: Material) -> str:
    """What the papers with a mark print themselves, with the way to the claim."""
    found = [
        f"{cite(key)} prints {', '.join(m.book.use(shown.id) for shown in verdict.evidence)} cells "
        f"({see(f'claim-{verdict.claim.id}', 'claim')})"
        for key, verdict in _differing(m).items()
    ]
    return f" {MARK}: another size in the paper itself: {'; '.join(found)}." if found else ""


def _efficiencies(m: Material) -> Block:
    by_paper: dict[str, list[Reading]] = defaultdict(list)
    for reading in m.resolved.corpus.readings:
        paper = reading.datum.paper
        if paper and reading.datum.tier in TIERS and not reading.is_derived and not is_cited_work(paper):
            by_paper[paper].append(reading)
    rows = []
    for paper, readings in sorted(by_paper.items()):
        efficiencies = [reading for reading in readings if reading.parameter == EFFICIENCY]
        if not efficiencies:
            continue
        claimed = [reading for reading in efficiencies if reading.datum.tier == "review_claim"]
        printed = [reading for reading in efficiencies if reading.datum.tier != "review_claim"]
        beside = [_linked(m, [r for r in readings if r.parameter == parameter]) for parameter, _ in BESIDE]
        rows.append([cite(paper), _quoted(m, claimed), _quoted(m, printed), *beside])
    return table(
        "Efficiencies of arrays and macros: the review's number and the source's own.",
        [("work", "l"), ("review prints", "l"), ("sources print", "l"), *((label, "l") for _, label in BESIDE)],
        rows,
        note="An efficiency depends on the precision and the network, which sources do not state alike: numbers of two "
        "rows are not compared here.",
        source="readings.csv",
    )


def _quoted(m: Material, readings: list[Reading]) -> str:
    """Each as a link in its printed unit, an equal text once."""
    shown = {reading.datum.printed.text: m.book.use(reading.id) for reading in reversed(readings)}
    return ", ".join(reversed(shown.values())) or DASH


def _linked(m: Material, readings: list[Reading]) -> str:
    """Each value once."""
    shown = {m.book.display(reading.id): m.book.use(reading.id) for reading in reversed(readings)}
    return ", ".join(reversed(shown.values())) or DASH


def _simulated(m: Material) -> str:
    """Whose efficiencies were left out because they are of no device: of systems, simulators and estimates."""
    simulated = [
        reading
        for reading in m.resolved.corpus.readings
        if reading.parameter == EFFICIENCY and reading.datum.tier == "simulator"
    ]
    if not simulated:
        return ""
    documents = sorted({reading.datum.locator.document for reading in simulated})
    return (
        "Efficiencies of whole systems, of simulators and of estimates are read and left out of the table: those of "
        f"{', '.join(map(cite, documents))}."
    )


DEMONSTRATIONS = "table_3.csv"
DEMONSTRATION_COLUMNS = (
    "Work",
    "Demonstration",
    "Kind",
    "Class",
    "Synapse",
    "Neuron",
    "Array size",
    "Learning rule",
    "Result",
    "Place",
)


def demonstrations(m: Material) -> Block:
    """One row a demonstration; nothing where the table was not read."""
    shown = review_table(
        m,
        DEMONSTRATIONS,
        "Demonstrations: what was shown, with which synapse, neuron, array and learning rule.",
        DEMONSTRATION_COLUMNS,
        note="STDP: spike-timing-dependent plasticity. LIF: leaky integrate-and-fire. –: the review does not say. Its "
        "text and captions differ on the oxide of one synapse; both are given.",
    )
    if not shown:
        return {}
    return section(
        "demonstrations",
        "Demonstrations of spatio-temporal processing",
        paragraph(
            f"Facts that {cite(m.config.report.review_key)} states, in the order of its telling: from patterns stored "
            "in an array, over series in time, to networks whose synapses and neurons are both memristive. These are "
            "statements of the review; we cite their place and do not use them as evidence. Only one of them has "
            "neurons that are devices, and none prints an energy that the benchmark could use."
        ),
        shown,
    )
