"""Device classes: how each works, which materials the review names, and how many papers it credits."""

from collections import Counter, defaultdict

from memlit.analysis.classes import ClassSummary
from memlit.config import DeviceClass
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.sections.review.tables import header_of, review_cells
from memlit.report.text import cite, name

COLUMNS = (("class", "l"), ("name", "l"), ("mechanism", "l"), ("on; off", "l"), ("materials", "l"), ("papers", "r"))
MATERIALS = "table_2.csv"
MATERIAL, REFERENCES = "Switching material", "References"


def mechanisms(m: Material) -> Block:
    """One row a class of config/classes.yaml."""
    materials = _materials(m)
    credited = _credited(m)
    named = [short for short in m.classes.classes if materials.get(short) or short in credited]
    shown = named or list(m.classes.classes)
    rows = [
        [
            name(short),
            name(device_class.name),
            name(device_class.mechanism),
            _states(device_class),
            *(["; ".join(materials[short]) or DASH] if materials else []),
            credited.get(short, DASH),
        ]
        for short, device_class in m.classes.classes.items()
        if short in shown
    ]
    others = [short for short in m.classes.classes if short not in shown]
    return section(
        "mechanisms",
        "Device classes",
        paragraph(" ".join(filter(None, [name(m.config.report.classes_text), _materials_text(m)]))),
        table(
            "Classes, their mechanisms and the materials that the review names for them."
            if materials
            else "Classes and their mechanisms.",
            [column for column in COLUMNS if materials or column[0] != "materials"],
            rows,
            note=f"papers: {m.headline_papers} with a synapse of the class{_twice(m)}. A class that stores charge has "
            f"no resistive energy and stays out of the benchmark.{_folded(others)}",
        ),
    )


def _folded(others: list[str]) -> str:
    """The classes of which no row stands: neither a material nor a paper is named for them."""
    return f" Without a material or a paper here: {', '.join(map(name, others))}." if others else ""


def _materials_text(m: Material) -> str:
    if not m.tests_a_review:
        return ""
    return (
        f"The materials are those that {cite(m.config.report.review_key)} names for each class, with the numbers of "
        "its reference list; they are the review's word and no evidence of a mechanism."
    )


def _twice(m: Material) -> str:
    """The references that stand in two of the review's lists, and so count in both."""
    lists = Counter(number for numbers in m.classes.fig11_credits.values() for number in numbers)
    twice = [f"reference {number}" for number, n_lists in sorted(lists.items()) if n_lists > 1]
    return f"; {name(', '.join(twice))} in two classes" if twice else ""


def _states(device_class: DeviceClass) -> str:
    states = "; ".join(filter(None, [device_class.on_state, device_class.off_state]))
    charge = "stores charge" if device_class.charge_device else ""
    return name("; ".join(filter(None, [states, charge])) or DASH)


def _materials(m: Material) -> dict[str, list[str]]:
    """`HfOx [93], [94]` by class: the material in words, the references as a link to their cell."""
    found: dict[str, list[str]] = defaultdict(list)
    for cells in review_cells(m, MATERIALS):
        by_header = {header_of(cell): cell for cell in cells}
        material, references = by_header.get(MATERIAL), by_header.get(REFERENCES)
        short = m.classes.canonical(cells[0].datum.printed.text)
        if material is None or short is None:
            continue
        text = name(material.datum.printed.text)
        found[short].append(f"{text} {m.book.use(references.id)}" if references else text)
    return found


def _credited(m: Material) -> dict[str, str]:
    """The number of credited papers by class, of the set and role of the review's benchmark figure."""
    summaries: dict[str, ClassSummary] = {
        summary.device_class: summary
        for summary in m.analysis.classes
        if summary.set_name == m.config.evidence.headline_set
        and summary.role == "synapse"
        and summary.pulse == m.config.conventions.headline_pulse
        and summary.metric == m.config.analysis.primary
    }
    return {short: m.book.use(summary.n_credited.id) for short, summary in summaries.items()}
