"""The review's design guidelines as tags: who is named with them, and what that does within a class."""

from memlit.analysis.guidelines.record import Guidelines, TagComparison, TagCount
from memlit.report.blocks import Block, Material, detail, listing, paragraph, section, table, use
from memlit.report.text import cite, name

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

    return listing(
        m,
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
            *(f"{m.book.use(line.n_with.id)} / {m.book.use(line.n_without.id)}" for line in lines),
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
    return listing(
        m,
        "Configurations on the survey: ratio of medians, chance that a cell without it lies below one with it, p "
        "(Brunner-Munzel, permuted for few papers), ratio from a model with the year (CR2), and the shift that would "
        "have been shown.",
        [line for line in record.comparisons if line.set_name == "survey" and line.p is not None],
        [
            ("class", "l", lambda line: name(line.device_class)),
            ("quantity", "l", lambda line: QUANTITIES.get(line.quantity, line.quantity)),
            ("compared", "l", lambda line: name(f"{line.tag} over {line.other}")),
            ("papers", "r", lambda line: f"{use(m, line.n_with)} / {use(m, line.n_without)}"),
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
