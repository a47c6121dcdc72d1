"""The review's design guidelines as tags: who is named with them, and what that does within a class.

Device classes: how each works, which materials the review names, and how many papers it credits.
"""

from collections import Counter, defaultdict

from memlit.analysis.classes import ClassSummary
from memlit.analysis.guidelines.record import Guidelines, TagComparison, TagCount
from memlit.config import DeviceClass
from memlit.report.blocks import DASH, Block, Material, detail, paragraph, section, table
from memlit.report.sections.review.arrays import header_of, review_cells
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
        found[short].append(f"{text} {m.use(references)}" if references else text)
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
    return {short: m.use(summary.n_credited) for short, summary in summaries.items()}


QUANTITIES = {"on_off_ratio": "on/off ratio", "endurance": "endurance as reported", "set_time": "SET time"}


def guidelines(m: Material) -> Block:
    """Tags with their sources and all comparisons, exploratory; nothing without tags."""
    record = m.analysis.guidelines
    if not record.tags:
        return {}
    return section(
        "guidelines",
        "Design guidelines",
        paragraph(
            "The review's guidelines name pathways within the device (confining the filament, repeating layers, a "
            "layer against overshoot, a less diffusive anode, no filament) and ways to join devices (passive, one "
            "transistor or one selector a cell, in series). Here they are tags of papers, each with the place that "
            "says so; the tags come from the review's own statements and from the structures that the survey prints. "
            "A paper that is not named with a tag is not known to lack it. Everything in this section is exploratory."
        ),
        detail(_tags(m, record)),
        paragraph(_verdict(m, record)),
        detail(_review(m, record)),
        detail(_survey(m, record)),
    )


def _tags(m: Material, record: Guidelines) -> Block:
    def sources(count: TagCount) -> str:
        return "; ".join(f"{cite(document)} {name(locator)}" for document, locator in count.sources)

    return m.listing(
        "Tags: papers named with each, and where.",
        record.counts,
        [
            ("kind", "l", lambda count: count.kind),
            ("tag", "l", lambda count: name(count.tag)),
            ("papers", "r", lambda count: count.n),
            ("named", "l", lambda count: ", ".join(map(cite, count.papers))),
            ("by", "l", sources),
        ],
        note="Facts of the sources in our own words; tags.csv has each with its place and curator.",
        source="tags.csv",
    )


def _verdict(m: Material, record: Guidelines) -> str:
    use = m.book.use
    level = f"{100 * m.config.analysis.alpha:g} %"
    made = [line for line in record.comparisons if line.p is not None and line.p.value is not None]
    below = [line for line in made if line.p and (line.p.value or 0.0) < m.config.analysis.alpha]
    own = [line for line in made if line.set_name == "review"]
    text = (
        f"Of {use(record.n_comparisons.id)} comparisons of a tag within a class, {use(record.n_estimable.id)} have "
        f"enough papers on both sides. At {name(level)} without adjustment "
        f"{'one or more of them show' if below else 'none of them shows'} a difference. "
    )
    if own:
        return text + "The tables below have the numbers."
    return text + (
        "For the review's own devices no tag is estimable in any class: the table has the counts. The pathways stand "
        "as statements of the review, neither supported nor contradicted here."
    )


def _review(m: Material, record: Guidelines) -> Block:
    groups: dict[tuple[str, str], list[TagComparison]] = {}
    for line in record.comparisons:
        if line.set_name == "review":
            groups.setdefault((line.tag, line.device_class), []).append(line)
    rows = [
        [
            name(tag),
            name(device_class.replace("_", " ")),
            *(f"{m.use(line.n_with)} / {m.use(line.n_without)}" for line in lines),
            "not estimable" if all(line.p is None for line in lines) else "see guidelines.csv",
        ]
        for (tag, device_class), lines in groups.items()
    ]
    return table(
        "Papers of the review with a known metric, named with the tag / not named with it, under the headline pulse.",
        [("tag", "l"), ("class", "l"), ("action energy", "r"), ("standby power", "r"), ("timing", "r"), ("", "l")],
        rows,
        note="A test needs as many papers on each side as the plan asks for an interval.",
        source="guidelines.csv",
    )


def _survey(m: Material, record: Guidelines) -> Block:
    return m.listing(
        "Configurations on the survey: ratio of medians, chance that a cell without it lies below one with it, p "
        "(Brunner-Munzel, permuted for few papers), ratio from a model with the year (CR2), and the shift that would "
        "have been shown.",
        [line for line in record.comparisons if line.set_name == "survey" and line.p is not None],
        [
            ("class", "l", lambda line: name(line.device_class)),
            ("quantity", "l", lambda line: QUANTITIES.get(line.quantity, line.quantity)),
            ("compared", "l", lambda line: name(f"{line.tag} over {line.other}")),
            ("papers", "r", lambda line: f"{m.use(line.n_with)} / {m.use(line.n_without)}"),
            ("ratio", "r", lambda line: line.ratio),
            ("P(without < with)", "r", lambda line: line.probability),
            ("p", "r", lambda line: line.p),
            ("beside the year", "r", lambda line: line.adjusted),
            ("detectable", "r", lambda line: line.detectable),
        ],
        note="Memory cells, not synapses. Papers that print several structures are left out. A transistor is chosen "
        "for arrays and macros, so its effect is not that of the transistor alone. p is not adjusted.",
        source="guidelines.csv",
    )
