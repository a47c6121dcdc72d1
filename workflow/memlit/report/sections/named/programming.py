"""V I tau where a programming current is printed: a companion of the action energy, never mixed with it."""

from memlit.benchmark.rows import UNPAIRED_SET
from memlit.report.blocks import Block, Material, listing, paragraph, section
from memlit.report.text import cite, device_name, name, symbol
from memlit.synapses.energy.programming import Programming

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
    return listing(
        m,
        f"Synapses with a printed programming current: V I {symbol('tau')} beside {symbol('E_a')}.",
        lines,
        [
            ("paper", "l", lambda line: cite(line.paper)),
            ("device", "l", lambda line: name(device_name(line.device))),
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("pulse", "l", lambda line: line.pulse),
            (ENERGY, "r", lambda line: line.energy),
            (symbol("E_a"), "r", lambda line: m.book.use(line.action_energy) if line.action_energy else None),
        ],
        note="A current that is printed at a voltage of its own enters with that voltage.",
        source="programming_energy.csv",
        wide=False,
    )


def _classes(m: Material) -> Block:
    return listing(
        m,
        f"Memory cells of the survey: medians over papers of V I {symbol('tau')}, and of {symbol('E_a')} over it.",
        m.named.programming_classes,
        [
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("pulse", "l", lambda line: line.pulse if line.set_name != UNPAIRED_SET else "unpaired"),
            ("papers", "r", lambda line: line.n_papers),
            ("median", "r", lambda line: line.median),
            ("papers with both", "r", lambda line: line.n_ratios),
            ("ratio", "r", lambda line: line.ratio),
        ],
        note="Above one the formula with conductances is the larger: a compliance or a series transistor holds the "
        "current below the voltage times the conductance. Unpaired: voltage, current and time of a row are not named "
        "for one transition.",
        source="programming_classes.csv",
        wide=False,
    )
