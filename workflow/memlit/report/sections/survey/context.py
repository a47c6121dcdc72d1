"""What stands beside the survey's comparisons: retention by temperature, and how far two curators disagree."""

from __future__ import annotations

from memlit.analysis.comparison.record import ClassComparisons
from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.datum import percent
from memlit.report.blocks import Block, Material, paragraph, table
from memlit.report.estimates import with_interval

PARAMETERS = {
    "r_on": "on-state resistance",
    "r_off": "off-state resistance",
    "endurance": "reported endurance",
    "set_pulse_width": "SET time",
}


def retention(m: Material, record: ClassComparisons) -> Block:
    """Share of the papers of a class that print ten years or more; empty where the survey prints no retention."""
    if not record.retention:
        return {}
    level = m.config.analysis.level
    rows = [
        [
            share.device_class,
            share.band,
            m.book.use(share.n_papers.id),
            m.book.use(share.n_ten_years.id),
            with_interval(m, share.share),
        ]
        for share in record.retention
    ]
    return table(
        "Retention: papers of a class that print one in a band of temperature, and the share of them that print ten "
        "years or more.",
        [("class", "l"), ("temperature", "l"), ("papers", "r"), ("ten years", "r"), ("share", "r")],
        rows,
        note="The first band of a class holds the two bands into which it is divided, so its papers are counted there "
        "again. No median: extrapolated ten-year values stand beside short tests at high temperature, so a paper "
        f"without ten years has not shown that its cells fail. Exact binomial intervals of {percent(level)}.",
        source="retention.csv",
        wide=False,
    )


def curators(m: Material, record: ClassComparisons) -> list[Block]:
    """How far two curators of one paper differ; empty where none was read by two."""
    if not record.curators:
        return []
    lead = (
        f"Extraction error: two curators list {m.book.use(record.n_both_curators.id)} papers under the "
        "same class. Their numbers for one paper are two readings of one print, or of two cells of it. "
        "How far they differ is the measured error of a number in such a survey, and it is larger than any rounding."
    )
    return [
        paragraph(lead),
        table(
            "Disagreement of two curators about one paper.",
            [
                ("quantity", "l"),
                ("papers", "r"),
                ("factor 2 or more", "r"),
                ("above 2", "r"),
                ("10 or more", "r"),
                ("median", "r"),
                ("one reading", "r"),
            ],
            [_curator_row(m, agreement) for agreement in record.curators],
            note="Median of the absolute log10 ratio; one reading: standard deviation of one of the two.",
            source="curators.csv",
        ),
    ]


def _curator_row(m: Material, agreement: CuratorAgreement) -> list[str]:
    numbers = (
        agreement.n,
        agreement.at_least_2,
        agreement.above_2,
        agreement.at_least_10,
        agreement.median_absolute,
        agreement.reading_sd,
    )
    return [PARAMETERS.get(agreement.parameter, agreement.parameter), *(m.book.use(result.id) for result in numbers)]
