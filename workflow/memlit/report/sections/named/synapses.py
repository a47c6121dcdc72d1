"""Named synapses of any paper: graded energies, the review's medians against them, and who is in the set."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memlit.benchmark.rows import BenchmarkRow
from memlit.plots.named import synapses as plot
from memlit.report.blocks import DASH, Block, Material, detail, figure, paragraph, section, table
from memlit.report.sections.named.choices import choices, disputed
from memlit.report.text import cite, device_name, listed, name, see, symbol
from memlit.synapses.class_rule import WORD
from memlit.synapses.energy.medians import EVIDENCE
from memlit.synapses.energy.printed import Sides

GRADES = {"": DASH, "secondary": "restated", "redigitised": "restated"}
FAR = 3
"""Factor between papers of one class from which they are said to lie apart: half a decade."""
ALL = "all"
HALF = 50
HEADLINE, _, WIDEST = EVIDENCE


def named_synapses(m: Material) -> Block:
    """The picture, what it says, and the table; nothing where no named synapse has an energy."""
    shown = plot.lines(m.named, m.rows, list(m.classes.classes))
    if not shown:
        return {}
    printed = " Ticks above the axes are medians that the review prints, not evidence." if m.tests_a_review else ""
    return section(
        "named-synapses",
        "Named synapses of any paper",
        paragraph(_lead(m)),
        figure(
            "synapses",
            "Strip on a logarithmic axis: one line a device with the action energy of its set and its reset pulse, "
            "class by class, with the grade of its evidence at the right. The table below has the numbers.",
            f"Action energy {symbol('E_a')} of each device with evidence for it. A bar is a range; an arrow means no "
            "lower end, for a cell in series with a transistor has at most the voltage of its line. Grade A: pulse and "
            "states of one experiment. Grade B: the voltage of a line, the window of an array, or parts paired by "
            f"inference. Restated: printed by another document only.{printed}",
            drawn=m.drawn_numbers(plot.drawn(shown, m.claims)),
            narrow="synapses_narrow",
        ),
        paragraph(_ends(m, shown)),
        _device_table(m, shown, ("action_energy", "standby_power", "spike_timing")),
        paragraph(_against(m)),
        detail(_device_table(m, shown, ("action_power", "energy_power_ratio"))),
        detail(_sides_table(m)),
        *(detail(choices(m, pulse)) for pulse in ("set", "reset")),
        detail(paragraph(disputed(m))),
        *map(detail, _class_rule(m)),
        detail(_charge(m)),
    )


def _lead(m: Material) -> str:
    def number(identifier: str) -> str:
        return m.use(m.book.results.get(identifier))

    known = {grade: number(f"synapses/grade {grade}#known") for grade in ("A", "B", "secondary")}
    whose = "The set that the review would have if it had gone on: " if m.tests_a_review else ""
    return (
        f"{whose}{number('synapses#devices')} devices of {number('synapses#papers')} papers, credited or not, that "
        "serve as weights, with three pulsed states or more or in a network, and "
        "carry their current through the switching layer. Papers of one laboratory or with the same numbers have "
        f"one vote, which leaves {number('synapses#lineages')}. {symbol('E_a')} is known from a single experiment "
        f"(grade A) in {known['A']} of these papers, with reservations (grade B) in {known['B']} and only as a bound "
        f"in {number('synapses/grade B#bounded')}; tables by others restate it for {known['secondary']}. Grade A alone "
        "is the headline; what B and the restated would change is in the appendix."
    )


def _ends(m: Material, shown: Sequence[plot.Line]) -> str:
    """The least and the largest energy that is a number, and the classes whose papers lie apart."""
    pulse = m.config.conventions.headline_pulse
    energies: list[tuple[float, BenchmarkRow]] = []
    classes: dict[str, list[float]] = defaultdict(list)
    for line in shown:
        row = line.rows.get(pulse)
        value = row.value(plot.METRIC) if row else None
        if row and value:
            energies.append((value, row))
            classes[line.member.device_class].append(value)
    if len(energies) < 2:
        return ""
    (_, least), (_, most) = (end(energies, key=lambda item: (item[0], item[1].id)) for end in (min, max))
    apart = [key.replace("_", " ") for key, own in classes.items() if len(own) > 1 and max(own) > FAR * min(own)]
    spread = f" Within {listed(apart)} papers differ by more than a factor of three." if apart else ""
    unranked = (
        "" if _has_interval(m) else " No class has the lineages for a median with an interval, so none is ranked."
    )
    return (
        f"Where it is a number, the action energy of the {pulse} pulse goes from "
        f"{m.use(least.metrics[plot.METRIC])} ({cite(least.paper)}) to "
        f"{m.use(most.metrics[plot.METRIC])} ({cite(most.paper)}).{spread}{unranked}"
    )


def _has_interval(m: Material) -> bool:
    first = next(iter(EVIDENCE))
    return any(line.evidence == first and line.inclusion == "median with interval" for line in m.named.medians)


def _device_table(m: Material, shown: Sequence[plot.Line], metrics: Sequence[str]) -> Block:
    columns = [("paper", "l"), ("device", "l"), ("class", "l"), ("grade", "l")]
    columns += [(f"{m.symbol(metric)}, {pulse}", "r") for metric in metrics for pulse in ("set", "reset")]
    rows = []
    for line in shown:
        first = next(iter(line.rows.values()))
        cells = [
            cite(first.paper),
            name(device_name(first.full_name)),
            line.member.device_class.replace("_", " "),
            GRADES.get(line.member.grade, line.member.grade),
        ]
        for metric in metrics:
            for pulse in ("set", "reset"):
                row = line.rows.get(pulse)
                cells.append(m.use(row.metrics.get(metric)) if row else DASH)
        rows.append(cells)
    return table(
        f"Named synapses with evidence for {symbol('E_a')}: {listed([m.symbol(metric) for metric in metrics])}.",
        columns,
        rows,
        note="Class: the word of the source, else a decisive part of the stack, else oxide. "
        f"{DASH} no reading. Devices without {symbol('E_a')} are in the file.",
        source="synapses.csv",
    )


def _sides(m: Material, set_name: str, evidence: str) -> list[Sides]:
    return [line for line in m.named.printed if line.set_name == set_name and line.evidence == evidence]


def _against(m: Material) -> str:
    """What known papers say of the medians that the review prints: what they would exclude."""
    lines = _sides(m, m.config.evidence.headline_set, ALL)
    known = [line for line in lines if line.below or line.above]
    if not known:
        return ""
    parts = [
        f"{line.device_class} {m.symbol(line.metric)}, {m.book.use(f'claim/{line.claim}#claimed')}: "
        f"{m.use(line.share)} below"
        for line in known
    ]
    half = [
        f"{line.device_class} {m.symbol(line.metric)}"
        for line in lines
        if (line.share.low or 0) > HALF or (line.share.high or 0) < HALF
    ]
    verdict = (
        "Half of the papers lie below a median, and none of these ranges excludes one half, so no printed median is "
        "contradicted, nor is one confirmed."
        if not half
        else f"The ranges of {listed(half)} exclude one half."
    )
    return (
        f"Against the review's own medians, the share of all credited papers that lies below, whatever the unread ones "
        f"say: {'; '.join(parts)}. {verdict} ({see('named-synapses-details', 'Counts of both sets')}.)"
    )


def _sides_table(m: Material) -> Block:
    def papers(line: Sides) -> str:
        named = f"named, {line.evidence.replace('+', ', ').replace('secondary', 'restated')}"
        return "credited" if line.evidence == ALL else named

    def unread(line: Sides) -> str | None:
        return f"{m.use(line.n_unread)} of {m.use(line.n_papers)}" if line.n_unread.value else None

    return m.listing(
        "Papers on either side of the medians that the review prints, and the share of all papers below.",
        [
            line
            for line in m.named.printed
            if line.evidence in (ALL, HEADLINE, WIDEST) and f"claim/{line.claim}#claimed" in m.book.results
        ],
        [
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("metric", "l", lambda line: m.symbol(line.metric)),
            ("printed", "r", lambda line: m.book.use(f"claim/{line.claim}#claimed")),
            ("papers", "l", papers),
            ("below", "l", lambda line: _papers(line.below)),
            ("above", "l", lambda line: _papers(line.above)),
            ("not decided", "l", lambda line: _papers(line.undecided)),
            ("unread", "r", unread),
            ("share below", "r", lambda line: line.share if line.n_unread.value != line.n_papers.value else "open"),
        ],
        note="The share runs from all undecided and unread papers above to all of them below; one half inside leaves "
        "the printed median open. Open: no paper is read. Not decided: bounds that hold the printed value. The classes "
        "of named synapses are those of the rule, of credited papers those of the review.",
        source="printed_medians.csv",
    )


def _papers(keys: Iterable[str]) -> str:
    return ", ".join(map(cite, keys)) or DASH


def _class_rule(m: Material) -> list[Block]:
    """How the rule for a class does on credited papers of known stack."""
    cells = m.named.confusion
    if not cells:
        return []
    wrong = [cell for cell in cells if cell.by_stack in m.classes.credited and cell.by_stack != cell.credited]
    right = [m.use(cell.n_papers) for cell in cells if cell.by_stack == cell.credited]
    words = sum(member.basis == WORD for member in m.named.members)
    lead = (
        "A class is the source's own word; without one a decisive part of the stack names it, and every other oxide "
        "stays without a mechanism. Held against credited papers whose stack is known, the stack alone agrees with the "
        f"review in {listed(right) if right else 'none'} of them "
        f"({'never naming another class' if not wrong else 'and names another class in some'}), and decides nothing "
        "of the rest."
    )
    return [
        paragraph(lead if words else ""),
        m.listing(
            "The class rule without words of the source against the review's lists.",
            cells,
            [
                ("credited", "l", lambda cell: cell.credited),
                ("stack says", "l", lambda cell: cell.by_stack.replace("_", " ")),
                ("papers", "r", lambda cell: cell.n_papers),
                ("", "l", lambda cell: _papers(cell.papers)),
            ],
            source="class_rule.csv",
        ),
    ]


def _charge(m: Material) -> Block:
    """Named synapses that store charge, each once."""
    rows = {row.id: row for row in m.rows}
    found = {}
    for member in m.named.members:
        row = rows[member.row]
        if row.not_applicable:
            found[row.paper, row.device] = (row, member)
    return m.listing(
        f"Named synapses that store charge: {symbol('E_a')} is not applicable.",
        found.values(),
        [
            ("paper", "l", lambda item: cite(item[0].paper)),
            ("device", "l", lambda item: name(device_name(item[0].name))),
            ("class", "l", lambda item: item[1].device_class.replace("_", " ")),
            ("a weight by", "l", lambda item: name(item[1].weight)),
        ],
        note="Their pulse charges a gate; no current of the weight flows while it is written.",
        source="charge_synapses.csv",
        wide=False,
    )
