"""The PRISMA 2020 flow: records identified, screened, judged and included, with the reasons for leaving out."""

from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.text import name

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
            "text": f"{TITLES[stage.stage]}: {m.book.use(stage.n.id)}",
            "side": [
                f"{name(REASONS.get(reason, reason.replace('_', ' ')))}: {m.book.use(count.id)}"
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
        kappa = f", Cohen's kappa {m.book.use(two.kappa.id)}" if two.kappa else ""
        of_all = f"{m.book.use(two.n.id)} of {m.book.use(stage.n.id)} records"
        told.append(
            f"Two people decided on {of_all} at the stage of {stage.stage}: {m.book.use(two.n_alike.id)} alike{kappa}; "
            f"{m.book.use(two.n_open.id)} still open."
        )
    return told or ["No record was screened by two people: the decisions are those of one reader."]
