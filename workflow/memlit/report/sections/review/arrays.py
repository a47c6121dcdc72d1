"""Arrays for in-memory computing: the review's Table 1, and efficiencies beside what the papers themselves print.

Demonstrations of spatial and temporal signal processing, as the review's section 6.C and Fig. 15 have them.

Tables of the review as transcribed: cells with digits are links to their place, the work is a citation.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Reading
from memlit.errors import certain
from memlit.library import is_cited_work
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import cite, name, see

_RAISED = str.maketrans("abcdefg", "ᵃᵇᶜᵈᵉᶠᵍ")


def review_cells(m: Material, file: str) -> list[list[Reading]]:
    """Rows of cells of one transcribed table of the review, in the order of print; empty where it is not read."""
    review = m.config.report.review_key
    rows: dict[int, dict[int, Reading]] = {}
    for reading in m.resolved.corpus.readings:
        place = reading.datum.locator
        if place.document != review or place.file != file or reading.is_derived:
            continue
        rows.setdefault(certain(place.row), {})[certain(place.column)] = reading
    return [[cells[column] for column in sorted(cells)] for _, cells in sorted(rows.items())]


def header_of(cell: Reading) -> str:
    """The innermost header of the reading's cell; empty where it has none."""
    return cell.datum.printed.headers[-1] if cell.datum.printed.headers else ""


def review_table(
    m: Material, file: str, caption: str, headers: Iterable[str], note: str = "", marks: Mapping[str, str] | None = None
) -> Block:
    """The columns `headers` of a transcribed table; the first names the work and becomes its citation.

    marks: by key of a paper, a mark for the first value of its row that `note` explains.
    """
    work, *others = headers
    rows = []
    for cells in review_cells(m, file):
        by_header = {header_of(cell): cell for cell in cells}
        papers = [cell.datum.paper for cell in cells if cell.datum.paper]
        printed = cells[0].datum.printed.stub or cells[0].datum.printed.text
        first = f"{cite(papers[0])}{_footnote(printed)}" if papers else name(printed or DASH)
        values = [shown_cell(m, by_header.get(header)) for header in others]
        if papers and values:
            values[0] += (marks or {}).get(papers[0], "")
        rows.append([first, *values])
    return table(caption, [(name(header), "l") for header in (work, *others)], rows, note=note, source="readings.csv")


def _footnote(printed: str) -> str:
    """The raised mark of a footnote behind a work, which a transcription writes `Oh et al. [75]^a`."""
    found = re.search(r"\^([a-z*†‡])$", printed.strip())
    return name(found.group(1).translate(_RAISED)) if found else ""


def shown_cell(m: Material, cell: Reading | None) -> str:
    """Words as words, digits as a link; `-` is the transcription's sign for what is not said."""
    if cell is None or cell.datum.printed.text in {"-", ""}:
        return DASH
    if re.search(r"\d", cell.datum.printed.text):
        return m.use(cell)
    return name(cell.datum.printed.text)


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
    shown = {reading.datum.printed.text: m.use(reading) for reading in reversed(readings)}
    return ", ".join(reversed(shown.values())) or DASH


def _linked(m: Material, readings: list[Reading]) -> str:
    """Each value once."""
    shown = {m.book.display(reading.id): m.use(reading) for reading in reversed(readings)}
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
