"""For each credited paper: what is known, what is missing and what to supply.

The PRISMA 2020 flow: records identified, screened, judged and included, with the reasons for leaving out.
"""

from collections.abc import Sequence

from memlit.analysis.evidence.coverage import AT_SOURCE, CoverageLine
from memlit.report.blocks import DASH, Block, Material, detail, paragraph, section
from memlit.report.text import cite, name, symbol
from memlit.report.words import PART_SYMBOLS


def coverage(m: Material) -> Block:
    """One line for each paper of the headline set."""
    lines = [line for line in m.analysis.coverage if line.set_name == m.config.evidence.headline_set]
    bare = [line for line in lines if not line.n_readings.value and not line.supply.startswith("not applicable")]
    told = [line for line in lines if line not in bare]
    return section(
        "coverage",
        "Coverage",
        paragraph(
            f"What is known of each of the {m.headline_papers}, and what is missing of the tuple of its pulse. It can "
            "be supplied as a table, a list of readings or a document in sources/KEY, or read at the desk (memlit desk "
            "KEY); data/coverage.csv names the folder and the parameters of each."
        ),
        paragraph(_without([line for line in bare if not line.has_readings])),
        paragraph(_unusable([line for line in bare if line.has_readings])),
        paragraph(_at_source(m)),
        detail(
            m.listing(
                "Papers with a reading: readings used and checked, metrics known, parts of the tuple missing.",
                told,
                [
                    ("paper", "l", lambda line: cite(line.key)),
                    ("class", "l", lambda line: ", ".join(line.device_classes).replace("_", " ")),
                    ("role", "l", lambda line: ", ".join(line.roles)),
                    ("readings", "r", lambda line: line.n_readings),
                    ("checked", "r", lambda line: line.n_checked if line.n_checked.value else None),
                    ("known", "l", lambda line: _known(m, line)),
                    ("missing", "l", _missing),
                ],
                note=f"In brackets: only bounded. Checked: by a second look. {DASH} none.",
                source="coverage.csv",
            )
        ),
    )


def _at_source(m: Material) -> str:
    """How many values came by way of a collection, and of how many of them the source itself was opened."""
    checked, not_opened = (m.book.results[count] for count in AT_SOURCE.values())
    if not (checked.value or not_opened.value):
        return ""
    return (
        "Some values in use came to us in a collection of readings. Of these "
        f"{m.use(checked)} were checked at the source and {m.use(not_opened)} are transcribed from the "
        "collection, whose source was not opened; the entry of each says which."
    )


def _without(lines: Sequence[CoverageLine]) -> str:
    """The papers of which nothing at all was read."""
    if not lines:
        return ""
    parts = ", ".join(map(symbol, PART_SYMBOLS.values()))
    return f"No reading is at hand, and all of {parts} are missing, of these: {_listed(lines)}."


def _unusable(lines: Sequence[CoverageLine]) -> str:
    """The papers of which there are readings, but none that may give a part of a tuple."""
    if not lines:
        return ""
    return (
        "No reading of a pulse that may be used is at hand of these, though others are: of another quantity, of "
        f"several values, of a sibling device, pooled, or only as the review prints them: {_listed(lines)}."
    )


def _listed(lines: Sequence[CoverageLine]) -> str:
    """Papers by role and class."""
    groups: dict[str, list[str]] = {}
    for line in sorted(lines, key=lambda line: (line.roles, line.device_classes, line.key)):
        group = f"{', '.join(line.device_classes)} {', '.join(line.roles)}".replace("_", " ")
        groups.setdefault(group, []).append(cite(line.key))
    return "; ".join(f"{group}: {', '.join(papers)}" for group, papers in groups.items())


def _known(m: Material, line: CoverageLine) -> str | None:
    """Its metrics, those that are only bounded in brackets."""
    return ", ".join([*map(m.symbol, line.metrics), *(f"({m.symbol(metric)})" for metric in line.bounded)]) or None


def _missing(line: CoverageLine) -> str:
    if line.supply.startswith("not applicable"):
        return name(line.supply)
    return ", ".join(symbol(PART_SYMBOLS[part]) for part in line.missing) or "nothing"


TITLES = {
    "identification": "Records identified",
    "screening": "Records screened",
    "eligibility": "Records judged for their evidence",
    "included": "Records included",
}
REASONS = {
    "charge_device": "stores charge, no resistive energy",
    "class_level": "ranges of a technology, no device",
    "no_metric": "readings at hand, but for no metric",
    "no_synapse": "no synapse and no neuron",
    "no_tuple": "no amplitude, width and states of one pulse",
    "not_credited": "not credited in the benchmark",
    "not_retrieved": "no full text and no reading at hand",
    "unresolved": "which paper is meant is open",
}
"""The usual reasons of screening.csv in words; another one stands as it is."""


def flow(m: Material) -> Block:
    """One box a stage, with what left it beside it."""
    if not m.analysis.prisma:
        return {}
    steps = [
        {
            "text": f"{TITLES[stage.stage]}: {m.use(stage.n)}",
            "side": [
                f"{name(REASONS.get(reason, reason.replace('_', ' ')))}: {m.use(count)}"
                for reason, count in stage.reasons
            ],
        }
        for stage in m.analysis.prisma
    ]
    return section(
        "flow",
        "Flow of records",
        paragraph("After PRISMA 2020, counted from screening.csv, a record counted once at each stage."),
        {"type": "flow", "steps": steps},
        paragraph(" ".join(_two_screeners(m))),
    )


def _two_screeners(m: Material) -> list[str]:
    """How many records two people screened, and how far they agree."""
    told = []
    for stage in m.analysis.prisma:
        two = stage.two
        if two is None:
            continue
        kappa = f", Cohen's kappa {m.use(two.kappa)}" if two.kappa else ""
        of_all = f"{m.use(two.n)} of {m.use(stage.n)} records"
        told.append(
            f"Two people decided on {of_all} at the stage of {stage.stage}: {m.use(two.n_alike)} alike{kappa}; "
            f"{m.use(two.n_open)} still open."
        )
    return told or ["No record was screened by two people: the decisions are those of one reader."]
