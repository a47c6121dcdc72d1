"""V I tau where a programming current is printed: a companion of the action energy, never mixed with it."""

from __future__ import annotations

from memlit.benchmark.rows import UNPAIRED_SET
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.estimates import use
from memlit.report.text import cite, device_name, name, symbol
from memlit.synapses.energy.programming import Programming, ProgrammingClass

ENERGY = "V I tau"


def programming(m: Material) -> Block:
    """Named synapses one by one, memory cells by class; nothing where no current is printed with a pulse."""
    if not m.named.programming:
        return {}
    tau, energy = symbol("tau"), symbol("E_a")
    own = [line for line in m.named.programming if not line.set_name.startswith("survey")]
    reviewed = "The review takes the current of a pulse for some devices. " if m.tests_a_review else ""
    return section(
        "programming-energy",
        "Energy by the programming current",
        paragraph(
            f"{reviewed}Where a source prints a programming current with the voltage and the width, V I {tau} is a "
            f"companion of {energy}: the current flows during the pulse, while the conductances of {energy} are read "
            "before and after it. The two stand in columns of their own and are never mixed. A source that prints a "
            "current without its voltage gives neither."
        ),
        _devices(m, own),
        _classes(m),
    )


def _devices(m: Material, lines: list[Programming]) -> Block:
    if not lines:
        return {}
    rows = [
        [
            cite(line.paper),
            name(device_name(line.device)),
            line.device_class.replace("_", " "),
            line.pulse,
            m.book.use(line.energy.id),
            m.book.use(line.action_energy) if line.action_energy else DASH,
        ]
        for line in lines
    ]
    return table(
        f"Synapses with a printed programming current: V I {symbol('tau')} beside {symbol('E_a')}.",
        [("paper", "l"), ("device", "l"), ("class", "l"), ("pulse", "l"), (ENERGY, "r"), (symbol("E_a"), "r")],
        rows,
        note="A current that is printed at a voltage of its own enters with that voltage.",
        source="programming_energy.csv",
        wide=False,
    )


def _classes(m: Material) -> Block:
    rows = [_class(m, line) for line in m.named.programming_classes]
    return table(
        f"Memory cells of the survey: medians over papers of V I {symbol('tau')}, and of {symbol('E_a')} over it.",
        [
            *(("class", "l"), ("pulse", "l"), ("papers", "r"), ("median", "r")),
            *(("papers with both", "r"), ("ratio", "r")),
        ],
        rows,
        note="Above one the formula with conductances is the larger: a compliance or a series transistor holds the "
        "current below the voltage times the conductance. Unpaired: voltage, current and time of a row are not named "
        "for one transition.",
        source="programming_classes.csv",
        wide=False,
    )


def _class(m: Material, line: ProgrammingClass) -> list[str]:
    return [
        line.device_class.replace("_", " "),
        line.pulse if line.set_name != UNPAIRED_SET else "unpaired",
        m.book.use(line.n_papers.id),
        m.book.use(line.median.id),
        m.book.use(line.n_ratios.id),
        use(m, line.ratio),
    ]
