"""What stands beside the survey's comparisons: retention by temperature, and how far two curators disagree."""

from memlit.analysis.comparison.record import ClassComparisons
from memlit.datum import percent
from memlit.report.blocks import Block, Material, listing, paragraph

PARAMETERS = {
    "r_on": "on-state resistance",
    "r_off": "off-state resistance",
    "endurance": "reported endurance",
    "set_pulse_width": "SET time",
}


def retention(m: Material, record: ClassComparisons) -> Block:
    """Share of the papers of a class that print ten years or more; empty where the survey prints no retention."""
    return listing(
        m,
        "Retention: papers of a class that print one in a band of temperature, and the share of them that print ten "
        "years or more.",
        record.retention,
        [
            ("class", "l", lambda share: share.device_class),
            ("temperature", "l", lambda share: share.band),
            ("papers", "r", lambda share: share.n_papers),
            ("ten years", "r", lambda share: share.n_ten_years),
            ("share", "r", lambda share: share.share),
        ],
        note="The first band of a class holds the two bands into which it is divided, so its papers are counted there "
        "again. No median: extrapolated ten-year values stand beside short tests at high temperature, so a paper "
        "without ten years has not shown that its cells fail. Exact binomial intervals of "
        f"{percent(m.config.analysis.level)}.",
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
        listing(
            m,
            "Disagreement of two curators about one paper.",
            record.curators,
            [
                ("quantity", "l", lambda item: PARAMETERS.get(item.parameter, item.parameter)),
                ("papers", "r", lambda item: item.n),
                ("factor 2 or more", "r", lambda item: item.at_least_2),
                ("above 2", "r", lambda item: item.above_2),
                ("10 or more", "r", lambda item: item.at_least_10),
                ("median", "r", lambda item: item.median_absolute),
                ("one reading", "r", lambda item: item.reading_sd),
            ],
            note="Median of the absolute log10 ratio; one reading: standard deviation of one of the two.",
            source="curators.csv",
        ),
    ]
